// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/verifycommand.h"

#include "cli/commandcontext.h"
#include "cli/descriptorreader.h"
#include "cli/interrupt.h"
#include "cli/secretsource.h"
#include "cli/webhooklookup.h"
#include "core/clock.h"
#include "core/errorjson.h"
#include "core/secrets.h"
#include "core/signaturewords.h"
#include "core/signing/signingschemes.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString headersOption = u"headers"_s;
const QString bodyOption = u"body"_s;
constexpr qsizetype mostBytes = 16 * 1024 * 1024; ///< Much more than any request of ours.

QJsonObject toJson(const CheckedSignature &checked)
{
    const QString change = bodyChangeKey(checked.change);
    return {{u"scheme"_s, checked.scheme},
            {u"fits"_s, checked.fits()},
            {u"finding"_s, findingKey(checked.finding.kind)},
            {u"message"_s, SignatureWords::of(checked)},
            {u"bodyChange"_s, change.isEmpty() ? QJsonValue() : QJsonValue(change)},
            {u"ageSeconds"_s, checked.finding.age ? QJsonValue(*checked.finding.age) : QJsonValue()}};
}

} // namespace

CommandSyntax VerifyCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"verify"_s;
    syntax.synopsis = u"W --headers FILE|- --body FILE|- [--secret-env VAR|--secret-fd N]"_s;
    syntax.summary = tr("check the signature of a request that a receiver got");
    syntax.details = tr("Checks the signatures in the headers of a request that the webhook W sent, by each scheme that it "
                        "is signed with and each whose header is there, and says which part differs: the secret, the body "
                        "(and what happened to it), the id, the time.\n"
                        "The headers are lines as in a log, or JSON; the body must be the bytes as they came.\n"
                        "Without a given secret it checks with those that the webhook has.\n"
                        "The exit code is 0 when there is a signature and all fit, else 65.");
    syntax.options = {
        {headersOption, tr("The headers of the request; - reads the standard input."), u"FILE"_s},
        {bodyOption, tr("The body of the request; - reads the standard input."), u"FILE"_s},
    };
    syntax.options += SecretSource::options();
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = WebhookLookup::operand();
    syntax.usesSecrets = true;
    for (const auto &scheme : signingSchemes())
        syntax.table.append({scheme->name(), SignatureWords::descriptionOf(*scheme)});
    syntax.tableTitle = tr("Signing schemes:");
    return syntax;
}

std::optional<int> VerifyCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    for (const QString &option : {headersOption, bodyOption}) {
        if (!arguments.isSet(option))
            return context.console.fail(Failure::usage(tr("--%1 is missing. Name the file.").arg(option)));
    }
    const int fromInput = int(arguments.value(headersOption) == u"-"_s) + int(arguments.value(bodyOption) == u"-"_s)
        + int(SecretSource::isStandardInput(arguments));
    if (fromInput > 1)
        return context.console.fail(
            Failure::usage(tr("Only one of the headers, the body and the secret can come from the standard input.")));
    const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, arguments.positionalArguments().first());
    if (!stored)
        return context.console.fail(stored.error());
    const Interrupt interrupt;
    const Expected<SigningKeys> keys = keysFor(stored->webhook, arguments, interrupt, context);
    if (!keys)
        return context.console.fail(keys.error());
    const Expected<ReceivedMessage> message = readMessage(arguments, interrupt);
    if (!message)
        return context.console.fail(message.error());
    const qint64 now = SystemClock().nowUtc().toSecsSinceEpoch();
    return report(stored->webhook, checkSignatures(*message, *keys, now, stored->webhook.signing), context);
}

/// The keys to check with: what was given, else the webhook's own, also those that have ended: a message may be old.
Expected<SigningKeys> VerifyCommand::keysFor(const Webhook &webhook, const QCommandLineParser &arguments,
                                             const Interrupt &interrupt, CommandContext &context)
{
    const auto given = SecretSource::given(arguments, interrupt);
    if (!given)
        return tl::unexpected(given.error());
    if (*given)
        return SigningKeys{**given};
    const Result<Webhook> complete = secrets::lookedUp(webhook, context.secrets.lookup());
    if (!complete)
        return tl::unexpected(Failure::of(complete.error()));
    SigningKeys keys;
    for (const WebhookKey &key : complete->signingKeys)
        keys.append(SigningKey(key.text));
    if (keys.isEmpty())
        return tl::unexpected(
            Failure::usage(tr("“%1” has no signing secret. Give one with --secret-env or --secret-fd.").arg(webhook.name)));
    return keys;
}

Expected<ReceivedMessage> VerifyCommand::readMessage(const QCommandLineParser &arguments, const Interrupt &interrupt)
{
    const auto text = readFile(arguments.value(headersOption), headersOption, interrupt);
    if (!text)
        return tl::unexpected(text.error());
    const SignatureHeaders headers = headersFromText(*text);
    if (headers.isEmpty())
        return tl::unexpected(Failure::badValue(
            tr("“%1” holds no headers. Write one on each line, as “Name: value”.").arg(arguments.value(headersOption)),
            headersOption));
    const auto body = readFile(arguments.value(bodyOption), bodyOption, interrupt);
    if (!body)
        return tl::unexpected(body.error());
    return ReceivedMessage{headers, *body};
}

Expected<QByteArray> VerifyCommand::readFile(const QString &file, const QString &option, const Interrupt &interrupt)
{
    const auto bytes = descriptorreader::readFile(file, mostBytes, interrupt);
    if (bytes && bytes->size() <= mostBytes)
        return *bytes;
    if (bytes)
        return tl::unexpected(
            Failure::badValue(tr("“%1” is larger than 16 MiB. No request of Hookpanel is.").arg(file), option));
    if (bytes.error().cancelled)
        return tl::unexpected(Failure{.exitCode = exitcode::cancelled,
                                      .code = u"cancelled"_s,
                                      .message = tr("Cancelled while “%1” was read.").arg(file),
                                      .field = {}});
    Failure failure = Failure::badValue(tr("“%1” cannot be read: %2. Check the file's name and permissions.")
                                            .arg(file, qt_error_string(bytes.error().error)),
                                        option);
    failure.code = errorKey(ErrorCode::CannotRead);
    return tl::unexpected(failure);
}

int VerifyCommand::report(const Webhook &webhook, const QList<CheckedSignature> &checked, CommandContext &context)
{
    const bool fits = allFit(checked);
    QJsonArray signatures;
    QStringList lines;
    for (const CheckedSignature &one : checked) {
        signatures.append(toJson(one));
        lines.append(tr("%1: %2", "signing scheme, finding")
                         .arg(SignatureWords::titleOf(*findSigningScheme(one.scheme)), SignatureWords::of(one)));
    }
    if (checked.isEmpty())
        lines.append(SignatureWords::noSignature());
    if (context.console.json()) {
        context.console.print(
            QJsonObject{{u"webhook"_s, webhook.id.toString()}, {u"fits"_s, fits}, {u"signatures"_s, signatures}});
        if (!fits)
            context.console.say(lines.join(u'\n'));
    } else {
        context.console.print(lines.join(u'\n'));
    }
    return fits ? exitcode::done : exitcode::badData;
}

} // namespace hookpanel
