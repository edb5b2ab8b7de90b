// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/servecommand.h"

#include "cli/commandcontext.h"
#include "cli/deliverytext.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ServeCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"serve"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("dispatch deliveries without a window");
    syntax.details
        = tr("Sends what is due and retries by the schedule, without a window or display, until SIGTERM or Ctrl+C. "
             "What is on the wire then is ended and recorded first. While another program dispatches for this "
             "profile it stands by, and takes over when that one ends.");
    return syntax;
}

std::optional<int> ServeCommand::run(const QCommandLineParser &, CommandContext &context)
{
    Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(context);
    if (!session)
        return context.console.fail(session.error());
    m_session = std::move(*session);
    m_interrupt = std::make_unique<Interrupt>();
    follow(context);
    m_session->host().dispatch();
    context.console.say(m_session->host().isDispatching()
                            ? tr("Dispatching. Ctrl+C ends it.")
                            : tr("Another program dispatches for this profile. Standing by; Ctrl+C ends it."));
    return std::nullopt;
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
    QObject::connect(m_interrupt.get(), &Interrupt::interrupted, &host, [&host, &context] {
        context.console.say(tr("Ending: what is on the wire is finished first."));
        host.stop();
    });
    QObject::connect(&host, &DeliveryHost::stopped, &host, [] { CommandContext::finish(exitcode::done); });
}

} // namespace hookpanel
