// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/eventtype.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hookpanel {

/// The JSON shapes of product section 8. Keys may be added, never renamed.
namespace json {

/// A secret value is null, with `"secret": true`.
[[nodiscard]] QJsonArray headers(const Headers &headers);
[[nodiscard]] QJsonArray signingKeys(const QList<WebhookKey> &keys);

/// A named schedule as its name, another as the list of its seconds.
[[nodiscard]] QJsonValue retry(const RetrySchedule &schedule);

/// {"policy":"verify"}, {"policy":"ca","caFile":"/…"} or {"policy":"pin","sha256":"…"}, and "clientCertificate" and
/// "clientKey" where there are some. The reader gives nothing when it is of another shape; what breaks a rule it leaves to
/// validateTls().
[[nodiscard]] QJsonObject tlsPolicy(const TlsPolicy &policy);
[[nodiscard]] std::optional<TlsPolicy> tlsPolicyFromJson(const QJsonObject &object);
[[nodiscard]] QJsonObject webhook(const Webhook &webhook, const Problems &problems);
[[nodiscard]] QJsonObject trigger(const Attempt &attempt);

/// Parts of an attempt, as far as they may be shown. There is null for no response.
[[nodiscard]] QJsonObject request(const PreparedRequest &request);
[[nodiscard]] QJsonValue response(const std::optional<Response> &response);

[[nodiscard]] QJsonObject error(const QString &code, const QString &message, const QString &field = {}, int line = 0,
                                int column = 0);

/// Text entries of a settings file: headers as `[{"name":…,"value":…}]`, a secret one as
/// `{"name":…,"secret":"<reference>"}`, signing keys as `[{"secret":"<reference>","hint":…,"prefix":…,"endsAt":…}]`, a
/// selection as
/// `["entry.create",…]` or `"*"`. A value of a secret is never in them. The readers give nothing when the text is not of
/// that shape.
[[nodiscard]] QString headersToText(const Headers &headers);
[[nodiscard]] std::optional<Headers> headersFromText(const QString &text);
[[nodiscard]] QString signingKeysToText(const QList<WebhookKey> &keys);
[[nodiscard]] std::optional<QList<WebhookKey>> signingKeysFromText(const QString &text);
[[nodiscard]] QString selectionToText(const Selection &selection);
[[nodiscard]] std::optional<Selection> selectionFromText(const QString &text);

/// "verify" for a plain policy, else the JSON object of tlsPolicy().
[[nodiscard]] QString tlsPolicyToText(const TlsPolicy &policy);
[[nodiscard]] std::optional<TlsPolicy> tlsPolicyFromText(const QString &text);

} // namespace json
} // namespace hookpanel
