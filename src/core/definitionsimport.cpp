// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionsimport.h"

#include "core/redaction.h"
#include "core/secrets.h"

#include <QHash>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

DefinitionsProblem problemOf(const WebhookDefinition &definition, DefinitionsFault fault, const QString &field)
{
    return {.fault = fault,
            .source = definition.source,
            .number = definition.number,
            .name = definition.webhook.name,
            .field = field};
}

Header *findHeader(Headers &headers, const QString &name)
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&name](const Header &header) { return isSameHeaderName(header.name, name); });
    return found == headers.end() ? nullptr : &*found;
}

/// Gives the headers whose values the file withholds the values that are there.
QList<ImportNote> fillWithheld(Headers &headers, const QStringList &withheld, Headers existing)
{
    QList<ImportNote> notes;
    for (const QString &name : withheld) {
        Header *header = findHeader(headers, name);
        const Header *known = findHeader(existing, name);
        if (header && known) {
            header->value = known->value;
            header->isSecret = known->isSecret;
            header->reference = known->reference;
        }
        const bool isKept = known && !(known->value.isEmpty() && known->reference.isEmpty());
        notes.append({isKept ? ImportNote::Kind::SecretKept : ImportNote::Kind::SecretMissing, name});
    }
    return notes;
}

/// `base` with what the file says about it.
Webhook merged(const WebhookDefinition &definition, const Webhook &base)
{
    const Webhook &said = definition.webhook;
    const auto isGiven = [&definition](Field field) { return definition.given.contains(field); };
    Webhook webhook = base;
    webhook.name = said.name;
    // A masked URL is the one that is there, if that is masked in the same way; else a rule says that it is none.
    if (said.url != redaction::url(base.url))
        webhook.url = said.url;
    if (isGiven(Field::Enabled))
        webhook.enabled = said.enabled;
    if (isGiven(Field::Headers))
        webhook.headers = said.headers;
    const auto take = [](Selection &selection, const Selection &given) {
        selection.all = given.all;
        if (!given.all)
            selection.names = given.names; // else what comes back when "all" is unticked stays
    };
    if (isGiven(Field::Events))
        take(webhook.events, said.events);
    if (isGiven(Field::ContentTypes))
        take(webhook.contentTypes, said.contentTypes);
    if (isGiven(Field::Timeout))
        webhook.timeoutSeconds = said.timeoutSeconds;
    if (isGiven(Field::Retry))
        webhook.retry = said.retry;
    if (isGiven(Field::Signing))
        webhook.signing = said.signing;
    if (isGiven(Field::Tls)) {
        webhook.tls = said.tls;
        if (said.tls.clientKey == base.tls.clientKey) // no file holds its passphrase
            webhook.tls.passphraseReference = base.tls.passphraseReference;
    }
    return webhook;
}

QList<Field> changedFields(const Webhook &before, const Webhook &after)
{
    QList<Field> fields;
    const auto compare = [&fields](bool isSame, Field field) {
        if (!isSame)
            fields.append(field);
    };
    compare(before.name == after.name, Field::Name);
    compare(before.url == after.url, Field::Url);
    compare(before.enabled == after.enabled, Field::Enabled);
    compare(before.headers == after.headers, Field::Headers);
    compare(before.events == after.events, Field::Events);
    compare(before.contentTypes == after.contentTypes, Field::ContentTypes);
    compare(before.timeoutSeconds == after.timeoutSeconds, Field::Timeout);
    compare(before.retry == after.retry, Field::Retry);
    compare(before.signing == after.signing, Field::Signing);
    compare(before.tls == after.tls, Field::Tls);
    return fields;
}

/// Makes a plan webhook by webhook.
class Planner
{
public:
    Planner(const QList<StoredWebhook> &existing, const Preferences &preferences, const EventCatalogue &catalogue)
        : m_preferences(preferences)
        , m_catalogue(catalogue)
    {
        for (const StoredWebhook &stored : existing)
            m_existing.insert(stored.webhook.id, &stored);
    }

    void add(const WebhookDefinition &definition)
    {
        const WebhookId id = definition.webhook.id;
        if (!id.isNull()) {
            if (const int before = m_seen.value(id); before != 0) {
                m_problems.append(problemOf(definition, DefinitionsFault::IdTwice, u"id"_s));
                m_problems.last().subject = QString::number(before);
                return;
            }
            m_seen.insert(id, definition.number);
        }
        const StoredWebhook *stored = m_existing.value(id);
        const ImportItem item = itemOf(definition, stored);
        if (stored && item.action == ImportAction::Update && (stored->readOnly || !stored->isReadable())) {
            const auto fault = stored->readOnly ? DefinitionsFault::ReadOnly : DefinitionsFault::Unreadable;
            m_problems.append(problemOf(definition, fault, {}));
            return;
        }
        // What nobody here knows is another version's: kept, as the store keeps it.
        const Problems broken = validate(item.webhook, m_catalogue, item.webhook);
        for (const Problem &problem : broken) {
            m_problems.append(problemOf(definition, DefinitionsFault::BreaksRule, fieldKey(problem.field)));
            m_problems.last().problem = problem;
        }
        m_plan.items.append(item);
    }

