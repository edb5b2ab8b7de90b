// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/cause.h"
#include "core/rule.h"
#include "core/webhook.h"

#include <QList>
#include <QMetaType>

#include <optional>

namespace hookpanel {

class EventCatalogue;

/// A field of a webhook, for placing a problem beside it. fieldKey() gives its name in JSON.
enum class Field { Name, Url, Enabled, Headers, Events, ContentTypes, Timeout, Retry, Signing, Tls, DefaultHeaders, File };

/// One broken rule and where. A value: windows show it at its field, the command line on stderr.
struct Problem {
    Field field = Field::Name;
    Rule rule = Rule::NameMissing;
    int row = -1; ///< Row of a header or list entry, -1 for the whole field.
    bool inValue = false; ///< For headers: the value is meant, not the name.
    QString subject; ///< The offending text, where the sentence repeats it; a file's path.
    Cause cause
        = Cause::Unknown; ///< For the rules about files: what is wrong with it, and `detail` what is to be said besides.
    QString detail = {};

    bool operator==(const Problem &) const = default;
};

using Problems = QList<Problem>;

/// "name", "url", "headers", "events", "contentTypes", "timeoutSeconds", "retry", …: the key in JSON.
[[nodiscard]] QString fieldKey(Field field);

/// All rules that `webhook` breaks, in the order of the form. `catalogue` says which event types exist; types that
/// are in `knownBefore` (the webhook as it was stored) are kept whatever the catalogue says.
[[nodiscard]] Problems validate(const Webhook &webhook, const EventCatalogue &catalogue,
                                const QStringList &knownBefore = {});

/// The same for a change: event types and signing schemes that `before`, the webhook as it was stored, has already are
/// another version's; they are kept and stand in nobody's way.
[[nodiscard]] Problems validate(const Webhook &webhook, const EventCatalogue &catalogue, const Webhook &before);

[[nodiscard]] Problems validateName(const QString &name);
[[nodiscard]] Problems validateUrl(const QString &url);

/// The header rules of product section 3 (RFC 9110 5.1 and 5.5). `field` says which list it is.
[[nodiscard]] Problems validateHeaders(const Headers &headers, Field field = Field::Headers);

/// The form of a TLS policy; what is in its files, core cannot see.
[[nodiscard]] Problems validateTls(const TlsPolicy &tls);

/// Rules of one filled URL text, without placeholders: Rule of the first one broken, or nothing.
[[nodiscard]] std::optional<Rule> checkFilledUrl(const QString &url);

/// Whether the value can leave as a header value (no CR, LF, NUL or other control; at most 4,096 bytes).
[[nodiscard]] std::optional<Rule> checkHeaderValue(const QString &value);

/// The bytes of a header value: Latin-1 where it fits, else UTF-8. Never null: QNetworkRequest takes a null value for
/// "no such header".
[[nodiscard]] QByteArray encodeHeaderValue(const QString &value);

/// Whether this version knows the signing scheme.
[[nodiscard]] bool isSigningScheme(const QString &name);

/// The names that Strapi's panel suggests, without those that the header rules refuse.
[[nodiscard]] QStringList suggestedHeaderNames();

/// The webhook with white space around name, URL, header names and values removed and empty header rows dropped:
/// what a form hands over.
[[nodiscard]] Webhook normalised(Webhook webhook);

/// The same for a list of headers.
[[nodiscard]] Headers normalisedHeaders(const Headers &headers);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Problem)
