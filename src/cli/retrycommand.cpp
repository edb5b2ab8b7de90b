// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/retrycommand.h"

#include "cli/commandcontext.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax RetryCommand::syntax() const
{
    return syntaxOf(u"retry"_s, tr("send the next attempt of a delivery now"),
                    tr("Sends the next attempt of a delivery that waits, now: by the window or “serve” where one runs on "
                       "this profile, else by this command. One that is over can be sent again with “resend”."));
}

std::optional<int> RetryCommand::order(const Delivery &delivery, CommandContext &context)
{
    DeliveryStore &store = session().store();
    const Result<bool> due = store.retryNow(delivery.id, session().clock().nowUtc());
    if (!due)
        return fail(due.error(), delivery, context);
    if (!*due) {
        const QString sentence
            = tr("This delivery does not wait for an attempt: %1. To send it again: hookpanel-cli resend %2")
                  .arg(Words::of(delivery.state), delivery.id.toString());
        return context.console.fail(Failure::badValue(sentence, u"id"_s));
    }
    const auto now = store.find(delivery.id);
    if (!now)
        return fail(now.error(), delivery, context);
    sendAndPrint(now->value_or(delivery), context);
    return std::nullopt;
}

} // namespace hookpanel
