// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/intaketoken.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace hookpanel::intaketoken {

void get(SecretStore &secrets, QObject *context, const Got &got)
{
    const auto kept = secrets.secret(key);
    if (!kept)
        got(tl::unexpected(kept.error()));
    else if (*kept && !(*kept)->isEmpty())
        got(Token{**kept, false});
    else
        make(secrets, context, got);
}

void make(SecretStore &secrets, QObject *context, const Got &got)
{
    std::array<quint32, 8> chance{};
    QRandomGenerator::system()->fillRange(chance.data(), chance.size());
    const QByteArray bytes(reinterpret_cast<const char *>(chance.data()), sizeof chance);
    const QString token
        = QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    secrets.keepThen(key, token, context, [token, got](const Result<void> &done) {
        got(done ? Result<Token>(Token{token, true}) : tl::unexpected(done.error()));
    });
}

} // namespace hookpanel::intaketoken
