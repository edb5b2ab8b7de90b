// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace hookpanel {

/// Draws an entry of the navigation with a number beside it, where there is one. The number is not a part of the entry's
/// name: it is told to a screen reader by the entry's description, which whoever sets it provides.
class BadgeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int CountRole = Qt::UserRole;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Draws no text, which a tool tip then tells, and a dot instead of the number: for a window that is narrow.
    void setIconsOnly(bool iconsOnly) { m_iconsOnly = iconsOnly; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// What a badge takes of the width, in pixels.
    [[nodiscard]] static int widthFor(const QFontMetrics &metrics);

    /// The width of a navigation that shows icons only.
    [[nodiscard]] static int widthOfIcons(const QStyle &style);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    bool m_iconsOnly = false;
};

} // namespace hookpanel
