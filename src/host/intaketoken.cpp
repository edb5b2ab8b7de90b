// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/intaketoken.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace hookpanel::intaketoken {

Result<Token> get(SecretStore &secrets)
{
    const auto kept = secrets.secret(key);
    if (!kept)
        return tl::unexpected(kept.error());
    if (*kept && !(*kept)->isEmpty())
        return Token{**kept, false};
    return make(secrets);
}

Result<Token> make(SecretStore &secrets)
{
    std::array<quint32, 8> chance{};
    QRandomGenerator::system()->fillRange(chance.data(), chance.size());
    const QByteArray bytes(reinterpret_cast<const char *>(chance.data()), sizeof chance);
    const QString token
        = QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    if (const auto done = secrets.keep(key, token); !done)
        return tl::unexpected(done.error());
    return Token{token, true};
}

} // namespace hookpanel::intaketoken
