// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/auditcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhooktext.h"
#include "core/clock.h"
#include "core/preferences.h"
#include "store/auditlog.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString limitOption = u"limit"_s;

/// A value of the JSON on one line.
QString inShort(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return u"–"_s;
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.sliced(1, text.size() - 2));
}

} // namespace

CommandSyntax AuditCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"audit"_s;
    syntax.synopsis = u"[W] [--limit N]"_s;
    syntax.summary = tr("show what was changed in webhooks");
    syntax.details
        = tr("Prints what was done to the webhook W, or to all of them: when, by which program, and what was there "
             "before and after; the newest first. Secrets are masked. With --json it is an export.\n"
             "A webhook that is gone is named by its whole id.");
    syntax.options = {{limitOption, tr("At most so many changes; 100 when it is not given."), u"N"_s}};
    syntax.mostOperands = 1;
    return syntax;
}

std::optional<int> AuditCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    int limit = usualLimit;
    if (arguments.isSet(limitOption)) {
        const auto count = countFromText(arguments.value(limitOption), std::numeric_limits<int>::max());
        if (!count)
            return context.console.fail(Failure::badValue(
                tr("“%1” is not a number of changes. Give a whole number, 1 or more.").arg(arguments.value(limitOption)),
                limitOption));
        limit = *count;
    }
    std::optional<WebhookId> webhook;
    if (const QStringList operands = arguments.positionalArguments(); !operands.isEmpty()) {
        webhook = WebhookId::fromString(operands.first());
        if (webhook->isNull()) {
            const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, operands.first());
            if (!stored)
                return context.console.fail(stored.error());
            webhook = stored->webhook.id;
        }
    }
    const auto entries = AuditLog(context.profile, {}).read(webhook, 0, limit);
    if (!entries)
        return context.console.fail(Failure::of(entries.error()));
    if (context.console.json()) {
        QJsonArray array;
        for (const AuditEntry &entry : *entries)
            array.append(audit::toJson(entry));
        context.console.print(array);
    } else if (entries->isEmpty()) {
        context.console.say(tr("Nothing was changed since changes are written down."));
    } else {
        context.console.print(text(*entries));
    }
    return exitcode::done;
}

QString AuditCommand::text(const QList<AuditEntry> &entries)
{
    QStringList lines;
    for (const AuditEntry &entry : entries) {
        lines.append(singleLine(u"%1  %2  %3  %4  (%5)"_s.arg(toIsoUtc(entry.at), audit::actionKey(entry.action),
                                                              entry.webhook.toString(), entry.name, entry.program)));
        for (const AuditChange &change : entry.changes)
            lines.append(singleLine(u"    %1: %2 → %3"_s.arg(change.field, inShort(change.before), inShort(change.after))));
    }
    return lines.join(u'\n');
}

} // namespace hookpanel
