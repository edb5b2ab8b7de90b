// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/intaketoken.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace hookpanel::intaketoken {

namespace {

QString newToken()
{
    std::array<quint32, 8> chance{};
    QRandomGenerator::system()->fillRange(chance.data(), chance.size());
    const QByteArray bytes(reinterpret_cast<const char *>(chance.data()), sizeof chance);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

Result<Token> get(SecretStore &secrets)
{
    const auto kept = secrets.secret(key);
    if (!kept)
        return tl::unexpected(kept.error());
    if (*kept && !(*kept)->isEmpty())
        return Token{**kept, false};
    const QString token = newToken();
    const auto there = secrets.keepIfAbsent(key, token); // another program may make one just now
    if (!there)
        return tl::unexpected(there.error());
    return Token{*there, *there == token};
}

Result<Token> make(SecretStore &secrets)
{
    const QString token = newToken();
    if (const auto done = secrets.keep(key, token); !done)
        return tl::unexpected(done.error());
    return Token{token, true};
}

} // namespace hookpanel::intaketoken
