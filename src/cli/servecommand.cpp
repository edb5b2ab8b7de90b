// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/servecommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"
#include "core/words.h"
#include "host/intaketoken.h"

#include <QLocale>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString intakeOption = u"intake"_s;

} // namespace

CommandSyntax ServeCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"serve"_s;
    syntax.synopsis = u"[--intake PORT]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("dispatch deliveries without a window");
    syntax.details = tr(
        "Sends what is due and retries by the schedule, without a window or display, until SIGTERM or Ctrl+C. "
        "What is on the wire then is ended and recorded first. While another program dispatches for this "
        "profile it stands by, and takes over when that one ends.\n"
        "Other programs hand in events at http://127.0.0.1:PORT/events where the intake is switched on: by --intake for "
        "this run, else by “hookpanel-cli settings intake-port PORT”, also while this runs. They need the token that "
        "“hookpanel-cli settings intake-token” prints.");
    syntax.options = {
        {intakeOption, tr("Take in events at this port of 127.0.0.1, 0 for any free one; ends when it is taken."),
         u"PORT"_s},
    };
    return syntax;
}

std::optional<int> ServeCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    bool isNumber = true;
    const QString text = arguments.value(intakeOption);
    const quint16 port = arguments.isSet(intakeOption) ? text.toUShort(&isNumber) : quint16(0);
    if (!isNumber)
        return context.console.fail(
            Failure::badValue(tr("“%1” is not a port. Use a number from 0 to 65535.").arg(text), intakeOption));
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    m_session = std::move(*session);
    context.secrets.setBrief(false); // other programs keep secrets meanwhile
    m_interrupt = std::make_unique<Interrupt>();
    follow(context);
    followIntake(context);
    const LaterCode code;
    takeIn(arguments.isSet(intakeOption) ? std::optional(port) : std::nullopt, context, code);
    return code.now();
}

/// Does nothing when it was done before.
void ServeCommand::dispatch(CommandContext &context)
{
    if (std::exchange(m_isDispatching, true))
        return;
    m_session->host().dispatch();
    context.console.say(m_session->host().isDispatching()
                            ? tr("Dispatching. Ctrl+C ends it.")
                            : tr("Another program dispatches for this profile. Standing by; Ctrl+C ends it."));
}

void ServeCommand::follow(CommandContext &context)
{
    DeliveryHost &host = m_session->host();
    QObject::connect(&host, &DeliveryHost::deliveryUpdated, &host, [&context](const Delivery &delivery) {
        if (delivery.state != DeliveryState::Attempting && delivery.state != DeliveryState::Pending)
            context.console.say(DeliveryText::line(delivery));
    });
    QObject::connect(&host, &DeliveryHost::overdueFound, &host, [&context](int count) {
        context.console.say(tr("%n retries fell due while Hookpanel was closed.", nullptr, count));
    });
    QObject::connect(&host, &DeliveryHost::interruptedFound, &host, [&context](int count) {
        context.console.say(
            tr("%n deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried "
               "again.",
               nullptr, count));
    });
    QObject::connect(&host, &DeliveryHost::purgeAhead, &host, [&context](qint64 count, const QDateTime &when) {
        context.console.say(
            tr("%n deliveries are older or more than is kept. They are removed from %1 on.", nullptr, int(count))
                .arg(QLocale().toString(when.toLocalTime(), QLocale::ShortFormat)));
    });
    QObject::connect(&host, &DeliveryHost::purged, &host, [&context](qint64 count) {
        context.console.say(tr("%n old deliveries were removed.", nullptr, int(count)));
    });
    QObject::connect(&host, &DeliveryHost::orphansStopped, &host, [&context](int count) {
        context.console.say(tr("%n deliveries were cancelled: their webhooks are not there any more.", nullptr, count));
    });
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, &host, [this, &host, &context] {
        context.console.say(tr("Ending: what is on the wire is finished first."));
        end(exitcode::done);
    });
    QObject::connect(&host, &DeliveryHost::stopped, &host, [this] { CommandContext::finish(m_exitCode); });
}

