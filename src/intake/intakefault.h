// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/jsontext.h"

#include <QString>

namespace hookpanel {

/// What is wrong with a request as such, before anybody looks at the payload. IntakeAnswer has the status and the name of
/// each, IntakeWords the sentence.
enum class IntakeFault {
    TwoLengths, ///< Content-Length and Transfer-Encoding, or a list of them: where the body ends is a matter of opinion.
    BadHeaderName,
    RepeatedHeader,
    BadIdempotencyKey,
    NoHost,
    ForeignHost,
    ForeignOrigin,
    WrongPath,
    WrongMethod,
    NoToken,
    WrongToken,
    WrongContentType,
    NoLength,
    BadLength, ///< A Content-Length that is no number.
    HeadersTooLarge,
    HeadersBeyondMeasure, ///< So large that nobody has counted them.
    NotHttp,
    WrongVersion,
    BodyTooLarge,
    IdempotencyKeyReused,
    NoRoom, ///< Memory is short.
    Stopping,
    TookTooLong,
};

/// A fault, and what the sentence needs: a header's name, a path, a number of bytes.
struct IntakeRefusal {
    IntakeFault fault = IntakeFault::WrongPath;
    QString subject;

    /// The subject of a body whose length is no number that can be told.
    [[nodiscard]] static QString beyondMeasure() { return QString::number(JsonText::maximumBytes + 1); }

    bool operator==(const IntakeRefusal &) const = default;
};

} // namespace hookpanel
