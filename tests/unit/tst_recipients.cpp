// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/recipients.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

StoredWebhook webhook(const Selection &events, const Selection &contentTypes = Selection::everything(), bool enabled = true)
{
    StoredWebhook stored;
    stored.webhook.id = WebhookId::create();
    stored.webhook.name = u"Search"_s;
    stored.webhook.url = u"http://h/"_s;
    stored.webhook.enabled = enabled;
    stored.webhook.events = events;
    stored.webhook.contentTypes = contentTypes;
    return stored;
}

RuledEvent eventOf(const QString &type, const QByteArray &members)
{
    ContentTypes known;
    known.insert(ContentType{u"api::page.page"_s, u"page"_s, {}, true, {}});
    EventType release;
    release.name = u"releases.publish"_s;
    release.edition = Edition::Enterprise;
    return EventRules(known, EventCatalogue({release}))
        .givenOfAnyType(R"({"event":")" + type.toUtf8() + R"(","createdAt":"2026-11-24T08:00:00Z")" + members + '}', type)
        .value();
}

} // namespace

class tst_Recipients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void reasons_data();
    void reasons();
    void enterpriseSendsToAll();
    void reasonsHaveKeys();
    void everyWebhookInOrder();
};

void tst_Recipients::reasons_data()
{
    QTest::addColumn<StoredWebhook>("stored");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("reason");
    const Selection create{false, {u"entry.create"_s}};
    const Selection address{false, {u"address"_s}};
    const Selection addressUid{false, {u"api::address.address"_s}};
    const QString type = u"entry.create"_s;
    const QByteArray both = R"(,"model":"address","uid":"api::address.address")";
    QTest::newRow("subscribed") << webhook(create) << type << both << QString();
    QTest::newRow("all events") << webhook(Selection::everything()) << type << both << QString();
    QTest::newRow("disabled") << webhook(create, {}, false) << type << both << u"disabled"_s;
    QTest::newRow("disabled comes first") << webhook({}, {}, false) << type << both << u"disabled"_s;
    QTest::newRow("another type") << webhook(create) << u"entry.update"_s << both << u"not-subscribed"_s;
    QTest::newRow("no type at all") << webhook({}) << type << both << u"not-subscribed"_s;
    QTest::newRow("by model") << webhook(create, address) << type << both << QString();
    QTest::newRow("by uid") << webhook(create, addressUid) << type << both << QString();
    QTest::newRow("another content type") << webhook(create, address) << type << QByteArray(R"(,"model":"article")")
                                          << u"content-type"_s;
    QTest::newRow("an empty list") << webhook(create, {}) << type << both << u"content-type"_s;
    QTest::newRow("by the uid of a known one")
        << webhook(create, {false, {u"api::page.page"_s}}) << type << QByteArray(R"(,"model":"page")") << QString();
    QTest::newRow("the test event") << webhook(Selection::everything()) << triggerTest << QByteArray()
                                    << u"not-subscribed"_s;
    QTest::newRow("edition") << webhook(Selection::everything()) << u"releases.publish"_s << QByteArray() << u"edition"_s;
    QTest::newRow("edition comes last") << webhook({}) << u"releases.publish"_s << QByteArray() << u"not-subscribed"_s;
    QTest::newRow("an entry of nobody knows what")
        << webhook(create, address) << type << QByteArray(R"(,"entry":{})") << u"content-type"_s;
    QTest::newRow("the same for all content types") << webhook(create) << type << QByteArray(R"(,"entry":{})") << QString();
    QTest::newRow("no content type") << webhook(Selection::everything(), address) << u"media.create"_s
                                     << QByteArray(R"(,"media":{"model":"x"})") << QString();
}

void tst_Recipients::reasons()
{
    QFETCH(const StoredWebhook, stored);
    QFETCH(const QString, type);
    QFETCH(const QByteArray, members);
    const auto recipients = recipientsOf(eventOf(type, members), {stored}, Edition::Community);
    QCOMPARE(recipients.size(), 1);
    const auto reason = recipients.first().reason;
    QTEST(reason ? notSentKey(*reason) : QString(), "reason");
}

void tst_Recipients::enterpriseSendsToAll()
{
    const auto recipients
        = recipientsOf(eventOf(u"releases.publish"_s, {}), {webhook(Selection::everything())}, Edition::Enterprise);
    QCOMPARE(recipients.first().reason, std::nullopt);
}

void tst_Recipients::reasonsHaveKeys()
{
    for (const char *key : {"disabled", "not-subscribed", "content-type", "edition"}) {
        const auto reason = notSentFromKey(QString::fromLatin1(key));
        QVERIFY(reason);
        QCOMPARE(notSentKey(*reason), QString::fromLatin1(key));
    }
    QCOMPARE(notSentFromKey(u"else"_s), std::nullopt);
}

void tst_Recipients::everyWebhookInOrder()
{
    const QList<StoredWebhook> all{webhook({}), webhook(Selection::everything()), webhook({}, {}, false)};
    const auto recipients = recipientsOf(eventOf(u"entry.create"_s, {}), all, Edition::Community);
    QCOMPARE(recipients.size(), all.size());
    for (qsizetype i = 0; i < all.size(); ++i)
        QCOMPARE(recipients.at(i).webhook, all.at(i).webhook.id);
    QCOMPARE(recipients.at(1).name, u"Search"_s);
    QCOMPARE(recipients.at(1).url, u"http://h/"_s);
}

QTEST_GUILESS_MAIN(tst_Recipients)
#include "tst_recipients.moc"
