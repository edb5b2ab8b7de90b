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

void get(SecretStore &secrets, QObject *context, const Got &got)
{
    const auto kept = secrets.secret(key);
    if (!kept) {
        got(tl::unexpected(kept.error()));
        return;
    }
    if (*kept && !(*kept)->isEmpty()) {
        got(Token{**kept, false});
        return;
    }
    const QString token = newToken();
    secrets.keepIfAbsent(key, token, context,
                         [token, got](const Result<QString> &there) { // another program may make one now
                             got(there ? Result<Token>(Token{*there, *there == token}) : tl::unexpected(there.error()));
                         });
}

void make(SecretStore &secrets, QObject *context, const Got &got)
{
    const QString token = newToken();
    secrets.keepThen(key, token, context, [token, got](const Result<void> &done) {
        got(done ? Result<Token>(Token{token, true}) : tl::unexpected(done.error()));
    });
}

} // namespace hookpanel::intaketoken
