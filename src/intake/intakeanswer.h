// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "intake/httphead.h"
#include "intake/intakefault.h"

#include <QByteArray>

namespace hookpanel {

/// What a program that hands in an event is told: the status and a JSON document.
struct IntakeAnswer {
    int status = 500;
    QByteArray json;
    HttpFields fields = {}; ///< Headers beside those that every answer has.

    /// 202 with the `emit` document. Only after the event is on the disk.
    [[nodiscard]] static IntakeAnswer accepted(const QByteArray &json);

    /// The `error` document of what is wrong with the request.
    [[nodiscard]] static IntakeAnswer refused(const IntakeRefusal &refusal);

    /// The `error` document of what is wrong with the payload, or with the store.
    [[nodiscard]] static IntakeAnswer refused(const Error &error);

    bool operator==(const IntakeAnswer &) const = default;
};

/// The HTTP status for an error, the one table of it: 400 for what is no payload, 413, 422 for what a rule refuses; 503
/// where the same may succeed a little later, 500 for the rest.
[[nodiscard]] int statusOf(ErrorCode code);

/// The HTTP status for a fault of the request.
[[nodiscard]] int statusOf(IntakeFault fault);

} // namespace hookpanel
