// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "support/loopbackreceiver.h"

#include <QDir>
#include <QStandardPaths>

#include <signal.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// Secrets in a real keyring: GNOME Keyring on a bus of the test's own, by the real program.
class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void secretsAreInTheKeyring();
    void lockedKeyringIsNotEmpty();
    void intakeTokenIsInTheKeyring();
    void neverUnlockedKeyring();
    void withoutAnyBus();

private:
    void startBus();
    void startKeyring(bool unlock);
    void lock();
    static QByteArray output(const QString &program, const QStringList &arguments);

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<QProcess> m_bus;
    std::unique_ptr<QProcess> m_keyring;
};

namespace {

const QString secretService = u"org.freedesktop.secrets"_s;
const QByteArray secret = "Bearer sesame-open-sesame";

} // namespace

void TestKeyring::initTestCase()
{
    for (const QString &program : {u"dbus-daemon"_s, u"dbus-send"_s, u"gnome-keyring-daemon"_s})
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(), qPrintable(program)); // packaging/dependencies.txt
}

void TestKeyring::init()
{
    m_cli = std::make_unique<CliRunner>();
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_home->path().toLocal8Bit());
    qputenv("XDG_DATA_HOME", m_home->filePath(u"data"_s).toLocal8Bit());
    QVERIFY(QDir().mkpath(m_home->filePath(u"run"_s)));
    QFile::setPermissions(m_home->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", m_home->filePath(u"run"_s).toLocal8Bit());
    qunsetenv("DISPLAY"); // nobody is asked to unlock anything
}

void TestKeyring::cleanup()
{
    for (auto *process : {&m_keyring, &m_bus}) {
        if (!*process)
            continue;
        (*process)->terminate();
        if (!(*process)->waitForFinished())
            (*process)->kill();
        process->reset();
    }
}

/// A bus that starts no service by itself: what is on it, the test has put there.
void TestKeyring::startBus()
{
    const QString address = u"unix:path="_s + m_home->filePath(u"bus"_s);
    const QString config = m_cli->write(u"bus.conf"_s,
                                        "<busconfig><type>session</type><listen>" + address.toUtf8()
                                            + "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                                              "<allow eavesdrop=\"false\"/><allow own=\"*\"/></policy></busconfig>");
    m_bus = std::make_unique<QProcess>();
    m_bus->start(u"dbus-daemon"_s, {u"--nofork"_s, u"--config-file="_s + config});
    QVERIFY(m_bus->waitForStarted());
    QTRY_VERIFY(QFile::exists(m_home->filePath(u"bus"_s)));
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLocal8Bit());
}

void TestKeyring::startKeyring(bool unlock)
{
    m_keyring = std::make_unique<QProcess>();
    QStringList arguments{u"--foreground"_s, u"--components=secrets"_s};
    if (unlock)
        arguments.append(u"--unlock"_s);
    m_keyring->start(u"gnome-keyring-daemon"_s, arguments);
    QVERIFY(m_keyring->waitForStarted());
    m_keyring->write("\n"); // an empty pass phrase
    m_keyring->closeWriteChannel();
    QTRY_VERIFY(output(u"dbus-send"_s,
                       {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.DBus"_s, u"/"_s,
                        u"org.freedesktop.DBus.NameHasOwner"_s, u"string:"_s + secretService})
                    .contains("true"));
}

void TestKeyring::lock()
{
    (void)output(u"dbus-send"_s,
                 {u"--session"_s, u"--print-reply"_s, u"--dest="_s + secretService, u"/org/freedesktop/secrets"_s,
                  u"org.freedesktop.Secret.Service.Lock"_s, u"array:objpath:/org/freedesktop/secrets/collection/login"_s});
}

QByteArray TestKeyring::output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return CliRunner::finish(process).out;
}

