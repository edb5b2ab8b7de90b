// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/privatedata.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The content type of media.
const QString uploadedFile = u"plugin::upload.file"_s;

/// The members by which an object says itself of which content type it is: where a relation may lead to any.
constexpr std::array<QStringView, 2> typeMarks{u"__type", u"__contentType"};

/// What a member of the payload's root is, and so what goes from it.
enum class Part {
    Entry, ///< Of the event's content type: entry, entity.
    Cms, ///< Made by a CMS: media.
    Work, ///< Made by a CMS, and about what its users do: release, workflow.
    Other, ///< The sender's own: only what says itself that it is of a content type is looked at.
};

/// What is known of a container's inside. Where an event may be of several content types, the rules of all of them hold.
struct Scope {
    QList<const Attributes *> attributes;
    QStringList zone; ///< A dynamic zone: the components it may hold.
    bool isOpenRelation = false; ///< It may lead to any content type, and says to which.
    bool isUser = false; ///< Only the id may leave.

    [[nodiscard]] bool isEmpty() const { return attributes.isEmpty() && zone.isEmpty() && !isOpenRelation && !isUser; }
};

/// Paths of members, each once, and not too many of them.
class Paths
{
public:
    void add(const QString &path)
    {
        if (m_seen.contains(path))
            return;
        if (m_paths.size() == EventNote::mostPaths) {
            ++m_more;
            return;
        }
        m_seen.insert(path);
        m_paths.append(path);
    }

    void appendTo(QList<EventNote> &notes, EventNote::Kind kind) const
    {
        if (!m_paths.isEmpty())
            notes.append({kind, m_paths, m_more});
    }

private:
    QSet<QString> m_seen;
    QStringList m_paths;
    int m_more = 0;
};

class PrivateDataCutter
{
public:
    PrivateDataCutter(const JsonTree &tree, const ContentTypes &known)
        : m_tree(tree)
        , m_known(known)
    {
    }

    /// Goes through all that is inside a member of the root. Nodes come in the order of the text, so that a container's
    /// scope is known before its inside is reached.
    void walk(int member, const Scope &scope, Part part)
    {
        m_part = part;
        enter(member, scope);
        const int end = m_tree.after(member);
        for (int node = member; node < end;) {
            if (m_gone.contains(node)) {
                node = m_tree.after(node);
                continue;
            }
            if (m_tree.node(node).isArray())
                visitArray(node);
            else if (m_tree.node(node).isObject())
                visitObject(node);
            ++node;
        }
    }

    CleanedPayload result()
    {
        std::sort(m_cuts.begin(), m_cuts.end(), [](const Range &a, const Range &b) { return a.begin < b.begin; });
        CleanedPayload cleaned;
        cleaned.bytes.reserve(m_tree.bytes().size());
        qsizetype at = 0;
        for (const Range &cut : std::as_const(m_cuts)) {
            cleaned.bytes += QByteArrayView(m_tree.bytes()).sliced(at, cut.begin - at);
            at = cut.end;
        }
        cleaned.bytes += QByteArrayView(m_tree.bytes()).sliced(at);
        m_unknown.appendTo(cleaned.notes, EventNote::Kind::UnknownParts);
        m_taken.appendTo(cleaned.notes, EventNote::Kind::PrivateTaken);
        m_users.appendTo(cleaned.notes, EventNote::Kind::UserCut);
        return cleaned;
    }

private:
    struct Range {
        qsizetype begin;
        qsizetype end;
    };

    void enter(int node, const Scope &scope)
    {
        if (m_tree.node(node).isContainer() && !scope.isEmpty())
            m_scopes.insert(node, scope);
    }

    void visitArray(int array)
    {
        const Scope scope = m_scopes.take(array);
        if (scope.isEmpty())
            return;
        for (int element = m_tree.node(array).first; element >= 0; element = m_tree.node(element).next)
            enter(element, scope);
    }

