// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include <QRegularExpression>
#include <QTcpSocket>

#include <signal.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// `receive`: what it prints and answers, and how it ends.
class TestCliReceive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void printsWhatArrives();
    void printsLinesOfJson();
    void bodyThatIsNoText();
    void bytesAsTheyCame();
    void failsFirst();
    void answersAsTold_data();
    void answersAsTold();
    void takesWebhooks();
    void endsOnSignals_data();
    void endsOnSignals();
    void refusesBadValues_data();
    void refusesBadValues();
    void portThatIsTaken();

private:
    [[nodiscard]] QByteArray said();
    [[nodiscard]] quint16 start(const QStringList &arguments);
    [[nodiscard]] static QByteArray answerTo(quint16 port, const QByteArray &request);

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_out;
    QByteArray m_err;
};

void TestCliReceive::init()
{
    m_cli = std::make_unique<CliRunner>();
    m_process = std::make_unique<QProcess>();
    m_out.clear();
    m_err.clear();
}

void TestCliReceive::cleanup()
{
    m_process->terminate();
    m_process->waitForFinished();
}

/// All data so far.
QByteArray TestCliReceive::said()
{
    m_out += m_process->readAllStandardOutput();
    m_err += m_process->readAllStandardError();
    return m_out;
}

quint16 TestCliReceive::start(const QStringList &arguments)
{
    m_cli->start(*m_process, QStringList{u"receive"_s} + arguments);
    static const QRegularExpression listening(u"^Listening on http://127\\.0\\.0\\.1:(\\d+)\n"_s);
    QString port;
    const bool isListening = QTest::qWaitFor(
        [&] {
            (void)said();
            port = listening.match(QString::fromUtf8(m_out + m_err)).captured(1);
            return !port.isEmpty();
        },
        60000);
    return isListening ? port.toUShort() : 0;
}

QByteArray TestCliReceive::answerTo(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write(request);
    (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 60000);
    return answer;
}

void TestCliReceive::printsWhatArrives()
{
    const quint16 port = start({});
    QVERIFY(port != 0);
    const QByteArray answer
        = answerTo(port, "PUT /any?x=1 HTTP/1.1\r\nHost: here\r\nX-One:  two\r\nContent-Length: 9\r\n\r\n{\"a\":1.0}");
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.constData());
    const QByteArray expected = "\nPUT /any?x=1 HTTP/1.1\nHost: here\nX-One: two\nContent-Length: 9\n\n{\"a\":1.0}\n"
                                "Body: 9 bytes. Answered with 200.\n\n";
    QTRY_VERIFY2(said().endsWith(expected), m_out.constData());
    QVERIFY2(m_cli->snapshot().isEmpty(), "no profile is needed");
}

