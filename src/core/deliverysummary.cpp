// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliverysummary.h"

namespace hookpanel {

namespace {

constexpr int healthyPercent = 90;

} // namespace

int Health::succeeded() const
{
    int count = 0;
    for (const HourCount &hour : hours)
        count += hour.succeeded;
    return count;
}

int Health::failed() const
{
    int count = 0;
    for (const HourCount &hour : hours)
        count += hour.failed;
    return count;
}

std::optional<int> Health::successPercent() const
{
    const int all = succeeded() + failed();
    if (all == 0)
        return std::nullopt;
    return int(qint64(succeeded()) * 100 / all); // down: 99.9 % is not all
}

Health::State Health::state() const
{
    if (!last)
        return State::NeverUsed;
    const bool isBad = last->kind != OutcomeKind::Success || successPercent().value_or(100) < healthyPercent;
    return isBad ? State::Failing : State::Healthy;
}

} // namespace hookpanel
