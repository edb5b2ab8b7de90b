// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/oneshotbody.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hookpanel {

class TestOneShotBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void givesItsBytesOnce();
    void inPieces();
    void empty();
    void cannotGoBack();
    void cannotBeWritten();
};

void TestOneShotBody::givesItsBytesOnce()
{
    const QByteArray bytes("a\0b\xff", 4);
    OneShotBody body(bytes);
    QVERIFY(body.isOpen());
    QVERIFY(body.isSequential());
    QVERIFY(!body.atEnd());
    QCOMPARE(body.bytesAvailable(), 4);
    QCOMPARE(body.readAll(), bytes);
    QVERIFY(body.atEnd());
    QCOMPARE(body.bytesAvailable(), 0);
    QCOMPARE(body.readAll(), QByteArray());
    char byte = 0;
    QCOMPARE(body.read(&byte, 1), -1);
}

void TestOneShotBody::inPieces()
{
    OneShotBody body("hello world");
    QSignalSpy begun(&body, &OneShotBody::readingBegun);
    QCOMPARE(body.pieces(), 0);
    QCOMPARE(body.read(5), "hello");
    QCOMPARE(body.pieces(), 1);
    QCOMPARE(begun.size(), 1);
    QCOMPARE(body.read(100), " world");
    QCOMPARE(body.pieces(), 2);
    QCOMPARE(begun.size(), 1); // once
    QVERIFY(body.atEnd());
}

void TestOneShotBody::empty()
{
    OneShotBody body({});
    QVERIFY(body.atEnd());
    QCOMPARE(body.readAll(), QByteArray());
    QCOMPARE(body.pieces(), 0);
}

/// The point of it: whoever wants to send it again is told no.
void TestOneShotBody::cannotGoBack()
{
    OneShotBody body("hello");
    QCOMPARE(body.read(2), "he");
    QVERIFY(!body.reset());
    QVERIFY(!body.seek(0));
    QCOMPARE(body.readAll(), "llo");
    QVERIFY(!body.reset());
    QVERIFY(body.atEnd());
}

void TestOneShotBody::cannotBeWritten()
{
    OneShotBody body("hello");
    QVERIFY(!body.isWritable());
}

} // namespace hookpanel

QTEST_GUILESS_MAIN(hookpanel::TestOneShotBody)

#include "tst_oneshotbody.moc"
