// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretstore.h"
#include "store/profile.h"
#include "store/secretdocument.h"

#include <QByteArray>
#include <QStringList>

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
    using ToldOfCopy = std::function<void(const QString &copy)>;

    /// `onCopy` hears where the copy of a damaged file is.
    explicit SecretsFile(const Profile &profile, ToldOfCopy onCopy = {});

    /// Fails with CannotRead, SecretsDamaged, NewerVersion.
    [[nodiscard]] Result<std::optional<QString>> secret(const QString &key) override;

    /// Fails with CannotWrite, FolderUnusable, CannotRead, NewerVersion.
    [[nodiscard]] Result<void> keep(const QString &key, const QString &value) override;

    /// Those of which there is none yet, or an empty one; decided under the lock. Fails as forget() does.
    [[nodiscard]] Result<void> keepFirst(const SecretTexts &kept);

    /// Fails as keep() does, and with SecretsDamaged.
    [[nodiscard]] Result<void> forget(const QString &key) override;

    /// Several at once, with one writing; a damaged file stays as it is. Fails as forget() does; then nothing has changed.
    [[nodiscard]] Result<void> change(const SecretTexts &kept, const QStringList &forgotten);

    /// All of it; an empty one where there is no file. Fails as secret() does.
    [[nodiscard]] Result<SecretDocument> read() const;

private:
    enum class Damaged { Refused, CopiedAside };
    enum class Present { Replaced, Stays };

    [[nodiscard]] Result<QByteArray> bytes() const;
    [[nodiscard]] Result<void> change(const SecretTexts &kept, const QStringList &forgotten, Damaged damaged,
                                      Present present = Present::Replaced);
    [[nodiscard]] Result<void> copyAside() const;

    Profile m_profile;
    QString m_path;
    ToldOfCopy m_onCopy;
};

} // namespace hookpanel
