// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QLabel>

namespace hookpanel {

/// The phases of an attempt as bars over time, one row each. What was not measured is said in words and has no bar. It is a
/// label whose text, which a screen reader reads, says the same in words; only what is painted differs.
class TimelineView : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    /// `elapsedMs` is how long the attempt has run by now.
    void showTimeline(const Attempt &attempt, qint64 elapsedMs);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// One row as it is painted.
    struct Row {
        QString phase;
        QString time;
        double begin = 0; ///< Parts of the whole time.
        double length = 0;
        bool hasBar = false;
        bool isRunning = false;

        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] int widestPhase() const;
    [[nodiscard]] int widestTime() const;
    [[nodiscard]] int rowHeight() const;

    QList<Row> m_rows;
};

} // namespace hookpanel
