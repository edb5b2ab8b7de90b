// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/retrypolicy.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace hookpanel::retrypolicy {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Statuses below 500 that say "not now" (RFC 9110 15.5.9, RFC 8470 5.2, RFC 6585 4).
constexpr std::array retriedStatuses{408, 425, 429};

/// A date of HTTP; all three forms mean GMT. The weekday is skipped: Qt takes two digits of a year for one of the last
/// century and then finds it wrong.
QDateTime httpDate(const QString &text)
{
    static const std::array forms{u"dd MMM yyyy HH:mm:ss 'GMT'"_s, u"dd-MMM-yy HH:mm:ss 'GMT'"_s, u"MMM d HH:mm:ss yyyy"_s};
    const QString withoutWeekday = text.simplified().section(u' ', 1); // asctime() pads the day with a second space
    for (const QString &form : forms) {
        QDateTime time = QLocale::c().toDateTime(withoutWeekday, form);
        if (!time.isValid())
            continue;
        time.setTimeSpec(Qt::UTC);
        return time.date().year() < 1970 ? time.addYears(100) : time;
    }
    return {};
}

DeliveryState stateWithoutRetry(OutcomeKind kind)
{
    if (kind == OutcomeKind::Success)
        return DeliveryState::Delivered;
    return kind == OutcomeKind::Cancelled ? DeliveryState::Cancelled : DeliveryState::Failed;
}

} // namespace

bool isRetried(const Outcome &outcome)
{
    switch (outcome.kind) {
    case OutcomeKind::Dns:
    case OutcomeKind::ConnectionRefused:
    case OutcomeKind::Unreachable:
    case OutcomeKind::Dropped:
    case OutcomeKind::Incomplete:
    case OutcomeKind::Timeout:
    case OutcomeKind::NeverSent:
    case OutcomeKind::Interrupted:
    case OutcomeKind::ReceiverError:
    case OutcomeKind::Throttled:
        return true;
    case OutcomeKind::Tls:
        return outcome.tlsFault != TlsFault::WrongCertificate;
    case OutcomeKind::Rejected:
        return std::find(retriedStatuses.cbegin(), retriedStatuses.cend(), outcome.status) != retriedStatuses.cend();
    case OutcomeKind::Success:
    case OutcomeKind::Redirected:
    case OutcomeKind::Gone:
    case OutcomeKind::Cancelled:
    case OutcomeKind::InvalidRequest:
        return false;
    }
    Q_UNREACHABLE();
}

std::optional<std::chrono::seconds> retryAfter(const QByteArray &value, const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    const bool isDigits
        = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
    if (isDigits) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        return fits ? std::min(std::chrono::seconds(seconds), longestRetryAfter) : longestRetryAfter;
    }
    const QDateTime date = httpDate(QString::fromLatin1(text));
    if (!date.isValid())
        return std::nullopt;
    return std::clamp(std::chrono::seconds(now.secsTo(date)), 0s, longestRetryAfter);
}

Verdict judge(const Outcome &outcome, const RetrySchedule &schedule, const Circumstances &circumstances)
{
    if (!isRetried(outcome))
        return {stateWithoutRetry(outcome.kind), {}, circumstances.waitsUsed};
    if (outcome.kind == OutcomeKind::Interrupted)
        return {DeliveryState::WaitingRetry, circumstances.now, circumstances.waitsUsed};
    const auto waits = schedule.waits();
    if (circumstances.waitsUsed >= waits.size())
        return {DeliveryState::Dead, {}, circumstances.waitsUsed};

    const auto wait = std::max(waits.at(circumstances.waitsUsed), circumstances.retryAfter.value_or(0s));
    const auto waitMs = std::chrono::milliseconds(wait).count();
    const auto jitterMs = qint64(double(waitMs) * mostJitter * std::clamp(circumstances.chance, 0.0, 1.0));
    return {DeliveryState::WaitingRetry, circumstances.now.addMSecs(waitMs + jitterMs), circumstances.waitsUsed + 1};
}

Verdict verdictOfTest(const Outcome &outcome)
{
    return {outcome.kind == OutcomeKind::Success ? DeliveryState::Delivered : DeliveryState::Cancelled, {}, 0};
}

} // namespace hookpanel::retrypolicy
