// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/dispatcherlock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Scope = DispatcherLock::Scope;

/// Two locks stand for two processes: the kernel tells them apart by the open file.
class tst_DispatcherLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAtATime_data();
    void oneAtATime();
    void tellsWhoDispatchesEverything();
    void leftFileIsNoLock_data();
    void leftFileIsNoLock();
    void endsWithItsProcess();
    void removedFileIsMadeAnew();
    void cannotBeMade();
    void onlyOneWithTheFile();
};

void tst_DispatcherLock::oneAtATime_data()
{
    QTest::addColumn<Scope>("first");
    QTest::addColumn<Scope>("second");
    QTest::newRow("both everything") << Scope::Everything << Scope::Everything;
    QTest::newRow("some beside everything") << Scope::Everything << Scope::SomeOfIts;
    QTest::newRow("everything beside some") << Scope::SomeOfIts << Scope::Everything;
    QTest::newRow("both some") << Scope::SomeOfIts << Scope::SomeOfIts;
}

void tst_DispatcherLock::oneAtATime()
{
    QFETCH(const Scope, first);
    QFETCH(const Scope, second);
    const QTemporaryDir folder;
    DispatcherLock one(Profile::inFolder(folder.path()));
    DispatcherLock other(Profile::inFolder(folder.path()));
    QVERIFY(one.tryTake(first));
    QVERIFY(one.tryTake(first)); // it has it
    QVERIFY(!other.tryTake(second));
    QVERIFY(!other.isHeld());
    one.giveBack();
    QVERIFY(other.tryTake(second));
    QVERIFY(!one.tryTake(first));
}

void tst_DispatcherLock::tellsWhoDispatchesEverything()
{
    const QTemporaryDir folder;
    DispatcherLock one(Profile::inFolder(folder.path()));
    DispatcherLock other(Profile::inFolder(folder.path()));
    QVERIFY(!other.isDispatcherElsewhere());
    QVERIFY(one.tryTake(Scope::SomeOfIts));
    QVERIFY(!other.isDispatcherElsewhere());
    one.giveBack();
    QVERIFY(one.tryTake(Scope::Everything));
    QVERIFY(other.isDispatcherElsewhere());
    QVERIFY(!one.isDispatcherElsewhere()); // itself does not count
    one.giveBack();
    QVERIFY(!other.isDispatcherElsewhere());
}

void tst_DispatcherLock::leftFileIsNoLock_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("our own process id") << QByteArray::number(::getpid()) + "\ntst\nhost\n";
    QTest::newRow("garbage") << QByteArray("\0\xff", 2);
}

/// As after a kill in the middle, or a restart in a container where processes have the same ids again.
void tst_DispatcherLock::leftFileIsNoLock()
{
    QFETCH(const QByteArray, content);
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.path());
    QFile file(profile.deliveriesFile() + u".lock"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    DispatcherLock lock(profile);
    QVERIFY(lock.tryTake(Scope::Everything));
}

void tst_DispatcherLock::endsWithItsProcess()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.path());
    int pipe[2] = {};
    QCOMPARE(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        DispatcherLock lock(profile);
        const char taken = lock.tryTake(Scope::Everything) ? 'y' : 'n';
        [[maybe_unused]] const ssize_t told = ::write(pipe[1], &taken, 1);
        for (;;)
            ::pause();
    }
    char taken = 0;
    QCOMPARE(::read(pipe[0], &taken, 1), 1);
    QCOMPARE(taken, 'y');
    DispatcherLock lock(profile);
    QVERIFY(!lock.tryTake(Scope::Everything));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(pipe[0]);
    ::close(pipe[1]);
    QVERIFY(lock.tryTake(Scope::Everything));
}

void tst_DispatcherLock::removedFileIsMadeAnew()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.path());
    DispatcherLock one(profile);
    QVERIFY(one.tryTake(Scope::SomeOfIts));
    one.giveBack();
    QVERIFY(QFile::remove(profile.deliveriesFile() + u".lock"_s));
    DispatcherLock other(profile);
    QVERIFY(other.tryTake(Scope::Everything));
    QVERIFY(!one.tryTake(Scope::Everything));
}

void tst_DispatcherLock::cannotBeMade()
{
    const QTemporaryDir folder;
    DispatcherLock lock(Profile::inFolder(folder.filePath(u"nowhere"_s)));
    QVERIFY(!lock.tryTake(Scope::Everything));
    QVERIFY(!lock.isDispatcherElsewhere());
    QVERIFY(!lock.takeFile());
}

void tst_DispatcherLock::onlyOneWithTheFile()
{
    const QTemporaryDir folder;
    DispatcherLock one(Profile::inFolder(folder.path()));
    QVERIFY(one.tryTake(Scope::Everything));
    DispatcherLock other(Profile::inFolder(folder.path()));
    QVERIFY(other.takeFile()); // whoever dispatches
    other.giveFileBack();
    QVERIFY(one.takeFile());
}

QTEST_GUILESS_MAIN(tst_DispatcherLock)
#include "tst_dispatcherlock.moc"
