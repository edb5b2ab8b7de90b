// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretsfile.h"

#include "store/filewriter.h"
#include "store/newprofile.h"
#include "store/privateumask.h"
#include "store/settingsfile.h"

#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace hookpanel {

using namespace Qt::StringLiterals;

SecretsFile::SecretsFile(const Profile &profile)
    : m_profile(profile)
    , m_path(profile.secretsFile())
{
}

Result<SecretDocument> SecretsFile::read() const
{
    const QFileInfo info(m_path);
    if (!info.exists() && !info.isSymLink())
        return SecretDocument();
    if (!info.isFile())
        return failure(ErrorCode::CannotRead, m_path, info.isDir() ? Cause::IsFolder : Cause::NotAFile);
    if (info.size() > SettingsFile::maximumBytes)
        return failure(ErrorCode::CannotRead, m_path, Cause::TooLarge);
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::CannotRead, m_path, Cause::Unknown, file.errorString());
    auto document = SecretDocument::fromBytes(file.readAll());
    if (!document) {
        Error error = document.error();
        error.subject = m_path;
        return tl::unexpected(error);
    }
    return document;
}

Result<std::optional<QString>> SecretsFile::secret(const QString &key)
{
    return read().map([&key](const SecretDocument &document) { return document.secret(key); });
}

Result<void> SecretsFile::keep(const QString &key, const QString &value)
{
    return change({{key, SecretText(value)}}, {});
}

Result<void> SecretsFile::forget(const QString &key)
{
    return change({}, {key});
}

Result<void> SecretsFile::change(const SecretTexts &kept, const QStringList &forgotten)
{
    const QFileInfo info(m_path);
    if (kept.isEmpty() && !info.exists())
        return {};
    if (auto made = makeProfile(m_profile); !made)
        return made;
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(SettingsFile::patienceMs))
        return failure(ErrorCode::CannotWrite, m_path, Cause::Locked);
    auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    if (!document->change(kept, forgotten))
        return {};
    return writeWholeFile(m_path, document->toBytes());
}

} // namespace hookpanel
