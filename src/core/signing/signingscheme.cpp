// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/signingscheme.h"

#include <algorithm>

namespace hookpanel {

std::optional<QByteArray> headerValue(const SignatureHeaders &headers, const QByteArray &name)
{
    for (const auto &[other, value] : headers) {
        if (other.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return std::nullopt;
}

Result<void> checkAnyKey(const SigningKey &key, const QString &scheme)
{
    const QString &text = key.text();
    if (text.trimmed().isEmpty() || text == SigningKey::prefix)
        return failure(ErrorCode::SigningKeyMissing, scheme);
    if (text.startsWith(QLatin1StringView("whpk_")))
        return failure(ErrorCode::SigningKeyPublic, scheme);
    if (text.startsWith(QLatin1StringView("whsk_")))
        return failure(ErrorCode::SigningKeyAsymmetric, scheme);
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    if (std::any_of(text.cbegin(), text.cend(), isControl) || text.front().isSpace() || text.back().isSpace())
        return failure(ErrorCode::SigningKeyNotOneLine, scheme);
    return {};
}

} // namespace hookpanel
