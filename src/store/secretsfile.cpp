// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretsfile.h"

#include "store/filelock.h"
#include "store/filewriter.h"
#include "store/newprofile.h"
#include "store/privateumask.h"
#include "store/settingsfile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
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

Result<SecretDocument> SecretsFile::read() const
{
    const auto all = bytes();
    if (!all)
        return tl::unexpected(all.error());
    if (all->isNull())
        return SecretDocument();
    auto document = SecretDocument::fromBytes(*all);
    if (!document)
        document.error().subject = m_path;
    return document;
}

Result<std::optional<QString>> SecretsFile::secret(const QString &key)
{
    const auto document = read();
    if (!document)
        return tl::unexpected(document.error());
    auto found = document->secret(key);
    if (!found)
        found.error().subject = m_path;
    return found;
}

Result<void> SecretsFile::keep(const QString &key, const QString &value)
{
    return change({{key, SecretText(value)}}, {}, Damaged::CopiedAside);
}

Result<void> SecretsFile::forget(const QString &key)
{
    return change({}, {key}, Damaged::Refused);
}

Result<void> SecretsFile::change(const SecretTexts &kept, const QStringList &forgotten)
{
    return change(kept, forgotten, Damaged::Refused);
}

Result<void> SecretsFile::change(const SecretTexts &kept, const QStringList &forgotten, Damaged damaged, Present present)
{
    if (kept.isEmpty() && !QFileInfo::exists(m_path) && !QFileInfo(m_path).isSymLink())
        return {};
    if (auto made = makeProfile(m_profile); !made)
        return made;
    const PrivateUmask umask;
    QLockFile lock(m_path + u".lock"_s);
    lock.setStaleLockTime(0); // the vault holds it while it waits for the keyring
    if (auto locked = lockWithin(lock, m_path, patienceMs); !locked)
        return locked;
    auto document = read();
    if (!document && document.error().code == ErrorCode::SecretsDamaged && damaged == Damaged::CopiedAside) {
        if (auto copied = copyAside(); !copied)
            return copied;
        document = SecretDocument();
    }
    if (!document)
        return tl::unexpected(document.error());
    if (!document->change(present == Present::Stays ? document->absentOf(kept) : kept, forgotten))
        return {};
    return writeWholeFile(m_path, document->toBytes());
}

Result<void> SecretsFile::keepFirst(const SecretTexts &kept)
{
    return change(kept, {}, Damaged::Refused, Present::Stays); // a damaged one may have held them
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

} // namespace hookpanel
