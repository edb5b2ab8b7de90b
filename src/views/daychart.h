// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverysummary.h"

#include <QLabel>

namespace hookpanel {

/// The last 24 hours of deliveries by outcome: one bar per hour, what failed on top of what went well. It is a label whose
/// text, which a screen reader reads, says the same in words; only what is painted differs.
class DayChart : public QLabel
{
    Q_OBJECT

public:
    explicit DayChart(QWidget *parent = nullptr);

    void showDay(const DayCount &hours);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRect barArea() const;
    [[nodiscard]] QRect columnOf(int hour) const;
    [[nodiscard]] QString textOf(int hour) const;

    DayCount m_hours{};
    int m_most = 0; ///< Deliveries of the busiest hour.
};

} // namespace hookpanel
