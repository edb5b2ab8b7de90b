// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/webhooktext.h"

#include "cli/console.h"
#include "core/clock.h"
#include "core/measuredtime.h"
#include "core/redaction.h"
#include "core/secrets.h"
#include "core/tlswords.h"
#include "core/words.h"

#include <algorithm>

#include <wchar.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Columns that the text takes on a terminal.
qsizetype displayWidth(const QString &text)
{
    qsizetype width = 0;
    const QList<uint> characters = text.toUcs4();
    for (const uint character : characters)
        width += qMax(0, ::wcwidth(wchar_t(character)));
    return width;
}

/// Names and values below each other; a value of several lines is indented.
QString nameValueList(const QList<std::pair<QString, QStringList>> &entries)
{
    QList<QStringList> rows;
    for (const auto &[name, lines] : entries) {
        for (qsizetype i = 0; i < lines.size(); ++i)
            rows.append({i == 0 ? name : QString(), lines[i]});
    }
    return inColumns(rows);
}

/// Header lines as they are written, one per line.
QStringList headerLines(const Headers &headers)
{
    QStringList lines;
    for (const Header &header : headers)
        lines.append(header.name + u": "_s
                     + (secrets::isMissing(header) ? WebhookText::tr("(must be entered)") : secrets::shownValue(header)));
    return lines;
}

/// The newest first, each as a mask.
QStringList keyLines(const QList<WebhookKey> &keys)
{
    QStringList lines;
    for (const WebhookKey &key : keys) {
        const QString masked = secrets::masked(key);
        lines.append(key.endsAt.isValid() ? WebhookText::tr("%1, until %2").arg(masked, toIsoUtc(key.endsAt)) : masked);
    }
    return lines;
}

QString indented(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        if (!line.isEmpty())
            line.prepend(u"  "_s);
    }
    return lines.join(u'\n');
}

} // namespace

QString inColumns(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(qMax(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = qMax(widths[i], displayWidth(singleLine(row[i])));
    }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString cell = singleLine(row[i]);
            line += cell;
            if (i + 1 < row.size())
                line += QString(widths[i] - displayWidth(cell) + 2, u' ');
        }
        lines.append(line);
    }
    return lines.join(u'\n');
}

QString WebhookText::table(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes)
{
    QList<QStringList> rows{{tr("ID"), tr("STATUS"), tr("NAME"), tr("EVENTS"), tr("LAST OUTCOME"), tr("URL")}};
    for (const StoredWebhook &stored : webhooks) {
        const Webhook &webhook = stored.webhook;
        const auto last = lastOutcomes.constFind(webhook.id);
        const QString outcome = last == lastOutcomes.constEnd() ? u"–"_s : Words::brief(last->outcome);
        rows.append({webhook.id.toString(), switchWord(stored), webhook.name, eventsInShort(webhook.events), outcome,
                     redaction::url(webhook.url)});
    }
    return inColumns(rows);
}