    void visitObject(int object)
    {
        const Scope scope = resolved(m_scopes.take(object), object);
        const std::optional<QString> entryType = typeBesideEntry(object, scope);
        QList<int> gone;
        for (int member = m_tree.node(object).first; member >= 0; member = m_tree.node(member).next) {
            if (!(scope.isUser ? isKeptOfUser(member) : isKept(member, scope)))
                gone.append(member);
            else if (m_tree.node(member).isContainer())
                enter(member, scope.isUser ? scope : scopeOf(member, scope, entryType));
        }
        if (gone.isEmpty())
            return;
        cut(object, gone);
        if (scope.isUser)
            m_users.add(pathOf(object));
        for (const int member : std::as_const(gone)) {
            m_gone.insert(member);
            if (!scope.isUser)
                m_taken.add(pathOf(member));
        }
    }

    /// An object of a dynamic zone or of an open relation says itself what it is; so may any other, and is believed.
    Scope resolved(Scope scope, int object)
    {
        for (const QStringView mark : typeMarks) {
            const QString uid = m_tree.string(m_tree.find(object, mark)).value_or(QString());
            if (scope.isOpenRelation || isContentTypeUid(uid))
                addContentType(scope, uid, object);
        }
        if (scope.zone.isEmpty())
            return scope;
        const auto named = m_tree.string(m_tree.find(object, u"__component"));
        // One that does not say it may be any of them.
        for (const QString &uid : named ? QStringList{*named} : std::exchange(scope.zone, {}))
            addComponent(scope, uid, object);
        return scope;
    }

    /// The content type that an object names beside an `entry`, as the actions of a release do: `contentType`, itself or
    /// with its uid inside, or `uid`. Empty where it names none; nothing where there is no such entry.
    [[nodiscard]] std::optional<QString> typeBesideEntry(int object, const Scope &scope) const
    {
        const int entry = m_tree.find(object, u"entry");
        const bool isOwn = std::any_of(scope.attributes.cbegin(), scope.attributes.cend(),
                                       [](const Attributes *attributes) { return attributes->find(u"entry"); });
        if (m_part != Part::Work || isOwn || entry < 0 || !m_tree.node(entry).isContainer())
            return std::nullopt;
        int named = m_tree.find(object, u"contentType");
        if (named < 0)
            named = m_tree.find(object, u"uid");
        else if (m_tree.node(named).isObject())
            named = m_tree.find(named, u"uid");
        return m_tree.string(named).value_or(QString());
    }

    [[nodiscard]] bool isKept(int member, const Scope &scope) const
    {
        const QString &key = m_tree.node(member).key;
        if ((key == u"createdBy" || key == u"updatedBy") && (m_part != Part::Other || !scope.isEmpty()))
            return false;
        return std::all_of(scope.attributes.cbegin(), scope.attributes.cend(),
                           [&key](const Attributes *attributes) { return attributes->isKept(key); });
    }

    /// Its id; how many there are, where nothing else is told; and Strapi 4's wrapping of these.
    [[nodiscard]] bool isKeptOfUser(int member) const
    {
        const JsonNode &node = m_tree.node(member);
        if (node.key == u"id" || node.key == u"documentId")
            return !node.isContainer();
        if (node.key == u"count")
            return node.kind == JsonNode::Kind::Number;
        return node.key == u"data" && node.isContainer();
    }

    Scope scopeOf(int member, const Scope &outer, const std::optional<QString> &entryType)
    {
        const QString &key = m_tree.node(member).key;
        Scope inner;
        bool isAttribute = false;
        for (const Attributes *attributes : outer.attributes) {
            if (const Attribute *attribute = attributes->find(key)) {
                isAttribute = true;
                addAttribute(inner, *attribute, member);
            }
        }
        if (isAttribute)
            return inner;
        // What Strapi adds to content types and no schema file names: the other locales of the same entry, and who is to
        // review it, an admin. And the wrapping that Strapi 4's own API gives to entries.
        if (isAdmin(key, outer))
            inner.isUser = true;
        else if (key == u"entry" && entryType)
            addEntryOf(inner, *entryType, member);
        else if (key == u"localizations" || key == u"data" || key == u"attributes")
            inner.attributes = outer.attributes;
        return inner;
    }

    /// Whether a member that is no attribute holds admins: who is to review an entry, or to work on a release.
    [[nodiscard]] bool isAdmin(const QString &key, const Scope &scope) const
    {
        if (key == u"strapi_assignee")
            return m_part != Part::Other || !scope.isEmpty();
        return m_part == Part::Work && (key == u"assignee" || key == u"assignees");
    }

