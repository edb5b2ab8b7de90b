// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/profile.h"

#include "store/privateumask.h"
#include "store/settingsfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStringList>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Names of a profile's entries; what Hookpanel puts beside a file bears the file's name and a suffix.
bool isOurName(const QString &name)
{
    static const QStringList names{u"hookpanel.ini"_s, u"webhooks"_s,          u"outcomes.ini"_s,
                                   u"window.ini"_s,    u"deliveries.sqlite"_s, u"secrets.json"_s,
                                   u"content-types"_s, u"event-types"_s,       u"audit.jsonl"_s};
    return std::any_of(names.cbegin(), names.cend(), [&name](const QString &ours) {
        return name == ours || name.startsWith(ours + u'.') || name.startsWith(ours + u'-');
    });
}

/// Whether rights may be taken from a folder: it is this user's own, not meant for several users, and holds nothing
/// that is not of a profile. A home or project folder that somebody names as a profile is left as it is, also once
/// there is a profile in it.
bool isOurs(const QString &folder, const struct stat &status)
{
    const bool isShared = (status.st_mode & S_ISVTX) || ((status.st_mode & S_ISGID) && (status.st_mode & S_IWGRP));
    if (isShared || status.st_uid != ::geteuid())
        return false;
    const QStringList entries
        = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::NoSort);
    return std::all_of(entries.cbegin(), entries.cend(), isOurName);
}

Result<void> unusable(const QString &folder, Cause cause, const QString &detail = {})
{
    return failure(ErrorCode::FolderUnusable, folder, cause, detail);
}

Result<void> prepareFolder(const QString &folder, bool isWhollyOurs)
{
    if (folder.isEmpty())
        return unusable(folder, Cause::FolderHasNoName);
    const QByteArray path = QFile::encodeName(folder);
    struct stat status = {};
    if (::stat(path.constData(), &status) != 0) {
        errno = 0;
        if (!QDir().mkpath(folder))
            return errno != 0 ? unusable(folder, Cause::Unknown, qt_error_string(errno))
                              : unusable(folder, Cause::FolderCannotBeMade);
        return {};
    }
    if (!S_ISDIR(status.st_mode))
        return unusable(folder, Cause::NotAFolder);
    if (::access(path.constData(), R_OK | X_OK) != 0)
        return unusable(folder, Cause::Unknown, qt_error_string(errno));
    if ((status.st_mode & 077) == 0 || !(isWhollyOurs ? status.st_uid == ::geteuid() : isOurs(folder, status)))
        return {};
    if (::chmod(path.constData(), status.st_mode & 07700) != 0)
        return unusable(folder, Cause::Unknown, qt_error_string(errno));
    return {};
}

/// Takes other users' rights from a file of ours. What is not a plain file, or not this user's, is left alone.
void makePrivate(const QString &file)
{
    const QByteArray path = QFile::encodeName(file);
    struct stat status = {};
    if (::lstat(path.constData(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != ::geteuid())
        return;
    if ((status.st_mode & 077) != 0)
        ::chmod(path.constData(), status.st_mode & 0700);
}

} // namespace

Profile Profile::inFolder(const QString &folder)
{
    if (folder.isEmpty())
        return {};
    const QString absolute = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    return {absolute, absolute};
}

Profile Profile::standard()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/hookpanel"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/hookpanel"_s};
}

QString Profile::preferencesFile() const
{
    return configFolder + u"/hookpanel.ini"_s;
}

QString Profile::webhooksFolder() const
{
    return configFolder + u"/webhooks"_s;
}

QString Profile::webhookFile(const QString &id) const
{
    return webhooksFolder() + u'/' + id + u".ini"_s;
}

QString Profile::outcomesFile() const
{
    return dataFolder + u"/outcomes.ini"_s;
}

QString Profile::deliveriesFile() const
{
    return dataFolder + u"/deliveries.sqlite"_s;
}

QString Profile::windowFile() const
{
    return dataFolder + u"/window.ini"_s;
}

QString Profile::secretsFile() const
{
    return dataFolder + u"/secrets.json"_s;
}

QString Profile::auditFile() const
{
    return dataFolder + u"/audit.jsonl"_s;
}

QString Profile::contentTypesFolder() const
{
    return configFolder + u"/content-types"_s;
}

QString Profile::contentTypeFile(const QString &uid) const
{
    return contentTypesFolder() + u'/' + uid + u".json"_s;
}

QString Profile::eventTypesFolder() const
{
    return configFolder + u"/event-types"_s;
}

QString Profile::eventTypeFile(const QString &name) const
{
    return eventTypesFolder() + u'/' + name + u".json"_s;
}

Result<void> Profile::prepareOwnFolder(const QString &folder)
{
    const PrivateUmask umask;
    return prepareFolder(folder, true);
}

WebhookId Profile::idOfWebhookFile(const QString &fileName)
{
    if (!fileName.endsWith(u".ini"_s))
        return {};
    const QString stem = fileName.chopped(4);
    const auto id = WebhookId::fromString(stem);
    return id.toString() == stem ? id : WebhookId(); // one spelling only, so that one id is one file
}

Result<void> Profile::prepareFolders() const
{
    const PrivateUmask umask;
    for (const QString &folder : {configFolder, dataFolder}) {
        if (auto prepared = prepareFolder(folder, false); !prepared)
            return prepared;
    }
    return prepareFolder(webhooksFolder(), true);
}

Result<void> Profile::prepare() const
{
    const PrivateUmask umask;
    if (auto prepared = prepareFolders(); !prepared)
        return prepared;
    makePrivate(preferencesFile());
    makePrivate(outcomesFile());
    makePrivate(windowFile());
    makePrivate(secretsFile());
    makePrivate(auditFile());
    for (const QString &folder : {contentTypesFolder(), eventTypesFolder()}) {
        if (!QFileInfo::exists(folder))
            continue;
        if (auto prepared = prepareFolder(folder, true); !prepared)
            return prepared;
        const QDir directory(folder);
        for (const QString &name : directory.entryList(QDir::Files | QDir::Hidden, QDir::NoSort))
            makePrivate(directory.filePath(name));
    }
    const QDir webhooks(webhooksFolder());
    const QStringList names = webhooks.entryList(QDir::Files | QDir::Hidden, QDir::NoSort);
    for (const QString &name : names) {
        makePrivate(webhooks.filePath(name));
        if (SettingsFile::isLeftover(name))
            SettingsFile::removeLeftover(webhooks.filePath(name));
    }
    return {};
}

} // namespace hookpanel
