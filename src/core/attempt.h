// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/outcome.h"
#include "core/preparedrequest.h"
#include "core/storedwebhook.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>

#include <optional>

namespace hookpanel {

/// How long one phase of an attempt took.
struct PhaseTime {
    Phase phase = Phase::Queued;
    std::optional<qint64> ms; ///< Nothing when it cannot be measured (a reused connection): never drawn as 0.

    bool operator==(const PhaseTime &) const = default;
};

/// What a receiver answered. `body` keeps at most 256 KiB, `size` is the true number of bytes received. What is told or kept
/// of it is without the secrets of the request that it repeats: redaction::withoutRepeatedSecrets().
struct Response {
    static constexpr qsizetype keptBytes = 256 * 1024;

    int status = 0;
    QByteArray reason;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 size = 0;
    qint64 takenOut = 0; ///< Bytes that `body` lost with repeated secrets; fewer than 0 when what stands for them is longer.

    [[nodiscard]] bool isTruncated() const { return size > body.size() + takenOut; }

    bool operator==(const Response &) const = default;
};

/// What is known of a secured connection.
struct TlsInfo {
    QString protocol; ///< "TLSv1.3"
    QString cipher;
    QString subject;
    QString issuer;
    QStringList names; ///< Subject alternative names.
    QDateTime notBefore;
    QDateTime notAfter;
    QByteArray sha256; ///< Of the certificate, lower-case hex.

    /// Whole days until the certificate ends, 0 on its last one; negative when it has ended. Nothing where it is not known.
    [[nodiscard]] std::optional<qint64> daysLeft(const QDateTime &now) const;

    bool operator==(const TlsInfo &) const = default;
};

/// One HTTP request of a delivery, live and afterwards: the same value fills the trigger view while it runs, the row
/// of a history and the command line's JSON.
struct Attempt {
    DeliveryId delivery;
    WebhookId webhook; ///< Of a form that was never saved: an id that no store knows.
    QString eventType;
    bool test = false;
    int number = 1;
    QDateTime startedAt;
    Phase phase = Phase::Queued; ///< What it is doing while `outcome` is empty.
    qint64 phaseStartedMs = 0; ///< Milliseconds after the start at which `phase` began.
    qint64 durationMs = 0; ///< So far, and in the end.
    bool connectionReused = false;
    QString proxy; ///< "http://proxy.example:3128", for eyes; empty when the receiver is called directly.
    QList<PhaseTime> timeline; ///< Finished phases, in order.
    PreparedRequest request;
    std::optional<Response> response;
    std::optional<TlsInfo> tls;
    std::optional<Outcome> outcome; ///< Set once, when it has ended.

    [[nodiscard]] bool isFinished() const { return outcome.has_value(); }

    bool operator==(const Attempt &) const = default;
};

/// A body as text. An unfinished last character, as a cut body has one, is left out and no error; a byte order mark is
/// part of what came.
struct BodyText {
    QString text;
    bool isUtf8 = true; ///< Else what is no UTF-8 is U+FFFD in the text.
};

[[nodiscard]] BodyText bodyText(const Response &response);

/// The value of a header of an answer as text for people: UTF-8 where it is that, which a mask of ours may make it, else
/// Latin-1 (RFC 9110, 5.5, leaves it open).
[[nodiscard]] QString headerText(const QByteArray &value);

/// Status line and headers as text for people, each on its line.
[[nodiscard]] QString responseHead(const Response &response);

/// The whole response as text for people, beside requestText(): status line, headers, a blank line and the body as far
/// as it was kept; whether that is all of it, isTruncated() says.
[[nodiscard]] QString responseText(const Response &response);

/// What is remembered of an attempt that has ended.
[[nodiscard]] LastOutcome lastOutcomeOf(const Attempt &attempt);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Response)
Q_DECLARE_METATYPE(hookpanel::Attempt)
