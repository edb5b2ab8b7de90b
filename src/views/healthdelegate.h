// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/webhooksdelegate.h"

namespace hookpanel {

/// Draws how a receiver did in the last 24 hours as a row of small bars, what failed on top of what went well, with the
/// cell's text beside it (product section 5.1). The text and what a screen reader hears say the same.
class HealthDelegate : public TextDelegate
{
    Q_OBJECT

public:
    using TextDelegate::TextDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The width of the bars, in pixels.
    [[nodiscard]] static int widthFor(const QFontMetrics &metrics);
};

} // namespace hookpanel
