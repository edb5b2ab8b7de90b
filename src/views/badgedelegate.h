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

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// What a badge takes of the width, in pixels.
    [[nodiscard]] static int widthFor(const QFontMetrics &metrics);
};

} // namespace hookpanel
