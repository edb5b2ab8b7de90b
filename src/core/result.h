// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/cause.h"
#include "core/rule.h"

#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace hookpanel {

/// Why something could not be done. A failed delivery is never an Error, it is an Outcome; an Error means that a
/// request could not be built or a store could not be read or written.
enum class ErrorCode {
    // Stores
    CannotRead,
    CannotWrite,
    FolderUnusable,
    NewerVersion,
    Damaged,
    OutcomesDamaged,
    SecretsDamaged, ///< No secret in the file can be used until a new one is kept.
    ChangedElsewhere,
    NoSuchWebhook,
    NoSuchEvent,
    TestNotResent, ///< A test is over with its one attempt.
    DefaultHeadersUnreadable,
    ProxyUnreadable,
    // Secrets
    SecretsLocked, ///< The keyring is locked, or has not answered yet: what is in it cannot be told.
    SecretsUnavailable, ///< There is no keyring, or it failed; the detail is its own word.
    SecretsUndecided, ///< Nobody has said yet where secrets are to be kept.
    NoSuchSecret, ///< The subject is the reference.
    SecretMissing, ///< The subject is the header whose value must be entered.
    // Building a request
    UnsetVariable,
    BadPlaceholder,
    BadFilledUrl,
    BadFilledHeader,
    // Payloads; other JSON as well: the detail is then the name of the file, where not said otherwise
    NotJson,
    NotAnObject,
    NotUtf8,
    TooDeep,
    DuplicateKey,
    TooLarge,
    MissingMember,
    BadTime, ///< The subject is the member, the detail its value.
    WrongEvent,
    UserContentType,
    UnknownEventType, ///< The detail is the nearest known name, if there is one.
    NoDraftAndPublish, ///< The subject is the content type, the detail the event type.
    NotComposable, ///< The event type, the subject, cannot be made of an entry or media.
    PartMissing, ///< The subject is the part, `entry`, `media` or `model`; the detail the event type.
    PartNotExpected, ///< The same.
    PartNotAnObject,
    // Content types
    UidMissing, ///< The subject is the file.
    UidInvalid, ///< The subject is the uid.
    SchemaKeyMissing, ///< The subject is the file, the detail the key.
    SchemaKeyWrong, ///< The same.
    NothingToImport, ///< The subject is the folder.
    NoSuchContentType,
    ContentTypeDamaged, ///< The subject is the file in the profile.
    // Event types of the user's own
    EventTypeNameInvalid,
    EventTypeBuiltIn,
    NoSuchEventType,
    // Intake
    CannotListen,
    // Signatures; the subject is the scheme's name, where there is one. What is wrong with a key never repeats it.
    SigningSchemeUnknown,
    SigningIdUnusable, ///< The detail is the message id.
    SigningKeyMissing,
    SigningKeyPublic, ///< `whpk_`: it checks signatures and makes none.
    SigningKeyAsymmetric, ///< `whsk_`: a private key of Ed25519.
    SigningKeyPrefix, ///< The detail is the beginning, which is nearly `whsec_`.
    SigningKeyNotBase64,
    SigningKeyNotOneLine,
    // TLS; the subject is the file
    TlsFileUnreadable,
    TlsNoCertificate,
    TlsNoKey,
    TlsPassphraseMissing,
    TlsPassphraseWrong,
    TlsKeyOfAnother, ///< The detail is the certificate's file.
};

/// One error as a value: a code for the program, the parts a sentence needs, and technical detail for the log.
/// The sentence itself is made in one place, Words::of(const Error &).
struct Error {
    ErrorCode code = ErrorCode::CannotRead;
    QString subject; ///< What it is about: a file, a variable, a key, an event type.
    QString detail; ///< Technical words of the system or a second part of the sentence; may be empty.
    int line = 0; ///< 1-based position in a text, 0 where there is none.
    int column = 0;
    std::optional<Rule> rule = {}; ///< The rule that a filled URL or header value breaks.
    Cause cause = Cause::Unknown; ///< For stores: why, and `detail` what is to be said besides.

    bool operator==(const Error &) const = default;
};

/// Whether the same order may succeed a moment later: when the disk has room again, a lock is free or a right was given.
[[nodiscard]] constexpr bool mayHelpToTryAgain(ErrorCode code)
{
    return code == ErrorCode::CannotRead || code == ErrorCode::CannotWrite || code == ErrorCode::FolderUnusable
        || code == ErrorCode::SecretsLocked || code == ErrorCode::SecretsUnavailable || code == ErrorCode::SecretsUndecided;
}

template<typename T> using Result = tl::expected<T, Error>;

/// Makes the failed half of a Result<T>.
inline tl::unexpected<Error> failure(ErrorCode code, const QString &subject = {}, const QString &detail = {}, int line = 0,
                                     int column = 0)
{
    return tl::unexpected(Error{code, subject, detail, line, column, {}});
}

/// The same of a store, with the reason.
inline tl::unexpected<Error> failure(ErrorCode code, const QString &subject, Cause cause, const QString &detail = {})
{
    return tl::unexpected(Error{code, subject, detail, 0, 0, {}, cause});
}

} // namespace hookpanel
