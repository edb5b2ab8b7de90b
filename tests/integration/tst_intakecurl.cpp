// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intake.h"
#include "integration/intakeclient.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The intake against curl, as a script uses it.
class IntakeCurlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void requests_data();
    void requests();
    void manyAtOnce();

private:
    /// Runs curl to its end, this thread's events going on meanwhile.
    void run(QProcess &curl, const QStringList &arguments) const;
    [[nodiscard]] QString writePayload(const QByteArray &payload) const;

    QTemporaryDir m_folder;
    std::unique_ptr<FakeAcceptor> m_acceptor;
    std::unique_ptr<Intake> m_intake;
    quint16 m_port = 0;
};

void IntakeCurlTest::init()
{
    m_intake.reset();
    m_acceptor = std::make_unique<FakeAcceptor>();
    m_intake = std::make_unique<Intake>(*m_acceptor);
    m_port = m_intake->start({.token = intakeToken()}).value_or(0);
    QVERIFY(m_port != 0);
}

void IntakeCurlTest::run(QProcess &curl, const QStringList &arguments) const
{
    curl.start(u"curl"_s, QStringList{u"--disable"_s, u"--silent"_s, u"--show-error"_s, u"--noproxy"_s, u"*"_s} + arguments);
    QTRY_COMPARE_WITH_TIMEOUT(curl.state(), QProcess::NotRunning, 60000);
}

QString IntakeCurlTest::writePayload(const QByteArray &payload) const
{
    QFile file(m_folder.filePath(u"payload.json"_s));
    return file.open(QIODevice::WriteOnly) && file.write(payload) == payload.size() ? file.fileName() : QString();
}

void IntakeCurlTest::requests_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("status");

    const QString here = u"127.0.0.1"_s;
    const QStringList good{u"-H"_s, u"Content-Type: application/json"_s, u"-H"_s,
                           u"Authorization: Bearer "_s + QString::fromLatin1(intakeToken())};
    const QByteArray largest(1024 * 1024, ' ');

    QTest::newRow("accepted") << here << good << samplePayload() << 202;
    QTest::newRow("localhost") << u"localhost"_s << good + QStringList{u"-4"_s} << samplePayload() << 202;
    QTest::newRow("HTTP/1.0") << here << good + QStringList{u"--http1.0"_s} << samplePayload() << 202;
    QTest::newRow("asks for HTTP/2") << here << good + QStringList{u"--http2"_s} << samplePayload() << 202;
    QTest::newRow("asks before the body") << here << good + QStringList{u"-H"_s, u"Expect: 100-continue"_s}
                                          << samplePayload() << 202;
    QTest::newRow("1 MiB, asks by itself") << here << good << largest << 202;
    QTest::newRow("1 MiB and one byte") << here << good << QByteArray(largest + ' ') << 413;
    QTest::newRow("32 MiB") << here << good << largest.repeated(32) << 413;
    QTest::newRow("32 MiB, does not ask") << here << good + QStringList{u"-H"_s, u"Expect:"_s} << largest.repeated(32)
                                          << 413;
    QTest::newRow("chunked") << here << good + QStringList{u"-H"_s, u"Transfer-Encoding: chunked"_s} << samplePayload()
                             << 411;
    QTest::newRow("no headers") << here << QStringList{} << samplePayload() << 401;
    QTest::newRow("a form") << here << good.mid(2) << samplePayload() << 415;
    QTest::newRow("compressed") << here << good + QStringList{u"-H"_s, u"Content-Encoding: gzip"_s} << samplePayload()
                                << 415;
    QTest::newRow("PUT") << here << good + QStringList{u"-X"_s, u"PUT"_s} << samplePayload() << 405;
    QTest::newRow("HEAD") << here << good + QStringList{u"-X"_s, u"HEAD"_s, u"--head"_s, u"--get"_s} << QByteArray() << 405;
    QTest::newRow("another name for this machine")
        << here << good + QStringList{u"-H"_s, u"Host: rebound.example"_s} << samplePayload() << 403;
}

void IntakeCurlTest::requests()
{
    QFETCH(QString, host);
    QFETCH(QStringList, options);
    QFETCH(QByteArray, payload);
    QFETCH(int, status);
    const QString body = m_folder.filePath(u"answer.json"_s);
    QFile::remove(body);
    QProcess curl;
    run(curl,
        options
            + QStringList{u"--data-binary"_s, u'@' + writePayload(payload), u"--output"_s, body, u"--write-out"_s,
                          u"%{http_code}"_s, u"http://%1:%2/events"_s.arg(host).arg(m_port)});
    QCOMPARE(curl.readAllStandardOutput().toInt(), status);
    QCOMPARE(m_acceptor->requests.size(), status == 202 ? 1 : 0);
    if (status == 202)
        QCOMPARE(m_acceptor->requests.constFirst().payload, payload);
    QFile answer(body);
    if (status != 202 && answer.open(QIODevice::ReadOnly)) {
        const QJsonObject error = QJsonDocument::fromJson(answer.readAll()).object().value(u"error").toObject();
        QCOMPARE(error.isEmpty(), options.contains(u"--head"_s));
    }
}

/// More at once than there may be connections: all are taken, none twice.
void IntakeCurlTest::manyAtOnce()
{
    QProcess curl;
    run(curl,
        {u"-Z"_s, u"--parallel-immediate"_s, u"--parallel-max"_s, u"200"_s, u"-H"_s, u"Content-Type: application/json"_s,
         u"-H"_s, u"Authorization: Bearer "_s + QString::fromLatin1(intakeToken()), u"--data-binary"_s,
         u'@' + writePayload(samplePayload()), u"--output"_s, u"/dev/null"_s, u"--write-out"_s, u"%{http_code}\n"_s,
         u"http://127.0.0.1:%1/events?[1-200]"_s.arg(m_port)});
    QCOMPARE(curl.readAllStandardOutput(), QByteArray("202\n").repeated(200));
    QCOMPARE(m_acceptor->requests.size(), 200);
}

QTEST_GUILESS_MAIN(IntakeCurlTest)

#include "tst_intakecurl.moc"
