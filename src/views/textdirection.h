// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <Qt>

class QLineEdit;
class QSpinBox;
class QString;
class QStyleOptionViewItem;

namespace hookpanel {

/// For QPainter::drawText(): a text in the direction of its own words, whatever the direction of the window. Else "12 ms"
/// becomes "ms 12", and "@/etc/passwd" another path.
[[nodiscard]] int ownDirection(const QString &text);

/// The same for a cell of a table. It begins where all cells do, or ends where all do when its alignment is trailing.
void drawInOwnDirection(QStyleOptionViewItem *cell);

/// The same for a cell with a URL, a header or the like, which is written from left to right in every language.
void drawLeftToRight(QStyleOptionViewItem *cell);

/// For a text that a widget draws which knows only the direction of the window, as a tab does: isolated from it where the
/// directions differ, else as it is.
[[nodiscard]] QString isolatedIn(Qt::LayoutDirection direction, const QString &text);

/// The same for a field.
void writeLeftToRight(QLineEdit *edit);

/// A number and its unit stay in the order of the unit's language.
void suitUnit(QSpinBox *box);

} // namespace hookpanel
