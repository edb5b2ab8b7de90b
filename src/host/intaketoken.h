// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretstore.h"

namespace hookpanel {

/// The token that a program must bear to hand in events: 32 bytes of the system's chance, as base64url.
namespace intaketoken {

/// Its name in the store of secrets.
inline constexpr QLatin1StringView key("intake-token");

/// The token and whether it was made just now.
struct Token {
    QString value;
    bool isNew = false;
};

/// Called once, from within where the store has nothing to wait for; not at all when the context is gone by then.
using Got = std::function<void(const Result<Token> &token)>;

/// The one of the store; makes it where there is none. Fails as the store does.
void get(SecretStore &secrets, QObject *context, const Got &got);

/// Makes another one in its place.
void make(SecretStore &secrets, QObject *context, const Got &got);

} // namespace intaketoken
} // namespace hookpanel
