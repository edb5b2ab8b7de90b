// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/payload.h"

#include "core/clock.h"
#include "core/jsontext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The User content type that the event is of, or nothing. They never leave (product section 4): told by uid, or by
/// the model's name where no uid is given.
QString userContentType(const JsonText &payload)
{
    const QString uid = payload.string(u"uid"_s).value_or(QString());
    const QString model = payload.string(u"model"_s).value_or(QString());
    if (uid == u"plugin::users-permissions.user"_s || uid == u"admin::user"_s)
        return uid;
    return uid.isEmpty() && model == u"user"_s ? model : QString();
}

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
    const auto json = JsonText::parse(payload);
    if (!json)
        return tl::unexpected(json.error());
    if (!json->isObject())
        return failure(ErrorCode::NotAnObject);
    const auto event = json->string(u"event"_s);
    if (!event || event->isEmpty())
        return failure(ErrorCode::MissingMember, u"event"_s);
    if (!type.isEmpty() && *event != type)
        return failure(ErrorCode::WrongEvent, *event, type);
    const auto createdAt = json->string(u"createdAt"_s);
    if (!createdAt || createdAt->isEmpty())
        return failure(ErrorCode::MissingMember, u"createdAt"_s);
    if (const QString contentType = userContentType(*json); !contentType.isEmpty())
        return failure(ErrorCode::UserContentType, contentType);
    return Event{*event, QDateTime::fromString(*createdAt, Qt::ISODateWithMs), payload};
}

} // namespace hookpanel