    void addEntryOf(Scope &scope, const QString &uid, int member)
    {
        if (!uid.isEmpty())
            addContentType(scope, uid, member);
        else if (m_tree.node(member).first >= 0)
            m_unknown.add(pathOf(member));
    }

    void addAttribute(Scope &scope, const Attribute &attribute, int member)
    {
        if (attribute.type == u"relation" && attribute.target.isEmpty())
            scope.isOpenRelation = true;
        else if (attribute.type == u"relation")
            addContentType(scope, attribute.target, member);
        else if (attribute.type == u"media" && m_known.find(uploadedFile))
            addContentType(scope, uploadedFile, member);
        else if (attribute.type == u"component")
            addComponent(scope, attribute.components.value(0), member);
        else if (attribute.type == u"dynamiczone")
            scope.zone += attribute.components;
    }

    void addContentType(Scope &scope, const QString &uid, int node)
    {
        if (isUserUid(uid))
            scope.isUser = true;
        else if (const ContentType *type = m_known.find(uid))
            scope.attributes.append(&type->attributes);
        else
            noteUnknown(uid, node);
    }

    void addComponent(Scope &scope, const QString &uid, int node)
    {
        if (const Component *component = m_known.component(uid))
            scope.attributes.append(&component->attributes);
        else
            noteUnknown(uid, node);
    }

    void noteUnknown(const QString &uid, int node)
    {
        if (!uid.isEmpty() && m_tree.node(node).first >= 0)
            m_unknown.add(uid);
    }

    /// Members go with the comma and the space behind them, up to the next key; those at the end with the comma before.
    void cut(int object, const QList<int> &gone)
    {
        const QList<int> members = m_tree.children(object);
        auto kept = members.size();
        auto left = gone.size();
        while (left > 0 && gone.at(left - 1) == members.at(kept - 1)) {
            --left;
            --kept;
        }
        for (const int member : gone.first(left))
            m_cuts.append({m_tree.node(member).keyBegin, m_tree.node(m_tree.node(member).next).keyBegin});
        if (left == gone.size())
            return;
        const qsizetype begin = kept > 0 ? m_tree.node(members.at(kept - 1)).end : m_tree.node(members.first()).keyBegin;
        m_cuts.append({begin, m_tree.node(members.last()).end});
    }

    /// "entry.stops[].secret"; of a very deep one the end.
    [[nodiscard]] QString pathOf(int node) const
    {
        constexpr qsizetype longest = 120;
        QString path;
        for (int at = node; at > 0; at = m_tree.node(at).parent) {
            const QString &key = m_tree.node(at).key;
            const QString part = m_tree.node(at).keyBegin < 0 ? u"[]"_s : key;
            path = path.isEmpty() || path.startsWith(u'[') ? part + path : part + u'.' + path;
            if (path.size() > longest)
                return u'…' + path.last(longest);
        }
        return path;
    }

    const JsonTree &m_tree;
    const ContentTypes &m_known;
    Part m_part = Part::Other; ///< What is walked through.
    QHash<int, Scope> m_scopes; ///< Of containers that are yet to be visited.
    QSet<int> m_gone;
    QList<Range> m_cuts; ///< They never overlap: what is inside a member that goes is not looked at.
    Paths m_unknown;
    Paths m_taken;
    Paths m_users;
};

} // namespace

CleanedPayload withoutPrivateData(const JsonTree &payload, const QList<const ContentType *> &contentTypes,
                                  const ContentTypes &known)
{
    Scope entry;
    for (const ContentType *type : contentTypes)
        entry.attributes.append(&type->attributes);
    Scope media;
    if (const ContentType *file = known.find(uploadedFile))
        media.attributes.append(&file->attributes);
    PrivateDataCutter cutter(payload, known);
    for (const int member : payload.children(0)) {
        const QString &key = payload.node(member).key;
        if (key == u"entry" || key == u"entity")
            cutter.walk(member, entry, Part::Entry);
        else if (key == u"media")
            cutter.walk(member, media, Part::Cms);
        else if (key == u"workflow" || key == u"release")
            cutter.walk(member, {}, Part::Work);
        else
            cutter.walk(member, {}, Part::Other);
    }
    return cutter.result();
}

} // namespace hookpanel
