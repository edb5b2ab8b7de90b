// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QLabel;
class QLineEdit;
class QString;
class QTabBar;
class QWidget;

namespace hookpanel {

/// The type scale: a page's title and a section's heading, relative to the system font.
void makeTitle(QLabel *label);
void makeHeading(QLabel *label);

/// Shows a sentence about a problem in a label below its field, or hides the label when there is none. The field says the
/// sentence as its description to a screen reader.
void showProblem(QLabel *label, QWidget *field, const QString &sentence);

/// Names the clear button of a line edit, which Qt leaves without a name for a screen reader.
void nameClearButton(QLineEdit *edit);

/// Dresses a row of tabs that switches what stands right below it: as wide as its texts, without a line under it. Qt's
/// own buttons for scrolling, which it never shows then, lose their names, which are the same in each row.
void dressTabs(QTabBar *tabs, const QString &description);

/// In a right-to-left layout, moves what Qt leaves at the left: the texts of labels, which follow the direction of their own
/// words, and margins that differ. Once, for a window that is complete.
void suitDirection(QWidget *window);

/// What a label's colour says. Muted is for help beside what matters, readable all the same (4.5:1).
enum class Tone { Plain, Muted, Good, Warn, Bad };

/// Paints a label's text in a colour that suits the palette, and goes on doing so when the palette changes.
void setTone(QLabel *label, Tone tone);
void makeGood(QLabel *label);
void makeBad(QLabel *label);
void makePlain(QLabel *label);

/// Shows one of our icons in a label, as high as its text; it follows palette and font.
void showIcon(QLabel *label, const QString &iconName);

} // namespace hookpanel
