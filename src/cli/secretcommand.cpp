// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/secretcommand.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "cli/webhooklookup.h"
#include "cli/webhooksaver.h"
#include "core/signing/signingkey.h"
#include "core/webhookjson.h"
#include "store/secretsaving.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString overlapOption = u"overlap"_s;

} // namespace

CommandSyntax SecretCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"secret"_s;
    syntax.synopsis = u"W generate|rotate|end-old [--overlap HOURS]"_s;
    syntax.summary = tr("make or change the signing secret of a webhook");
    syntax.details
        = tr("“generate” makes the signing secret of the webhook W and prints it; it is not shown again.\n"
             "“rotate” makes another one and prints it. The one before signs as well until the overlap is over, so "
             "that the receiver has time to learn the new one.\n"
             "“end-old” ends the overlap now: only the newest secret signs.");
    syntax.options
        = {{overlapOption, tr("For how many hours the secret before signs as well: 0 to 720; 24 when it is not given."),
            u"HOURS"_s}};
    syntax.fewestOperands = 2;
    syntax.mostOperands = 2;
    syntax.operand = tr("the webhook, and generate, rotate or end-old");
    syntax.usesSecrets = true;
    return syntax;
}

std::optional<int> SecretCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, arguments.positionalArguments().first());
    if (!stored)
        return context.console.fail(stored.error());
    if (const std::optional<Failure> failure = refusalToWrite(context, *stored))
        return context.console.fail(*failure);
    const Expected<Change> changed = change(arguments, stored->webhook);
    if (!changed)
        return context.console.fail(changed.error());
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return context.console.fail(prepared.error());
    const LaterCode code;
    secretsaving::save(context.webhooks, context.secrets, changed->webhook, stored->revision, m_clock.nowUtc(),
                       &context.secrets, [code, &context, change = *changed](const Result<StoredWebhook> &saved) {
                           if (!saved) {
                               code.end(context.console.fail(Failure::of(saved.error())));
                               return;
                           }
                           if (change.secret.isEmpty())
                               printWebhook(context, *saved);
                           else
                               print(change, context);
                           code.end(exitcode::done);
                       });
    return code.now();
}

Expected<SecretCommand::Change> SecretCommand::change(const QCommandLineParser &arguments, const Webhook &webhook) const
{
    const QString verb = arguments.positionalArguments().at(1);
    bool isNumber = true;
    const int hours = arguments.isSet(overlapOption) ? arguments.value(overlapOption).toInt(&isNumber) : defaultOverlapHours;
    if (!isNumber || hours < 0 || hours > longestOverlapHours)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a number of hours from 0 to 720.").arg(arguments.value(overlapOption)), overlapOption));
    if (arguments.isSet(overlapOption) && verb != u"rotate"_s)
        return tl::unexpected(Failure::usage(tr("--overlap goes with “rotate” alone.")));
    const QDateTime now = m_clock.nowUtc();
    Change change{webhook, {}};
    QList<WebhookKey> &keys = change.webhook.signingKeys;
    keys = secrets::withoutEnded(keys, now);
    if (verb == u"generate"_s) {
        if (!keys.isEmpty())
            return tl::unexpected(Failure::badValue(
                tr("“%1” has a signing secret already. Use “rotate” to change it.").arg(webhook.name), u"secret"_s));
        change.secret = SigningKey::generate().text();
        keys = secrets::rotated({}, change.secret, {});
    } else if (verb == u"rotate"_s) {
        if (keys.isEmpty())
            return tl::unexpected(Failure::badValue(
                tr("“%1” has no signing secret yet. Use “generate” to make one.").arg(webhook.name), u"secret"_s));
        change.secret = SigningKey::generate().text();
        keys = secrets::rotated(keys, change.secret, now.addSecs(qint64(hours) * 60 * 60));
    } else if (verb == u"end-old"_s) {
        keys = keys.mid(0, 1);
    } else {
        return tl::unexpected(
            Failure::usage(tr("“%1” is none of generate, rotate and end-old. See: hookpanel-cli secret --help").arg(verb)));
    }
    return change;
}

void SecretCommand::print(const Change &change, CommandContext &context)
{
    const QList<WebhookKey> &keys = change.webhook.signingKeys;
    const QDateTime oldEndsAt = keys.size() > 1 ? keys.at(1).endsAt : QDateTime();
    if (context.console.json()) {
        context.console.print(
            QJsonObject{{u"webhook"_s, change.webhook.id.toString()},
                        {u"secret"_s, change.secret},
                        {u"oldEndsAt"_s, oldEndsAt.isValid() ? QJsonValue(toIsoUtc(oldEndsAt)) : QJsonValue()}});
    } else {
        context.console.print(change.secret);
    }
    context.console.say(tr("This is the signing secret of “%1”. Give it to the receiver now: it is not shown again.")
                            .arg(change.webhook.name));
    if (oldEndsAt.isValid())
        context.console.say(tr("The one before signs as well until %1.").arg(toIsoUtc(oldEndsAt)));
    if (change.webhook.signing.isEmpty())
        context.console.say(
            tr("No signing scheme is chosen yet, so nothing is signed: see hookpanel-cli edit --help, --sign."));
}

} // namespace hookpanel
