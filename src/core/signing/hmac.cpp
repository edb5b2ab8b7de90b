// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/hmac.h"

#include <QMessageAuthenticationCode>

namespace hookpanel {

QByteArray hmacSha256(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

bool isSameInConstantTime(const QByteArray &one, const QByteArray &other)
{
    if (one.size() != other.size()) // lengths are no secret: those of signatures are known to everybody
        return false;
    volatile uchar differences = 0; // volatile: no compiler may leave the loop early
    for (qsizetype i = 0; i < one.size(); ++i)
        differences = uchar(differences | (uchar(one.at(i)) ^ uchar(other.at(i))));
    return differences == 0;
}

} // namespace hookpanel
