// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsfile.h"

#include "store/filelock.h"
#include "store/privateumask.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView schemaKey("meta/schemaVersion");
constexpr QLatin1StringView lockSuffix(".lock");
constexpr QLatin1StringView freshSuffix(".new");

/// Sets `newer` and `damaged` by what the file says about itself. A file without a version was written by hand.
void judge(SettingsSnapshot &snapshot, const SettingsKind &kind)
{
    const auto &values = snapshot.values;
    const QString version = values.value(schemaKey, u"1"_s).trimmed();
    bool isNumber = false;
    const int number = version.toInt(&isNumber);
    const bool isDigits = !version.isEmpty()
        && std::all_of(version.cbegin(), version.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    snapshot.newer = isDigits && (!isNumber || number > kind.schemaVersion);
    if (!isDigits || (isNumber && number < 1))
        snapshot.damage = snapshot.damage.value_or(Cause::Malformed);

    const QString prefix = kind.group + u'/';
    const auto first = values.lowerBound(prefix);
    if (!kind.group.isEmpty() && (first == values.cend() || !first.key().startsWith(prefix)))
        snapshot.damage = snapshot.damage.value_or(Cause::EntriesMissing);
    if (snapshot.damage)
        snapshot.change.reset();
}

SettingsSnapshot snapshotOf(const QByteArray &bytes, const SettingsKind &kind)
{
    settingsformat::Content content = settingsformat::parse(bytes);
    SettingsSnapshot snapshot{true, bytes, content.values, content.damage, false, content.change};
    judge(snapshot, kind);
    return snapshot;
}

/// A cause, and what is to be said besides.
struct Reason {
    Cause cause = Cause::Unknown;
    QString detail = {};
};

tl::unexpected<Error> notWritten(const QString &path, const Reason &reason)
{
    return failure(ErrorCode::CannotWrite, path, reason.cause, reason.detail);
}

Reason systemReason(int error)
{
    return {Cause::Unknown, qt_error_string(error)};
}

/// All bytes of an open file, or why there are none.
tl::expected<QByteArray, Reason> readDescriptor(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return tl::unexpected(systemReason(errno));
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(Reason{S_ISDIR(status.st_mode) ? Cause::IsFolder : Cause::NotAFile});
    if (status.st_size > SettingsFile::maximumBytes)
        return tl::unexpected(Reason{Cause::TooLarge});
    QByteArray bytes(qsizetype(status.st_size), Qt::Uninitialized);
    qsizetype length = 0;
    while (length < bytes.size()) {
        const auto count = ::read(descriptor, bytes.data() + length, size_t(bytes.size() - length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(systemReason(errno));
        if (count == 0)
            break;
        length += count;
    }
    bytes.truncate(length);
    return bytes;
}

/// Why a folder's entry could not be written, as far as the system tells afterwards; QSettings only says that.
Reason reasonNotWritten(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::access(folder.constData(), W_OK | X_OK) != 0)
        return systemReason(errno);
    return {Cause::NotWhollyWritten};
}

/// The file of its own that a write goes to; without what a killed process left there.
QString freshFileFor(const QString &target)
{
    QString fresh = target + freshSuffix;
    QFile::remove(fresh);
    QFile::remove(fresh + lockSuffix); // nobody alive holds it: we have the lock of the file itself
    return fresh;
}

/// Makes a new file with these bytes; none is left when that fails.
bool writeNewFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return false;
    const bool isWritten = settingsformat::writeChecked(file, bytes);
    file.close();
    if (!isWritten)
        QFile::remove(path); // the member function does nothing after an error (measured: Qt 6.4.2)
    return isWritten;
}

} // namespace

QByteArray SettingsSnapshot::revision() const
{
    return exists ? QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() : QByteArray();
}

SettingsFile::SettingsFile(const QString &path, const SettingsKind &kind)
    : m_path(path)
    , m_target(QFileInfo(path).isSymLink() ? QFileInfo(path).symLinkTarget() : path)
    , m_kind(kind)
    , m_lock(m_target + lockSuffix)
{
}

Result<SettingsSnapshot> SettingsFile::read(const QString &path, const SettingsKind &kind)
{
    const QByteArray name = QFile::encodeName(path);
    // Without waiting for the other end, should it be a pipe.
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        const int error = errno;
        struct stat status = {};
        if (error == ENOENT && ::lstat(name.constData(), &status) != 0) // else a link that leads nowhere
            return SettingsSnapshot();
        return failure(ErrorCode::CannotRead, path, error == ENOENT ? Cause::LinkToNowhere : Cause::Unknown,
                       error == ENOENT ? QString() : qt_error_string(error));
    }
    const auto bytes = readDescriptor(descriptor);
    ::close(descriptor);
    if (!bytes)
        return failure(ErrorCode::CannotRead, path, bytes.error().cause, bytes.error().detail);
    return snapshotOf(*bytes, kind);
}

