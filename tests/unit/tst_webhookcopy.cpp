// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/validation.h"
#include "models/webhookcopy.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// What Duplicate makes.
class TestWebhookCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingButIdNameAndSwitch();
    void names_data();
    void names();
    void longNames_data();
    void longNames();
};

void TestWebhookCopy::everythingButIdNameAndSwitch()
{
    Webhook original;
    original.id = WebhookId::create();
    original.name = u"Build"_s;
    original.url = u"http://h/${X}"_s;
    original.headers = {{u"A"_s, u"b"_s}};
    original.events = {true, {u"x"_s}};
    original.timeoutSeconds = 33;
    original.signing = QStringList{u"github"_s};
    Webhook copy = WebhookCopy::of(original, {});
    QVERIFY(copy.id != original.id);
    QVERIFY(!copy.id.isNull());
    QVERIFY(!copy.enabled);
    QCOMPARE(copy.name, u"Build (copy)"_s);
    copy.id = original.id;
    copy.name = original.name;
    copy.enabled = true;
    QCOMPARE(copy, original);
}

void TestWebhookCopy::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("taken");
    QTest::addColumn<QString>("expected");
    QTest::newRow("first") << u"A"_s << QStringList{u"A"_s} << u"A (copy)"_s;
    QTest::newRow("second") << u"A"_s << QStringList{u"A"_s, u"A (copy)"_s} << u"A (copy 2)"_s;
    QTest::newRow("third") << u"A"_s << QStringList{u"A (copy 2)"_s, u"A (copy)"_s} << u"A (copy 3)"_s;
    QTest::newRow("copy of a copy") << u"A (copy)"_s << QStringList{u"A"_s, u"A (copy)"_s} << u"A (copy 2)"_s;
    QTest::newRow("copy of a later copy") << u"A (copy 7)"_s << QStringList{u"A (copy 7)"_s} << u"A (copy)"_s;
    QTest::newRow("other brackets") << u"A (live)"_s << QStringList{} << u"A (live) (copy)"_s;
    QTest::newRow("without a name") << u""_s << QStringList{} << u"(copy)"_s;
    QTest::newRow("percent") << u"100 %1 %2"_s << QStringList{u"100 %1 %2 (copy)"_s} << u"100 %1 %2 (copy 2)"_s;
}

void TestWebhookCopy::names()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, taken);
    QFETCH(const QString, expected);
    Webhook webhook;
    webhook.name = name;
    QCOMPARE(WebhookCopy::of(webhook, taken).name, expected);
}

void TestWebhookCopy::longNames_data()
{
    QTest::addColumn<QString>("letter");
    QTest::newRow("Latin") << u"a"_s;
    QTest::newRow("two units each") << QString::fromUcs4(U"🎣");
}

void TestWebhookCopy::longNames()
{
    QFETCH(const QString, letter);
    Webhook webhook;
    webhook.name = letter.repeated(Webhook::maximumNameLength);
    QStringList taken;
    for (int i = 0; i < 12; ++i) {
        const QString name = WebhookCopy::of(webhook, taken).name;
        QCOMPARE(name.toUcs4().size(), Webhook::maximumNameLength);
        QVERIFY(name.startsWith(letter));
        QVERIFY(!taken.contains(name));
        QCOMPARE(validateName(name), Problems());
        taken.append(name);
    }
    QVERIFY(taken.first().endsWith(u" (copy)"));
    QVERIFY(taken.last().endsWith(u" (copy 12)"));
}

QTEST_GUILESS_MAIN(TestWebhookCopy)
#include "tst_webhookcopy.moc"
