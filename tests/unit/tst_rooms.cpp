// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// What a folder of src/ may include: other folders, and modules of Qt. The picture is in docs/architecture.md.
struct Room {
    QStringList rooms;
    QStringList modules;
};

const QHash<QString, Room> &picture()
{
    static const QHash<QString, Room> rooms{
        {u"core"_s, {{}, {u"QtCore"_s}}},
        {u"store"_s, {{u"core"_s}, {u"QtCore"_s, u"QtDBus"_s, u"QtSql"_s}}},
        {u"delivery"_s, {{u"core"_s}, {u"QtCore"_s, u"QtNetwork"_s}}},
        {u"host"_s, {{u"core"_s, u"store"_s, u"delivery"_s, u"intake"_s}, {u"QtCore"_s}}},
        {u"intake"_s, {{u"core"_s}, {u"QtCore"_s, u"QtNetwork"_s}}},
        {u"models"_s, {{u"core"_s}, {u"QtCore"_s}}},
        {u"views"_s, {{u"core"_s, u"models"_s}, {u"QtCore"_s, u"QtGui"_s, u"QtSvg"_s, u"QtWidgets"_s}}},
        {u"app"_s,
         {{u"core"_s, u"store"_s, u"delivery"_s, u"host"_s, u"intake"_s, u"models"_s, u"views"_s},
          {u"QtCore"_s, u"QtDBus"_s, u"QtGui"_s, u"QtNetwork"_s, u"QtWidgets"_s}}},
        {u"cli"_s, {{u"core"_s, u"store"_s, u"delivery"_s, u"host"_s, u"intake"_s}, {u"QtCore"_s}}},
    };
    return rooms;
}

/// Headers of Qt Core and of the system that open a file, a folder or a process: values and rules need none.
bool opensSomething(const QString &header)
{
    static const QStringList headers{
        u"QDir"_s,          u"QDirIterator"_s,   u"QFile"_s,
        u"QFileDevice"_s,   u"QFileInfo"_s,      u"QFileSystemWatcher"_s,
        u"QLockFile"_s,     u"QProcess"_s,       u"QSaveFile"_s,
        u"QSettings"_s,     u"QStandardPaths"_s, u"QStorageInfo"_s,
        u"QTemporaryDir"_s, u"QTemporaryFile"_s, u"cstdio"_s,
        u"filesystem"_s,    u"fstream"_s,        u"stdio.h"_s,
        u"fcntl.h"_s,       u"unistd.h"_s,       u"sys/socket.h"_s,
        u"sys/stat.h"_s,
    };
    return headers.contains(header);
}

/// The Qt module that a header belongs to, by looking at the headers this program is built with; empty when it is not
/// one of Qt's.
QString moduleOf(const QString &header)
{
    static const QString headers = QLibraryInfo::path(QLibraryInfo::HeadersPath);
    if (header.contains(u'/'))
        return header.startsWith(u"Qt"_s) ? header.section(u'/', 0, 0) : QString();
    if (QFileInfo(headers + u'/' + header).isDir()) // <QtWidgets>: the whole module
        return header;
    static const QStringList modules{u"QtCore"_s, u"QtGui"_s,  u"QtNetwork"_s,    u"QtWidgets"_s, u"QtSvg"_s,
                                     u"QtSql"_s,  u"QtDBus"_s, u"QtConcurrent"_s, u"QtTest"_s,    u"QtXml"_s};
    for (const QString &module : modules) {
        if (QFileInfo::exists(headers + u'/' + module + u'/' + header))
            return module;
    }
    return {};
}

/// What is wrong with one line of a source file of a room, or an empty text.
QString violation(const QString &room, const QString &fileName, const QString &line)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
    const QRegularExpressionMatch match = include.match(line);
    if (!match.hasMatch())
        return {};
    const QString header = match.captured(2);
    const Room allowed = picture().value(room);

    if (match.captured(1) == u'"') {
        if (header.startsWith(u"ui_"_s))
            return room == u"views"_s && fileName.endsWith(u".cpp"_s) ? QString() : u"a form belongs to a .cpp of views"_s;
        if (header.endsWith(u".moc"_s))
            return {};
        const QString other = header.section(u'/', 0, 0);
        if (!picture().contains(other))
            return u"\"%1\" does not name its folder of src"_s.arg(header);
        return other == room || allowed.rooms.contains(other) ? QString() : u"%1 must not know %2"_s.arg(room, other);
    }

    if (room == u"core"_s && opensSomething(header))
        return u"core must not open <%1>"_s.arg(header);
    const QString module = moduleOf(header);
    if (module.isEmpty() || allowed.modules.contains(module))
        return {};
    return u"%1 must not use %2 (<%3>)"_s.arg(room, module, header);
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n');
}

QStringList filesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    files.sort();
    return files;
}

bool isSource(const QString &path)
{
    static const QRegularExpression name(u"/(CMakeLists\\.txt|[^/]*\\.(h|cpp|in|cmake|sh|svg|desktop))$"_s);
    return name.match(path).hasMatch();
}

} // namespace

/// Checks that each folder of src/ includes only what the picture in docs/architecture.md allows, and that each source
/// file says whose it is and under which licence.
class RoomsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void includes_data();
    void includes();
    void licenceLines();
};

