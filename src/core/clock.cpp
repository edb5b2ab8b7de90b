// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"

#include <chrono>

namespace hookpanel {

QDateTime SystemClock::nowUtc() const
{
    return QDateTime::currentDateTimeUtc();
}

qint64 SystemClock::monotonicMs() const
{
    const auto sinceStart = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(sinceStart).count();
}

QString toIsoUtc(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

std::optional<QDateTime> timeFromIso(const QString &text)
{
    // Qt takes a date alone for a time, too.
    const QDateTime time
        = text.contains(u'T', Qt::CaseInsensitive) ? QDateTime::fromString(text, Qt::ISODateWithMs) : QDateTime();
    return time.isValid() ? std::optional(time) : std::nullopt;
}

} // namespace hookpanel
