// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preparedrequest.h"

#include <QWidget>

#include <memory>

namespace hookpanel {

class MessageHighlighter;

namespace Ui {
class EffectiveRequestView;
}

/// What would be sent, and where each header comes from; why nothing would, where that is so. Placeholders are shown as
/// `${NAME}`, never filled. Remarks of ours stand in brackets, in a quieter colour; Copy leaves them out.
class EffectiveRequestView : public QWidget
{
    Q_OBJECT

public:
    explicit EffectiveRequestView(QWidget *parent = nullptr);
    ~EffectiveRequestView() override;

    /// Asks for a new request by refreshWanted(), once however often it is called in one turn of the event loop.
    void refreshSoon();

    void showRequest(const EffectiveRequest &effective);

    /// What is shown: without a problem, the very request that leaves.
    [[nodiscard]] const EffectiveRequest &shown() const { return m_shown; }

    /// Its controls in the order in which Tab goes through them.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    void refreshWanted();

private:
    void copy() const;

    std::unique_ptr<Ui::EffectiveRequestView> m_ui;
    MessageHighlighter *m_highlighter; ///< A child of the text's document.
    EffectiveRequest m_shown;
    bool m_refreshAsked = false;
};

} // namespace hookpanel
