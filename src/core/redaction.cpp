// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redaction.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace hookpanel::redaction {

using namespace Qt::StringLiterals;

bool isSecretHeader(const QString &name)
{
    static const std::array names{u"authorization"_s, u"proxy-authorization"_s, u"cookie"_s, u"set-cookie"_s};
    static const std::array parts{u"token"_s, u"secret"_s, u"key"_s, u"password"_s};
    const QString lower = name.trimmed().toLower();
    return std::find(names.cbegin(), names.cend(), lower) != names.cend()
        || std::any_of(parts.cbegin(), parts.cend(), [&](const QString &part) { return lower.contains(part); });
}

QString headerValue(const QString &name, const QString &shown)
{
    static const QRegularExpression harmless(
        uR"(^\s*(?:(?:Basic|Bearer|Digest|Token|ApiKey)\s+)?(?:\$\{[A-Za-z_][A-Za-z0-9_.]*\}\s*)*$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return !isSecretHeader(name) || harmless.match(shown).hasMatch() ? shown : mask.toString();
}

} // namespace hookpanel::redaction