void TestKeyring::secretsAreInTheKeyring()
{
    startBus();
    startKeyring(true);
    LoopbackReceiver receiver;
    const CliResult added = m_cli->json({u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, receiver.url().toString(),
                                         u"--header"_s, u"Authorization: "_s + QString::fromUtf8(secret)});
    QCOMPARE(added.code, 0);
    QVERIFY2(!added.err.contains("secrets.json"), added.err.constData());
    QVERIFY(!QFile::exists(m_cli->profile() + u"/secrets.json"_s));
    QCOMPARE(m_cli->json({u"trigger"_s, u"One"_s}).code, 0);
    QCOMPARE(receiver.requests().constFirst().header("Authorization"), secret);
    const QByteArray before
        = m_cli->snapshot().value(m_cli->profile() + u"/webhooks/"_s + added.object().value(u"id"_s).toString() + u".ini"_s);
    QCOMPARE(m_cli->json({u"edit"_s, u"One"_s, u"--header"_s, u"Authorization: another-sesame"_s}).code, 0);
    QCOMPARE(m_cli->json({u"trigger"_s, u"One"_s}).code, 0);
    QCOMPARE(receiver.requests().constLast().header("Authorization"), "another-sesame");
    const auto files = m_cli->snapshot();
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        QVERIFY2(!file->contains("sesame"), qPrintable(file.key()));

    // The secret before is forgotten: a file that still refers to it cannot be sent with.
    const QString path = m_cli->profile() + u"/webhooks/"_s + added.object().value(u"id"_s).toString() + u".ini"_s;
    const QByteArray now = files.value(path);
    const auto putBack = [&path](const QByteArray &bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(putBack(before));
    QCOMPARE(m_cli->json({u"trigger"_s, u"One"_s}).code, 65);
    QVERIFY(putBack(now));
    QCOMPARE(m_cli->json({u"trigger"_s, u"One"_s}).code, 0);
    QCOMPARE(m_cli->json({u"remove"_s, u"One"_s}).code, 0);
    QVERIFY(putBack(now));
    QCOMPARE(m_cli->json({u"trigger"_s, u"One"_s}).code, 65);
    QCOMPARE(receiver.requestCount(), 3);
}

void TestKeyring::lockedKeyringIsNotEmpty()
{
    startBus();
    startKeyring(true);
    LoopbackReceiver receiver;
    const QString id = m_cli->add(u"One"_s, receiver.url().toString(),
                                  {u"--event"_s, u"entry.create"_s, u"--header"_s, u"X-Token: sesame"_s});
    lock();
    const CliResult triggered = m_cli->json({u"trigger"_s, id});
    QCOMPARE(triggered.code, 74);
    QVERIFY2(triggered.err.contains("locked"), triggered.err.constData());
    // A real event is accepted, and waits.
    const QString entry = m_cli->write(u"entry.json"_s, R"({"id":1})");
    const CliResult emitted = m_cli->json({u"emit"_s, u"entry.create"_s, u"--model"_s, u"address"_s, u"--entry"_s, entry});
    QCOMPARE(emitted.code, 0);
    QVERIFY2(emitted.err.contains("keyring"), emitted.err.constData());
    QCOMPARE(m_cli->json({u"deliveries"_s}).array().first()[u"state"].toString(), u"pending"_s);
    QVERIFY(!QFile::exists(m_cli->profile() + u"/secrets.json"_s));
    QCOMPARE(receiver.requestCount(), 0);
}

void TestKeyring::intakeTokenIsInTheKeyring()
{
    startBus();
    startKeyring(true);
    const CliResult made = m_cli->json({u"settings"_s, u"intake-token"_s});
    QCOMPARE(made.code, 0);
    QVERIFY2(made.err.contains("keyring"), made.err.constData());
    const QString token = made.object()[u"intake-token"].toString();
    QVERIFY(token.size() > 40);
    QVERIFY(!QFile::exists(m_cli->profile() + u"/secrets.json"_s));
    QCOMPARE(m_cli->json({u"settings"_s, u"intake-token"_s}).object()[u"intake-token"].toString(), token);
    const QString other = m_cli->json({u"settings"_s, u"intake-token"_s, u"new"_s}).object()[u"intake-token"].toString();
    QVERIFY(!other.isEmpty() && other != token);
    const auto files = m_cli->snapshot();
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        QVERIFY2(!file->contains(other.toLatin1()), qPrintable(file.key()));
    lock();
    QCOMPARE(m_cli->json({u"settings"_s, u"intake-token"_s}).code, 74); // locked is not "none"
}

void TestKeyring::neverUnlockedKeyring()
{
    startBus();
    startKeyring(false);
    const CliResult added = m_cli->json(
        {u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--header"_s, u"X-Token: sesame"_s});
    QCOMPARE(added.code, 0);
    QVERIFY2(added.err.contains("secrets.json"), added.err.constData());
}

void TestKeyring::withoutAnyBus()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home->filePath(u"nowhere"_s).toLocal8Bit());
    const CliResult added = m_cli->json(
        {u"add"_s, u"--name"_s, u"One"_s, u"--url"_s, u"http://127.0.0.1:9/"_s, u"--header"_s, u"X-Token: sesame"_s});
    QCOMPARE(added.code, 0);
    QVERIFY2(added.err.contains("secrets.json"), added.err.constData());
    QFile file(m_cli->profile() + u"/secrets.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains("sesame"));
}

QTEST_GUILESS_MAIN(TestKeyring)
#include "tst_keyring.moc"
