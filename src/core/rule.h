// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace hookpanel {

/// Each rule that a webhook or the default headers can break. Words::of(const Problem &) has a sentence for each.
enum class Rule {
    NameMissing,
    NameTooLong,
    NameControlCharacter,
    UrlMissing,
    UrlTooLong,
    UrlControlCharacter,
    UrlNoScheme,
    UrlWrongScheme,
    UrlNoHost,
    UrlBadHost,
    UrlBadPort,
    UrlUserInfo,
    UrlFragment,
    UrlMalformed,
    UrlHoldsMask, ///< What stands for a secret was copied in its place.
    UrlHoldsSecret, ///< Found by a store: the query holds something that is named like a secret, which is the subject.
    BadPlaceholder,
    HeaderNameMissing,
    HeaderNameInvalid,
    HeaderNameDuplicate,
    HeaderNameConnection, ///< Belongs to the connection: Host, Content-Length, …
    HeaderNameOurs, ///< Always set by Hookpanel: Content-Type, X-Strapi-Event, …
    HeaderValueControlCharacter,
    HeaderValueTooLong,
    HeaderSecretMissing, ///< Found by a store: the value of a secret header, the subject, must be entered.
    EventUnknown,
    EventNotSubscribable,
    ContentTypeEmpty,
    TimeoutOutOfRange,
    RetryInvalid,
    SigningUnknown,
    TlsCaFileMissing,
    TlsPinInvalid, ///< Not 64 hexadecimal digits.
    TlsClientCertificateMissing,
    TlsClientKeyMissing,
    ProxyMissing,
    ProxyInvalid,
    ProxyUserInfo, ///< A password in the address of a proxy would be kept in clear.
    ValueUnreadable, ///< Found by a store: the file holds something that is not a value of this field.
    FileDamaged, ///< Found by a store: the file, the subject, was cut, emptied or changed by something else.
    FileChanged, ///< Found by a store: something else than Hookpanel wrote the file, the subject; nothing is missing.
    FileUnreadable, ///< Found by a store: the file, the subject, is none or the system does not let it be read.
    PreferencesDamaged, ///< Found by a store: FileDamaged for the file of preferences, which is the subject.
    PreferencesChanged, ///< Found by a store: FileChanged for the file of preferences.
    DefaultHeadersLost, ///< Found by a store: its file is damaged and holds no default headers (any more).
    FileNewer, ///< Found by a store: a newer version wrote the file; it is not written.
};

} // namespace hookpanel
