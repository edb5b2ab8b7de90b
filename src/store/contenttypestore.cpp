// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/contenttypestore.h"

#include "core/contenttypereader.h"
#include "core/jsontree.h"
#include "store/filewriter.h"
#include "store/foldernames.h"
#include "store/jsonfile.h"
#include "store/privateumask.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <utility>

#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// A schema file that was read and understood, before it is kept.
struct ReadSchema {
    ImportedSchema imported;
    QByteArray bytes;
};

bool isComponentFile(const QString &path, const QString &uid)
{
    return uid.isEmpty() ? contentTypeUidOf(path).isEmpty() && !componentUidOf(path).isEmpty() : isComponentUid(uid);
}

QByteArray wrapped(const ReadSchema &schema)
{
    return "{\"version\":" + QByteArray::number(ContentTypeStore::schemaVersion)
        + ",\"uid\":" + jsonString(schema.imported.uid) + ",\"schema\":" + schema.bytes.trimmed() + "}\n";
}

Result<JsonText> parseWrapped(const QByteArray &bytes)
{
    return JsonText::parse(bytes, DuplicateKeys::Refused, JsonText::maximumBytes + jsonfile::wrapping);
}

Result<ReadSchema> readSchemaFile(const QString &file, const QString &uid)
{
    const auto bytes = jsonfile::read(file);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QString path = QDir::cleanPath(QFileInfo(file).absoluteFilePath());
    ReadSchema schema{{{}, file, isComponentFile(path, uid), true}, *bytes};
    // The sentence is to name the file as it was given; the uid comes from where it stands.
    const QString known = !uid.isEmpty() ? uid : schema.imported.isComponent ? componentUidOf(path) : contentTypeUidOf(path);
    if (schema.imported.isComponent) {
        const auto component = readComponent(*bytes, file, known);
        if (!component)
            return tl::unexpected(component.error());
        schema.imported.uid = component->uid;
    } else {
        const auto type = readContentType(*bytes, file, known);
        if (!type)
            return tl::unexpected(type.error());
        schema.imported.uid = type->uid;
    }
    // Kept, it is a level deeper.
    if (const auto again = parseWrapped(wrapped(schema)); !again) {
        Error error = again.error();
        error.detail = file;
        return tl::unexpected(error);
    }
    return schema;
}

/// All schemas of an import, or all that is wrong with them.
tl::expected<QList<ReadSchema>, QList<Error>> readSchemas(const QStringList &paths, const QString &uid,
                                                          const std::atomic_bool *isCancelled = nullptr)
{
    QList<ReadSchema> schemas;
    QList<Error> faults;
    for (const QString &path : paths) {
        const QStringList files = schemaFilesIn(path, isCancelled);
        if (files.isEmpty())
            faults.append(Error{ErrorCode::NothingToImport, path});
        for (const QString &file : files) {
            if (isCancelled && *isCancelled)
                break;
            const auto schema = readSchemaFile(file, uid);
            schema ? schemas.append(*schema) : faults.append(schema.error());
        }
    }
    if (!faults.isEmpty())
        return tl::unexpected(faults);
    return schemas;
}

/// Puts what one file of the profile holds into the set.
Result<void> loadFile(const QString &path, ContentTypes &types)
{
    const auto damaged = failure(ErrorCode::ContentTypeDamaged, path);
    const auto bytes = jsonfile::read(path, JsonText::maximumBytes + jsonfile::wrapping);
    if (!bytes)
        return bytes.error().code == ErrorCode::CannotRead ? Result<void>(tl::unexpected(bytes.error())) : damaged;
    const auto file = parseWrapped(*bytes);
    const JsonText::Member *version = file ? file->find(u"version"_s) : nullptr;
    const JsonText::Member *schema = file ? file->find(u"schema"_s) : nullptr;
    if (!version || !schema)
        return damaged;
    if (file->value(*version).toInt() > ContentTypeStore::schemaVersion)
        return failure(ErrorCode::NewerVersion, path);
    const QString uid = file->string(u"uid"_s).value_or(QString());
    if (uid != QFileInfo(path).completeBaseName())
        return damaged;
    if (isComponentUid(uid)) {
        const auto component = readComponent(file->value(*schema), path, uid);
        if (!component)
            return damaged;
        types.insert(*component);
    } else {
        const auto type = readContentType(file->value(*schema), path, uid);
        if (!type)
            return damaged;
        types.insert(*type);
    }
    return {};
}

/// The files that match patterns of one level each: "api/*/content-types/*/schema.json".
QStringList matches(const QString &folder, const QStringList &pattern)
{
    const QDir directory(folder);
    QStringList found;
    const bool isLast = pattern.size() == 1;
    const auto filter = isLast ? QDir::Files : QDir::Dirs | QDir::NoDotAndDotDot;
    for (const QString &name : directory.entryList({pattern.first()}, filter, QDir::Name)) {
        if (isLast)
            found.append(directory.filePath(name));
        else
            found += matches(directory.filePath(name), pattern.mid(1));
    }
    return found;
}

/// The three places where a Strapi project keeps schemas, below its `src`.
QStringList projectFiles(const QString &source)
{
    QStringList files;
    for (const char *pattern :
         {"api/*/content-types/*/schema.json", "extensions/*/content-types/*/schema.json", "components/*/*.json"})
        files += matches(source, QString::fromLatin1(pattern).split(u'/'));
    return files;
}

} // namespace

