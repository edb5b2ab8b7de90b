// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace hookpanel {

/// Where the secrets of a profile are; in hookpanel.ini.
struct SecretPlace {
    enum class Storage { Undecided, Keyring, File };

    Storage storage = Storage::Undecided;
    QString item; ///< What their item in the keyring is called; empty before it is needed.

    /// "keyring" and "file": the name on disk and on the command line; empty while it is undecided.
    [[nodiscard]] static QString key(Storage storage);
    [[nodiscard]] static std::optional<Storage> fromKey(const QString &key);

    bool operator==(const SecretPlace &) const = default;
};

} // namespace hookpanel
