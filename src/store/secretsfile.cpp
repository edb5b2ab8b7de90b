// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretsfile.h"

#include "core/jsontext.h"
#include "store/filelock.h"
#include "store/filewriter.h"
#include "store/privateumask.h"
#include "store/settingsfile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Who holds the lock writes a small file; the engine's thread does not wait for longer.
constexpr int patienceMs = 500;

constexpr QLatin1StringView versionKey("schemaVersion");
constexpr QLatin1StringView secretsKey("secrets");

/// Why an open file is none that secrets may be read from, if so.
std::optional<Error> faultOf(int descriptor, const QString &path)
{
    const auto fault = [&path](Cause cause, const QString &detail = {}) {
        return Error{.code = ErrorCode::CannotRead, .subject = path, .detail = detail, .cause = cause};
    };
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return fault(Cause::Unknown, qt_error_string(errno));
    if (!S_ISREG(status.st_mode))
        return fault(S_ISDIR(status.st_mode) ? Cause::IsFolder : Cause::NotAFile);
    if (status.st_uid != ::geteuid())
        return fault(Cause::OwnedByAnother);
    if ((status.st_mode & 077) != 0)
        return fault(Cause::OpenToOthers);
    if (status.st_size > SettingsFile::maximumBytes)
        return fault(Cause::TooLarge);
    return std::nullopt;
}

Cause causeOf(const QByteArray &bytes, ErrorCode code)
{
    if (bytes.trimmed().isEmpty())
        return Cause::Empty;
    if (bytes.contains('\0'))
        return Cause::HoldsNul;
    return code == ErrorCode::NotUtf8 ? Cause::NotUtf8 : Cause::Malformed;
}

} // namespace

SecretsFile::SecretsFile(const Profile &profile, ToldOfCopy onCopy)
    : m_profile(profile)
    , m_path(profile.secretsFile())
    , m_onCopy(std::move(onCopy))
{
}

/// All bytes of the file; none, and no failure, where there is no file.
Result<QByteArray> SecretsFile::bytes() const
{
    const QByteArray name = QFile::encodeName(m_path);
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        const int error = errno;
        struct stat status = {};
        if (error == ENOENT && ::lstat(name.constData(), &status) != 0)
            return QByteArray();
        return failure(ErrorCode::CannotRead, m_path, error == ENOENT ? Cause::LinkToNowhere : Cause::Unknown,
                       error == ENOENT ? QString() : qt_error_string(error));
    }
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return failure(ErrorCode::CannotRead, m_path, file.errorString());
    }
    if (auto fault = faultOf(descriptor, m_path))
        return tl::unexpected(*fault);
    QByteArray all = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::CannotRead, m_path, file.errorString());
    return all.isNull() ? QByteArray("") : all; // there is a file, and it is empty
}

/// The whole document; an empty one where there is no file.
Result<QJsonObject> SecretsFile::read() const
{
    const auto all = bytes();
    if (!all)
        return tl::unexpected(all.error());
    if (all->isNull())
        return QJsonObject();
    const auto damaged = [&](ErrorCode code) { return failure(ErrorCode::SecretsDamaged, m_path, causeOf(*all, code)); };
    // Stricter than QJsonDocument: a key that is there twice is a secret too few.
    if (const auto text = JsonText::parse(*all, DuplicateKeys::Refused, SettingsFile::maximumBytes); !text)
        return damaged(text.error().code);
    const QJsonObject document = QJsonDocument::fromJson(*all).object();
    const QJsonValue version = document.value(versionKey);
    if (version.toInt() > schemaVersion)
        return failure(ErrorCode::NewerVersion, m_path);
    if (version.toInt() < 1 || !document.value(secretsKey).isObject())
        return damaged(ErrorCode::NotAnObject);
    return document;
}

Result<std::optional<QString>> SecretsFile::secret(const QString &key)
{
    const auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    const QJsonObject secrets = document->value(secretsKey).toObject();
    if (!secrets.contains(key))
        return std::nullopt;
    if (!secrets.value(key).isString())
        return failure(ErrorCode::SecretsDamaged, m_path, Cause::Malformed);
    return secrets.value(key).toString();
}

Result<void> SecretsFile::keep(const QString &key, const QString &value)
{
    if (auto prepared = m_profile.prepareFolders(); !prepared)
        return prepared;
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    if (auto locked = lockWithin(lock, m_path, patienceMs); !locked)
        return locked;
    auto document = read();
    if (!document && document.error().code == ErrorCode::SecretsDamaged) {
        if (auto copied = copyAside(); !copied)
            return copied;
        document = QJsonObject();
    }
    if (!document)
        return tl::unexpected(document.error());
    QJsonObject secrets = document->value(secretsKey).toObject();
    secrets.insert(key, value);
    return write(*document, secrets);
}

Result<QString> SecretsFile::keepIfAbsent(const QString &key, const QString &value)
{
    if (auto prepared = m_profile.prepareFolders(); !prepared)
        return tl::unexpected(prepared.error());
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    if (const auto locked = lockWithin(lock, m_path, patienceMs); !locked)
        return tl::unexpected(locked.error());
    const auto document = read();
    if (!document)
        return tl::unexpected(document.error()); // a damaged one may have held it
    QJsonObject secrets = document->value(secretsKey).toObject();
    if (const QString there = secrets.value(key).toString(); !there.isEmpty())
        return there;
    secrets.insert(key, value);
    if (const auto written = write(*document, secrets); !written)
        return tl::unexpected(written.error());
    return value;
}

Result<void> SecretsFile::forget(const QString &key)
{
    if (!QFileInfo::exists(m_path) && !QFileInfo(m_path).isSymLink())
        return {};
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    if (auto locked = lockWithin(lock, m_path, patienceMs); !locked)
        return locked;
    const auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    QJsonObject secrets = document->value(secretsKey).toObject();
    if (!secrets.contains(key))
        return {};
    secrets.remove(key);
    return write(*document, secrets);
}

Result<void> SecretsFile::copyAside() const
{
    const auto all = bytes();
    if (!all)
        return tl::unexpected(all.error());
    const QString base = m_path + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    QString copy = base;
    for (int i = 2; QFileInfo::exists(copy); ++i)
        copy = base + u'-' + QString::number(i);
    if (auto written = writeWholeFile(copy, *all); !written)
        return written;
    if (m_onCopy)
        m_onCopy(copy);
    return {};
}

Result<void> SecretsFile::write(QJsonObject document, const QJsonObject &secrets) const
{
    document.insert(versionKey, schemaVersion);
    document.insert(secretsKey, secrets);
    return writeWholeFile(m_path, QJsonDocument(document).toJson());
}

} // namespace hookpanel
