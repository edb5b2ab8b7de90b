// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventrules.h"

#include "core/clock.h"
#include "core/jsontree.h"
#include "core/privatedata.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestQuote = 100; ///< A value that is wrong is quoted, but not at any length.

bool isAboutPublishing(const QString &type)
{
    return type == u"entry.publish" || type == u"entry.unpublish";
}

/// The User content type that an event is of, or nothing: told by uid, or by the model's name where no uid is known.
QString userContentType(const QString &model, const QString &uid)
{
    if (isUserUid(uid))
        return uid;
    return uid.isEmpty() && model == u"user" ? model : QString();
}

/// A part of an event, `entry` or `media`, as it is to stand in it: an object without white space between tokens.
Result<QByteArray> compactPart(const QString &name, const QByteArray &part)
{
    const auto tree = JsonTree::parse(part, JsonText::maximumDepth - 1); // the payload is a level of its own
    if (!tree)
        return tl::unexpected(tree.error());
    if (!tree->root().isObject())
        return failure(ErrorCode::PartNotAnObject, name);
    return compactJson(part);
}

/// A text of the payload's root. Fails with MissingMember where there is none, or an empty one; of another kind, which is
/// another sentence, the detail is "text".
Result<QString> rootText(const JsonTree &tree, const QString &key)
{
    const int found = tree.find(0, key);
    const auto text = tree.string(found);
    if (found >= 0 && !text)
        return failure(ErrorCode::MissingMember, key, u"text"_s);
    if (!text || text->isEmpty())
        return failure(ErrorCode::MissingMember, key);
    return *text;
}

/// Whether what a whole payload has of its event type's members is of their kind: what is private in anything else nobody
/// could tell. A payload need not have them all.
Result<void> checkShape(const JsonTree &tree, const EventType &type)
{
    // A server sends null where an entry was deleted before it was read, and null hides nothing.
    const auto isThere = [&tree](int node) { return node >= 0 && tree.node(node).kind != JsonNode::Kind::Null; };
    for (const QString &key : {u"model"_s, u"uid"_s}) {
        const int found = tree.find(0, key);
        if (type.keys.contains(u"model"_s) && isThere(found) && !tree.string(found))
            return failure(ErrorCode::MissingMember, key, u"text"_s);
    }
    for (const QString &part : {u"entry"_s, u"entity"_s, u"media"_s, u"release"_s}) {
        const int found = tree.find(0, part);
        if (type.keys.contains(part) && isThere(found) && !tree.node(found).isObject())
            return failure(ErrorCode::PartNotAnObject, part);
    }
    return {};
}

QByteArray member(const char *key, const QByteArray &value)
{
    return QByteArray(",\"") + key + "\":" + value;
}

/// What the event type has or has not against what was given for it.
Result<void> checkParts(const EventType &type, const Composition &composition)
{
    if (!type.keys.contains(u"entry"_s) && !type.keys.contains(u"media"_s))
        return failure(ErrorCode::NotComposable, type.name);
    const bool isNamed = !composition.model.isEmpty() || !composition.uid.isEmpty();
    for (const auto &[name, isGiven] :
         {std::pair(u"entry"_s, !composition.entry.isEmpty()), std::pair(u"media"_s, !composition.media.isEmpty()),
          std::pair(u"model"_s, isNamed)}) {
        const bool isNeeded = type.keys.contains(name);
        if (isNeeded && !isGiven)
            return failure(ErrorCode::PartMissing, name, type.name);
        if (isGiven && !isNeeded)
            return failure(ErrorCode::PartNotExpected, name, type.name);
    }
    return {};
}

/// All that a webhook may call the content type; a uid that is not in the payload where there can be no other.
QStringList namesFor(const QString &model, const QString &uid, const QList<const ContentType *> &contentTypes)
{
    QStringList names{model, uid};
    if (uid.isEmpty() && contentTypes.size() == 1)
        names.append(contentTypes.first()->uid);
    names.removeAll(QString());
    return names;
}

QList<EventNote> notesAbout(const QString &name, const QList<const ContentType *> &contentTypes, const EventType *type)
{
    if (name.isEmpty() && type && type->keys.contains(u"model"_s))
        return {{EventNote::Kind::UnknownContentType, {}, 0}};
    if (contentTypes.isEmpty() && !name.isEmpty())
        return {{EventNote::Kind::UnknownContentType, {name}, 0}};
    if (contentTypes.size() > 1)
        return {{EventNote::Kind::AmbiguousModel, {name}, 0}};
    return {};
}

} // namespace

Result<void> EventRules::checkType(const QString &type) const
{
    if (type == triggerTest || m_catalogue.contains(type))
        return {};
    return failure(ErrorCode::UnknownEventType, type, m_catalogue.nearest(type));
}

