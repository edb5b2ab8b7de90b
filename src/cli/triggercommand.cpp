// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/triggercommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverysession.h"
#include "cli/interrupt.h"
#include "cli/payloadreader.h"
#include "cli/webhooklookup.h"
#include "cli/webhookoptions.h"
#include "cli/webhooktext.h"
#include "core/placeholders.h"
#include "core/secrets.h"
#include "core/webhookjson.h"
#include "core/words.h"
#include "delivery/networksender.h"
#include "delivery/testtrigger.h"
#include "host/rulesource.h"

#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString eventOption = u"event"_s;
const QString payloadOption = u"payload"_s;
const QString passphraseOption = u"tls-passphrase-env"_s;

} // namespace

TriggerCommand::TriggerCommand() = default;
TriggerCommand::~TriggerCommand() = default;

CommandSyntax TriggerCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"trigger"_s;
    syntax.synopsis = u"W [--event T] [--payload FILE|-] [--tls-passphrase-env VAR]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("send a test event now and print the outcome");
    syntax.details = tr("Sends one test event to the webhook W, which need not be enabled, and prints the outcome, the "
                        "request and the response. A test is never repeated. Ctrl+C cancels it.\n"
                        "The exit code says how it ended: 0 success, 1 an error or redirect as the answer, 2 no complete "
                        "answer, 3 TLS, 4 timeout, 65 invalid request, 130 cancelled.");
    syntax.options = {
        {eventOption, tr("The event type, with the sample of the catalogue; trigger-test when it is not given."), u"T"_s},
        {payloadOption,
         tr("Send this JSON, byte for byte; - reads the standard input. Its “event” must be T where T is "
            "given."),
         u"FILE"_s},
        {passphraseOption, tr("The passphrase of the client certificate's key is in this environment variable."), u"VAR"_s},
    };
    syntax.fewestOperands = 1;
    syntax.mostOperands = 1;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

std::optional<int> TriggerCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const Expected<StoredWebhook> stored = WebhookLookup::find(context.webhooks, arguments.positionalArguments().first());
    if (!stored)
        return context.console.fail(stored.error());
    const Expected<Preferences> preferences = context.loadPreferencesForSending();
    if (!preferences)
        return context.console.fail(preferences.error());

    m_interrupt = std::make_unique<Interrupt>();
    const Expected<Event> event = makeEvent(arguments, context, stored->webhook);
    if (!event)
        return context.console.fail(event.error());
    const Result<Webhook> complete = secrets::lookedUp(stored->webhook, context.secrets.lookup());
    if (!complete)
        return context.console.fail(Failure::of(complete.error()));
    TestOrder order;
    order.webhook = *complete;
    order.event = *event;
    order.proxy = preferences->proxy;
    if (arguments.isSet(passphraseOption)) // an empty one is told by the key that it does not open
        order.tlsPassphrase = qEnvironmentVariable(arguments.value(passphraseOption).toLocal8Bit().constData());
    start(order, *preferences, context);
    return std::nullopt;
}

Expected<Event> TriggerCommand::makeEvent(const QCommandLineParser &arguments, const CommandContext &context,
                                          const Webhook &webhook) const
{
    const QString type = arguments.value(eventOption);
    const bool payloadGiven = arguments.isSet(payloadOption);
    if (arguments.isSet(eventOption)) {
        if (const Expected<void> known = checkType(type, payloadGiven, context, webhook); !known)
            return tl::unexpected(known.error());
    }
    if (!payloadGiven) {
        const EventType *known = context.catalogue.find(type);
        return known ? makeSampleEvent(*known, m_clock.nowUtc()) : makeTestEvent(m_clock.nowUtc());
    }

    const Expected<QByteArray> bytes = PayloadReader::read(arguments.value(payloadOption), *m_interrupt);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const Result<EventRules> rules = RuleSource(context.profile, context.catalogue).rules();
    if (!rules)
        return tl::unexpected(Failure::of(rules.error()));
    const Result<RuledEvent> ruled = rules->givenOfAnyType(*bytes, type);
    if (!ruled)
        return tl::unexpected(Failure::of(ruled.error(), payloadOption));
    if (const Expected<void> known = checkType(ruled->event.type, true, context, webhook); !known)
        return tl::unexpected(known.error());
    for (const EventNote &note : ruled->notes)
        context.console.say(Words::of(note));
    return ruled->event;
}

