// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/webhooksaver.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "cli/webhooklookup.h"
#include "cli/webhookoptions.h"
#include "cli/webhooktext.h"
#include "core/clock.h"
#include "core/webhookjson.h"
#include "store/secretsaving.h"

#include <QCoreApplication>

namespace hookpanel {

using namespace Qt::StringLiterals;

void printWebhook(CommandContext &context, const StoredWebhook &stored)
{
    if (context.console.json())
        context.console.print(json::webhook(stored.webhook, stored.problems));
    else
        context.console.print(WebhookText::details(stored));
}

namespace {

/// The store keeps a copy of a damaged file when it writes a whole one in its place; whoever did that should know.
void sayThatACopyIsKept(CommandContext &context, const StoredWebhook &written)
{
    if (!written.keptCopy.isEmpty())
        context.console.say(
            QCoreApplication::translate("hookpanel::WebhookSaver",
                                        "The file of this webhook was damaged; a copy of it as it was is kept as “%1”.")
                .arg(written.keptCopy));
}

/// A scheme without a secret signs nothing, and then nothing is sent.
void sayAboutSigning(CommandContext &context, const Webhook &webhook)
{
    if (!webhook.signing.isEmpty() && webhook.signingKeys.isEmpty())
        context.console.say(QCoreApplication::translate("hookpanel::WebhookSaver",
                                                        "It is to be signed, but has no signing secret yet. Make one with: "
                                                        "hookpanel-cli secret %1 generate")
                                .arg(webhook.id.toString()));
}

} // namespace

std::optional<int> saveAndPrint(CommandContext &context, const Webhook &webhook, const QByteArray &expectedRevision)
{
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return context.console.fail(prepared.error());
    const LaterCode code;
    secretsaving::save(context.webhooks, context.secrets, webhook, expectedRevision, SystemClock().nowUtc(),
                       &context.secrets, [code, &context](const Result<StoredWebhook> &stored) {
                           if (!stored) {
                               code.end(context.console.fail(Failure::of(stored.error())));
                               return;
                           }
                           sayThatACopyIsKept(context, *stored);
                           sayAboutSigning(context, stored->webhook);
                           if (stored->webhook.events.isEmpty())
                               context.console.say(WebhookOptions::noEventsNote());
                           printWebhook(context, *stored);
                           code.end(exitcode::done);
                       });
    return code.now();
}

int changeAndPrint(CommandContext &context, const QStringList &texts, const ChangeOne &change,
                   const std::function<QString(const StoredWebhook &)> &word)
{
    const auto found = WebhookLookup::findForWriting(context, texts);
    if (!found)
        return context.console.fail(found.error());

    QJsonArray array;
    QStringList lines;
    for (const StoredWebhook &before : *found) {
        const Result<StoredWebhook> changed = change(before);
        if (!changed) {
            for (const QString &line : lines)
                context.console.say(line);
            return context.console.fail(Failure::of(changed.error()));
        }
        sayThatACopyIsKept(context, *changed);
        const Webhook &webhook = changed->webhook;
        array.append(json::webhook(webhook, changed->problems));
        lines.append(u"%1  %2  %3"_s.arg(webhook.id.toString(), word(*changed), webhook.name));
    }
    if (context.console.json())
        context.console.print(array);
    else
        context.console.print(lines.join(u'\n'));
    return exitcode::done;
}

std::optional<Failure> refusalToWrite(const CommandContext &context, const StoredWebhook &stored)
{
    if (!stored.readOnly)
        return std::nullopt;
    const QString file = context.profile.webhookFile(stored.webhook.id.toString());
    return Failure::of(Error{.code = ErrorCode::NewerVersion, .subject = file});
}

} // namespace hookpanel
