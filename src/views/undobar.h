// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storedwebhook.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace hookpanel {

/// "Deleted “Static build” · Undo": shown for ten seconds after a deletion. A further deletion replaces what it offers.
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    static constexpr int shownMs = 10'000;

    explicit UndoBar(QWidget *parent = nullptr);

    void offer(const QList<RemovedWebhook> &removed);

Q_SIGNALS:
    void undoRequested(const QList<hookpanel::RemovedWebhook> &removed);

private:
    void undo();
    void forget();

    QLabel *m_label;
    QPushButton *m_button;
    QTimer m_timer{this};
    QList<RemovedWebhook> m_removed;
};

} // namespace hookpanel