    void addDefaults(const Definitions &definitions)
    {
        Headers headers = secrets::markedByDefault(definitions.defaultHeaders);
        const Problems broken = validateHeaders(headers, Field::DefaultHeaders);
        for (const Problem &problem : broken)
            m_problems.append({.fault = DefinitionsFault::BreaksRule,
                               .source = definitions.defaultSources.value(problem.row),
                               .field = fieldKey(problem.field),
                               .problem = problem});
        const auto notes = fillWithheld(headers, definitions.withheldDefaults, m_preferences.defaultHeaders);
        m_plan.defaultHeadersBefore = m_preferences.defaultHeaders;
        m_plan.defaultHeaders = m_preferences.defaultHeaders;
        for (const Header &header : std::as_const(headers)) {
            Header *there = findHeader(m_plan.defaultHeaders, header.name);
            if (there && *there == header)
                continue;
            m_plan.changedDefaults.append(header.name);
            if (there)
                *there = header;
            else
                m_plan.defaultHeaders.append(header);
        }
        for (const ImportNote &note : notes) {
            if (m_plan.changedDefaults.contains(note.subject))
                m_plan.notes.append(note);
        }
        for (const QString &key : definitions.unknownKeys)
            m_plan.notes.append({ImportNote::Kind::UnknownKey, key});
    }

    [[nodiscard]] tl::expected<ImportPlan, DefinitionsProblems> result() const
    {
        if (!m_problems.isEmpty())
            return tl::unexpected(m_problems);
        return m_plan;
    }

private:
    [[nodiscard]] ImportItem itemOf(const WebhookDefinition &definition, const StoredWebhook *stored) const
    {
        Webhook base;
        base.timeoutSeconds = m_preferences.timeoutSeconds;
        base.retry = m_preferences.retry;
        base.id = definition.webhook.id.isNull() ? WebhookId::create() : definition.webhook.id;
        ImportItem item;
        if (stored) {
            base = stored->webhook;
            item.before = base;
            item.expectedRevision = stored->revision;
        }
        Webhook webhook = merged(definition, base);
        if (definition.given.contains(Field::Headers))
            webhook.headers = secrets::markedByDefault(webhook.headers);
        // A file may come from anybody: no value that is set here goes to where it was not meant for, not even one in clear.
        const bool isForSameOrigin = secrets::isSameOrigin(base.url, webhook.url);
        item.notes = fillWithheld(webhook.headers, definition.withheld, isForSameOrigin ? base.headers : Headers());
        if (stored) {
            const QStringList dropped = secrets::dropForNewOrigin(base, webhook);
            for (const QString &name : dropped) {
                item.notes.removeIf([&name](const ImportNote &note) { return note.subject == name; });
                item.notes.append({ImportNote::Kind::SecretMissing, name});
            }
        }
        const bool hasOtherKey = base.tls.hasPassphrase() && !webhook.tls.hasPassphrase();
        if (hasOtherKey && !webhook.tls.clientKey.isEmpty())
            item.notes.append({ImportNote::Kind::PassphraseMissing, webhook.tls.clientKey});
        item.webhook = normalised(webhook);
        if (stored) {
            item.changed = changedFields(base, item.webhook);
            item.action = item.changed.isEmpty() ? ImportAction::Skip : ImportAction::Update;
            if (item.action == ImportAction::Skip)
                item.notes.clear(); // nothing happens to its secrets
        }
        for (const QString &key : definition.unknownKeys)
            item.notes.append({ImportNote::Kind::UnknownKey, key});
        for (const QString &name : item.webhook.events.names) {
            if (!m_catalogue.contains(name))
                item.notes.append({ImportNote::Kind::UnknownEvent, name});
        }
        for (const QString &scheme : item.webhook.signing) {
            if (!isSigningScheme(scheme))
                item.notes.append({ImportNote::Kind::UnknownScheme, scheme});
        }
        return item;
    }

    QHash<WebhookId, const StoredWebhook *> m_existing;
    Preferences m_preferences;
    EventCatalogue m_catalogue;
    QHash<WebhookId, int> m_seen;
    ImportPlan m_plan;
    DefinitionsProblems m_problems;
};

} // namespace

tl::expected<ImportPlan, DefinitionsProblems> planImport(const Definitions &definitions,
                                                         const QList<StoredWebhook> &existing,
                                                         const Preferences &preferences, const EventCatalogue &catalogue)
{
    Planner planner(existing, preferences, catalogue);
    for (const WebhookDefinition &definition : definitions.webhooks)
        planner.add(definition);
    planner.addDefaults(definitions);
    return planner.result();
}

} // namespace hookpanel
