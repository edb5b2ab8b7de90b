// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/variablename.h"

#include "core/signing/signingkey.h"

#include <QRegularExpression>

namespace hookpanel {

using namespace Qt::StringLiterals;

bool isVariableName(const QString &text)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(u"[A-Za-z_][A-Za-z0-9_]*"_s));
    return form.match(text).hasMatch() && !text.startsWith(SigningKey::prefix);
}

} // namespace hookpanel