void RoomsTest::rules_data()
{
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *room, const char *fileName, const char *line, bool allowed) {
        QTest::addRow("%s in %s: %s", fileName, room, line)
            << QString::fromLatin1(room) << QString::fromLatin1(fileName) << QString::fromLatin1(line) << allowed;
    };
    row("core", "a.cpp", "#include \"core/a.h\"", true);
    row("core", "a.cpp", "#include <QString>", true);
    row("core", "a.cpp", "#include <QtGlobal>", true);
    row("core", "a.cpp", "#include <optional>", true);
    row("core", "a.cpp", "#include <tl/expected.hpp>", true);
    row("core", "a.cpp", "// #include <QFile>", true);
    row("core", "a.cpp", "#include <QFile>", false);
    row("core", "a.cpp", "#  include <QSettings>", false);
    row("core", "a.cpp", "#include <fstream>", false);
    row("core", "a.h", "#include <QNetworkReply>", false);
    row("core", "a.h", "#include <QtNetwork>", false);
    row("core", "a.h", "#include <QtWidgets/QWidget>", false);
    row("core", "a.h", "#include <qwidget.h>", false);
    row("core", "a.h", "#include <QColor>", false);
    row("core", "a.h", "#include \"store/profile.h\"", false);
    row("core", "a.h", "#include \"a.h\"", false);
    row("store", "a.cpp", "#include <QSaveFile>", true);
    row("store", "a.cpp", "#include \"core/a.h\"", true);
    row("store", "a.cpp", "#include \"delivery/sender.h\"", false);
    row("store", "a.cpp", "#include <QTcpSocket>", false);
    row("delivery", "a.cpp", "#include <QNetworkRequest>", true);
    row("delivery", "a.cpp", "#include \"store/profile.h\"", false);
    row("delivery", "a.cpp", "#include <QImage>", false);
    row("intake", "a.cpp", "#include <QTcpServer>", true);
    row("intake", "a.cpp", "#include \"store/deliverystore.h\"", false);
    row("intake", "a.cpp", "#include \"delivery/sender.h\"", false);
    row("models", "a.cpp", "#include <QAbstractTableModel>", true);
    row("models", "a.cpp", "#include <QWidget>", false);
    row("models", "a.cpp", "#include \"store/webhookstore.h\"", false);
    row("views", "a.cpp", "#include <QTableView>", true);
    row("views", "a.cpp", "#include \"ui_a.h\"", true);
    row("views", "a.h", "#include \"ui_a.h\"", false);
    row("views", "a.cpp", "#include \"models/a.h\"", true);
    row("views", "a.cpp", "#include \"delivery/sender.h\"", false);
    row("views", "a.cpp", "#include <QNetworkAccessManager>", false);
    row("app", "main.cpp", "#include \"views/a.h\"", true);
    row("app", "main.cpp", "#include \"store/profile.h\"", true);
    row("app", "main.cpp", "#include \"cli/command.h\"", false);
    row("cli", "main.cpp", "#include \"delivery/sender.h\"", true);
    row("cli", "main.cpp", "#include \"views/a.h\"", false);
    row("cli", "main.cpp", "#include \"app/engine.h\"", false);
    row("cli", "main.cpp", "#include <QApplication>", false);
    row("cli", "main.cpp", "#include <QGuiApplication>", false);
}

void RoomsTest::rules()
{
    QFETCH(QString, room);
    QFETCH(QString, fileName);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QString said = violation(room, fileName, line);
    QVERIFY2(said.isEmpty() == allowed, qPrintable(said));
}

void RoomsTest::includes_data()
{
    QTest::addColumn<QString>("room");
    const QFileInfoList folders = QDir(QStringLiteral(SOURCE_ROOT "/src")).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!folders.isEmpty());
    for (const QFileInfo &folder : folders)
        QTest::newRow(qPrintable(folder.fileName())) << folder.fileName();
}

void RoomsTest::includes()
{
    QFETCH(QString, room);
    QVERIFY2(picture().contains(room), "a new folder of src needs its place in the picture above");

    QStringList found;
    const QStringList files = filesBelow(QStringLiteral(SOURCE_ROOT "/src/") + room);
    for (const QString &path : files) {
        const QStringList lines = linesOf(path);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString said = violation(room, path, lines.at(i));
            if (!said.isEmpty())
                found.append(u"%1:%2: %3"_s.arg(path).arg(i + 1).arg(said));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

void RoomsTest::licenceLines()
{
    QStringList found;
    const QStringList folders{u"src"_s, u"tests"_s, u"packaging"_s, u"resources"_s};
    for (const QString &folder : folders) {
        const QStringList files = filesBelow(QStringLiteral(SOURCE_ROOT "/") + folder);
        for (const QString &path : files) {
            if (!isSource(path) || path.contains(u"/tests/data/"_s))
                continue;
            // Collections of metadata want to hand it on without conditions.
            const QString licence = path.endsWith(u".metainfo.xml.in"_s) ? u"CC0-1.0"_s : u"GPL-3.0-or-later"_s;
            const QString head = linesOf(path).mid(0, 6).join(u'\n');
            if (!head.contains(u"SPDX-FileCopyrightText: "_s) || !head.contains(u"SPDX-License-Identifier: "_s + licence))
                found.append(u"%1:1: the two SPDX lines are missing"_s.arg(path));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

QTEST_GUILESS_MAIN(RoomsTest)
#include "tst_rooms.moc"
