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
    void whatIsLostIsNoReason_data();
    void whatIsLostIsNoReason();
    void noteNamesThoseThatWait();
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

void tst_Recipients::whatIsLostIsNoReason_data()
{
    QTest::addColumn<StoredWebhook>("stored");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<Hold>("hold");
    const auto with = [](StoredWebhook stored, const Problems &problems) {
        stored.problems = problems;
        return stored;
    };
    const Problem unreadable{Field::File, Rule::FileUnreadable};
    const Problem damaged{Field::File, Rule::FileDamaged};
    const Problem changed{Field::File, Rule::FileChanged};
    const auto lost = [](Field field) { return Problem{field, Rule::ValueUnreadable}; };
    const Selection address{false, {u"address"_s}};
    const Selection article{false, {u"article"_s}};
    const Selection all = Selection::everything();
    QTest::newRow("not readable") << with(webhook({}), {unreadable}) << QString() << Hold::Unreadable;
    QTest::newRow("damaged, events lost") << with(webhook({}), {damaged}) << QString() << Hold::Unreadable;
    QTest::newRow("damaged, content types lost") << with(webhook(all, article), {damaged}) << QString() << Hold::Unreadable;
    QTest::newRow("damaged and subscribed") << with(webhook(all), {damaged}) << QString() << Hold::Unreadable;
    QTest::newRow("damaged and disabled") << with(webhook(all, all, false), {damaged}) << u"disabled"_s << Hold::None;
    QTest::newRow("damaged, switch lost") << with(webhook(all, all, false), {damaged, lost(Field::Enabled)}) << QString()
                                          << Hold::Unreadable;
    QTest::newRow("events unreadable") << with(webhook({}), {lost(Field::Events)}) << QString() << Hold::Unreadable;
    QTest::newRow("content types unreadable")
        << with(webhook(all, article), {lost(Field::ContentTypes)}) << QString() << Hold::Unreadable;
    QTest::newRow("timeout unreadable") << with(webhook({}), {lost(Field::Timeout)}) << u"not-subscribed"_s << Hold::None;
    QTest::newRow("timeout unreadable, wanted")
        << with(webhook(all, address), {lost(Field::Timeout)}) << QString() << Hold::Unreadable;
    QTest::newRow("changed by hand") << with(webhook(all), {changed}) << QString() << Hold::None;
}

/// Else the event would be lost for good.
void tst_Recipients::whatIsLostIsNoReason()
{
    QFETCH(const StoredWebhook, stored);
    const RuledEvent event = eventOf(u"entry.create"_s, R"(,"model":"address")");
    const Recipient recipient = recipientsOf(event, {stored}, Edition::Community).first();
    QTEST(recipient.reason ? notSentKey(*recipient.reason) : QString(), "reason");
    QTEST(recipient.hold, "hold");
    const auto test = recipientsOf(eventOf(triggerTest, {}), {stored}, Edition::Community).first();
    QVERIFY(test.reason); // nobody is subscribed to it
}

void tst_Recipients::noteNamesThoseThatWait()
{
    QCOMPARE(noteAboutUnreadable({{WebhookId::create(), u"a"_s, {}, {}}}), std::nullopt);
    const WebhookId nameless = WebhookId::create();
    QList<Recipient> recipients{{nameless, {}, {}, {}, Hold::Unreadable}};
    for (int i = 0; i < EventNote::mostPaths; ++i)
        recipients.append({WebhookId::create(), u"b"_s, {}, {}, Hold::Unreadable});
    const auto note = noteAboutUnreadable(recipients);
    QVERIFY(note);
    QCOMPARE(note->kind, EventNote::Kind::WebhookUnreadable);
    QCOMPARE(note->subjects.first(), nameless.toString());
    QCOMPARE(note->subjects.size(), EventNote::mostPaths);
    QCOMPARE(note->more, 1);
}

QTEST_GUILESS_MAIN(tst_Recipients)
#include "tst_recipients.moc"
