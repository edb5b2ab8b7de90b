// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretstore.h"
#include "store/profile.h"
#include "store/secretdocument.h"

#include <QStringList>

namespace hookpanel {

/// Secrets in `secrets.json` of the profile, readable by their user alone: for where there is no keyring. It is replaced
/// whole or not at all, under a lock.
class SecretsFile final : public SecretStore
{
public:
    explicit SecretsFile(const Profile &profile);

    /// Fails with CannotRead, Damaged, NewerVersion.
    [[nodiscard]] Result<std::optional<QString>> secret(const QString &key) override;

    /// Fails with CannotWrite, FolderUnusable, and as secret() does.
    [[nodiscard]] Result<void> keep(const QString &key, const QString &value) override;
    [[nodiscard]] Result<void> forget(const QString &key) override;

    /// Several at once, with one writing. Fails as keep() does; then nothing has changed.
    [[nodiscard]] Result<void> change(const SecretTexts &kept, const QStringList &forgotten);

    /// All of it; an empty one where there is no file.
    [[nodiscard]] Result<SecretDocument> read() const;

private:
    Profile m_profile;
    QString m_path;
};

} // namespace hookpanel
