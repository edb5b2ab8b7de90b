// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/outcome.h"

#include "core/exitcode.h"

#include <array>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

OutcomeKind fromStatus(int status)
{
    if (status == 410)
        return OutcomeKind::Gone;
    if (status == 429)
        return OutcomeKind::Throttled;
    if (status >= 500) // and unknown classes above it (RFC 9110 15)
        return OutcomeKind::ReceiverError;
    if (status >= 400)
        return OutcomeKind::Rejected;
    if (status >= 300)
        return OutcomeKind::Redirected;
    return OutcomeKind::Dropped; // an interim status that no answer followed
}

OutcomeKind fromProxyFault(const WireResult &wire)
{
    switch (wire.proxyFault) {
    case ProxyFault::NotFound:
        return OutcomeKind::Dns;
    case ProxyFault::Refused:
    case ProxyFault::TargetRefused:
        return OutcomeKind::ConnectionRefused;
    case ProxyFault::None:
    case ProxyFault::Denied:
    case ProxyFault::AuthenticationRequired:
    case ProxyFault::NoAnswer:
    case ProxyFault::Failed:
        break;
    }
    return OutcomeKind::Unreachable;
}

OutcomeKind fromFault(const WireResult &wire)
{
    if (wire.proxyFault != ProxyFault::None)
        return fromProxyFault(wire);
    switch (wire.fault) {
    case TransportFault::HostNotFound:
        return OutcomeKind::Dns;
    case TransportFault::ConnectionRefused:
        return OutcomeKind::ConnectionRefused;
    case TransportFault::Unreachable:
        return OutcomeKind::Unreachable;
    case TransportFault::TlsFailed:
        return OutcomeKind::Tls;
    case TransportFault::ConnectionClosed:
    case TransportFault::None:
        break;
    }
    return wire.requestSent ? OutcomeKind::Dropped : OutcomeKind::NeverSent;
}

constexpr std::array allKinds{
    OutcomeKind::Success,        OutcomeKind::Rejected,    OutcomeKind::ReceiverError,
    OutcomeKind::Redirected,     OutcomeKind::Gone,        OutcomeKind::Throttled,
    OutcomeKind::Timeout,        OutcomeKind::Dns,         OutcomeKind::ConnectionRefused,
    OutcomeKind::Unreachable,    OutcomeKind::Tls,         OutcomeKind::Dropped,
    OutcomeKind::Incomplete,     OutcomeKind::Cancelled,   OutcomeKind::NeverSent,
    OutcomeKind::InvalidRequest, OutcomeKind::Interrupted,
};

constexpr std::array allPhases{Phase::Queued,  Phase::Connecting, Phase::Securing,
                               Phase::Sending, Phase::Waiting,    Phase::Receiving};
constexpr std::array allTlsFaults{TlsFault::None,
                                  TlsFault::Expired,
                                  TlsFault::NotYetValid,
                                  TlsFault::NotTrusted,
                                  TlsFault::SelfSigned,
                                  TlsFault::WrongHost,
                                  TlsFault::WrongCertificate,
                                  TlsFault::ClientCertificateWanted,
                                  TlsFault::NoCommonProtocol,
                                  TlsFault::NoTlsAnswer,
                                  TlsFault::Other};

constexpr std::array allProxyFaults{ProxyFault::None,
                                    ProxyFault::NotFound,
                                    ProxyFault::Refused,
                                    ProxyFault::Denied,
                                    ProxyFault::AuthenticationRequired,
                                    ProxyFault::TargetRefused,
                                    ProxyFault::NoAnswer,
                                    ProxyFault::Failed};

/// The value whose key this is; nothing when there is none.
template<typename Values, typename KeyOf> auto withKey(const Values &values, const KeyOf &keyOf, const QString &key)
{
    std::optional<typename Values::value_type> found;
    for (const auto value : values) {
        if (keyOf(value) == key)
            found = value;
    }
    return found;
}

} // namespace

Outcome classify(const WireResult &wire)
{
    Outcome outcome;
    outcome.status = wire.status;
    outcome.phase = wire.reached;
    outcome.tlsFault = wire.tlsFault;
    outcome.proxyFault = wire.proxyFault;
    const bool is2xx = wire.status >= 200 && wire.status < 300;
    if (wire.deadlinePassed) {
        outcome.kind = OutcomeKind::Timeout;
    } else if (wire.cancelled) {
        outcome.kind = OutcomeKind::Cancelled;
    } else if (is2xx) {
        outcome.kind = wire.answerComplete ? OutcomeKind::Success : OutcomeKind::Incomplete;
    } else if (wire.status > 0) {
        outcome.kind = fromStatus(wire.status);
        if (outcome.kind == OutcomeKind::Redirected)
            outcome.detail = wire.location;
    } else {
        outcome.kind = fromFault(wire);
    }
    return outcome;
}

