// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretplace.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString SecretPlace::key(Storage storage)
{
    switch (storage) {
    case Storage::Undecided:
        return {};
    case Storage::Keyring:
        return u"keyring"_s;
    case Storage::File:
        return u"file"_s;
    }
    Q_UNREACHABLE();
}

std::optional<SecretPlace::Storage> SecretPlace::fromKey(const QString &key)
{
    for (const Storage storage : {Storage::Keyring, Storage::File}) {
        if (SecretPlace::key(storage) == key)
            return storage;
    }
    return std::nullopt;
}

} // namespace hookpanel
