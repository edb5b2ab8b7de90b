// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliverysummary.h"

#include <numeric>

namespace hookpanel {

namespace {

constexpr int healthyPercent = 90;

} // namespace

const std::array<OutcomeGroup, outcomeGroupCount> &outcomeGroups()
{
    using enum OutcomeGroup;
    static constexpr std::array<OutcomeGroup, outcomeGroupCount> all{Delivered,    Refused, ReceiverError, Timeout,
                                                                     NoConnection, NotSent, Stopped};
    return all;
}

OutcomeGroup outcomeGroup(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Success:
        return OutcomeGroup::Delivered;
    case OutcomeKind::Rejected:
    case OutcomeKind::Redirected:
    case OutcomeKind::Gone:
    case OutcomeKind::Throttled:
        return OutcomeGroup::Refused;
    case OutcomeKind::ReceiverError:
    case OutcomeKind::Incomplete:
        return OutcomeGroup::ReceiverError;
    case OutcomeKind::Timeout:
        return OutcomeGroup::Timeout;
    case OutcomeKind::Dns:
    case OutcomeKind::ConnectionRefused:
    case OutcomeKind::Unreachable:
    case OutcomeKind::Tls:
    case OutcomeKind::Dropped:
        return OutcomeGroup::NoConnection;
    case OutcomeKind::NeverSent:
    case OutcomeKind::InvalidRequest:
        return OutcomeGroup::NotSent;
    case OutcomeKind::Cancelled:
    case OutcomeKind::Interrupted:
        return OutcomeGroup::Stopped;
    }
    Q_UNREACHABLE();
}

bool countsInHealth(OutcomeKind kind)
{
    return outcomeGroup(kind) != OutcomeGroup::Stopped;
}

int HourCount::all() const
{
    return std::accumulate(byGroup.cbegin(), byGroup.cend(), 0);
}

int HourCount::failed() const
{
    return all() - succeeded() - of(OutcomeGroup::Stopped);
}

HourCount &HourCount::operator+=(const HourCount &other)
{
    for (const OutcomeGroup group : outcomeGroups())
        of(group) += other.of(group);
    return *this;
}

int Health::succeeded() const
{
    int count = 0;
    for (const HourCount &hour : hours)
        count += hour.succeeded();
    return count;
}

int Health::failed() const
{
    int count = 0;
    for (const HourCount &hour : hours)
        count += hour.failed();
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