QStringList schemaFilesIn(const QString &path, const std::atomic_bool *isCancelled)
{
    if (!QFileInfo(path).isDir())
        return {path};
    for (const QString &source : {QDir(path).filePath(u"src"_s), path}) {
        if (QStringList files = projectFiles(source); !files.isEmpty())
            return files;
    }
    QStringList files;
    QStringList folders{path};
    while (!folders.isEmpty() && !(isCancelled && *isCancelled)) {
        // Neither hidden folders, as .git, nor links, which may lead round in circles.
        QDirIterator entries(folders.takeLast(), QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot);
        while (entries.hasNext() && !(isCancelled && *isCancelled)) {
            const QString file = entries.next();
            const QFileInfo info = entries.fileInfo();
            if (info.isDir()) {
                if (!info.isSymLink() && entries.fileName() != u"node_modules")
                    folders.append(file);
                continue;
            }
            const QString place = QDir::cleanPath(info.absoluteFilePath());
            const bool isSchema
                = entries.fileName() == u"schema.json"_s || (place.endsWith(u".json"_s) && !componentUidOf(place).isEmpty());
            if (isSchema)
                files.append(file);
        }
    }
    files.sort();
    return files;
}

Result<LoadedContentTypes> ContentTypeStore::load() const
{
    LoadedContentTypes loaded;
    const QFileInfo folder(m_profile.contentTypesFolder());
    if (!folder.exists())
        return loaded;
    if (!folder.isDir() || !folder.isReadable())
        return failure(ErrorCode::CannotRead, folder.filePath(), folder.isDir() ? Cause::Unknown : Cause::NotAFolder,
                       folder.isDir() ? qt_error_string(EACCES) : QString());
    auto names = namesInFolder(folder.filePath());
    if (!names)
        return tl::unexpected(names.error());
    names->sort();
    const QDir directory(folder.filePath());
    for (const QString &name : std::as_const(*names)) {
        if (!name.endsWith(u".json"_s) || name.startsWith(u'.') || QFileInfo(directory.filePath(name)).isDir())
            continue;
        if (const auto read = loadFile(directory.filePath(name), loaded.types); !read)
            loaded.faults.append(read.error());
    }
    return loaded;
}

tl::expected<QList<ImportedSchema>, QList<Error>> ContentTypeStore::plan(const QStringList &paths, const QString &uid,
                                                                         const std::atomic_bool *isCancelled) const
{
    const auto schemas = readSchemas(paths, uid, isCancelled);
    if (!schemas)
        return tl::unexpected(schemas.error());
    QList<ImportedSchema> planned;
    for (const ReadSchema &schema : *schemas) {
        ImportedSchema imported = schema.imported;
        const QString file = m_profile.contentTypeFile(imported.uid);
        imported.isNew = !QFileInfo::exists(file);
        imported.isSame = jsonfile::read(file, JsonText::maximumBytes + jsonfile::wrapping) == wrapped(schema);
        planned.append(imported);
    }
    return planned;
}

tl::expected<QList<ImportedSchema>, QList<Error>> ContentTypeStore::import(const QStringList &paths,
                                                                           const QString &uid) const
{
    auto schemas = readSchemas(paths, uid);
    if (!schemas)
        return tl::unexpected(schemas.error());
    if (const auto prepared = Profile::prepareOwnFolder(m_profile.contentTypesFolder()); !prepared)
        return tl::unexpected(QList<Error>{prepared.error()});
    const PrivateUmask umask;
    QList<ImportedSchema> imported;
    for (ReadSchema &schema : *schemas) {
        const QString file = m_profile.contentTypeFile(schema.imported.uid);
        schema.imported.isNew = !QFileInfo::exists(file);
        if (const auto written = writeWholeFile(file, wrapped(schema)); !written)
            return tl::unexpected(QList<Error>{written.error()});
        imported.append(schema.imported);
    }
    return imported;
}

Result<void> ContentTypeStore::remove(const QString &uid) const
{
    const bool isUid = isContentTypeUid(uid) || isComponentUid(uid); // never another folder's file
    const QString path = m_profile.contentTypeFile(uid);
    if (!isUid || !QFileInfo::exists(path))
        return failure(ErrorCode::NoSuchContentType, uid);
    return jsonfile::remove(path);
}

Result<QByteArray> ContentTypeStore::take(const QString &uid) const
{
    const QString path = m_profile.contentTypeFile(uid);
    if ((isContentTypeUid(uid) || isComponentUid(uid)) && QFileInfo::exists(path)) {
        const auto bytes = jsonfile::read(path, JsonText::maximumBytes + jsonfile::wrapping);
        const auto removed = bytes ? remove(uid) : tl::unexpected(bytes.error());
        return removed ? bytes : tl::unexpected(removed.error());
    }
    return failure(ErrorCode::NoSuchContentType, uid);
}

Result<void> ContentTypeStore::restore(const QString &uid, const QByteArray &bytes) const
{
    if (!isContentTypeUid(uid) && !isComponentUid(uid))
        return failure(ErrorCode::NoSuchContentType, uid);
    if (auto prepared = Profile::prepareOwnFolder(m_profile.contentTypesFolder()); !prepared)
        return prepared;
    const PrivateUmask umask;
    const QString path = m_profile.contentTypeFile(uid);
    const QString fresh = path + u".new-"_s + QString::number(::getpid());
    if (auto written = writeWholeFile(fresh, bytes); !written)
        return written;
    // A link takes the place of no other file, which may say of more that it is private.
    const bool isLinked = ::link(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData()) == 0;
    const int error = errno;
    QFile::remove(fresh);
    if (isLinked)
        return {};
    if (error != EEXIST)
        return failure(ErrorCode::CannotWrite, path, qt_error_string(error));
    const bool isSame = jsonfile::read(path, JsonText::maximumBytes + jsonfile::wrapping) == bytes;
    return isSame ? Result<void>() : failure(ErrorCode::ChangedElsewhere, uid);
}

} // namespace hookpanel
