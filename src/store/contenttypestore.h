// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"
#include "core/result.h"
#include "store/profile.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <atomic>

namespace hookpanel {

/// The content types and components of a profile, and what of them cannot be read.
struct LoadedContentTypes {
    ContentTypes types;
    QList<Error> faults; ///< ContentTypeDamaged, NewerVersion or CannotRead, each with its file.

    bool operator==(const LoadedContentTypes &) const = default;
};

/// A schema that an import has put into the profile.
struct ImportedSchema {
    QString uid;
    QString source; ///< The file it comes from.
    bool isComponent = false;
    bool isNew = true; ///< Not there before.
    bool isSame = false; ///< There before, and byte for byte the same.

    bool operator==(const ImportedSchema &) const = default;
};

/// Content types and components in `content-types/<uid>.json`: the bytes of the schema file as they were imported, and the
/// uid beside them. Files and their folder are for the user alone. To be used from one thread at a time.
class ContentTypeStore
{
public:
    static constexpr int schemaVersion = 1;

    explicit ContentTypeStore(const Profile &profile)
        : m_profile(profile)
    {
    }

    /// All of them; what is damaged is among the faults. Fails with CannotRead when the folder cannot be listed; that there
    /// is none is no failure.
    [[nodiscard]] Result<LoadedContentTypes> load() const;

    /// Reads schema files: a file, a folder with such files in it, or a whole Strapi project (src/api, src/extensions,
    /// src/components). Nothing is kept when anything is wrong; all faults are told. `uid` is for one file whose path does
    /// not tell it. A later import takes the place of an earlier one.
    [[nodiscard]] tl::expected<QList<ImportedSchema>, QList<Error>> import(const QStringList &paths,
                                                                           const QString &uid = {}) const;

    /// What import() would do, and nothing is done. Fails as it does. A whole disk may be walked: another thread may set
    /// `isCancelled`, then it ends soon and what it returns means nothing. In any thread.
    [[nodiscard]] tl::expected<QList<ImportedSchema>, QList<Error>> plan(const QStringList &paths, const QString &uid = {},
                                                                         const std::atomic_bool *isCancelled
                                                                         = nullptr) const;

    /// Fails with NoSuchContentType or CannotWrite.
    [[nodiscard]] Result<void> remove(const QString &uid) const;

    /// Removes it and returns its file, for restore(). Fails as remove() does, and with CannotRead or TooLarge; then it is
    /// still there.
    [[nodiscard]] Result<QByteArray> take(const QString &uid) const;

    /// Puts a file back where there is none. Fails with ChangedElsewhere where there is another one by now, which stays, and
    /// with NoSuchContentType, FolderUnusable or CannotWrite.
    [[nodiscard]] Result<void> restore(const QString &uid, const QByteArray &bytes) const;

private:
    Profile m_profile;
};

/// The schema files that an import of this path would read, sorted; the path itself when it is no folder. Hidden folders,
/// node_modules and links to folders are not looked into. Ends soon when `isCancelled` is set.
[[nodiscard]] QStringList schemaFilesIn(const QString &path, const std::atomic_bool *isCancelled = nullptr);

} // namespace hookpanel
