// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/signing/signingkey.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace hookpanel {

/// What a signature is made over. A scheme takes of it what it needs.
struct SignedParts {
    QByteArray messageId; ///< The delivery's id.
    qint64 timestamp = 0; ///< Of the attempt, in whole seconds since 1970 UTC.
    QByteArray body; ///< The bytes that leave, or came.
};

using SignatureHeaders = QList<std::pair<QByteArray, QByteArray>>; ///< Names and values.

/// What a check found: the first thing that is not as it should be. SignatureWords::of() has the sentences.
struct SignatureFinding {
    enum class Kind {
        Fits,
        HeaderMissing, ///< The subject is its name; it is not there, or empty.
        IdMissing, ///< The same, of the header with the message id …
        TimestampMissing, ///< … and of that with the time.
        TimestampMalformed, ///< The subject is its value.
        Malformed, ///< Nothing in the header is a signature. The subject is the header's name.
        LabelUnknown, ///< Signatures, but none of a kind that this scheme knows. The subject is their labels.
        PrefixMissing, ///< It would fit with `sha256=` in front. The subject is the header's name.
        UpperCase, ///< It would fit in lower case. The subject is the header's name.
        ClockOff, ///< It fits, but the time is too far away: see `age`.
        DoesNotFit, ///< Another secret, or other bytes.
        KeyRefused, ///< Nothing could be checked: see `error`.
    };

    Kind kind = Kind::DoesNotFit;
    QString subject = {};
    std::optional<qint64> age
        = {}; ///< Seconds since the time in the headers, negative when it lies ahead; where there is one.
    std::optional<Error> error = {};

    bool operator==(const SignatureFinding &) const = default;
};

/// A way to sign a request. Stateless; one file each, and one line in signingschemes.cpp: its name, title and description
/// then appear in the form, on the command line and in the help, and its headers are refused to users.
class SigningScheme
{
public:
    virtual ~SigningScheme() = default;

    /// "standard": in files, JSON and on the command line.
    [[nodiscard]] virtual QString name() const = 0;

    /// For a combo box, and one sentence about it. English, marked for translation in the context of
    /// SignatureWords, which translates them.
    [[nodiscard]] virtual const char *title() const = 0;
    [[nodiscard]] virtual const char *description() const = 0;

    /// The headers that it sets, in the order in which they leave; the one with the signature is the last.
    [[nodiscard]] virtual QByteArrayList headerNames() const = 0;

    /// Whether this scheme can sign with the key; if not, why. The error never holds the key.
    [[nodiscard]] virtual Result<void> accepts(const SigningKey &key) const = 0;

    /// The headers for these parts. `keys` are all that are valid now, the newest first; a scheme whose header bears one
    /// signature uses the newest. Fails when there is no key, a key is not accepted, or the message id cannot be signed.
    [[nodiscard]] virtual Result<SignatureHeaders> sign(const SignedParts &parts, const SigningKeys &keys) const = 0;

    /// Judges a request that came. `headers` are all of its headers; `now` is in seconds since 1970 UTC.
    [[nodiscard]] virtual SignatureFinding check(const QByteArray &body, const SignatureHeaders &headers,
                                                 const SigningKey &key, qint64 now) const = 0;

    SigningScheme(const SigningScheme &) = delete;
    SigningScheme &operator=(const SigningScheme &) = delete;

protected:
    SigningScheme() = default;
};

/// How far the clocks of both sides may be apart: the value of the reference libraries of Standard Webhooks.
inline constexpr qint64 signatureTolerance = 5 * 60; ///< seconds

/// The value of the first header of this name, in any case, without white space around it; nothing when there is none.
[[nodiscard]] std::optional<QByteArray> headerValue(const SignatureHeaders &headers, const QByteArray &name);

/// What is wrong with a key for every scheme: it is empty, a public key, an asymmetric one, or more than one line.
[[nodiscard]] Result<void> checkAnyKey(const SigningKey &key, const QString &scheme);

} // namespace hookpanel
