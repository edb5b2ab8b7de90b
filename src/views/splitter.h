// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

namespace hookpanel {

/// A splitter whose parts the program may arrange until a user does: what was set by hand stays, also when a part was taken
/// out or hidden meanwhile and comes back, and when the window was closed and opened again (WindowMemory).
class Splitter : public QSplitter
{
    Q_OBJECT

public:
    explicit Splitter(QWidget *parent = nullptr);

    /// Sizes that the program would choose, in pixels. Where a user has chosen, his sizes are taken instead.
    void propose(const QList<int> &sizes);

    /// Sizes that a user set, in pixels or any other parts of a whole; empty when nobody did. They count as soon as there
    /// are as many parts.
    [[nodiscard]] const QList<int> &setByHand() const { return m_byHand; }
    void restoreByHand(const QList<int> &sizes);

    [[nodiscard]] bool isSetByHand() const { return !m_byHand.isEmpty() && m_byHand.size() == count(); }

    /// Asks for no more room than its parts need at least, and takes what there is: for a page that scrolls only where there
    /// is less.
    void setFrugal() { m_isFrugal = true; }

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override { return m_isFrugal ? minimumSizeHint() : QSplitter::sizeHint(); }

    /// Whether no part is hidden; a hidden one has no size that means anything.
    [[nodiscard]] static bool isWhole(const QSplitter &splitter);

protected:
    bool event(QEvent *event) override;

private:
    QList<int> m_byHand;
    bool m_isFrugal = false;
};

} // namespace hookpanel
