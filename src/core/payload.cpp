// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/payload.h"

#include "core/clock.h"
#include "core/eventrules.h"
#include "core/jsontext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// An event that has nothing but its type and its time.
Event makeBareEvent(const QString &type, const QDateTime &now)
{
    const QByteArray payload = R"({"event":)" + jsonString(type) + R"(,"createdAt":)" + jsonString(toIsoUtc(now)) + '}';
    return {type, now, payload};
}

} // namespace

Event makeTestEvent(const QDateTime &now)
{
    return makeBareEvent(triggerTest, now);
}

Event makeSampleEvent(const EventType &type, const QDateTime &now)
{
    auto sample = JsonText::parse(type.sample);
    if (!sample || !sample->find(u"createdAt"_s))
        return makeBareEvent(type.name, now); // trigger-test has no sample; any other keeps at least its name
    const QByteArray stamped = sample->withValue(*sample->find(u"createdAt"_s), jsonString(toIsoUtc(now)));
    return {type.name, now, JsonText::parse(stamped)->compact()};
}

Result<Event> makeGivenEvent(const QByteArray &payload, const QString &type)
{
    const auto ruled = EventRules().givenOfAnyType(payload, type);
    if (!ruled)
        return tl::unexpected(ruled.error());
    return ruled->event;
}

} // namespace hookpanel