Result<EventRules::Names> EventRules::namesOf(const Composition &composition) const
{
    Names names{composition.model, composition.uid};
    if (names.model.isEmpty() && names.uid.isEmpty())
        return failure(ErrorCode::PartMissing, u"model"_s, composition.type);
    if (!names.uid.isEmpty() && !isContentTypeUid(names.uid))
        return failure(ErrorCode::UidInvalid, names.uid);
    const ContentType *known = names.uid.isEmpty() ? m_contentTypes.findModel(names.model) : m_contentTypes.find(names.uid);
    if (names.uid.isEmpty() && known)
        names.uid = known->uid;
    if (names.model.isEmpty())
        names.model = known ? known->model : names.uid.section(u'.', -1).section(u"::"_s, -1);
    return names;
}

Result<RuledEvent> EventRules::compose(const Composition &composition, PayloadFormat format, const QDateTime &now) const
{
    if (composition.type == triggerTest)
        return RuledEvent{makeTestEvent(now), {}, {}, {}};
    if (const auto known = checkType(composition.type); !known)
        return tl::unexpected(known.error());
    const EventType &type = *m_catalogue.find(composition.type);
    if (const auto whole = checkParts(type, composition); !whole)
        return tl::unexpected(whole.error());
    QByteArray body = R"({"event":)" + jsonString(type.name) + member("createdAt", jsonString(toIsoUtc(now)));
    Names names;
    if (type.keys.contains(u"model"_s)) {
        const auto told = namesOf(composition);
        if (!told)
            return tl::unexpected(told.error());
        names = *told;
        body += member("model", jsonString(names.model));
        // Strapi 4 leaves it out here, as recorded from a real server.
        if (!names.uid.isEmpty() && !(format == PayloadFormat::Strapi4 && isAboutPublishing(type.name)))
            body += member("uid", jsonString(names.uid));
    }
    const bool hasEntry = type.keys.contains(u"entry"_s);
    const char *key = hasEntry ? "entry" : "media";
    const auto part = compactPart(QString::fromLatin1(key), hasEntry ? composition.entry : composition.media);
    if (!part)
        return tl::unexpected(part.error());
    body += member(key, *part) + '}';
    const auto payload = JsonTree::parse(body);
    if (!payload)
        return tl::unexpected(payload.error());
    return ruled(*payload, {type.name, now, body}, names);
}

Result<RuledEvent> EventRules::given(const QByteArray &payload, const QString &type) const
{
    auto event = givenOfAnyType(payload, type);
    if (!event)
        return event;
    if (const auto known = checkType(event->event.type); !known)
        return tl::unexpected(known.error());
    const EventType *known = m_catalogue.find(event->event.type);
    const auto tree = JsonTree::parse(payload); // once more: it has passed already
    if (known && tree) {
        if (const auto shape = checkShape(*tree, *known); !shape)
            return tl::unexpected(shape.error());
    }
    return event;
}

Result<RuledEvent> EventRules::givenOfAnyType(const QByteArray &payload, const QString &type) const
{
    const auto tree = JsonTree::parse(payload);
    if (!tree)
        return tl::unexpected(tree.error());
    if (!tree->root().isObject())
        return failure(ErrorCode::NotAnObject);
    const auto event = rootText(*tree, u"event"_s);
    if (!event)
        return tl::unexpected(event.error());
    if (!type.isEmpty() && *event != type)
        return failure(ErrorCode::WrongEvent, *event, type);
    const auto createdAt = rootText(*tree, u"createdAt"_s);
    if (!createdAt)
        return tl::unexpected(createdAt.error());
    const auto time = timeFromIso(*createdAt);
    if (!time)
        return failure(ErrorCode::BadTime, u"createdAt"_s, createdAt->left(longestQuote));
    return ruled(*tree, {*event, *time, payload},
                 {rootText(*tree, u"model"_s).value_or(QString()), rootText(*tree, u"uid"_s).value_or(QString())});
}

Result<RuledEvent> EventRules::ruled(const JsonTree &payload, const Event &event, const Names &names) const
{
    if (const QString user = userContentType(names.model, names.uid); !user.isEmpty())
        return failure(ErrorCode::UserContentType, user);
    const QString name = names.uid.isEmpty() ? names.model : names.uid;
    const auto contentTypes = m_contentTypes.candidates(names.model, names.uid);
    const bool anyHasDrafts = std::any_of(contentTypes.cbegin(), contentTypes.cend(),
                                          [](const ContentType *type) { return type->draftAndPublish; });
    if (isAboutPublishing(event.type) && !contentTypes.isEmpty() && !anyHasDrafts)
        return failure(ErrorCode::NoDraftAndPublish, name, event.type);
    const CleanedPayload cleaned = withoutPrivateData(payload, contentTypes, m_contentTypes);
    const EventType *type = m_catalogue.find(event.type);
    RuledEvent ruled{event, namesFor(names.model, names.uid, contentTypes), {}, notesAbout(name, contentTypes, type)};
    if (type)
        ruled.edition = type->edition;
    ruled.event.payload = cleaned.bytes;
    ruled.notes += cleaned.notes;
    return ruled;
}

} // namespace hookpanel