void TestCliReceive::printsLinesOfJson()
{
    const quint16 port = start({u"--json"_s});
    QVERIFY(port != 0);
    (void)answerTo(port,
                   "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab\n\r\n1\r\nc\r\n0\r\n\r\n");
    (void)answerTo(port, "GET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(said().count('\n'), 2);
    const QJsonObject first = QJsonDocument::fromJson(m_out.split('\n').at(0)).object();
    QCOMPARE(keysOf(first), u"body headers method number size status target time version"_s);
    QCOMPARE(first.value("body"_L1), u"ab\nc"_s);
    QCOMPARE(first.value("size"_L1), 4);
    QCOMPARE(first.value("target"_L1), u"/a"_s);
    QCOMPARE(first.value("version"_L1), u"HTTP/1.1"_s);
    QCOMPARE(first.value("headers"_L1).toArray().at(0), QJsonObject({{u"name"_s, u"Host"_s}, {u"value"_s, u"x"_s}}));
    const QJsonObject second = QJsonDocument::fromJson(m_out.split('\n').at(1)).object();
    QCOMPARE(second.value("method"_L1), u"GET"_s);
    QCOMPARE(second.value("number"_L1), 2);
    QCOMPARE(second.value("size"_L1), 0);
}

void TestCliReceive::bodyThatIsNoText()
{
    const quint16 port = start({u"--json"_s});
    (void)answerTo(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n\xff!");
    QTRY_COMPARE(said().count('\n'), 1);
    const QJsonObject object = QJsonDocument::fromJson(m_out).object();
    QVERIFY(object.value("body"_L1).isNull());
    QCOMPARE(object.value("bodyBase64"_L1), QString::fromLatin1(QByteArray("\xff!").toBase64()));
}

/// A byte order mark is part of a body, and a header value needs not be UTF-8.
void TestCliReceive::bytesAsTheyCame()
{
    const QByteArray request = "POST / HTTP/1.1\r\nHost: x\r\nX-A: caf\xe9\r\nX-B: caf\xc3\xa9\r\n"
                               "Content-Length: 5\r\n\r\n\xef\xbb\xbf{}";
    const quint16 port = start({u"--json"_s});
    (void)answerTo(port, request);
    QTRY_COMPARE(said().count('\n'), 1);
    const QJsonObject object = QJsonDocument::fromJson(m_out).object();
    QVERIFY(m_out.contains("\xef\xbb\xbf{}")); // not by QJsonDocument, which drops it
    const QJsonArray headers = object.value("headers"_L1).toArray();
    QCOMPARE(headers.at(1)[u"value"_s], u"café"_s);
    QCOMPARE(headers.at(2)[u"value"_s], u"café"_s);

    cleanup();
    init();
    const quint16 other = start({});
    (void)answerTo(other, request);
    QTRY_VERIFY2(said().contains("\nX-A: caf\xc3\xa9\nX-B: caf\xc3\xa9\nContent-Length: 5\n\n\xef\xbb\xbf{}\n"),
                 m_out.constData());
}

void TestCliReceive::failsFirst()
{
    const quint16 port = start({u"--fail"_s, u"2"_s, u"--status"_s, u"201"_s});
    const QByteArray request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    QVERIFY(answerTo(port, request).startsWith("HTTP/1.1 503 "));
    QVERIFY(answerTo(port, request).startsWith("HTTP/1.1 503 "));
    QVERIFY(answerTo(port, request).startsWith("HTTP/1.1 201 "));
}

void TestCliReceive::answersAsTold_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("redirect") << QStringList{u"--status"_s, u"302"_s} << QByteArray("HTTP/1.1 302 ");
    QTest::newRow("without a body") << QStringList{u"--status"_s, u"204"_s} << QByteArray("HTTP/1.1 204 ");
    QTest::newRow("last") << QStringList{u"--status"_s, u"599"_s} << QByteArray("HTTP/1.1 599 ");
    QTest::newRow("late") << QStringList{u"--delay"_s, u"50"_s} << QByteArray("HTTP/1.1 200 ");
}

void TestCliReceive::answersAsTold()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, begin);
    const quint16 port = start(options);
    const QByteArray answer = answerTo(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
    QVERIFY2(answer.startsWith(begin), answer.constData());
}

/// The other half of the program sends to it.
void TestCliReceive::takesWebhooks()
{
    const quint16 port = start({u"--json"_s});
    const QString id = m_cli->add(u"Test"_s, u"http://127.0.0.1:%1/hook"_s.arg(port));
    const CliResult sent = m_cli->run({u"trigger"_s, id});
    QCOMPARE(sent.code, 0);
    QTRY_COMPARE(said().count('\n'), 1);
    QVERIFY(QJsonDocument::fromJson(m_out).object().value("body"_L1).toString().startsWith(R"({"event":"trigger-test")"_L1));
}

void TestCliReceive::endsOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestCliReceive::endsOnSignals()
{
    QFETCH(int, signal);
    const quint16 port = start({u"--delay"_s, u"600000"_s});
    QTcpSocket waiting;
    waiting.connectToHost(QHostAddress::LocalHost, port);
    waiting.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
    QTRY_VERIFY(said().contains("Answered with"));
    ::kill(pid_t(m_process->processId()), signal);
    QCOMPARE(CliRunner::finish(*m_process).code, 0);
}

void TestCliReceive::refusesBadValues_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("port") << QStringList{u"--port"_s, u"65536"_s};
    QTest::newRow("no number") << QStringList{u"--port"_s, u"http"_s};
    QTest::newRow("interim status") << QStringList{u"--status"_s, u"100"_s};
    QTest::newRow("status") << QStringList{u"--status"_s, u"600"_s};
    QTest::newRow("delay") << QStringList{u"--delay"_s, u"-1"_s};
    QTest::newRow("fail") << QStringList{u"--fail"_s, u"some"_s};
}

void TestCliReceive::refusesBadValues()
{
    QFETCH(QStringList, options);
    const CliResult result = m_cli->json(QStringList{u"receive"_s} + options);
    QCOMPARE(result.code, 65);
    QCOMPARE(result.error().value("field"_L1), options.first().mid(2));
    QVERIFY(result.err.contains(options.last().toUtf8()));
}

void TestCliReceive::portThatIsTaken()
{
    const quint16 port = start({});
    QVERIFY(port != 0);
    const CliResult result = m_cli->run({u"receive"_s, u"--port"_s, QString::number(port)});
    QCOMPARE(result.code, 73);
    QVERIFY(result.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliReceive)

#include "tst_clireceive.moc"
