// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/clock.h"
#include "delivery/networksender.h"
#include "host/deliveryhost.h"

#include <QCoreApplication>

#include <memory>

namespace hookpanel {

struct CommandContext;

/// The profile's deliveries in a command that works with them: the host, opened, with a sender behind it. Says on the
/// console what the host has to say.
class DeliverySession
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DeliverySession)

public:
    /// The context must outlive the session. Fails as DeliveryHost::open() does.
    static Expected<std::unique_ptr<DeliverySession>> open(CommandContext &context);

    [[nodiscard]] DeliveryHost &host() { return m_host; }
    [[nodiscard]] DeliveryStore &store() { return m_host.store(); }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    explicit DeliverySession(CommandContext &context);

    SystemClock m_clock;
    NetworkSender m_sender;
    DeliveryHost m_host; ///< After the sender that it uses.
};

} // namespace hookpanel
