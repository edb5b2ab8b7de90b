// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/credentials.h"

#include "core/placeholders.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hookpanel::credentials {

using namespace Qt::StringLiterals;

namespace {

bool isTelling(const QString &text)
{
    static const QStringList telling{u"authorization"_s, u"auth"_s,       u"cookie"_s,      u"token"_s,       u"secret"_s,
                                     u"password"_s,      u"passwd"_s,     u"pass"_s,        u"key"_s,         u"apikey"_s,
                                     u"accesskey"_s,     u"credential"_s, u"credentials"_s, u"accesstoken"_s, u"authtoken"_s,
                                     u"session"_s,       u"jwt"_s,        u"bearer"_s,      u"passphrase"_s,  u"pin"_s};
    static const QStringList endings{u"token"_s, u"secret"_s, u"password"_s, u"apikey"_s}; // x-gitlabtoken
    const QString word = text.toLower();
    return telling.contains(word)
        || std::any_of(endings.cbegin(), endings.cend(), [&word](const QString &ending) { return word.endsWith(ending); });
}

} // namespace

bool isCarriedBy(const QString &headerName)
{
    static const QRegularExpression between(u"[-_.]+"_s);
    static const QRegularExpression hump(u"(?<=[a-z])(?=[A-Z])"_s); // XApiKey
    const QString name = headerName.trimmed();
    if (name.compare(u"idempotency-key"_s, Qt::CaseInsensitive) == 0) // names a request, opens nothing
        return false;
    QStringList words = name.split(between, Qt::SkipEmptyParts);
    for (const QString &word : QStringList(words))
        words += word.split(hump);
    return std::any_of(words.cbegin(), words.cend(), isTelling);
}

bool isIn(const Header &header)
{
    if (header.isOpen || header.value.trimmed().isEmpty() || !isCarriedBy(header.name))
        return false;
    const auto pieces = placeholders::pieces(header.value);
    if (!pieces || std::none_of(pieces->cbegin(), pieces->cend(), [](const auto &piece) { return piece.isVariable; }))
        return true;
    // "Bearer ", "Basic ", "session=" and what stands between two placeholders tell nothing.
    static const QRegularExpression harmless(
        QRegularExpression::anchoredPattern(uR"((?:[A-Za-z][A-Za-z_-]{0,19}[ =])?[ :;,="]*)"_s));
    return std::any_of(pieces->cbegin(), pieces->cend(), [](const placeholders::Piece &piece) {
        return !piece.isVariable && !harmless.match(piece.text).hasMatch();
    });
}

} // namespace hookpanel::credentials
