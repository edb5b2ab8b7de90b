// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/emitcommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"
#include "cli/payloadreader.h"
#include "cli/webhookoptions.h"
#include "core/deliveryjson.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

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
    syntax.synopsis = u"[T] --payload FILE|- [--wait[=S]]"_s;
    syntax.summary = tr("hand in an event for every webhook that is subscribed to it");
    syntax.details = tr("Accepts an event of the type T and makes a delivery for each enabled webhook that is subscribed to "
                        "it. Once this is printed, the event survives whatever happens to this program. The window or "
                        "“serve” sends it where one runs on this profile; else this command sends each first attempt, and "
                        "later ones wait for the next one of those.\n"
                        "With --wait it follows the deliveries to their outcomes, and the exit code is that of the worst.");
    syntax.options = {
        {payloadOption,
         tr("The whole payload, sent byte for byte; - reads the standard input. A JSON object with “event”, "
            "which must be T where T is given, and “createdAt”."),
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
    m_interrupt = std::make_unique<Interrupt>();
    const Expected<Event> event = makeEvent(arguments, context, *m_interrupt);
    if (!event)
        return context.console.fail(event.error());
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    const Result<Acceptance> acceptance = (*session)->host().accept(*event);
    if (!acceptance)
        return context.console.fail(Failure::of(acceptance.error()));
    m_acceptance = *acceptance;
    const bool waits = arguments.isSet(waitOption);
    if (!waits)
        print(m_acceptance.deliveries, context); // the caller is told as soon as it is true
    if (m_acceptance.deliveries.isEmpty())
        context.console.say(tr("No webhook gets this event."));

    m_attempts = std::make_unique<FirstAttempts>(std::move(*session), context);
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, m_attempts.get(), [this, &context] {
        context.console.say(tr("The event is accepted; what is not sent yet waits for the next dispatcher."));
        m_attempts->giveUp();
    });
    m_attempts->run(m_acceptance.deliveries, waits ? FirstAttempts::Until::Over : FirstAttempts::Until::NextAttempt,
                    *patience, [this, waits, &context](const QList<Delivery> &deliveries) {
                        if (waits) {
                            finishWaiting(deliveries, context);
                            return;
                        }
                        const bool anyWaits
                            = std::any_of(deliveries.cbegin(), deliveries.cend(), [](const Delivery &delivery) {
                                  return delivery.state == DeliveryState::WaitingRetry;
                              });
                        if (anyWaits)
                            context.console.say(tr("Further attempts wait for the next dispatcher: open the window, or run "
                                                   "hookpanel-cli serve"));
                        CommandContext::finish(exitcode::done);
                    });
    return std::nullopt;
}

void EmitCommand::print(const QList<Delivery> &deliveries, CommandContext &context) const
{
    if (context.console.json())
        context.console.print(json::acceptance(m_acceptance.event, deliveries, m_acceptance.notSent, {}));
    else
        context.console.print(DeliveryText::acceptance(m_acceptance.event, deliveries, m_acceptance.notSent));
}

void EmitCommand::finishWaiting(const QList<Delivery> &deliveries, CommandContext &context) const
{
    print(deliveries, context);
    CommandContext::finish(worstOf(deliveries));
}

Expected<Event> EmitCommand::makeEvent(const QCommandLineParser &arguments, const CommandContext &context,
                                       const Interrupt &interrupt)
{
    const QString type = arguments.positionalArguments().value(0);
    if (!arguments.isSet(payloadOption))
        return tl::unexpected(Failure::usage(tr("Something is missing: --payload. See: hookpanel-cli emit --help")));
    if (!type.isEmpty() && type != triggerTest && !context.catalogue.contains(type))
        return tl::unexpected(Failure::badValue(WebhookOptions::unknownEvent(type, context.catalogue), u"event"_s));
    const Expected<QByteArray> bytes = PayloadReader::read(arguments.value(payloadOption), interrupt);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const Result<Event> event = makeGivenEvent(*bytes, type);
    if (!event)
        return tl::unexpected(Failure::of(event.error(), payloadOption));
    if (event->type != triggerTest && !context.catalogue.contains(event->type))
        return tl::unexpected(Failure::badValue(WebhookOptions::unknownEvent(event->type, context.catalogue), u"event"_s));
    return *event;
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
