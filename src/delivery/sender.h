// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QObject>

namespace hookpanel {

/// Whether an attempt may use a connection that is already open. A test never does, so that its timeline is whole.
enum class ConnectionUse { Reuse, Fresh };

/// Puts prepared requests on the wire. One send() is one attempt is exactly one request.
class Sender : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts the attempt. `attempt` is unfinished and bears its prepared request; it comes back in attemptUpdated()
    /// whenever something changes, the last time with its outcome. Never fails: whatever happens is an outcome.
    virtual void send(const hookpanel::Attempt &attempt, hookpanel::ConnectionUse use) = 0;

    /// Aborts the attempt of this delivery at once; it ends as `cancelled`. Nothing happens when it has ended.
    virtual void cancel(const hookpanel::DeliveryId &delivery) = 0;

Q_SIGNALS:
    /// At the start, at each change of phase, while a body arrives (at most every 100 ms) and once at the end.
    void attemptUpdated(const hookpanel::Attempt &attempt);
};

} // namespace hookpanel
