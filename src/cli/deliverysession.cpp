// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/deliverysession.h"

#include "cli/commandcontext.h"
#include "core/words.h"

namespace hookpanel {

DeliverySession::DeliverySession(CommandContext &context)
    : m_sender(m_clock)
    , m_host(context.profile, context.catalogue, m_sender, m_clock, processEnvironment())
{
    m_host.useSecrets(context.secrets);
    Console &console = context.console;
    QObject::connect(&m_host, &DeliveryHost::storeSetAside, &m_host, [&console](const QString &file) {
        console.say(tr("The database of deliveries was damaged. It is kept as %1, and a new one was begun.").arg(file));
    });
    QObject::connect(&m_host, &DeliveryHost::failed, &m_host,
                     [&console](const Error &error) { console.say(Words::of(error)); });
    QObject::connect(&m_host, &DeliveryHost::webhookSwitchedOff, &m_host, [&console](const StoredWebhook &stored) {
        console.say(tr("“%1” was disabled: its receiver answered that it is gone (410).").arg(stored.webhook.name));
    });
}

Expected<std::unique_ptr<DeliverySession>> DeliverySession::open(CommandContext &context)
{
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return tl::unexpected(prepared.error());
    std::unique_ptr<DeliverySession> session(new DeliverySession(context)); // the constructor is private
    if (const Result<void> opened = session->m_host.open(); !opened)
        return tl::unexpected(Failure::of(opened.error()));
    return session;
}

} // namespace hookpanel