/// The token is never said: what this program says is kept in logs.
void ServeCommand::followIntake(CommandContext &context)
{
    m_secrets = std::make_unique<VaultStore>(context.profile, context.secrets, [&context](const QString &copy) {
        context.console.say(
            tr("The secrets were damaged. The damaged file is kept as %1, and a new one was begun.").arg(copy));
    });
    m_intake = std::make_unique<IntakeKeeper>(context.profile, m_session->host(), *m_secrets);
    QObject::connect(m_intake.get(), &IntakeKeeper::tokenMade, m_intake.get(), [&context] {
        const QString folder = context.profile.configFolder;
        const bool isStandard = folder == Profile::standard().configFolder;
        const QString option = isStandard ? QString() : u"--profile \"%1\" "_s.arg(folder);
        const QString command = u"hookpanel-cli %1settings intake-token"_s.arg(option);
        if (context.secrets.storage() == SecretPlace::Storage::Keyring)
            context.console.say(
                tr("A token for the intake was made and is kept in the keyring. To see it: %1").arg(command));
        else
            context.console.say(tr("A token for the intake was made and is kept in %1. To see it: %2")
                                    .arg(context.profile.secretsFile(), command));
    });
    QObject::connect(m_intake.get(), &IntakeKeeper::testCame, m_intake.get(), [&context] {
        context.console.say(tr("A test event came to the intake. It was answered, and goes to no webhook."));
    });
    QObject::connect(m_intake.get(), &IntakeKeeper::statusChanged, m_intake.get(),
                     [&context, state = IntakeStatus::State::Off](const IntakeStatus &status) mutable {
                         const bool isOff = status.state == IntakeStatus::State::Off && state == status.state;
                         state = status.state;
                         if (!isOff)
                             context.console.say(tr("Intake: %1").arg(IntakeStatusWords::of(status)));
                     });
    QObject::connect(&context.secrets, &SecretVault::changed, m_intake.get(), &IntakeKeeper::look);
}

/// Ends when what is on the wire is finished.
void ServeCommand::end(int exitCode)
{
    m_exitCode = exitCode;
    m_intake->stop();
    m_session->host().stop();
}

/// Begins with the intake, at the port that was given or as the preferences say, and then with the deliveries. Where a token
/// cannot be read or made because the keyring is locked, the deliveries do not wait for that.
void ServeCommand::takeIn(std::optional<quint16> port, CommandContext &context, const LaterCode &code)
{
    if (!port) {
        m_intake->follow();
        dispatch(context);
        return;
    }
    intaketoken::get(*m_secrets, m_intake.get(), [this, port, &context, code](const Result<intaketoken::Token> &token) {
        if (token && token->isNew)
            Q_EMIT m_intake->tokenMade(token->value);
        const auto listening = token ? m_intake->listen(*port) : tl::unexpected(token.error());
        if (listening) {
            dispatch(context);
            return;
        }
        const ErrorCode why = listening.error().code;
        if (why == ErrorCode::SecretsLocked || why == ErrorCode::SecretsUnavailable) {
            takeInLater(*port, context, code, listening.error());
            return;
        }
        const int exitCode = context.console.fail(Failure::of(listening.error(), intakeOption));
        if (m_isDispatching)
            end(exitCode);
        else
            code.end(exitCode);
    });
}

/// When the secrets can be read. That they cannot is said once.
void ServeCommand::takeInLater(quint16 port, CommandContext &context, const LaterCode &code, const Error &why)
{
    if (!m_isDispatching)
        context.console.say(tr("The intake begins when the secrets can be read. %1").arg(Words::of(why)));
    dispatch(context);
    auto *once = new QObject(m_intake.get());
    QObject::connect(&context.secrets, &SecretVault::changed, once, [this, once, port, &context, code] {
        once->deleteLater();
        QObject::disconnect(&context.secrets, nullptr, once, nullptr);
        takeIn(port, context, code);
    });
}

} // namespace hookpanel
