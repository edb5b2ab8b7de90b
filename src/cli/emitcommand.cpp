// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/emitcommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"
#include "cli/payloadreader.h"
#include "cli/webhookoptions.h"
#include "core/deliveryjson.h"
#include "core/errorjson.h"
#include "core/words.h"
#include "host/rulesource.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString modelOption = u"model"_s;
const QString uidOption = u"uid"_s;
const QString entryOption = u"entry"_s;
const QString mediaOption = u"media"_s;
const QString payloadOption = u"payload"_s;
const QString waitOption = u"wait"_s;

/// The worst of several outcomes: the highest of 1 to 4, else what there is.
int worstOf(const QList<Delivery> &deliveries)
{
    int worst = exitcode::done;
    int other = exitcode::done;
    for (const Delivery &delivery : deliveries) {
        const int code = !isOver(delivery.state) ? exitcode::timeout
            : delivery.outcome                   ? exitCode(delivery.outcome->kind)
                                                 : exitcode::cancelled;
        code <= exitcode::timeout ? worst = std::max(worst, code) : other = std::max(other, code);
    }
    return worst != exitcode::done ? worst : other;
}

} // namespace

CommandSyntax EmitCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"emit"_s;
    syntax.synopsis = u"T [--model M] [--uid U] [--entry FILE|-] [--media FILE|-] [--wait[=S]]  |  "
                      "[T] --payload FILE|- [--wait[=S]]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("hand in an event for every webhook that is subscribed to it");
    syntax.details = tr("Accepts an event of the type T and makes a delivery for each enabled webhook that is subscribed to "
                        "it. Once this is printed, the event survives whatever happens to this program. The window or "
                        "“serve” sends it where one runs on this profile; else this command sends each first attempt, and "
                        "later ones wait for the next one of those.\n"
                        "The event is made of an entry or a media as a Strapi server would send it, or given whole with "
                        "--payload. Events of the User content type are refused. What a known content type marks as private "
                        "is taken out, and so are passwords and what is known of users; see “hookpanel-cli content-types”.\n"
                        "With --wait it follows the deliveries to their outcomes, and the exit code is that of the worst.");
    syntax.options = {
        {modelOption, tr("The content type's model, as address."), u"M"_s},
        {uidOption, tr("The content type's uid, as api::address.address. Either may be left out."), u"U"_s},
        {entryOption, tr("The entry, a JSON object; - reads the standard input."), u"FILE"_s},
        {mediaOption, tr("The media, a JSON object, for media events; - reads the standard input."), u"FILE"_s},
        {payloadOption,
         tr("The whole payload, sent byte for byte but for what must not leave; - reads the standard input. A JSON object "
            "with “event”, which must be T where T is given, and “createdAt”."),
         u"FILE"_s},
        {waitOption, tr("Wait for the outcomes, at most S seconds where S is given."), u"S"_s},
    };
    syntax.optionsWithoutValue = {waitOption};
    syntax.mostOperands = 1;
    return syntax;
}

std::optional<int> EmitCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const auto patience = waitOf(arguments);
    if (!patience)
        return context.console.fail(patience.error());
    if (const Expected<void> form = checkForm(arguments); !form)
        return context.console.fail(form.error());
    m_interrupt = std::make_unique<Interrupt>();
    const Expected<RuledEvent> event = makeEvent(arguments, context, *m_interrupt);
    if (!event)
        return context.console.fail(event.error());
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    const Result<Acceptance> acceptance = (*session)->host().accept(*event);
    if (!acceptance)
        return context.console.fail(Failure::of(acceptance.error()));
    m_acceptance = *acceptance;
    for (const EventNote &note : m_acceptance.notes)
        context.console.say(Words::of(note));
    const bool waits = arguments.isSet(waitOption);
    if (!waits)
        print(m_acceptance.deliveries, context); // the caller is told as soon as it is true
    if (m_acceptance.deliveries.isEmpty())
        context.console.say(tr("No webhook gets this event."));

    m_attempts = std::make_unique<FirstAttempts>(std::move(*session), context);
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, m_attempts.get(), [this, &context] {
        context.console.say(tr("Interrupted. The event is accepted; what is not sent yet waits for the next dispatcher."));
        m_isInterrupted = true;
        m_attempts->giveUp();
    });
    m_attempts->run(
        m_acceptance.deliveries, waits ? FirstAttempts::Until::Over : FirstAttempts::Until::NextAttempt, *patience,
        [this, waits, &context](const QList<Delivery> &deliveries) {
            if (waits)
                print(deliveries, context);
            const bool anyWaits = std::any_of(deliveries.cbegin(), deliveries.cend(), [](const Delivery &delivery) {
                return delivery.state == DeliveryState::WaitingRetry;
            });
            if (anyWaits && !m_attempts->session().host().isDispatcherElsewhere())
                context.console.say(tr("Further attempts wait for the next dispatcher: open the window, or run "
                                       "hookpanel-cli serve"));
            CommandContext::finish(m_isInterrupted ? exitcode::cancelled : waits ? worstOf(deliveries) : exitcode::done);
        });
    return std::nullopt;
}

