// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/retryschedule.h"

#include <QStringList>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RetrySchedule::RetrySchedule(Kind kind)
    : m_kind(kind)
{
}

RetrySchedule RetrySchedule::custom(const QList<std::chrono::seconds> &waits)
{
    RetrySchedule schedule(Kind::Custom);
    schedule.m_custom = waits;
    return schedule;
}

std::optional<RetrySchedule> RetrySchedule::fromText(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (word == u"off"_s)
        return RetrySchedule(Kind::Off);
    if (word == u"quick"_s)
        return RetrySchedule(Kind::Quick);
    if (word == u"standard"_s)
        return RetrySchedule(Kind::Standard);

    QList<std::chrono::seconds> waits;
    const QStringList parts = word.split(u',');
    for (const QString &part : parts) {
        bool isNumber = false;
        const qlonglong seconds = part.trimmed().toLongLong(&isNumber);
        if (!isNumber)
            return std::nullopt;
        waits.append(std::chrono::seconds(seconds));
    }
    return custom(waits);
}

QString RetrySchedule::toText() const
{
    switch (m_kind) {
    case Kind::Off:
        return u"off"_s;
    case Kind::Quick:
        return u"quick"_s;
    case Kind::Standard:
        return u"standard"_s;
    case Kind::Custom:
        break;
    }
    QStringList parts;
    for (const auto wait : m_custom)
        parts.append(QString::number(wait.count()));
    return parts.join(u',');
}

QList<std::chrono::seconds> RetrySchedule::waits() const
{
    switch (m_kind) {
    case Kind::Off:
        return {};
    case Kind::Quick:
        return {2s, 10s, 60s};
    case Kind::Standard:
        return {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
    case Kind::Custom:
        break;
    }
    return m_custom;
}

bool RetrySchedule::isValid() const
{
    if (m_kind != Kind::Custom)
        return true;
    const auto inLimits = [](std::chrono::seconds wait) { return wait >= shortestWait && wait <= longestWait; };
    return !m_custom.isEmpty() && m_custom.size() <= maximumWaits
        && std::all_of(m_custom.cbegin(), m_custom.cend(), inLimits);
}

} // namespace hookpanel
