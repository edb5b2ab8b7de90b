// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/intakeanswer.h"

#include <QByteArray>

namespace hookpanel {

/// One event that a program hands in: well-formed as a request, and nothing known of its payload yet.
struct IntakeRequest {
    QByteArray payload; ///< The body's bytes, at most IntakeLimits::bodyBytes.
    QByteArray idempotencyKey; ///< 1 to 255 printable ASCII characters; empty where none was sent.

    bool operator==(const IntakeRequest &) const = default;
};

/// Who takes what the intake is handed. Implemented where the store is known.
class IntakeAcceptor
{
public:
    IntakeAcceptor() = default;
    virtual ~IntakeAcceptor() = default;
    Q_DISABLE_COPY_MOVE(IntakeAcceptor)

    /// Called in the thread of the Intake, one request after the other. Returns IntakeAnswer::accepted() only when the
    /// event is on the disk. A key that came within 24 hours gets the answer it got then, and nothing is sent again; with
    /// other bytes as payload it gets IntakeFault::IdempotencyKeyReused.
    [[nodiscard]] virtual IntakeAnswer accept(const IntakeRequest &request) = 0;
};

} // namespace hookpanel
