// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/retryschedule.h"
#include "core/tlspolicy.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace hookpanel {

/// One header as the admin typed it; the value may hold placeholders. The value of a secret one is kept apart, under a
/// reference: it is here only while it was typed and not kept yet, or was looked up to be sent (core/secrets.h).
struct Header {
    QString name;
    QString value;
    bool isSecret = false;
    QString reference = {}; ///< Of the value in the profile's secrets; empty while there is none.
    bool isOpen = false; ///< Somebody decided that it is no secret, although its name says so.

    bool operator==(const Header &) const = default;
};

using Headers = QList<Header>;

/// Header names are the same without regard to case (RFC 9110 5.1).
[[nodiscard]] inline bool isSameHeaderName(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

[[nodiscard]] inline bool isSameHeaderName(const QByteArray &one, const QByteArray &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

/// "All, future ones too", or exactly these. Used for event types and for content types.
struct Selection {
    bool all = false;
    QStringList names; ///< Kept, in order, also while `all` is set, so that unticking "all" brings them back.

    [[nodiscard]] bool contains(const QString &name) const { return all || names.contains(name); }
    [[nodiscard]] bool isEmpty() const { return !all && names.isEmpty(); }

    static Selection everything() { return {true, {}}; }

    bool operator==(const Selection &) const = default;
};

/// A key that requests are signed with. Its text is kept apart, as that of a secret header is.
struct WebhookKey {
    QString reference; ///< Of the text in the profile's secrets; empty while it is not kept yet.
    QString hint; ///< The last characters of the text, for people who have several; empty for a short one.
    QDateTime endsAt = {}; ///< It signs until then, in UTC; invalid: there is no end.
    QString text = {}; ///< Only while it is not kept yet, or was looked up to sign.
    QString prefix = {}; ///< `whsec_` where the text has it, for people as well; empty in files that tell none.

    bool operator==(const WebhookKey &) const = default;
};

/// A webhook: the definition of who is told what, where and how (product section 3). A plain value; whether it obeys
/// the rules is told by validate() in core/validation.h.
struct Webhook {
    static constexpr int maximumNameLength = 120;
    static constexpr int maximumUrlLength = 2048;
    static constexpr int maximumHeaderValueBytes = 4096;
    static constexpr int shortestTimeout = 1; ///< seconds
    static constexpr int longestTimeout = 120; ///< seconds
    static constexpr int defaultTimeout = 10; ///< seconds; Strapi's own

    WebhookId id;
    QString name;
    QString url; ///< As typed: placeholders are filled when a request is built, never stored filled.
    bool enabled = true;
    Headers headers;
    Selection events;
    Selection contentTypes = Selection::everything();
    int timeoutSeconds = defaultTimeout; ///< For a whole attempt.
    RetrySchedule retry;
    QStringList signing; ///< Names of signing schemes, in order.
    TlsPolicy tls;
    QList<WebhookKey> signingKeys; ///< The newest first; older ones sign beside it until they end.

    bool operator==(const Webhook &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Webhook)
