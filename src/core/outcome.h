// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace hookpanel {

/// What came of an attempt (product section 6). outcomeKey() gives the name used in JSON.
enum class OutcomeKind {
    Success,
    Rejected,
    ReceiverError,
    Redirected,
    Gone,
    Throttled,
    Timeout,
    Dns,
    ConnectionRefused,
    Unreachable,
    Tls,
    Dropped,
    Incomplete,
    Cancelled,
    NeverSent,
    InvalidRequest,
    Interrupted,
};

/// The phases of an attempt, in order. They name its live states and the rows of its timeline.
enum class Phase { Queued, Connecting, Securing, Sending, Waiting, Receiving };

/// Why a secure connection was not made.
enum class TlsFault {
    None,
    Expired,
    NotYetValid,
    NotTrusted,
    SelfSigned,
    WrongHost,
    WrongCertificate, ///< Not the one that was pinned. Nothing becomes better by trying again.
    ClientCertificateWanted,
    NoCommonProtocol,
    NoTlsAnswer,
    Other,
};

/// Why the proxy on the way did not lead to the receiver; None where there was no proxy, or it did.
enum class ProxyFault {
    None,
    NotFound, ///< Its name, or the receiver's, which it looks up.
    Refused, ///< Nothing listens there.
    Denied, ///< It does not lead to this host and port.
    AuthenticationRequired,
    TargetRefused, ///< It says that the receiver refused the connection.
    NoAnswer, ///< The time was up.
    Failed,
};

/// Why the transport ended without a complete answer; None when it did not. The sender fills it from its library's
/// codes, so that judging an attempt needs no network.
enum class TransportFault { None, HostNotFound, ConnectionRefused, Unreachable, TlsFailed, ConnectionClosed };

/// What the wire did, as facts: the input of classify().
struct WireResult {
    bool deadlinePassed = false;
    bool cancelled = false;
    bool requestSent = false; ///< The last byte of the request was handed to the connection.
    bool answerComplete = false; ///< The body ended as its framing said.
    int status = 0; ///< HTTP status, 0 when none came.
    Phase reached = Phase::Queued; ///< The phase it was in when it ended.
    TransportFault fault = TransportFault::None;
    TlsFault tlsFault = TlsFault::None;
    QString location; ///< Of a redirect.
    ProxyFault proxyFault = ProxyFault::None;

    bool operator==(const WireResult &) const = default;
};

/// An outcome with what its sentence needs. Words::of(const Outcome &) makes the sentence.
struct Outcome {
    OutcomeKind kind = OutcomeKind::Interrupted; ///< Until it is known: never a success by default.
    int status = 0; ///< HTTP status, 0 when none came.
    Phase phase = Phase::Queued; ///< For timeouts: what it was doing.
    TlsFault tlsFault = TlsFault::None;
    QString detail; ///< For eyes only, never stored: a redirect's target, but for a URL that was filled.
    std::optional<Error> error = {}; ///< Why InvalidRequest could not be built, or NeverSent has no TLS. Stored with it.
    ProxyFault proxyFault = ProxyFault::None;

    bool operator==(const Outcome &) const = default;
};

/// Judges an attempt, in the order of product section 6: deadline and cancellation, then a status that is not 2xx
/// (also when its body was cut), then a 2xx with a cut body, then no status.
[[nodiscard]] Outcome classify(const WireResult &wire);

/// The outcome of an attempt whose request could not be built.
[[nodiscard]] Outcome invalidRequest(const Error &error);

/// All of them, in the order above.
[[nodiscard]] QList<OutcomeKind> outcomeKinds();

/// "connection-refused": the name in JSON.
[[nodiscard]] QString outcomeKey(OutcomeKind kind);
[[nodiscard]] std::optional<OutcomeKind> outcomeFromKey(const QString &key);

/// "queued", "connecting", …: the name in JSON.
[[nodiscard]] QString phaseKey(Phase phase);
[[nodiscard]] std::optional<Phase> phaseFromKey(const QString &key);

/// "self-signed": the name in a store.
[[nodiscard]] QString tlsFaultKey(TlsFault fault);
[[nodiscard]] std::optional<TlsFault> tlsFaultFromKey(const QString &key);

/// "target-refused": the name in a store.
[[nodiscard]] QString proxyFaultKey(ProxyFault fault);
[[nodiscard]] std::optional<ProxyFault> proxyFaultFromKey(const QString &key);

/// The exit code of the command line for a test or delivery with this outcome (product section 8).
[[nodiscard]] int exitCode(OutcomeKind kind);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Outcome)
