// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakewords.h"

#include "core/result.h"
#include "core/words.h"

namespace hookpanel {

QString IntakeWords::of(const IntakeRefusal &refusal)
{
    switch (refusal.fault) {
    case IntakeFault::TwoLengths:
        return tr("The request says in two ways how long its body is. Send one Content-Length and no Transfer-Encoding.");
    case IntakeFault::BadHeaderName:
        return tr("“%1” is no name of a header. Names are letters, digits and hyphens, with the colon right behind them.")
            .arg(refusal.subject);
    case IntakeFault::RepeatedHeader:
        return tr("The header %1 came more than once. Send it once.").arg(refusal.subject);
    case IntakeFault::BadIdempotencyKey:
        return tr("The Idempotency-Key must be 1 to 255 printable ASCII characters. A UUID is a good one.");
    case IntakeFault::NoHost:
        return tr("The request has no Host header. Send the host that was called, such as “Host: 127.0.0.1”.");
    case IntakeFault::ForeignHost:
        return tr("The host “%1” is not this machine as the intake knows it. Call 127.0.0.1 or localhost.")
            .arg(refusal.subject);
    case IntakeFault::ForeignOrigin:
        return tr("Web pages may not hand in events, and this request came from one: “%1”. Call from a program instead.")
            .arg(refusal.subject);
    case IntakeFault::WrongPath:
        return tr("There is nothing at “%1”. Hand events in at /events.").arg(refusal.subject);
    case IntakeFault::WrongMethod:
        return tr("Events are handed in with POST, not with %1.").arg(refusal.subject);
    case IntakeFault::NoToken:
        return tr("The token is missing. Send it as “Authorization: Bearer <token>”; the settings of the intake have it.");
    case IntakeFault::WrongToken:
        return tr("The token is not the one of this intake. Take it from the settings of the intake.");
    case IntakeFault::WrongContentType:
        return tr("The body must be JSON in UTF-8, not compressed. Send “Content-Type: application/json”.");
    case IntakeFault::NoLength:
        return tr("The length of the body is missing. Send a Content-Length; chunked bodies are not taken.");
    case IntakeFault::BadLength:
        return tr("“%1” is no length of a body. Send one Content-Length, in decimal digits.").arg(refusal.subject);
    case IntakeFault::HeadersTooLarge:
        return tr("The headers are too large: %1 bytes. At most 16 KiB are allowed.").arg(refusal.subject);
    case IntakeFault::HeadersBeyondMeasure:
        return tr("The request line or the headers are too large. At most 16 KiB are allowed.");
    case IntakeFault::NotHttp:
        return tr("This is no HTTP request that can be read. One begins like “POST /events HTTP/1.1”, with its headers and "
                  "its body behind that.");
    case IntakeFault::WrongVersion:
        return tr("This is another version of HTTP than the one that is understood here. Send an HTTP/1.1 request.");
    case IntakeFault::BodyTooLarge:
        return Words::of(Error{.code = ErrorCode::TooLarge, .subject = refusal.subject});
    case IntakeFault::IdempotencyKeyReused:
        return tr("The Idempotency-Key “%1” came within the last 24 hours with another payload, so nothing was accepted. "
                  "Use a new key for a new event.")
            .arg(refusal.subject);
    case IntakeFault::NoRoom:
        return tr("The intake has no memory left for this request, and nothing was accepted. Hand the event in again a "
                  "little later.");
    case IntakeFault::Stopping:
        return tr("The intake is being switched off, and nothing was accepted. Hand the event in again when it is on.");
    case IntakeFault::TookTooLong:
        return tr("The event was not accepted in time, but may still be. Hand it in again with the same Idempotency-Key.");
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
