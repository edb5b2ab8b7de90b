// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventsample.h"

#include "core/clock.h"
#include "core/jsontext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 4; ///< Components may hold components; a sample need not show them all.
const QByteArray someTime = R"("2026-01-15T09:30:00.000Z")";
const QByteArray someDocument = R"("a1b2c3d4e5f6g7h8i9j0k1l2")";

/// An object as lines, each member indented by this many spaces.
class ObjectText
{
public:
    explicit ObjectText(int indentation)
        : m_indentation(indentation)
    {
    }

    void add(const QString &key, const QByteArray &value)
    {
        m_text += (m_text.isEmpty() ? "\n" : ",\n") + QByteArray(m_indentation, ' ') + jsonString(key) + ": " + value;
    }

    [[nodiscard]] QByteArray text() const
    {
        return m_text.isEmpty() ? QByteArray("{}") : '{' + m_text + '\n' + QByteArray(m_indentation - 2, ' ') + '}';
    }

private:
    int m_indentation;
    QByteArray m_text;
};

/// Makes entries of attributes, with values that fit their types.
class EntryMaker
{
public:
    EntryMaker(const ContentTypes &known, PayloadFormat format)
        : m_known(known)
        , m_format(format)
    {
    }

    [[nodiscard]] QByteArray entry(const ContentType &type, int indentation) const
    {
        ObjectText object(indentation);
        object.add(u"id"_s, "1");
        if (m_format == PayloadFormat::Strapi5)
            object.add(u"documentId"_s, someDocument);
        addAttributes(object, type.attributes, indentation, 1);
        for (const auto &[name, isThere] : {std::pair(u"createdAt"_s, true), std::pair(u"updatedAt"_s, true),
                                            std::pair(u"publishedAt"_s, type.draftAndPublish)}) {
            if (isThere && !type.attributes.find(name) && type.attributes.isKept(name))
                object.add(name, someTime);
        }
        if (m_format == PayloadFormat::Strapi5 && type.attributes.isKept(u"locale"))
            object.add(u"locale"_s, "null");
        return object.text();
    }

private:
    void addAttributes(ObjectText &object, const Attributes &attributes, int indentation, int level) const
    {
        for (const Attribute &attribute : attributes.list) {
            if (attributes.isKept(attribute.name))
                object.add(attribute.name, value(attribute, indentation, level));
        }
    }

    [[nodiscard]] QByteArray component(const QString &uid, bool isNamed, int indentation, int level) const
    {
        ObjectText object(indentation);
        if (isNamed)
            object.add(u"__component"_s, jsonString(uid));
        object.add(u"id"_s, "1");
        if (const Component *known = m_known.component(uid); known && level < deepest)
            addAttributes(object, known->attributes, indentation, level + 1);
        return object.text();
    }

    [[nodiscard]] QByteArray relation(int indentation) const
    {
        ObjectText object(indentation);
        object.add(u"id"_s, "1");
        if (m_format == PayloadFormat::Strapi5)
            object.add(u"documentId"_s, someDocument);
        return object.text();
    }

    [[nodiscard]] QByteArray zone(const Attribute &attribute, int indentation, int level) const
    {
        QByteArrayList elements;
        for (const QString &uid : attribute.components)
            elements.append(QByteArray(indentation + 2, ' ') + component(uid, true, indentation + 4, level));
        return elements.isEmpty() ? QByteArray("[]")
                                  : "[\n" + elements.join(",\n") + '\n' + QByteArray(indentation, ' ') + ']';
    }

    [[nodiscard]] QByteArray value(const Attribute &attribute, int indentation, int level) const
    {
        static const QHash<QString, QByteArray> fixed{
            {u"integer"_s, "1"},
            {u"biginteger"_s, R"("1")"},
            {u"decimal"_s, "1.5"},
            {u"float"_s, "1.5"},
            {u"boolean"_s, "true"},
            {u"date"_s, R"("2026-01-15")"},
            {u"datetime"_s, someTime},
            {u"timestamp"_s, someTime},
            {u"time"_s, R"("09:30:00.000")"},
            {u"email"_s, R"("someone@example.com")"},
            {u"json"_s, "{}"},
            {u"blocks"_s, "[]"},
        };
        const QString &type = attribute.type;
        if (const auto found = fixed.constFind(type); found != fixed.cend())
            return *found;
        if (type == u"string" || type == u"text" || type == u"richtext")
            return jsonString(attribute.name.left(1).toUpper() + attribute.name.mid(1));
        if (type == u"uid" || type == u"enumeration")
            return jsonString(attribute.name.toLower());
        if (type == u"relation")
            return relation(indentation + 2);
        if (type == u"component")
            return component(attribute.components.value(0), false, indentation + 2, level);
        if (type == u"dynamiczone")
            return zone(attribute, indentation, level);
        return "null";
    }

    const ContentTypes &m_known;
    PayloadFormat m_format;
};

} // namespace

bool hasContentType(const EventType &type)
{
    return type.keys.contains(u"model"_s);
}

QByteArray samplePayload(const EventType &type, const ContentType *contentType, const ContentTypes &known,
                         PayloadFormat format, const QDateTime &now)
{
    const auto sample = JsonText::parse(type.sample);
    const JsonText::Member *createdAt = sample ? sample->find(u"createdAt"_s) : nullptr;
    if (!createdAt)
        return {};
    const QByteArray time = jsonString(toIsoUtc(now));
    if (!contentType || !hasContentType(type))
        return sample->withValue(*createdAt, time);
    const bool isAboutPublishing = type.name == u"entry.publish" || type.name == u"entry.unpublish";
    ObjectText payload(2);
    for (const JsonText::Member &member : sample->members()) {
        if (member.key == u"createdAt") {
            payload.add(member.key, time);
        } else if (member.key == u"model") {
            payload.add(member.key, jsonString(contentType->model));
            if (format == PayloadFormat::Strapi5 || !isAboutPublishing) // as EventRules::compose()
                payload.add(u"uid"_s, jsonString(contentType->uid));
        } else if (member.key == u"entry" || member.key == u"entity") {
            payload.add(member.key, EntryMaker(known, format).entry(*contentType, 4));
        } else if (member.key != u"uid") {
            payload.add(member.key, sample->value(member));
        }
    }
    return payload.text();
}

QByteArray stampedPayload(const QByteArray &payload, const QString &offeredAt, bool isUntouched, const QDateTime &now)
{
    const auto json = JsonText::parse(payload);
    if (!json || !json->isObject())
        return payload;
    const JsonText::Member *createdAt = json->find(u"createdAt"_s);
    const bool isOffered = createdAt && json->value(*createdAt) == jsonString(offeredAt);
    const QByteArray stamped = isOffered ? json->withValue(*createdAt, jsonString(toIsoUtc(now))) : payload;
    return isUntouched ? compactJson(stamped) : stamped;
}

} // namespace hookpanel
