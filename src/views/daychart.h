// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverysummary.h"

#include <QLabel>

class QPainter;

namespace hookpanel {

/// The last 24 hours of deliveries by outcome: a bar per hour, in which each group of outcomes has its colour, its pattern
/// and its place, and a legend that names each with its count. Below the pointer, one hour is told in words. It is a label
/// whose text, which a screen reader reads, says the same as the legend; only what is painted differs.
class DayChart : public QLabel
{
    Q_OBJECT

public:
    explicit DayChart(QWidget *parent = nullptr);

    /// `underWay` are those that have not ended, which is said where the hours are empty.
    void showDay(const DayCount &hours, int underWay = 0);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

    /// What a pointer that rests on an hour is told; 23 is the last one.
    [[nodiscard]] QString textOf(int hour) const;

    /// How a group is painted on this palette's ground.
    [[nodiscard]] static QColor colorOf(OutcomeGroup group, const QPalette &palette);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// A group in the legend.
    struct Entry {
        OutcomeGroup group = OutcomeGroup::Delivered;
        QString text;
        QRect place; ///< Swatch and text, as in a text from left to right.
    };

    [[nodiscard]] QString heading() const;
    [[nodiscard]] QList<Entry> legendFor(int width) const;
    [[nodiscard]] int legendHeight(int width) const;
    [[nodiscard]] QRect barArea() const;
    [[nodiscard]] QRect columnOf(int hour) const;
    void paintLegend(QPainter &painter) const;
    void paintHour(QPainter &painter, int hour) const;
    void fill(QPainter &painter, const QRect &rect, OutcomeGroup group) const;

    DayCount m_hours{};
    HourCount m_all; ///< Of the whole day.
    int m_underWay = 0;
    int m_most = 0; ///< Deliveries of the busiest hour.
};

} // namespace hookpanel
