// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "support/program.h"

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The signing secret of a webhook is changed while events go out to a receiver that is not ours and verifies them.
class TestCliRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receiverAcceptsThroughARotation();

private:
    /// The receiver of the manual, at `port` or any free one, from now on with this secret. Returns its port.
    QString receiveWith(const QString &secret, const QString &port);
    QString secretOf(const QStringList &arguments);
    /// Sends an event and waits for its outcome.
    int emitEvent();

    CliRunner m_cli;
    std::unique_ptr<Program> m_receiver;
};

QString TestCliRotation::receiveWith(const QString &secret, const QString &port)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    environment.insert(u"WEBHOOK_SECRET"_s, secret);
    m_receiver = nullptr; // the port is free again
    m_receiver = std::make_unique<Program>();
    return m_receiver->start(u"python3"_s, {receiverScript(u"receiver.py"_s), port},
                             QRegularExpression(u"listening on port (\\d+)"_s), environment);
}

QString TestCliRotation::secretOf(const QStringList &arguments)
{
    return m_cli.json(QStringList{u"secret"_s, u"Signed"_s} + arguments).object().value(u"secret"_s).toString();
}

int TestCliRotation::emitEvent()
{
    const QString entry = m_cli.write(u"entry.json"_s, R"({"id":1,"title":"Grüße"})");
    return m_cli.run({u"emit"_s, u"entry.publish"_s, u"--model"_s, u"article"_s, u"--entry"_s, entry, u"--wait=60"_s}).code;
}

void TestCliRotation::receiverAcceptsThroughARotation()
{
    QString port = receiveWith(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, u"0"_s);
    QVERIFY(!port.isEmpty());
    const QString id = m_cli.add(u"Signed"_s, u"http://127.0.0.1:%1/hook"_s.arg(port),
                                 {u"--event"_s, u"entry.publish"_s, u"--sign"_s, u"standard"_s, u"--retry"_s, u"off"_s});
    QVERIFY(!id.isEmpty());
    const QString first = secretOf({u"generate"_s});
    QVERIFY(!first.isEmpty());
    QCOMPARE(emitEvent(), 1); // the receiver does not know this secret yet: 401

    QCOMPARE(receiveWith(first, port), port);
    QCOMPARE(emitEvent(), 0);
    QVERIFY(m_receiver->prints("Grüße"));
    const QString second = secretOf({u"rotate"_s});
    QVERIFY(!second.isEmpty() && second != first);
    QCOMPARE(emitEvent(), 0); // both sign
    QCOMPARE(receiveWith(second, port), port);
    QCOMPARE(emitEvent(), 0);
    QCOMPARE(m_cli.run({u"secret"_s, u"Signed"_s, u"end-old"_s}).code, 0);
    QCOMPARE(emitEvent(), 0);

    QCOMPARE(receiveWith(first, port), port);
    QCOMPARE(emitEvent(), 1); // the old one has ended
}

QTEST_GUILESS_MAIN(TestCliRotation)
#include "tst_clirotation.moc"
