// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/switchcommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooklookup.h"
#include "cli/webhooksaver.h"
#include "cli/webhooktext.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandSyntax SwitchCommand::syntax() const
{
    const bool on = m_to == To::Enabled;
    CommandSyntax syntax;
    syntax.name = on ? u"enable"_s : u"disable"_s;
    syntax.synopsis = u"W…"_s;
    syntax.summary = on ? tr("switch webhooks on") : tr("switch webhooks off");
    syntax.details = on
        ? tr("Switches the webhooks W on and prints them. When one of them is not found, none is changed.")
        : tr("Switches the webhooks W off and prints them: they get no events, only the test event. When one of them is "
             "not found, none is changed.");
    syntax.fewestOperands = 1;
    syntax.mostOperands = CommandSyntax::anyNumber;
    syntax.operand = WebhookLookup::operand();
    return syntax;
}

std::optional<int> SwitchCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const auto change = [&context, enabled = m_to == To::Enabled](const StoredWebhook &before) {
        return context.webhooks.setEnabled(before.webhook.id, enabled);
    };
    return changeAndPrint(context, arguments.positionalArguments(), change,
                          [](const StoredWebhook &stored) { return WebhookText::switchWord(stored.webhook.enabled); });
}

} // namespace hookpanel
