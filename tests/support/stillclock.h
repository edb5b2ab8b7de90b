// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"

namespace hookpanel::test {

/// A clock that stands still until the test moves it.
class StillClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return now; }
    [[nodiscard]] qint64 monotonicMs() const override { return ms; }

    QDateTime now{QDate(2026, 11, 23), QTime(16, 33, 57, 70), Qt::UTC};
    qint64 ms = 0;
};

} // namespace hookpanel::test
