// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionswriter.h"

#include "core/clock.h"
#include "core/credentials.h"
#include "core/jsontext.h"
#include "core/redaction.h"
#include "core/secrets.h"
#include "core/webhookjson.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

QByteArray list(const QByteArrayList &values)
{
    return '[' + values.join(", ") + ']';
}

QByteArray texts(const QStringList &values)
{
    QByteArrayList tokens;
    for (const QString &value : values)
        tokens.append(jsonString(value));
    return list(tokens);
}

QByteArray selection(const Selection &selection)
{
    return selection.all ? QByteArray("\"*\"") : texts(selection.names);
}

QByteArray retry(const RetrySchedule &schedule)
{
    if (schedule.kind() != RetrySchedule::Kind::Custom)
        return jsonString(schedule.toText());
    QByteArrayList seconds;
    const auto waits = schedule.waits();
    for (const auto wait : waits)
        seconds.append(QByteArray::number(qint64(wait.count())));
    return list(seconds);
}

/// Headers in one line each, or "[]"; counts the values that are left out.
QByteArray headers(const Headers &headers, const QByteArray &indent, int &withheld)
{
    if (headers.isEmpty())
        return "[]";
    QByteArrayList lines;
    for (const Header &header : headers) {
        const bool isSecret = credentials::isIn(header) || (header.isSecret && !secrets::isMissing(header));
        // An empty one is "not known here": an import left it empty, and its export is the same again.
        const bool isUnknown = header.value.isEmpty() && (header.isSecret || credentials::isCarriedBy(header.name));
        withheld += isSecret ? 1 : 0;
        lines.append(indent + "  {\"name\": " + jsonString(header.name)
                     + (isSecret || isUnknown ? QByteArray(", \"value\": null, \"secret\": true}")
                                              : ", \"value\": " + jsonString(header.value) + '}'));
    }
    return "[\n" + lines.join(",\n") + '\n' + indent + ']';
}

QByteArray tls(const TlsPolicy &policy)
{
    const QJsonObject object = json::tlsPolicy(policy);
    QByteArrayList members;
    for (const char16_t *key : {u"policy", u"caFile", u"sha256", u"clientCertificate", u"clientKey"}) {
        const QString name = QString::fromUtf16(key);
        if (object.contains(name))
            members.append(jsonString(name) + ": " + jsonString(object.value(name).toString()));
    }
    return '{' + members.join(", ") + '}';
}

QByteArray webhookObject(const Webhook &webhook, int &withheld)
{
    withheld += int(redaction::secretParameters(webhook.url).size());
    const QByteArrayList fields{
        "\"id\": " + jsonString(webhook.id.toString()),
        "\"name\": " + jsonString(webhook.name),
        "\"url\": " + jsonString(redaction::url(webhook.url)),
        "\"enabled\": " + QByteArray(webhook.enabled ? "true" : "false"),
        "\"headers\": " + headers(webhook.headers, "      ", withheld),
        "\"events\": " + selection(webhook.events),
        "\"contentTypes\": " + selection(webhook.contentTypes),
        "\"timeoutSeconds\": " + QByteArray::number(webhook.timeoutSeconds),
        "\"retry\": " + retry(webhook.retry),
        "\"signing\": " + texts(webhook.signing),
        "\"tls\": " + tls(webhook.tls),
    };
    return "    {\n      " + fields.join(",\n      ") + "\n    }";
}

} // namespace

WrittenDefinitions writeDefinitions(const QList<StoredWebhook> &webhooks, const Headers &defaultHeaders,
                                    const QDateTime &now)
{
    WrittenDefinitions written;
    QByteArrayList objects;
    for (const StoredWebhook &stored : webhooks) {
        if (!stored.isReadable()) {
            ++written.report.unreadable;
            continue;
        }
        objects.append(webhookObject(stored.webhook, written.report.withheld));
        ++written.report.webhooks;
    }
    QByteArrayList fields{
        "\"format\": " + jsonString(definitions::format),
        "\"version\": " + QByteArray::number(definitions::version),
        "\"exportedAt\": " + jsonString(toIsoUtc(now)),
        "\"webhooks\": " + (objects.isEmpty() ? QByteArray("[]") : "[\n" + objects.join(",\n") + "\n  ]"),
    };
    if (!defaultHeaders.isEmpty())
        fields.append("\"defaultHeaders\": " + headers(defaultHeaders, "  ", written.report.withheld));
    written.json = "{\n  " + fields.join(",\n  ") + "\n}\n";
    return written;
}

} // namespace hookpanel