Outcome invalidRequest(const Error &error)
{
    Outcome outcome;
    outcome.kind = OutcomeKind::InvalidRequest;
    outcome.error = error;
    return outcome;
}

QList<OutcomeKind> outcomeKinds()
{
    return {allKinds.begin(), allKinds.end()};
}

QString outcomeKey(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Success:
        return u"success"_s;
    case OutcomeKind::Rejected:
        return u"rejected"_s;
    case OutcomeKind::ReceiverError:
        return u"receiver-error"_s;
    case OutcomeKind::Redirected:
        return u"redirected"_s;
    case OutcomeKind::Gone:
        return u"gone"_s;
    case OutcomeKind::Throttled:
        return u"throttled"_s;
    case OutcomeKind::Timeout:
        return u"timeout"_s;
    case OutcomeKind::Dns:
        return u"dns"_s;
    case OutcomeKind::ConnectionRefused:
        return u"connection-refused"_s;
    case OutcomeKind::Unreachable:
        return u"unreachable"_s;
    case OutcomeKind::Tls:
        return u"tls"_s;
    case OutcomeKind::Dropped:
        return u"dropped"_s;
    case OutcomeKind::Incomplete:
        return u"incomplete"_s;
    case OutcomeKind::Cancelled:
        return u"cancelled"_s;
    case OutcomeKind::NeverSent:
        return u"never-sent"_s;
    case OutcomeKind::InvalidRequest:
        return u"invalid-request"_s;
    case OutcomeKind::Interrupted:
        return u"interrupted"_s;
    }
    Q_UNREACHABLE();
}

std::optional<OutcomeKind> outcomeFromKey(const QString &key)
{
    return withKey(allKinds, outcomeKey, key);
}

QString phaseKey(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return u"queued"_s;
    case Phase::Connecting:
        return u"connecting"_s;
    case Phase::Securing:
        return u"securing"_s;
    case Phase::Sending:
        return u"sending"_s;
    case Phase::Waiting:
        return u"waiting"_s;
    case Phase::Receiving:
        return u"receiving"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Phase> phaseFromKey(const QString &key)
{
    return withKey(allPhases, phaseKey, key);
}

QString tlsFaultKey(TlsFault fault)
{
    switch (fault) {
    case TlsFault::None:
        return u"none"_s;
    case TlsFault::Expired:
        return u"expired"_s;
    case TlsFault::NotYetValid:
        return u"not-yet-valid"_s;
    case TlsFault::NotTrusted:
        return u"not-trusted"_s;
    case TlsFault::SelfSigned:
        return u"self-signed"_s;
    case TlsFault::WrongHost:
        return u"wrong-host"_s;
    case TlsFault::WrongCertificate:
        return u"wrong-certificate"_s;
    case TlsFault::ClientCertificateWanted:
        return u"client-certificate-wanted"_s;
    case TlsFault::NoCommonProtocol:
        return u"no-common-protocol"_s;
    case TlsFault::NoTlsAnswer:
        return u"no-tls-answer"_s;
    case TlsFault::Other:
        return u"other"_s;
    }
    Q_UNREACHABLE();
}

std::optional<TlsFault> tlsFaultFromKey(const QString &key)
{
    return withKey(allTlsFaults, tlsFaultKey, key);
}

QString proxyFaultKey(ProxyFault fault)
{
    switch (fault) {
    case ProxyFault::None:
        return u"none"_s;
    case ProxyFault::NotFound:
        return u"not-found"_s;
    case ProxyFault::Refused:
        return u"refused"_s;
    case ProxyFault::Denied:
        return u"denied"_s;
    case ProxyFault::AuthenticationRequired:
        return u"authentication-required"_s;
    case ProxyFault::TargetRefused:
        return u"target-refused"_s;
    case ProxyFault::NoAnswer:
        return u"no-answer"_s;
    case ProxyFault::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ProxyFault> proxyFaultFromKey(const QString &key)
{
    return withKey(allProxyFaults, proxyFaultKey, key);
}

int exitCode(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Success:
        return exitcode::done;
    case OutcomeKind::Rejected:
    case OutcomeKind::Gone:
    case OutcomeKind::Throttled:
    case OutcomeKind::Redirected:
    case OutcomeKind::ReceiverError:
        return exitcode::badAnswer;
    case OutcomeKind::Dns:
    case OutcomeKind::ConnectionRefused:
    case OutcomeKind::Unreachable:
    case OutcomeKind::Dropped:
    case OutcomeKind::Incomplete:
    case OutcomeKind::NeverSent:
    case OutcomeKind::Interrupted:
        return exitcode::noAnswer;
    case OutcomeKind::Tls:
        return exitcode::tlsFailed;
    case OutcomeKind::Timeout:
        return exitcode::timeout;
    case OutcomeKind::InvalidRequest:
        return exitcode::badData;
    case OutcomeKind::Cancelled:
        return exitcode::cancelled;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
