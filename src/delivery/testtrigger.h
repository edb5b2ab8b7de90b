// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"
#include "core/placeholders.h"
#include "core/webhook.h"
#include "delivery/sender.h"

#include <QObject>

#include <optional>

namespace hookpanel {

/// What a Trigger button or `hookpanel-cli trigger` asks for: the webhook as it stands, saved or not.
struct TestOrder {
    DeliveryId delivery = DeliveryId::create();
    Webhook webhook;
    Event event;
    ProxyChoice proxy = {};
    std::optional<QString> tlsPassphrase = {}; ///< In place of the one that the webhook keeps; a secret.

    bool operator==(const TestOrder &) const = default;
};

/// Turns test orders into attempts, each on a fresh connection. A request that cannot be built ends at once with the
/// outcome invalid-request, which holds the error, in the same signal as all others. Owns nothing it
/// is given; the sender must outlive it.
class TestTrigger : public QObject
{
    Q_OBJECT

public:
    TestTrigger(Sender &sender, const Clock &clock, Environment environment, QObject *parent = nullptr);

    /// Emits attemptUpdated() at least once before it returns: connect first.
    void start(const hookpanel::TestOrder &order, const hookpanel::Headers &defaultHeaders);

    /// Ends the order at once as invalid-request, because of something that its request cannot do without. Emits
    /// attemptUpdated() before it returns.
    void refuse(const hookpanel::TestOrder &order, const hookpanel::Error &error);

    void cancel(const hookpanel::DeliveryId &delivery);

Q_SIGNALS:
    /// See Sender::attemptUpdated(); only of attempts that are tests.
    void attemptUpdated(const hookpanel::Attempt &attempt);

private:
    [[nodiscard]] Attempt begun(const TestOrder &order) const;

    Sender &m_sender;
    const Clock &m_clock;
    Environment m_environment;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::TestOrder)