Result<std::unique_ptr<SettingsFile>> SettingsFile::lock(const QString &path, const SettingsKind &kind, int waitMs)
{
    const PrivateUmask umask;
    std::unique_ptr<SettingsFile> file(new SettingsFile(path, kind)); // the constructor is private
    if (auto locked = lockWithin(file->m_lock, path, waitMs); !locked)
        return tl::unexpected(locked.error());
    auto before = read(path, kind);
    if (!before)
        return tl::unexpected(before.error());
    file->m_before = std::move(*before);
    return file;
}

Result<std::optional<SettingsSnapshot>> SettingsFile::create(const QString &path, const SettingsKind &kind,
                                                             settingsformat::Values values)
{
    const PrivateUmask umask;
    values.insert(schemaKey, QString::number(kind.versionFor(values)));
    const QByteArray bytes = settingsformat::serialise(values);
    // A name that nobody else uses at the same time, and that is known as a leftover should this process be killed.
    const QString fresh = path + freshSuffix + u'-' + QString::number(::getpid());
    QFile::remove(fresh);
    if (!writeNewFile(fresh, bytes))
        return notWritten(path, reasonNotWritten(fresh));
    const bool isLinked = ::link(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData()) == 0;
    QFile::remove(fresh);
    if (!isLinked)
        return std::nullopt;
    return snapshotOf(bytes, kind);
}

Result<SettingsSnapshot> SettingsFile::write(settingsformat::Values values)
{
    const PrivateUmask umask;
    if (m_before.newer)
        return failure(ErrorCode::NewerVersion, m_path);
    if (m_before.damage) {
        if (const auto copied = keepCopy(); !copied)
            return tl::unexpected(copied.error());
    }
    values.insert(schemaKey, QString::number(m_kind.versionFor(values)));
    const QString fresh = freshFileFor(m_target);
    QSettings settings(fresh, settingsformat::format());
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        settings.setValue(it.key(), it.value());
    settings.sync();

    const QByteArray expected = settingsformat::serialise(values);
    QFile written(fresh);
    if (settings.status() != QSettings::NoError || !written.open(QIODevice::ReadOnly) || written.readAll() != expected) {
        const Reason reason = reasonNotWritten(fresh);
        QFile::remove(fresh);
        return notWritten(m_path, reason);
    }
    if (const auto replaced = replaceWith(fresh); !replaced)
        return tl::unexpected(replaced.error());
    m_before = snapshotOf(expected, m_kind);
    return m_before;
}

Result<SettingsSnapshot> SettingsFile::writeBytes(const QByteArray &bytes)
{
    const PrivateUmask umask;
    const QString fresh = freshFileFor(m_target);
    if (!writeNewFile(fresh, bytes))
        return notWritten(m_path, reasonNotWritten(fresh));
    if (const auto replaced = replaceWith(fresh); !replaced)
        return tl::unexpected(replaced.error());
    m_before = snapshotOf(bytes, m_kind);
    return m_before;
}

Result<void> SettingsFile::remove()
{
    QFile file(m_path);
    if (!file.remove())
        return notWritten(m_path, {Cause::Unknown, file.errorString()});
    m_before = {};
    return {};
}

bool SettingsFile::isLeftover(const QString &fileName)
{
    return fileName.contains(u".ini"_s + freshSuffix) || fileName.endsWith(u".ini"_s + lockSuffix);
}

void SettingsFile::removeLeftover(const QString &path)
{
    const QString target = path.first(path.lastIndexOf(u".ini"_s) + 4);
    QLockFile lock(target + lockSuffix);
    if (lock.tryLock(0) && path != target + lockSuffix) // unlocking removes the lock file
        QFile::remove(path);
}

Result<void> SettingsFile::keepCopy()
{
    if (!m_keptCopy.isEmpty()) // one of one damage
        return {};
    const QString base = m_path + u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    QString name = base;
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = base + u'-' + QString::number(i);
    if (!writeNewFile(name, m_before.bytes))
        return notWritten(name, reasonNotWritten(name));
    m_keptCopy = name;
    return {};
}

Result<void> SettingsFile::replaceWith(const QString &fresh)
{
    if (!m_before.exists) { // create() needs no lock: what it has made since we looked stays
        const bool isLinked = ::link(QFile::encodeName(fresh).constData(), QFile::encodeName(m_target).constData()) == 0;
        if (isLinked || errno == EEXIST) {
            QFile::remove(fresh);
            return isLinked ? Result<void>() : failure(ErrorCode::ChangedElsewhere, m_path);
        }
    }
    if (std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(m_target).constData()) == 0)
        return {};
    const Reason reason = systemReason(errno);
    QFile::remove(fresh);
    return notWritten(m_path, reason);
}

} // namespace hookpanel
