// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/stopcommand.h"

#include "cli/commandcontext.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollMs = 50;

} // namespace

CommandSyntax StopCommand::syntax() const
{
    return syntaxOf(u"stop"_s, tr("stop retrying a delivery"),
                    tr("Cancels a delivery that waits for an attempt. One that is being sent now, by the window say, is "
                       "aborted there, and not tried again."));
}

std::optional<int> StopCommand::order(const Delivery &delivery, CommandContext &context)
{
    DeliveryStore &store = session().store();
    const Result<bool> stopped = store.stop(delivery.id, session().clock().nowUtc());
    if (!stopped)
        return fail(stopped.error(), delivery, context);
    if (!*stopped)
        return context.console.fail(Failure::badValue(
            tr("This delivery does not wait for an attempt: %1.").arg(Words::of(delivery.state)), u"id"_s));
    // What nobody sends any more is over now, not when somebody dispatches next.
    if (const Result<bool> ended = session().host().endLost(); !ended)
        return fail(ended.error(), delivery, context);
    const auto now = store.find(delivery.id);
    if (!now)
        return fail(now.error(), delivery, context);
    if (!*now || (*now)->state != DeliveryState::Attempting)
        return print(now->value_or(delivery), context);
    followToEnd(**now, context);
    return std::nullopt;
}

/// Whoever sends it sees the mark, aborts the attempt and records it.
void StopCommand::followToEnd(const Delivery &delivery, CommandContext &context)
{
    const auto look = [this, delivery, &context](bool isLast) {
        const auto now = session().store().find(delivery.id);
        const bool isOnTheWire = now && *now && (*now)->state == DeliveryState::Attempting;
        if (isOnTheWire && !isLast)
            return;
        m_poll.stop();
        m_patience.stop();
        if (!now) {
            CommandContext::finish(context.console.fail(Failure::of(now.error())));
            return;
        }
        if (isOnTheWire)
            context.console.say(tr("It is being sent now. Whatever comes of it, there is no further attempt."));
        CommandContext::finish(print(now->value_or(delivery), context));
    };
    QObject::connect(&m_poll, &QTimer::timeout, &m_poll, [look] { look(false); });
    QObject::connect(&m_patience, &QTimer::timeout, &m_patience, [look] { look(true); });
    m_patience.setSingleShot(true);
    m_patience.start(abortedWithinMs);
    m_poll.start(pollMs);
}

} // namespace hookpanel
