// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/tlspolicy.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace hookpanel {

/// What a TLS policy means, in words, beside Words.
class TlsWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::TlsWords)

public:
    /// A line for whom the webhook trusts and one for what it shows of itself.
    static QStringList of(const TlsPolicy &policy);

    /// "3F:A2:…": a fingerprint as browsers and openssl write it.
    static QString fingerprint(const QByteArray &hex);
};

} // namespace hookpanel
