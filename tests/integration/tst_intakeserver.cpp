// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakeserver.h"
#include "integration/intakeclient.h"

#include <QSignalSpy>

#include <algorithm>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The half of the intake that speaks HTTP, in the test's own thread: nothing happens behind its back.
class IntakeServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersWhenTold();
    void answersOnce();
    void limitOfConnections();
    void silentOnesMakeRoom();
    void silentOnesMakeRoomForWhoComesLater();
    void silentOnesStayWhileNobodyWaits();
    void closeTellsWhoWaits();
    void clientGoneBeforeTheAnswer();
};

void IntakeServerTest::answersWhenTold()
{
    IntakeServer server({.token = intakeToken()});
    QSignalSpy received(&server, &IntakeServer::received);
    RawClient client(server.listen().value_or(0));
    client.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.constFirst().at(1).value<IntakeRequest>().payload, samplePayload());
    QVERIFY(!received.constFirst().at(2).value<QDeadlineTimer>().hasExpired());
    QVERIFY(client.answer().bytes.isEmpty()); // 202 only after the commit

    server.answer(received.constFirst().at(0).toULongLong(), IntakeAnswer::accepted("{}"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().status(), 202);
    server.close();
}

void IntakeServerTest::answersOnce()
{
    IntakeServer server({.token = intakeToken()});
    QSignalSpy received(&server, &IntakeServer::received);
    RawClient client(server.listen().value_or(0));
    client.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);
    const quint64 id = received.constFirst().at(0).toULongLong();
    server.answer(id + 1, IntakeAnswer::accepted("{}"));
    server.answer(id, IntakeAnswer::accepted("{}"));
    server.answer(id, IntakeAnswer::refused({IntakeFault::Stopping, {}}));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.answer().count(), 1);
    QCOMPARE(client.answer().status(), 202);
    server.answer(id, IntakeAnswer::accepted("{}"));
    server.close();
}

/// Those beyond the limit are not even accepted, and served when there is room.
void IntakeServerTest::limitOfConnections()
{
    IntakeServer server({.token = intakeToken(), .limits = {.connections = 3, .silenceMs = 600000, .firstByteMs = 600000}});
    QSignalSpy received(&server, &IntakeServer::received);
    const quint16 port = server.listen().value_or(0);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 3; ++i) {
        idle.push_back(std::make_unique<RawClient>(port));
        QVERIFY(idle.back()->socket().waitForConnected());
    }
    RawClient late(port);
    QVERIFY(late.socket().waitForConnected());
    late.send(RawRequest{}.bytes());
    QVERIFY(late.socket().waitForBytesWritten());

    // All four have knocked before the server had its first turn, and one turn takes all that it may.
    QTRY_VERIFY(!server.findChildren<IntakeConnection *>().isEmpty());
    QCOMPARE(server.findChildren<IntakeConnection *>().size(), 3);
    idle.front()->socket().disconnectFromHost();
    QTRY_COMPARE(received.size(), 1);
    server.close();
}

/// Who says nothing does not keep others out, though its own time is not up; who waits for an answer keeps its place.
void IntakeServerTest::silentOnesMakeRoom()
{
    IntakeServer server({.token = intakeToken(), .limits = {.connections = 3, .silenceMs = 50, .firstByteMs = 600000}});
    QSignalSpy received(&server, &IntakeServer::received);
    const quint16 port = server.listen().value_or(0);
    RawClient busy(port);
    busy.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);

    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 10; ++i) {
        idle.push_back(std::make_unique<RawClient>(port));
        QVERIFY(idle.back()->socket().waitForConnected());
    }
    RawClient late(port);
    late.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(idle.front()->isClosed());
    QVERIFY(!busy.isClosed());
    server.close();
}

/// They fill all places, and nobody waits; whoever knocks afterwards is heard at once.
void IntakeServerTest::silentOnesMakeRoomForWhoComesLater()
{
    constexpr int silenceMs = 50;
    IntakeServer server(
        {.token = intakeToken(), .limits = {.connections = 3, .silenceMs = silenceMs, .firstByteMs = 600000}});
    QSignalSpy received(&server, &IntakeServer::received);
    const quint16 port = server.listen().value_or(0);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 3; ++i)
        idle.push_back(std::make_unique<RawClient>(port));
    QTRY_COMPARE(server.findChildren<IntakeConnection *>().size(), 3);
    const QList<IntakeConnection *> silent = server.findChildren<IntakeConnection *>();
    QTRY_VERIFY(std::all_of(silent.begin(), silent.end(), [](const IntakeConnection *connection) {
        return connection->silentMs().value_or(0) > silenceMs;
    }));

    RawClient late(port);
    late.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);
    server.close();
}

/// Nobody is sent away for nobody's sake.
void IntakeServerTest::silentOnesStayWhileNobodyWaits()
{
    IntakeServer server({.token = intakeToken(), .limits = {.connections = 1, .silenceMs = 1, .firstByteMs = 600000}});
    QSignalSpy received(&server, &IntakeServer::received);
    RawClient silent(server.listen().value_or(0));
    QTRY_COMPARE(server.findChildren<IntakeConnection *>().size(), 1);
    QTRY_VERIFY(server.findChild<IntakeConnection *>()->silentMs().value_or(0) > 10);
    silent.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);
    server.close();
}

/// All requests that were read and not answered get 503; those that are being read are cut off.
void IntakeServerTest::closeTellsWhoWaits()
{
    IntakeServer server({.token = intakeToken()});
    QSignalSpy received(&server, &IntakeServer::received);
    const quint16 port = server.listen().value_or(0);
    RawClient first(port);
    RawClient second(port);
    RawClient half(port);
    half.send(RawRequest{}.bytes().chopped(1));
    first.send(RawRequest{}.bytes());
    second.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 2);
    server.close();
    QTRY_VERIFY(first.isClosed() && second.isClosed() && half.isClosed());
    QCOMPARE(first.answer().status(), 503);
    QCOMPARE(first.answer().code(), u"stopping"_s);
    QCOMPARE(second.answer().status(), 503);
    QVERIFY(half.answer().bytes.isEmpty());
}

/// A client that does not wait for its answer harms nobody.
void IntakeServerTest::clientGoneBeforeTheAnswer()
{
    IntakeServer server({.token = intakeToken(), .limits = {.connections = 1}});
    QSignalSpy received(&server, &IntakeServer::received);
    const quint16 port = server.listen().value_or(0);
    RawClient gone(port);
    gone.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 1);
    gone.socket().abort();
    server.answer(received.constFirst().at(0).toULongLong(), IntakeAnswer::accepted("{}"));

    RawClient next(port);
    next.send(RawRequest{}.bytes());
    QTRY_COMPARE(received.size(), 2);
    server.answer(received.constLast().at(0).toULongLong(), IntakeAnswer::accepted("{}"));
    QTRY_VERIFY(next.isClosed());
    QCOMPARE(next.answer().status(), 202);
    server.close();
}

QTEST_GUILESS_MAIN(IntakeServerTest)

#include "tst_intakeserver.moc"