QString WebhookText::details(const StoredWebhook &stored, const std::optional<LastOutcome> &lastOutcome,
                             const QStringList &otherProblems)
{
    const Webhook &webhook = stored.webhook;
    QList<std::pair<QString, QStringList>> entries{
        {tr("Name"), {webhook.name}},
        {tr("ID"), {webhook.id.toString()}},
        {tr("URL"), {redaction::url(webhook.url)}},
        {tr("Status"), {switchWord(stored)}},
        {tr("Headers"), webhook.headers.isEmpty() ? QStringList{tr("none")} : headerLines(webhook.headers)},
        {tr("Event types"), eventLines(webhook.events)},
        {tr("Content types"), webhook.contentTypes.all ? QStringList{tr("all")} : webhook.contentTypes.names},
        {tr("Timeout"), {tr("%1 s").arg(webhook.timeoutSeconds)}},
        {tr("Retry schedule"), {Words::of(webhook.retry)}},
    };
    if (!webhook.signing.isEmpty())
        entries.append({tr("Signing"), {webhook.signing.join(u", "_s)}});
    if (!webhook.signingKeys.isEmpty())
        entries.append({tr("Signing secrets"), keyLines(webhook.signingKeys)});
    if (webhook.tls != TlsPolicy())
        entries.append({tr("TLS"), TlsWords::of(webhook.tls)});
    if (lastOutcome) {
        const QString what = Words::brief(lastOutcome->outcome);
        const auto measured = measuredMs(lastOutcome->outcome, lastOutcome->durationMs);
        entries.append(
            {tr("Last outcome"),
             {measured ? tr("%1, after %2, at %3").arg(what, Words::duration(*measured), toIsoUtc(lastOutcome->at))
                       : tr("%1, begun at %2", "outcome, time").arg(what, toIsoUtc(lastOutcome->at))}});
    }
    QStringList problems;
    for (const Problem &problem : stored.problems)
        problems.append(Words::of(problem));
    entries.append({tr("Problems"), problems + otherProblems});
    return nameValueList(entries);
}

QString WebhookText::report(const Attempt &attempt, const QString &webhookName)
{
    const Outcome outcome = attempt.outcome.value_or(Outcome());
    const auto measured = measuredMs(outcome, attempt.durationMs);
    QList<std::pair<QString, QStringList>> entries{
        {tr("Webhook"), {webhookName}},
        {tr("Event"), {attempt.eventType}},
        {tr("Outcome"), {outcomeKey(outcome.kind)}},
        {tr("Status"), {outcome.status > 0 ? QString::number(outcome.status) : tr("none")}},
        {tr("Duration"), {measured ? Words::duration(*measured) : tr("not measured")}},
    };
    if (!attempt.proxy.isEmpty())
        entries.append({tr("Proxy"), {attempt.proxy}});
    QList<std::pair<QString, QStringList>> phases;
    for (const PhaseTime &time : attempt.timeline)
        phases.append({Words::of(time.phase), {time.ms ? Words::duration(*time.ms) : tr("not measured")}});

    QStringList parts{Words::state(attempt), Words::of(outcome), QString(), nameValueList(entries)};
    if (!phases.isEmpty())
        parts += {QString(), tr("Timeline"), indented(nameValueList(phases))};
    if (!attempt.request.headers.isEmpty())
        parts += {QString(), tr("Request to %1").arg(attempt.request.shownUrl), indented(requestText(attempt.request))};
    if (attempt.response)
        parts += {QString(), tr("Response"), indented(response(*attempt.response))};
    else
        parts += {QString(), tr("No response")};
    return parts.join(u'\n');
}

QString WebhookText::response(const Response &response)
{
    QString text = responseText(response);
    text.replace(u"\r\n"_s, u"\n"_s);
    text += (response.body.isEmpty() ? u""_s : u"\n\n"_s)
        + (response.isTruncated() ? tr("(%1 in all; only the beginning was kept)").arg(Words::size(response.size))
                                  : tr("(%1 in all)").arg(Words::size(response.size)));
    return text;
}

QString WebhookText::switchWord(bool enabled)
{
    return enabled ? tr("Enabled") : tr("Disabled");
}

QString WebhookText::switchWord(const StoredWebhook &stored)
{
    return stored.isSwitchKnown() ? switchWord(stored.webhook.enabled) : tr("Unknown");
}

QString WebhookText::eventsInShort(const Selection &events)
{
    if (events.all)
        return tr("all");
    if (events.names.isEmpty())
        return tr("none");
    if (events.names.size() == 1)
        return events.names.first();
    return tr("%1 and %2 more").arg(events.names.first()).arg(events.names.size() - 1);
}

QStringList WebhookText::eventLines(const Selection &events)
{
    if (events.all)
        return {tr("all, future ones too")};
    if (events.names.isEmpty())
        return {tr("none: only a trigger will use this webhook")};
    return events.names;
}

} // namespace hookpanel
