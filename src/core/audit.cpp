// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/audit.h"

#include "core/clock.h"
#include "core/credentials.h"
#include "core/redaction.h"
#include "core/webhookjson.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace hookpanel::audit {

using namespace Qt::StringLiterals;

namespace {

auto hasName(const QString &name)
{
    return [name](const Header &header) { return isSameHeaderName(header.name, name); };
}

bool isSecret(const Header &header)
{
    return header.isSecret || credentials::isIn(header); // also what an editor wrote into the file
}

/// The headers, with those marked whose values may be secrets by what `other`, the other side of a change, says: a value
/// that is marked now stood in the file in clear before, perhaps under another name.
Headers marked(Headers headers, const Headers &other)
{
    const bool hasNew = std::any_of(other.cbegin(), other.cend(), [&headers](const Header &header) {
        return isSecret(header) && std::none_of(headers.cbegin(), headers.cend(), hasName(header.name));
    });
    for (Header &header : headers) {
        const auto same = std::find_if(other.cbegin(), other.cend(), hasName(header.name));
        header.isSecret = isSecret(header) || (same == other.cend() ? hasNew : isSecret(*same));
    }
    return headers;
}

/// The URL without values that are secret in it or in `other`, the one on the other side of a change.
QString shownUrl(const QString &url, const QString &other)
{
    QString shown = redaction::url(url);
    const auto parameters = redaction::secretParameters(other);
    for (const redaction::SecretParameter &parameter : parameters) {
        const QString value = QRegularExpression::escape(parameter.value);
        if (!value.isEmpty())
            shown.replace(QRegularExpression(u"=%1(?=[&;#]|$)"_s.arg(value)), u'=' + redaction::mask.toString());
    }
    return shown;
}

/// The webhook as it may be kept in a log, beside `other`.
QJsonObject shown(Webhook webhook, const Webhook &other)
{
    webhook.headers = marked(webhook.headers, other.headers);
    QJsonObject object = json::webhook(webhook, {});
    object.insert(u"url"_s, shownUrl(webhook.url, other.url));
    object.remove(u"id"_s);
    object.remove(u"problems"_s);
    return object;
}

/// Marks the secrets of `after` that have another reference than those of the same name before, or that were none then; and
/// what is none any more.
void markChanged(QJsonObject &object, const Webhook &before, const Webhook &after)
{
    QJsonArray headers = object.value(u"headers"_s).toArray();
    for (qsizetype row = 0; row < after.headers.size(); ++row) {
        const Header &header = after.headers.at(row);
        const auto old = std::find_if(before.headers.cbegin(), before.headers.cend(), hasName(header.name));
        if (old == before.headers.cend())
            continue;
        const bool isReplaced = old->isSecret && header.isSecret && old->reference != header.reference;
        if (!isReplaced && isSecret(*old) == isSecret(header))
            continue;
        QJsonObject marked = headers.at(row).toObject();
        marked.insert(u"changed"_s, true);
        headers.replace(row, marked);
    }
    object.insert(u"headers"_s, headers);
    const bool hadAnother = before.tls.hasPassphrase() && before.tls.passphraseReference != after.tls.passphraseReference;
    if (hadAnother && after.tls.hasPassphrase()) {
        QJsonObject tls = object.value(u"tls"_s).toObject();
        tls.insert(u"passphrase"_s, QJsonObject{{u"value"_s, QJsonValue()}, {u"secret"_s, true}, {u"changed"_s, true}});
        object.insert(u"tls"_s, tls);
    }
}

} // namespace

QList<AuditChange> changesBetween(const Webhook &before, const Webhook &after)
{
    const QJsonObject old = shown(before, after);
    QJsonObject now = shown(after, before);
    markChanged(now, before, after);
    QList<AuditChange> changes;
    for (auto it = now.constBegin(); it != now.constEnd(); ++it) {
        if (old.value(it.key()) != it.value())
            changes.append({it.key(), old.value(it.key()), it.value()});
    }
    return changes;
}

QString actionKey(AuditAction action)
{
    switch (action) {
    case AuditAction::Added:
        return u"added"_s;
    case AuditAction::Changed:
        return u"changed"_s;
    case AuditAction::Removed:
        return u"removed"_s;
    case AuditAction::Restored:
        return u"restored"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const AuditEntry &entry)
{
    QJsonArray changes;
    for (const AuditChange &change : entry.changes)
        changes.append(QJsonObject{{u"field"_s, change.field}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    return {{u"at"_s, toIsoUtc(entry.at)},
            {u"program"_s, entry.program},
            {u"webhook"_s, entry.webhook.toString()},
            {u"name"_s, entry.name},
            {u"action"_s, actionKey(entry.action)},
            {u"changes"_s, changes},
            {u"revision"_s, QString::fromLatin1(entry.revision)}};
}

std::optional<AuditEntry> fromJson(const QJsonObject &object)
{
    AuditEntry entry;
    entry.at = QDateTime::fromString(object.value(u"at"_s).toString(), Qt::ISODateWithMs);
    entry.program = object.value(u"program"_s).toString();
    entry.webhook = WebhookId::fromString(object.value(u"webhook"_s).toString());
    entry.name = object.value(u"name"_s).toString();
    entry.revision = object.value(u"revision"_s).toString().toLatin1();
    const QString key = object.value(u"action"_s).toString();
    bool isKnown = false;
    for (const AuditAction action :
         {AuditAction::Added, AuditAction::Changed, AuditAction::Removed, AuditAction::Restored}) {
        if (actionKey(action) != key)
            continue;
        entry.action = action;
        isKnown = true;
    }
    if (!isKnown || !entry.at.isValid() || entry.webhook.isNull())
        return std::nullopt;
    const QJsonArray changes = object.value(u"changes"_s).toArray();
    for (const QJsonValue &change : changes)
        entry.changes.append({change[u"field"].toString(), change[u"before"], change[u"after"]});
    return entry;
}

} // namespace hookpanel::audit
