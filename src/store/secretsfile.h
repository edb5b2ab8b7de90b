// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretstore.h"
#include "store/profile.h"

#include <QByteArray>
#include <QJsonObject>

#include <functional>

namespace hookpanel {

/// Secrets in `secrets.json` of the profile: {"schemaVersion":1,"secrets":{key: value}}, readable by their user alone. For
/// where there is no keyring. Other members of the file keep their values, though their order and spelling may change. It is
/// replaced whole or not at all, under a lock.
///
/// A file of another user, or one that others may read, is not used: CannotRead with the cause. A damaged one fails with
/// SecretsDamaged when it is read; keep() puts a copy of it aside before a new one is begun, and tells so.
class SecretsFile final : public SecretStore
{
public:
    static constexpr int schemaVersion = 1;

    using ToldOfCopy = std::function<void(const QString &copy)>;

    /// `onCopy` hears where the copy of a damaged file is.
    explicit SecretsFile(const Profile &profile, ToldOfCopy onCopy = {});

    /// Fails with CannotRead, SecretsDamaged, NewerVersion.
    [[nodiscard]] Result<std::optional<QString>> secret(const QString &key) override;

    /// Fails with CannotWrite, FolderUnusable, CannotRead, NewerVersion.
    [[nodiscard]] Result<void> keep(const QString &key, const QString &value) override;

    /// Decided under the lock. Fails as keep() does, and with SecretsDamaged.
    [[nodiscard]] Result<QString> keepIfAbsent(const QString &key, const QString &value) override;

    /// Fails as keep() does, and with SecretsDamaged.
    [[nodiscard]] Result<void> forget(const QString &key) override;

private:
    [[nodiscard]] Result<QByteArray> bytes() const;
    [[nodiscard]] Result<QJsonObject> read() const;
    [[nodiscard]] Result<void> copyAside() const;
    [[nodiscard]] Result<void> write(QJsonObject document, const QJsonObject &secrets) const;

    Profile m_profile;
    QString m_path;
    ToldOfCopy m_onCopy;
};

} // namespace hookpanel
