// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/splitter.h"

#include <QEvent>

namespace hookpanel {

Splitter::Splitter(QWidget *parent)
    : QSplitter(parent)
{
    // Emitted for a handle that is dragged, and not for setSizes().
    connect(this, &QSplitter::splitterMoved, this, [this] {
        if (isWhole(*this))
            m_byHand = sizes();
    });
}

bool Splitter::event(QEvent *event)
{
    if (event->type() == QEvent::Polish || event->type() == QEvent::LayoutDirectionChange) {
        // From right to left Qt lays each part one pixel too far to the right, where it is cut (QSplitterPrivate::setGeo(),
        // 6.4.2); a margin there moves them back.
        const bool isMirrored = orientation() == Qt::Horizontal && layoutDirection() == Qt::RightToLeft;
        setContentsMargins(0, 0, isMirrored ? 1 : 0, 0);
    }
    return QSplitter::event(event);
}

/// With the margin, which QSplitter forgets.
QSize Splitter::minimumSizeHint() const
{
    return QSplitter::minimumSizeHint().grownBy(contentsMargins());
}

void Splitter::propose(const QList<int> &sizes)
{
    setSizes(isSetByHand() ? m_byHand : sizes);
}

void Splitter::restoreByHand(const QList<int> &sizes)
{
    m_byHand = sizes;
    if (isSetByHand())
        setSizes(m_byHand);
}

bool Splitter::isWhole(const QSplitter &splitter)
{
    for (int i = 0; i < splitter.count(); ++i) {
        if (splitter.widget(i)->isHidden())
            return false;
    }
    return splitter.count() > 0;
}

} // namespace hookpanel
