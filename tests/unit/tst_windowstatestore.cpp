// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/windowstatestore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// window.ini: written and read, and forgotten when it cannot be read.
class TestWindowStateStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void roundTrip();
    void nothingThere();
    void oddFiles_data();
    void oddFiles();
    void isReplacedWhenDamaged();

private:
    QTemporaryDir m_folder;
    Profile m_profile = Profile::inFolder(m_folder.filePath(u"profile"_s));
};

void TestWindowStateStore::roundTrip()
{
    WindowState state;
    state.geometry = QRect(-20, 30, 1120, 760);
    state.maximised = true;
    state.columns = {{u"webhooksView"_s, {24.5, 0, 15.25}}, {u"other"_s, {1}}};
    state.sorting = {{u"webhooksView"_s, {3, true}}};
    state.splitters = {{u"splitter"_s, {300, 0, 200}}};
    QVERIFY(WindowStateStore(m_profile).save(state));
    QCOMPARE(WindowStateStore(m_profile).load(), state);
    QCOMPARE(QFile::permissions(m_profile.windowFile()) & 0x0077, QFile::Permissions());
    state.maximised = false;
    QVERIFY(WindowStateStore(m_profile).save(state));
    QCOMPARE(WindowStateStore(m_profile).load(), state);
}

void TestWindowStateStore::nothingThere()
{
    const Profile none = Profile::inFolder(m_folder.filePath(u"none"_s));
    QCOMPARE(WindowStateStore(none).load(), WindowState());
    QVERIFY(!QFile::exists(none.dataFolder));
}

void TestWindowStateStore::oddFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not INI") << QByteArray("\0\1\2", 3);
    QTest::newRow("three numbers") << QByteArray("[window]\ngeometry=1 2 3\n");
    QTest::newRow("words") << QByteArray("[window]\ngeometry=a b c d\n");
    QTest::newRow("no size") << QByteArray("[window]\ngeometry=1 2 0 -5\n");
    QTest::newRow("beyond measure") << QByteArray("[window]\ngeometry=1 2 1e9 1e9\n");
    QTest::newRow("not a number") << QByteArray("[columns]\nx=nan inf\n[splitters]\ny=\n[sorting]\nz=1\n");
}

void TestWindowStateStore::oddFiles()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(m_profile.prepare());
    QFile file(m_profile.windowFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QCOMPARE(WindowStateStore(m_profile).load(), WindowState());
}

void TestWindowStateStore::isReplacedWhenDamaged()
{
    QVERIFY(m_profile.prepare());
    QFile file(m_profile.windowFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    WindowState state;
    state.maximised = true;
    QVERIFY(WindowStateStore(m_profile).save(state));
    QCOMPARE(WindowStateStore(m_profile).load(), state);
    const auto beside = QDir(m_profile.dataFolder).entryList({u"window.ini?*"_s});
    QCOMPARE(beside, QStringList()); // no copy of what is worth nothing
}

QTEST_GUILESS_MAIN(TestWindowStateStore)
#include "tst_windowstatestore.moc"
