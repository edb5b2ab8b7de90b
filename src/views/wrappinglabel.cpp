// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/wrappinglabel.h"

namespace hookpanel {

WrappingLabel::WrappingLabel(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

QSize WrappingLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int around = 2 * (margin() + frameWidth());
    // A pixel more: where the text is laid out, widths are no whole numbers.
    const int width = fontMetrics().size(0, text()).width() + around + margins.left() + margins.right() + 1;
    return {width, qMax(heightForWidth(width), minimumSizeHint().height())}; // glyphs of other fonts may be higher
}

} // namespace hookpanel
