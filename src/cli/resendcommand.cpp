// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/resendcommand.h"

#include "cli/commandcontext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax ResendCommand::syntax() const
{
    return syntaxOf(u"resend"_s, tr("send a delivery again"),
                    tr("Sends the same payload again, as a new delivery to the same webhook, with the webhook's settings of "
                       "now."));
}

std::optional<int> ResendCommand::order(const Delivery &delivery, CommandContext &context)
{
    const Result<Delivery> again = session().host().resend(delivery);
    if (!again)
        return fail(again.error(), delivery, context);
    sendAndPrint(*again, context);
    return std::nullopt;
}

} // namespace hookpanel