Expected<void> TriggerCommand::checkType(const QString &type, bool payloadGiven, const CommandContext &context,
                                         const Webhook &webhook)
{
    // A type that the webhook was given by another version is good enough for a payload that the user brings along.
    const bool ownType = payloadGiven && webhook.events.names.contains(type);
    if (type == triggerTest || context.catalogue.contains(type) || ownType)
        return {};
    return tl::unexpected(Failure::badValue(WebhookOptions::unknownEvent(type, context.catalogue), eventOption));
}

void TriggerCommand::start(const TestOrder &order, const Preferences &preferences, CommandContext &context)
{
    m_sender = std::make_unique<NetworkSender>(m_clock);
    m_trigger = std::make_unique<TestTrigger>(*m_sender, m_clock, processEnvironment());
    keep(order, context);
    QObject::connect(
        m_trigger.get(), &TestTrigger::attemptUpdated, m_trigger.get(),
        [this, webhook = order.webhook, &context](const Attempt &attempt) { follow(attempt, webhook, context); });
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, m_trigger.get(),
                     [this, delivery = order.delivery] { m_trigger->cancel(delivery); });
    m_trigger->start(order, preferences.defaultHeaders);
}

void TriggerCommand::follow(const Attempt &attempt, const Webhook &webhook, CommandContext &context)
{
    if (attempt.isFinished()) {
        finish(attempt, webhook, context);
        return;
    }
    // Live states are for eyes only: a log or a script gets the result.
    if (m_shownPhase != attempt.phase && ::isatty(STDERR_FILENO))
        context.console.say(Words::of(attempt.phase) + u'…');
    m_shownPhase = attempt.phase;
}

void TriggerCommand::finish(const Attempt &attempt, const Webhook &webhook, CommandContext &context)
{
    const Outcome &outcome = *attempt.outcome; // it has ended
    record(attempt, context);
    if (context.console.json())
        context.console.print(json::trigger(attempt));
    else
        context.console.print(WebhookText::report(attempt, webhook.name));
    // For people the report has the sentence; bad input and a cancellation are messages as well.
    const bool isMessage = outcome.kind == OutcomeKind::InvalidRequest || outcome.kind == OutcomeKind::Cancelled;
    if (outcome.kind != OutcomeKind::Success && (isMessage || context.console.json()))
        context.console.say(Words::of(outcome));
    CommandContext::finish(exitCode(outcome.kind));
}

/// The history knows the test before it leaves, so that one that is killed is in it as well.
void TriggerCommand::keep(const TestOrder &order, CommandContext &context)
{
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session) {
        sayNotRecorded(session.error(), context);
        return;
    }
    if (const Result<void> begun = (*session)->host().beginTest(order.delivery, order.webhook, order.event); !begun) {
        sayNotRecorded(Failure::of(begun.error()), context);
        return;
    }
    m_session = std::move(*session);
}

void TriggerCommand::record(const Attempt &attempt, CommandContext &context)
{
    if (!m_session)
        return; // said already
    if (const Result<void> recorded = m_session->host().endTest(attempt); !recorded)
        sayNotRecorded(Failure::of(recorded.error()), context);
}

/// The test is sent all the same: that it is not remembered is worth a word, not another exit code.
void TriggerCommand::sayNotRecorded(const Failure &failure, CommandContext &context)
{
    context.console.say(tr("The outcome could not be recorded. %1").arg(failure.message));
}

} // namespace hookpanel
