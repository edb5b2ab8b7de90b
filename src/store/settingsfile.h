// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "store/settingsformat.h"

#include <QLockFile>

#include <memory>
#include <optional>

namespace hookpanel {

/// What a settings file holds at one moment.
struct SettingsSnapshot {
    bool exists = false;
    QByteArray bytes;
    settingsformat::Values values;
    std::optional<Cause> damage; ///< Cut, emptied or changed by something else; `values` is what can be read all the same.
    bool newer = false; ///< A newer version wrote it: it may be read, not written.
    std::optional<Cause> change; ///< Without damage: another program or an editor wrote it, and nothing is missing.

    /// Changes whenever the bytes change; empty when there is no file.
    [[nodiscard]] QByteArray revision() const;

    bool operator==(const SettingsSnapshot &) const = default;
};

/// What a file of its kind must look like.
struct SettingsKind {
    int schemaVersion = 1; ///< The newest one that this program writes.
    QString group; ///< A file without any key of this group is damaged; empty when a file may hold none.
    int (*versionOf)(const settingsformat::Values &values) = nullptr; ///< Which one a file gets; by default the newest.

    [[nodiscard]] int versionFor(const settingsformat::Values &values) const
    {
        return versionOf ? versionOf(values) : schemaVersion;
    }
};

/// One settings file of a profile, held for a change: read it, decide, write it, all under one lock.
///
/// The lock is the file that QSettings uses itself (name + ".lock"), so that also another program's QSettings waits for
/// us; but QSettings waits without end where we give up after some seconds. Therefore, and because QSettings keeps
/// what it failed to write and tries again whenever the same file is opened, QSettings gets a file of its own
/// (name + ".new"), which is compared byte for byte and then renamed.
class SettingsFile
{
public:
    static constexpr int patienceMs = 3000; ///< How long lock() waits for another program.
    static constexpr qint64 maximumBytes = 16 * 1024 * 1024; ///< More is no settings file of ours.

    /// Reads without a lock: files are only ever replaced whole. Fails with CannotRead; a missing file is no failure.
    [[nodiscard]] static Result<SettingsSnapshot> read(const QString &path, const SettingsKind &kind);

    /// Reads under the lock, which is given back when the object goes. Fails with CannotWrite when another program
    /// keeps the lock, with CannotRead as read() does. A lock whose process has died is taken over.
    [[nodiscard]] static Result<std::unique_ptr<SettingsFile>> lock(const QString &path, const SettingsKind &kind,
                                                                    int waitMs = patienceMs);

    /// Makes a file that must not be there yet, whole or not at all, without a lock: the name is taken in one step, which
    /// fails when there is one. That costs the disk one wait where a lock and QSettings cost four (measured: 3,000 new
    /// webhooks in 14 s instead of 87, on a busy disk). Returns nothing when there is a file, or the file system cannot do
    /// it; lock() then tells which. Fails with CannotWrite.
    [[nodiscard]] static Result<std::optional<SettingsSnapshot>> create(const QString &path, const SettingsKind &kind,
                                                                        settingsformat::Values values);

    [[nodiscard]] const SettingsSnapshot &before() const { return m_before; }

    /// Replaces the file with these values and the schema version. A damaged file is copied aside first: keptCopy(). Fails
    /// with NewerVersion or CannotWrite; then the old file is as it was.
    [[nodiscard]] Result<SettingsSnapshot> write(settingsformat::Values values);

    /// Makes the file with exactly these bytes.
    [[nodiscard]] Result<SettingsSnapshot> writeBytes(const QByteArray &bytes);

    [[nodiscard]] Result<void> remove();

    /// Puts a copy of the bytes as they were beside the file (….damaged-<time>), before something in them is written over.
    [[nodiscard]] Result<void> keepCopy();

    /// Where that copy is; empty while there is none.
    [[nodiscard]] const QString &keptCopy() const { return m_keptCopy; }

    /// Whether a file name is one that only a killed process leaves behind, and the way to remove such a file unless
    /// its process is still at work.
    [[nodiscard]] static bool isLeftover(const QString &fileName);
    static void removeLeftover(const QString &path);

private:
    SettingsFile(const QString &path, const SettingsKind &kind);

    [[nodiscard]] Result<void> replaceWith(const QString &fresh);

    QString m_path;
    QString m_target; ///< Where a symbolic link leads, or the path itself.
    SettingsKind m_kind;
    SettingsSnapshot m_before;
    QString m_keptCopy;
    QLockFile m_lock;
};

} // namespace hookpanel
