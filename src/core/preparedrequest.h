// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/payload.h"
#include "core/placeholders.h"
#include "core/proxychoice.h"
#include "core/redaction.h"
#include "core/result.h"
#include "core/signing/signingkey.h"
#include "core/webhook.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QUrl>

#include <optional>

namespace hookpanel {

/// Where a header of a request comes from.
enum class HeaderOrigin { Default, Webhook, Signature, Fixed };

/// One header as it leaves.
struct PreparedHeader {
    QByteArray name;
    QByteArray value; ///< The bytes on the wire; never null. May hold a secret.
    QString shown; ///< The value for eyes, JSON and history: `${NAME}` where a value was filled.
    HeaderOrigin origin = HeaderOrigin::Fixed;

    bool operator==(const PreparedHeader &) const = default;
};

/// The one value that is previewed, sent and shown. It may hold secrets, so only `shown…` may be shown, and it is never
/// stored whole. `headers` are all that leave, in their order on
/// the wire.
struct PreparedRequest {
    QByteArray method = "POST";
    QUrl url; ///< Filled. May hold a secret.
    QString shownUrl; ///< As it is called, with `${NAME}` where a value was filled; as typed where it cannot be called.
    QString shownTarget; ///< The target of the request line in the same way; empty where `shownUrl` says it already.
    QList<PreparedHeader> headers;
    QByteArray body;
    int timeoutSeconds = Webhook::defaultTimeout;
    TlsPolicy tls;
    QString tlsPassphrase = {}; ///< Of the client certificate's key; a secret. `tls` is without it.
    ProxyChoice proxy; ///< Of the preferences, not of the webhook.
    QList<placeholders::FilledPiece> filled; ///< What came out of variables, and secrets of the URL's query and keys of
                                             ///< signatures, to be known where an answer repeats it.

    /// Whether `url` may hold a secret. (A URL as it is called has no braces and no dots of a mask, they are encoded.)
    [[nodiscard]] bool isUrlFilled() const
    {
        return shownUrl.contains(QLatin1StringView("${")) || shownUrl.contains(redaction::mask);
    }

    bool operator==(const PreparedRequest &) const = default;
};

/// What a delivery adds to an event: its id and the number of the attempt, sent as X-Hookpanel-Delivery and
/// X-Hookpanel-Attempt. A test has none.
struct DeliveryMark {
    DeliveryId delivery;
    int attempt = 1;
};

/// What one attempt is signed with. The schemes are those that the webhook names, the bytes those of the body that leaves.
struct Signing {
    SigningKeys keys; ///< The newest first. Secrets: they go no further than the signatures made with them.
    DeliveryId message; ///< The same for every attempt of a delivery; a test has one as well.
    qint64 timestamp = 0; ///< Of this attempt, in whole seconds since 1970 UTC.
};

/// What an attempt to this webhook is signed with at this time: nothing for one that names no scheme. A webhook that names
/// one and has no key that can be used gives no keys: effectiveRequest() then has a problem. Only of a webhook whose secrets
/// were looked up.
[[nodiscard]] std::optional<Signing> signingOf(const Webhook &webhook, const DeliveryId &message, const QDateTime &now);

/// A part of a text, in characters.
struct TextSpan {
    qsizetype begin = 0;
    qsizetype length = 0;

    bool operator==(const TextSpan &) const = default;
};

/// One header of an effective request: one that leaves, or one that would leave if another did not stand in its place.
struct EffectiveHeader {
    PreparedHeader header; ///< With a problem, its value is empty, and what is shown is the text as typed.
    std::optional<HeaderOrigin> replacedBy = {}; ///< Where the header comes from that leaves in its place.
    std::optional<Error> problem = {}; ///< Why it cannot leave.
    QList<TextSpan> variables = {}; ///< Where in the shown value a variable stands; any other `${` is a literal one.

    bool operator==(const EffectiveHeader &) const = default;
};

/// What would be sent: the request itself, and how it came to be. Without a problem `request` is the very value that an
/// attempt sends; with one, nothing leaves, and it holds what can be told all the same: placeholders that cannot be filled
/// stand as such, and the URL is empty where it cannot be called.
struct EffectiveRequest {
    PreparedRequest request;
    QList<EffectiveHeader> headers; ///< Those of the request in their order, each replaced one before its replacement.
    std::optional<Error> problem = {}; ///< The first reason why nothing leaves.
    QString notLookedUp = {}; ///< A secret header that is only its reference here: enough to be shown, not to be sent.

    bool operator==(const EffectiveRequest &) const = default;
};

/// Prepares a request and tells all about it; never fails, see EffectiveRequest::problem. Pure. The order of the headers is
/// that of the wire: what belongs to the transport, default headers and the webhook's own, X-Hookpanel-Delivery and
/// -Attempt, the signatures in the order in which the webhook names their schemes, X-Strapi-Event, Content-Type. Without
/// `signing` none is made, whatever the webhook says; with it, a scheme that is not known or a key that does not suit is the
/// problem: what should be signed never leaves unsigned.
[[nodiscard]] EffectiveRequest effectiveRequest(const Webhook &webhook, const Headers &defaultHeaders, const Event &event,
                                                const Environment &environment,
                                                const std::optional<DeliveryMark> &mark = std::nullopt,
                                                const std::optional<Signing> &signing = std::nullopt);

/// The same for one attempt: the request, or why there is none. Pure: the same arguments give the same bytes. Fails when a
/// variable is unset or empty, when the filled URL or a filled header value breaks a rule, or when a secret was not looked
/// up.
[[nodiscard]] Result<PreparedRequest> prepareRequest(const Webhook &webhook, const Headers &defaultHeaders,
                                                     const Event &event, const Environment &environment,
                                                     const std::optional<DeliveryMark> &mark = std::nullopt,
                                                     const std::optional<Signing> &signing = std::nullopt);

/// The request line's target: path and query as they leave, at least "/".
[[nodiscard]] QByteArray requestTarget(const QUrl &url);

/// "POST /hook HTTP/1.1", for people: shown values only.
[[nodiscard]] QString requestLine(const PreparedRequest &request);

/// The whole request as text for people, body included; shown values only.
[[nodiscard]] QString requestText(const PreparedRequest &request);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::PreparedRequest)
