// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redaction.h"

#include "core/credentials.h"

namespace hookpanel::redaction {

QString headerValue(const QString &name, const QString &shown)
{
    return credentials::isIn({name, shown}) ? mask.toString() : shown;
}

} // namespace hookpanel::redaction
