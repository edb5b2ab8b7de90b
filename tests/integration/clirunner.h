// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QSignalSpy>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace hookpanel {

/// What one call of hookpanel-cli left behind.
struct CliResult {
    int code = -1; ///< Exit code; -1 when it crashed or did not end.
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonDocument document() const { return QJsonDocument::fromJson(out); }
    [[nodiscard]] QJsonObject object() const { return document().object(); }
    [[nodiscard]] QJsonArray array() const { return document().array(); }
    [[nodiscard]] QJsonObject error() const { return object().value(QLatin1String("error")).toObject(); }
};

/// The keys of an object, sorted, joined by blanks: for comparing shapes.
inline QString keysOf(const QJsonObject &object)
{
    return object.keys().join(u' ');
}

/// Starts the real, built hookpanel-cli on a profile of its own.
class CliRunner
{
public:
    [[nodiscard]] QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Writes a file beside the profile and returns its path.
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    /// Puts `--profile` before these arguments and runs them to the end, while this process' event loop goes on.
    [[nodiscard]] CliResult run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        return finish(process);
    }

    /// The same with `--json`.
    [[nodiscard]] CliResult json(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return run(QStringList{QStringLiteral("--json")} + arguments, input);
    }

    /// Starts it and leaves the process to the caller.
    void start(QProcess &process, const QStringList &arguments) const
    {
        process.start(QStringLiteral(HOOKPANEL_CLI), QStringList{QStringLiteral("--profile"), profile()} + arguments);
    }

    /// Waits for the end of a process.
    [[nodiscard]] static CliResult finish(QProcess &process)
    {
        QSignalSpy finished(&process, &QProcess::finished);
        if (process.state() != QProcess::NotRunning && !finished.wait(60000)) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        const bool ended = process.state() == QProcess::NotRunning && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// Every file of the profile with its bytes. Two equal ones: nothing was saved in between.
    [[nodiscard]] QMap<QString, QByteArray> snapshot() const
    {
        QMap<QString, QByteArray> files;
        QDirIterator entries(profile(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            const bool isFile = entries.fileInfo().isFile();
            files.insert(file.fileName(), isFile && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("folder"));
        }
        return files;
    }

    /// Adds a webhook and returns its id.
    [[nodiscard]] QString add(const QString &name, const QString &url, const QStringList &more = {}) const
    {
        const QStringList arguments{QStringLiteral("add"), QStringLiteral("--name"), name, QStringLiteral("--url"), url};
        const CliResult result = json(arguments + more);
        if (result.code != 0)
            qWarning("add failed: %s", result.err.constData());
        return result.object().value(QLatin1String("id")).toString();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace hookpanel
