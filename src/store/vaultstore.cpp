// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/vaultstore.h"

namespace hookpanel {

VaultStore::VaultStore(const Profile &profile, SecretVault &vault, SecretsFile::ToldOfCopy onCopy)
    : m_vault(vault)
    , m_file(profile, std::move(onCopy))
{
}

Result<std::optional<QString>> VaultStore::secret(const QString &key)
{
    const auto secret = m_vault.secret(key);
    if (secret)
        return secret->text();
    if (secret.error().code != ErrorCode::NoSuchSecret)
        return tl::unexpected(secret.error());
    return isInKeyring() ? m_file.secret(key) : Result<std::optional<QString>>(std::nullopt);
}

Result<void> VaultStore::keep(const QString &key, const QString &value)
{
    QObject here;
    Result<void> kept = failure(ErrorCode::SecretsLocked);
    keepThen(key, value, &here, [&kept](const Result<void> &done) { kept = done; });
    return kept;
}

void VaultStore::keepThen(const QString &key, const QString &value, QObject *context, const Done &done)
{
    m_vault.keep({{key, SecretText(value)}}, context, [this, key, value, done](const Result<void> &kept) {
        const bool isDamagedFile = !kept && kept.error().code == ErrorCode::SecretsDamaged && !isInKeyring();
        // Beginning a new file would give up what webhooks have in it.
        done(isDamagedFile && !m_vault.isReferredTo() ? m_file.keep(key, value) : kept);
    });
}

void VaultStore::keepIfAbsent(const QString &key, const QString &value, QObject *context, const There &there)
{
    const auto before = secret(key);
    if (!before || (*before && !(*before)->isEmpty())) {
        there(before ? Result<QString>(**before) : tl::unexpected(before.error()));
        return;
    }
    m_vault.keepIfAbsent({{key, SecretText(value)}}, context, [this, key, there](const Result<void> &kept) {
        const auto now = kept ? secret(key) : tl::unexpected(kept.error());
        if (now && *now)
            there(**now);
        else
            there(tl::unexpected(now ? Error{ErrorCode::NoSuchSecret, key} : now.error()));
    });
}

Result<void> VaultStore::forget(const QString &key)
{
    m_vault.forget({key});
    return {};
}

} // namespace hookpanel
