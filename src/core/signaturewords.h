// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signaturecheck.h"

#include <QCoreApplication>
#include <QString>

namespace hookpanel {

/// The sentences about signatures, beside Words.
class SignatureWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SignatureWords)

public:
    /// "Standard Webhooks"
    static QString titleOf(const SigningScheme &scheme);

    /// One sentence about it.
    static QString descriptionOf(const SigningScheme &scheme);

    /// What a check found, where and what to do.
    static QString of(const CheckedSignature &checked);

    /// What is said where there is no signature at all.
    static QString noSignature();

    /// Why a request cannot be signed: the error codes of signatures.
    static QString of(const Error &error);

    /// What is to be said of a key that is accepted: that its length is not the advised one. Empty when there is nothing.
    static QString adviceOn(const SigningKey &key);

private:
    static QString ofMismatch(BodyChange change);
    static QString ofClock(qint64 age);
    static QString howLong(qint64 seconds);
};

} // namespace hookpanel
