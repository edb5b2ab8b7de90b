// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/contenttypereader.h"

#include "core/jsontree.h"

#include <QRegularExpression>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Reads members of one schema and remembers the first fault.
class SchemaReader
{
public:
    SchemaReader(const JsonTree &tree, const QString &source)
        : m_tree(tree)
        , m_source(source)
    {
    }

    [[nodiscard]] const std::optional<Error> &fault() const { return m_fault; }

    /// A member's place, or -1. `key` is its whole name for the sentence.
    int required(int object, QStringView name, const QString &key)
    {
        const int member = m_tree.find(object, name);
        if (member < 0)
            reject(ErrorCode::SchemaKeyMissing, key);
        return member;
    }

    QString text(int object, QStringView name, const QString &key)
    {
        const int member = required(object, name, key);
        QString text = m_tree.string(member).value_or(QString());
        if (member >= 0 && text.isEmpty())
            reject(ErrorCode::SchemaKeyWrong, key);
        return text;
    }

    /// False where the member is missing.
    bool flag(int object, QStringView name, const QString &key)
    {
        const int member = m_tree.find(object, name);
        const auto value = m_tree.boolean(member);
        if (member >= 0 && !value)
            reject(ErrorCode::SchemaKeyWrong, key);
        return value.value_or(false);
    }

    QStringList texts(int list, const QString &key)
    {
        QStringList texts;
        if (list >= 0 && !m_tree.node(list).isArray())
            reject(ErrorCode::SchemaKeyWrong, key);
        else if (list >= 0) {
            for (const int element : m_tree.children(list)) {
                texts.append(m_tree.string(element).value_or(QString()));
                if (texts.last().isEmpty())
                    reject(ErrorCode::SchemaKeyWrong, key);
            }
        }
        return texts;
    }

    /// A member that must be an object where it is there; -1 where it is not.
    int object(int parent, QStringView name)
    {
        const int member = m_tree.find(parent, name);
        if (member >= 0 && !m_tree.node(member).isObject())
            reject(ErrorCode::SchemaKeyWrong, name.toString());
        return member;
    }

    Attributes attributes()
    {
        Attributes attributes;
        const int options = object(0, u"options");
        attributes.privateNames = texts(m_tree.find(options, u"privateAttributes"), u"options.privateAttributes"_s);
        const int all = required(0, u"attributes", u"attributes"_s);
        if (all < 0 || object(0, u"attributes") != all)
            return attributes;
        for (const int member : m_tree.children(all))
            attributes.list.append(attribute(member));
        return attributes;
    }

private:
    Attribute attribute(int member)
    {
        Attribute attribute;
        attribute.name = m_tree.node(member).key;
        const QString key = u"attributes."_s + attribute.name;
        if (!m_tree.node(member).isObject()) {
            reject(ErrorCode::SchemaKeyWrong, key);
            return attribute;
        }
        attribute.type = text(member, u"type", key + u".type"_s);
        attribute.isPrivate = flag(member, u"private", key + u".private"_s);
        if (attribute.type == u"relation"_s) {
            // morphToOne and morphToMany lead to any content type; each entry says of which it is.
            const bool isOpen = text(member, u"relation", key + u".relation"_s).startsWith(u"morphTo"_s);
            if (!isOpen)
                attribute.target = text(member, u"target", key + u".target"_s);
        } else if (attribute.type == u"component"_s) {
            attribute.components = {text(member, u"component", key + u".component"_s)};
        } else if (attribute.type == u"dynamiczone"_s) {
            const QString list = key + u".components"_s;
            attribute.components = texts(required(member, u"components", list), list);
        }
        return attribute;
    }

    void reject(ErrorCode code, const QString &key)
    {
        if (!m_fault)
            m_fault = Error{code, m_source, key, 0, 0, {}};
    }

    const JsonTree &m_tree;
    QString m_source;
    std::optional<Error> m_fault;
};

/// The schema as a JSON object; errors name the file.
Result<JsonTree> parseSchema(const QByteArray &schema, const QString &source)
{
    auto tree = JsonTree::parse(schema);
    if (!tree) {
        Error error = tree.error();
        error.detail = source;
        return tl::unexpected(error);
    }
    if (!tree->root().isObject())
        return failure(ErrorCode::NotAnObject, {}, source);
    return tree;
}

Result<QString> uidFrom(const QString &given, const QString &fromPath, bool (*isUid)(const QString &), const QString &source)
{
    const QString uid = given.isEmpty() ? fromPath : given;
    if (uid.isEmpty())
        return failure(ErrorCode::UidMissing, source);
    if (!isUid(uid))
        return failure(ErrorCode::UidInvalid, uid);
    return uid;
}

QString capturedUid(const QString &path, const QString &form, const QString &uid)
{
    const auto match = QRegularExpression(u"(?:\\A|/)"_s + form + u"\\z"_s).match(path);
    return match.hasMatch() ? uid.arg(match.captured(1), match.captured(2)) : QString();
}

} // namespace

Result<ContentType> readContentType(const QByteArray &schema, const QString &source, const QString &uid)
{
    const auto known = uidFrom(uid, contentTypeUidOf(source), isContentTypeUid, source);
    if (!known)
        return tl::unexpected(known.error());
    const auto tree = parseSchema(schema, source);
    if (!tree)
        return tl::unexpected(tree.error());
    SchemaReader reader(*tree, source);
    ContentType type;
    type.uid = *known;
    const int info = reader.required(0, u"info", u"info"_s) < 0 ? -1 : reader.object(0, u"info");
    type.model = reader.text(info, u"singularName", u"info.singularName"_s);
    type.displayName = tree->string(tree->find(info, u"displayName")).value_or(type.model);
    type.draftAndPublish = reader.flag(reader.object(0, u"options"), u"draftAndPublish", u"options.draftAndPublish"_s);
    type.attributes = reader.attributes();
    if (reader.fault())
        return tl::unexpected(*reader.fault());
    return type;
}

Result<Component> readComponent(const QByteArray &schema, const QString &source, const QString &uid)
{
    const auto known = uidFrom(uid, componentUidOf(source), isComponentUid, source);
    if (!known)
        return tl::unexpected(known.error());
    const auto tree = parseSchema(schema, source);
    if (!tree)
        return tl::unexpected(tree.error());
    SchemaReader reader(*tree, source);
    Component component;
    component.uid = *known;
    const int info = reader.object(0, u"info");
    component.displayName = tree->string(tree->find(info, u"displayName")).value_or(component.uid);
    component.attributes = reader.attributes();
    if (reader.fault())
        return tl::unexpected(*reader.fault());
    return component;
}

QString contentTypeUidOf(const QString &path)
{
    QString uid = capturedUid(path, u"api/([^/]+)/content-types/([^/]+)/schema\\.json"_s, u"api::%1.%2"_s);
    if (!uid.isEmpty())
        return uid;
    return capturedUid(path, u"extensions/([^/]+)/content-types/([^/]+)/schema\\.json"_s, u"plugin::%1.%2"_s);
}

QString componentUidOf(const QString &path)
{
    return capturedUid(path, u"components/([^/]+)/([^/]+)\\.json"_s, u"%1.%2"_s);
}

} // namespace hookpanel