void EmitCommand::print(const QList<Delivery> &deliveries, CommandContext &context) const
{
    QStringList notes;
    for (const EventNote &note : m_acceptance.notes)
        notes.append(Words::of(note));
    if (context.console.json())
        context.console.print(json::acceptance(m_acceptance.event, deliveries, m_acceptance.notSent, notes));
    else
        context.console.print(DeliveryText::acceptance(m_acceptance.event, deliveries, m_acceptance.notSent));
}

Expected<void> EmitCommand::checkForm(const QCommandLineParser &arguments)
{
    const QString help = tr("See: hookpanel-cli emit --help");
    for (const QString &option : {modelOption, uidOption, entryOption, mediaOption}) {
        if (arguments.isSet(option) && arguments.isSet(payloadOption))
            return tl::unexpected(
                Failure::usage(tr("--%1 does not go with --payload, which is the whole event. %2").arg(option, help)));
    }
    if (arguments.positionalArguments().isEmpty() && !arguments.isSet(payloadOption))
        return tl::unexpected(
            Failure::usage(tr("Something is missing: the event type, or the whole event with --payload. %1").arg(help)));
    return {};
}

/// Nothing is written yet, not even an empty database: an event that is refused leaves nothing behind.
Expected<RuledEvent> EmitCommand::makeEvent(const QCommandLineParser &arguments, CommandContext &context,
                                            const Interrupt &interrupt)
{
    const Result<EventRules> rules = RuleSource(context.profile, context.catalogue).rules();
    if (!rules)
        return tl::unexpected(Failure::of(rules.error()));
    const QString type = arguments.positionalArguments().value(0);
    if (!type.isEmpty() && type != triggerTest && !rules->catalogue().contains(type))
        return tl::unexpected(Failure::badValue(WebhookOptions::unknownEvent(type, rules->catalogue()), u"event"_s));
    if (!arguments.isSet(payloadOption))
        return compose(*rules, arguments, context, interrupt);
    const Expected<QByteArray> bytes = PayloadReader::read(arguments.value(payloadOption), interrupt);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const Result<RuledEvent> event = rules->given(*bytes, type);
    if (!event)
        return tl::unexpected(Failure::of(event.error(), payloadField(event.error())));
    return *event;
}

Expected<RuledEvent> EmitCommand::compose(const EventRules &rules, const QCommandLineParser &arguments,
                                          CommandContext &context, const Interrupt &interrupt)
{
    const Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return tl::unexpected(preferences.error());
    Composition composition{
        arguments.positionalArguments().value(0), arguments.value(modelOption), arguments.value(uidOption), {}, {}};
    for (const auto &[option, part] :
         {std::pair(entryOption, &composition.entry), std::pair(mediaOption, &composition.media)}) {
        const Expected<QByteArray> bytes = partOf(option, arguments, interrupt);
        if (!bytes)
            return tl::unexpected(bytes.error());
        *part = *bytes;
    }
    const Result<RuledEvent> event = rules.compose(composition, preferences->payloadFormat, SystemClock().nowUtc());
    if (!event)
        return tl::unexpected(composeFailure(event.error(), arguments));
    return *event;
}

/// Empty where the option is not set. What is set and empty is a space, which is no JSON either.
Expected<QByteArray> EmitCommand::partOf(const QString &option, const QCommandLineParser &arguments,
                                         const Interrupt &interrupt)
{
    if (!arguments.isSet(option))
        return QByteArray();
    Expected<QByteArray> bytes = PayloadReader::read(arguments.value(option), interrupt, option);
    if (bytes && bytes->isEmpty())
        *bytes = " ";
    return bytes;
}

Failure EmitCommand::composeFailure(const Error &error, const QCommandLineParser &arguments)
{
    using enum ErrorCode;
    if (error.code == PartMissing || error.code == PartNotExpected || error.code == NotComposable)
        return Failure::usage(Words::of(error) + u' ' + tr("See: hookpanel-cli emit --help"));
    if (error.code == UidInvalid)
        return Failure::of(error, uidOption);
    if (error.code == UserContentType || error.code == NoDraftAndPublish)
        return Failure::of(error, arguments.isSet(uidOption) ? uidOption : modelOption);
    // What is left is wrong with the one file.
    const QString option = arguments.isSet(entryOption) ? entryOption : mediaOption;
    Error named = error;
    if (error.code != PartNotAnObject)
        named.detail = arguments.value(option) == u"-"_s ? tr("the standard input") : arguments.value(option);
    return Failure::of(named, option);
}

Expected<std::optional<std::chrono::seconds>> EmitCommand::waitOf(const QCommandLineParser &arguments)
{
    const QString text = arguments.value(waitOption);
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (!isNumber || seconds < 1)
        return tl::unexpected(
            Failure::badValue(tr("“%1” is not a time to wait. Use a whole number of seconds.").arg(text), waitOption));
    return std::chrono::seconds(seconds);
}

} // namespace hookpanel
