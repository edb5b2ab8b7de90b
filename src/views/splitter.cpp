// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/splitter.h"

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
