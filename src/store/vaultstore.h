// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretstore.h"
#include "store/secretsfile.h"
#include "store/secretvault.h"

namespace hookpanel {

/// The vault as a SecretStore, for secrets that have a key of ours rather than a reference. One that an earlier version kept
/// in the file is found there, also after the vault has moved to the keyring.
///
/// A file that is damaged is copied aside when something new is kept, as SecretsFile::keep() does: the owner was told that
/// it is, and asked for a new secret. Where webhooks or default headers have secrets in it, it stays: SecretsDamaged.
class VaultStore final : public SecretStore
{
public:
    /// The vault is not owned and must outlive it. `onCopy` hears where the copy of a damaged file is.
    VaultStore(const Profile &profile, SecretVault &vault, SecretsFile::ToldOfCopy onCopy = {});

    /// Fails as SecretVault::secret() does, but not with NoSuchSecret.
    [[nodiscard]] Result<std::optional<QString>> secret(const QString &key) override;

    /// Fails with SecretsLocked where it is on its way and not kept yet: use keepThen().
    [[nodiscard]] Result<void> keep(const QString &key, const QString &value) override;

    void keepThen(const QString &key, const QString &value, QObject *context, const Done &done) override;

    void keepIfAbsent(const QString &key, const QString &value, QObject *context, const There &there) override;

    /// Never fails: when it cannot be forgotten it stays, which harms nobody.
    [[nodiscard]] Result<void> forget(const QString &key) override;

private:
    [[nodiscard]] bool isInKeyring() const { return m_vault.storage() == SecretPlace::Storage::Keyring; }

    SecretVault &m_vault;
    SecretsFile m_file;
};

} // namespace hookpanel
