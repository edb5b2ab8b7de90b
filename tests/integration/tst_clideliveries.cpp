// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"
#include "store/deliverystore.h"
#include "support/loopbackreceiver.h"

#include <QRegularExpression>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray payload
    = R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z","model":"address","entry":{"n":1.0}})";

QString urlOf(const LoopbackReceiver &receiver)
{
    return receiver.url().toString();
}

} // namespace

Q_DECLARE_METATYPE(hookpanel::test::Answer)

/// `emit`, `deliveries`, `delivery`, `resend`, `retry` and `stop`, with the real program and no other dispatcher.
class TestCliDeliveries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void emitHasTheShapeOfTheContract();
    void everyAttemptBearsTheSamePayload();
    void reasonsOfTheOthers();
    void nobodyGetsIt();
    void firstAttemptOnly();
    void waitsForTheWorst_data();
    void waitsForTheWorst();
    void refusedEvents_data();
    void refusedEvents();
    void listIsFiltered();
    void badFilters_data();
    void badFilters();
    void deliveryShowsEachAttempt();
    void secretsAreNotKept();
    void noSuchDelivery_data();
    void noSuchDelivery();
    void resendIsANewDeliveryOfTheSameEvent();
    void retryGoesAtOnce();
    void stopCancels();
    void overIsNeitherRetriedNorStopped();
    void removeCancels();
    void saysForWhatItWaits();
    void nobodySendsWhatAKilledProgramLeft();
    void deadLetterThatWasSentAgain();
    void damagedDatabase_data();
    void damagedDatabase();

private:
    /// Adds a webhook that is subscribed to the event of the payload.
    QString add(const QString &name, const QString &url, const QStringList &options = {});
    QJsonObject emitEvent(const QStringList &options = {});
    [[nodiscard]] QJsonArray deliveries(const QStringList &options = {}) const;
    [[nodiscard]] QJsonObject only() const;

    std::unique_ptr<CliRunner> m_cli;
};

void TestCliDeliveries::init()
{
    m_cli = std::make_unique<CliRunner>();
}

QString TestCliDeliveries::add(const QString &name, const QString &url, const QStringList &options)
{
    return m_cli->add(name, url, QStringList{u"--event"_s, u"entry.create"_s} + options);
}

QJsonObject TestCliDeliveries::emitEvent(const QStringList &options)
{
    const CliResult result = m_cli->json(QStringList{u"emit"_s, u"--payload"_s, u"-"_s} + options, payload);
    if (result.code < 0 || result.code > 4)
        qFatal("emit ended with %d: %s", result.code, result.err.constData());
    return result.object();
}

QJsonArray TestCliDeliveries::deliveries(const QStringList &options) const
{
    return m_cli->json(QStringList{u"deliveries"_s} + options).document().array();
}

/// The one delivery that there is.
QJsonObject TestCliDeliveries::only() const
{
    const QJsonArray all = deliveries();
    if (all.size() != 1)
        qFatal("%lld deliveries", static_cast<long long>(all.size()));
    return all.first().toObject();
}

void TestCliDeliveries::emitHasTheShapeOfTheContract()
{
    LoopbackReceiver receiver;
    const QString webhook = add(u"Search"_s, urlOf(receiver));
    const CliResult result = m_cli->json({u"emit"_s, u"entry.create"_s, u"--payload"_s, u"-"_s}, payload);
    QCOMPARE(result.code, 0);
    const QJsonObject accepted = result.object();
    QCOMPARE(keysOf(accepted), u"acceptedAt deliveries event notSent notes type"_s);
    QVERIFY(!QUuid::fromString(accepted[u"event"].toString()).isNull());
    QCOMPARE(accepted[u"type"].toString(), u"entry.create"_s);
    QVERIFY(accepted[u"acceptedAt"].toString().endsWith(u'Z'));
    QCOMPARE(accepted[u"notSent"].toArray(), QJsonArray());
    QCOMPARE(accepted[u"notes"].toArray().size(), 1); // its content type is not known
    const QJsonObject delivery = accepted[u"deliveries"][0].toObject();
    QCOMPARE(keysOf(delivery), u"id state webhook"_s);
    QCOMPARE(delivery[u"webhook"].toString(), webhook);
    QCOMPARE(delivery[u"state"].toString(), u"pending"_s); // it is told as soon as it is on the disk

    QCOMPARE(receiver.requestCount(), 1);
    const ReceivedRequest request = receiver.requests().constFirst();
    QCOMPARE(request.body(), payload);
    QCOMPARE(request.header("X-Strapi-Event"), "entry.create");
    QCOMPARE(request.header("X-Hookpanel-Delivery"), delivery[u"id"].toString().toLatin1());
    QCOMPARE(request.header("X-Hookpanel-Attempt"), "1");
    QCOMPARE(only()[u"state"].toString(), u"delivered"_s);
}

void TestCliDeliveries::everyAttemptBearsTheSamePayload()
{
    LoopbackReceiver receiver;
    receiver.answerNext(Answer::status(503));
    add(u"Search"_s, urlOf(receiver), {u"--retry"_s, u"1"_s});
    emitEvent({u"--wait"_s});
    const auto requests = receiver.requests();
    QCOMPARE(requests.size(), 2);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(requests.at(i).body(), payload);
        QCOMPARE(requests.at(i).header("X-Hookpanel-Attempt"), QByteArray::number(i + 1));
        QCOMPARE(requests.at(i).header("X-Hookpanel-Delivery"), requests.first().header("X-Hookpanel-Delivery"));
    }
    QCOMPARE(only()[u"state"].toString(), u"delivered"_s);
}

void TestCliDeliveries::reasonsOfTheOthers()
{
    LoopbackReceiver receiver;
    const QString disabled = add(u"a"_s, urlOf(receiver), {u"--disabled"_s});
    const QString other = m_cli->add(u"b"_s, urlOf(receiver), {u"--event"_s, u"entry.update"_s});
    const QString content = add(u"c"_s, urlOf(receiver), {u"--content-type"_s, u"article"_s});
    const QString all = m_cli->add(u"d"_s, urlOf(receiver), {u"--event"_s, u"*"_s});
    const QJsonObject accepted = emitEvent();
    QHash<QString, QString> reasons;
    for (const QJsonValue &one : accepted[u"notSent"].toArray())
        reasons.insert(one[u"webhook"].toString(), one[u"reason"].toString());
    const QHash<QString, QString> expected{
        {disabled, u"disabled"_s}, {other, u"not-subscribed"_s}, {content, u"content-type"_s}};
    QCOMPARE(reasons, expected);
    QCOMPARE(accepted[u"deliveries"].toArray().size(), 1);
    QCOMPARE(accepted[u"deliveries"][0][u"webhook"].toString(), all);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliDeliveries::nobodyGetsIt()
{
    const CliResult result = m_cli->json({u"emit"_s, u"--payload"_s, u"-"_s, u"--wait"_s}, payload);
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"deliveries"].toArray(), QJsonArray());
    QVERIFY(!result.err.isEmpty());
}

/// Without a dispatcher it sends each first attempt itself, and says that the rest waits.
void TestCliDeliveries::firstAttemptOnly()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(503));
    add(u"Search"_s, urlOf(receiver), {u"--retry"_s, u"1"_s});
    const CliResult result = m_cli->run({u"emit"_s, u"--payload"_s, u"-"_s}, payload);
    QCOMPARE(result.code, 0);
    QVERIFY(result.err.contains("serve"));
    QCOMPARE(receiver.requestCount(), 1);
    const QJsonObject delivery = only();
    QCOMPARE(delivery[u"state"].toString(), u"waiting-retry"_s);
    QCOMPARE(delivery[u"outcome"].toString(), u"receiver-error"_s);
    QVERIFY(!delivery[u"nextAttemptAt"].isNull());
}

void TestCliDeliveries::waitsForTheWorst_data()
{
    QTest::addColumn<QList<Answer>>("answers");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("states");
    QTest::newRow("all are delivered") << QList{Answer::status(200), Answer::status(204)} << 0
                                       << QStringList{u"delivered"_s, u"delivered"_s};
    QTest::newRow("one is rejected") << QList{Answer::status(200), Answer::status(400)} << 1
                                     << QStringList{u"delivered"_s, u"failed"_s};
    QTest::newRow("a dead letter") << QList{Answer::status(500), Answer::status(200)} << 1
                                   << QStringList{u"dead"_s, u"delivered"_s};
    QTest::newRow("one is dropped") << QList{Answer::closeBeforeReply(), Answer::status(404)} << 2
                                    << QStringList{u"dead"_s, u"failed"_s};
    QTest::newRow("one hangs") << QList{Answer::hang(), Answer::closeBeforeReply()} << 4
                               << QStringList{u"dead"_s, u"dead"_s};
}

void TestCliDeliveries::waitsForTheWorst()
{
    QFETCH(const QList<Answer>, answers);
    std::vector<std::unique_ptr<LoopbackReceiver>> receivers;
    QHash<QString, int> place;
    for (const Answer &answer : answers) {
        receivers.push_back(std::make_unique<LoopbackReceiver>());
        receivers.back()->answer(answer);
        const QString webhook = add(u"webhook %1"_s.arg(place.size()), urlOf(*receivers.back()),
                                    {u"--retry"_s, u"off"_s, u"--timeout"_s, u"1"_s});
        place.insert(webhook, int(place.size()));
    }
    const CliResult result = m_cli->json({u"emit"_s, u"--payload"_s, u"-"_s, u"--wait=30"_s}, payload);
    QTEST(result.code, "code");
    QStringList states(answers.size());
    for (const QJsonValue &delivery : result.object()[u"deliveries"].toArray())
        states[place.value(delivery[u"webhook"].toString())] = delivery[u"state"].toString();
    QTEST(states, "states");
    for (const auto &receiver : receivers)
        QCOMPARE(receiver->requestCount(), 1);
}

void TestCliDeliveries::refusedEvents_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("error");
    const QStringList fromInput{u"--payload"_s, u"-"_s};
    QTest::newRow("no payload") << QStringList{u"entry.create"_s} << QByteArray() << 64 << u"usage"_s;
    QTest::newRow("no JSON") << fromInput << QByteArray("{\"event\":") << 65 << u"not-json"_s;
    QTest::newRow("no object") << fromInput << QByteArray("[]") << 65 << u"not-an-object"_s;
    QTest::newRow("no createdAt") << fromInput << QByteArray(R"({"event":"entry.create"})") << 65 << u"missing-member"_s;
    QTest::newRow("another event") << QStringList{u"entry.update"_s, u"--payload"_s, u"-"_s} << payload << 65
                                   << u"wrong-event"_s;
    QTest::newRow("unknown event") << fromInput
                                   << QByteArray(R"({"event":"entry.creat","createdAt":"2026-11-24T08:00:00Z"})") << 65
                                   << u"unknown-event-type"_s;
    QTest::newRow("user content type")
        << fromInput << QByteArray(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user"})") << 5
        << u"user-content-type"_s;
    QTest::newRow("key twice") << fromInput
                               << QByteArray(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","a":1,"a":2})")
                               << 65 << u"duplicate-key"_s;
    QTest::newRow("no file") << QStringList{u"--payload"_s, u"nowhere.json"_s} << QByteArray() << 65 << u"cannot-read"_s;
    QTest::newRow("no time") << QStringList{u"--payload"_s, u"-"_s, u"--wait=soon"_s} << payload << 65 << u"invalid-value"_s;
}

/// Each has its own code, and nothing is kept or sent.
void TestCliDeliveries::refusedEvents()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, input);
    LoopbackReceiver receiver;
    add(u"Search"_s, urlOf(receiver));
    const CliResult result = m_cli->json(QStringList{u"emit"_s} + arguments, input);
    QTEST(result.code, "code");
    QTEST(result.error()[u"code"].toString(), "error");
    QVERIFY(!result.err.isEmpty());
    QCOMPARE(deliveries(), QJsonArray());
    QCOMPARE(receiver.requestCount(), 0);
}

void TestCliDeliveries::listIsFiltered()
{
    LoopbackReceiver good;
    LoopbackReceiver bad;
    bad.answer(Answer::status(404));
    const QString a = add(u"a"_s, urlOf(good));
    const QString b = add(u"b"_s, urlOf(bad));
    emitEvent();
    QCOMPARE(m_cli->json({u"trigger"_s, a}).code, 0);
    const QJsonArray all = deliveries();
    QCOMPARE(all.size(), 3);
    for (const QJsonValue &delivery : all)
        QCOMPARE(
            keysOf(delivery.toObject()),
            u"attempts createdAt event heldBy id nextAttemptAt outcome sentAgain state test type webhook webhookName"_s);
    QCOMPARE(all[0][u"type"].toString(), u"trigger-test"_s); // the newest first
    QCOMPARE(all[0][u"test"], QJsonValue(true));
    QCOMPARE(keysOf(all[0][u"attempts"][0].toObject()), u"durationMs message number outcome proxy startedAt status"_s);
    QCOMPARE(deliveries({u"--webhook"_s, b}).size(), 1);
    QCOMPARE(deliveries({u"--webhook"_s, u"a"_s}).size(), 2);
    QCOMPARE(deliveries({u"--state"_s, u"failed"_s}).size(), 1);
    QCOMPARE(deliveries({u"--state"_s, u"dead"_s}).size(), 0);
    QCOMPARE(deliveries({u"--event"_s, u"entry.create"_s}).size(), 2);
    QCOMPARE(deliveries({u"--event"_s, u"entry.create"_s, u"--state"_s, u"delivered"_s}).size(), 1);
    QCOMPARE(deliveries({u"--limit"_s, u"2"_s}).size(), 2);
}

void TestCliDeliveries::badFilters_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::newRow("state") << QStringList{u"--state"_s, u"lost"_s} << 65;
    QTest::newRow("webhook") << QStringList{u"--webhook"_s, u"nobody"_s} << 6;
    QTest::newRow("limit") << QStringList{u"--limit"_s, u"0"_s} << 65;
    QTest::newRow("limit in words") << QStringList{u"--limit"_s, u"all"_s} << 65;
}

void TestCliDeliveries::badFilters()
{
    QFETCH(const QStringList, options);
    const CliResult result = m_cli->json(QStringList{u"deliveries"_s} + options);
    QTEST(result.code, "code");
    QVERIFY(!result.error()[u"message"].toString().isEmpty());
}

void TestCliDeliveries::deliveryShowsEachAttempt()
{
    LoopbackReceiver receiver;
    receiver.answerNext(Answer::status(503, "busy"));
    add(u"Search"_s, urlOf(receiver), {u"--retry"_s, u"1"_s});
    emitEvent({u"--wait"_s});
    const QString id = only()[u"id"].toString();
    const QJsonObject delivery = m_cli->json({u"delivery"_s, id.left(8)}).object();
    QCOMPARE(delivery[u"id"].toString(), id);
    const QJsonArray attempts = delivery[u"attempts"].toArray();
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(keysOf(attempts[0].toObject()), u"durationMs message number outcome proxy request response startedAt status"_s);
    QCOMPARE(attempts[0][u"number"], QJsonValue(1));
    QCOMPARE(attempts[0][u"status"], QJsonValue(503));
    QCOMPARE(attempts[0][u"response"][u"body"].toString(), u"busy"_s);
    QCOMPARE(attempts[0][u"request"][u"body"].toString(), QString::fromUtf8(payload));
    QCOMPARE(attempts[1][u"outcome"].toString(), u"success"_s);
    // What is shown is what arrived, line by line.
    QByteArrayList shown;
    for (const QJsonValue &header : attempts[1][u"request"][u"headers"].toArray())
        shown.append((header[u"name"].toString() + u": "_s + header[u"value"].toString()).toLatin1());
    QCOMPARE(shown, receiver.requests().at(1).headerLines());
}

/// Neither the file nor what is printed holds a value of Authorization or of a variable.
void TestCliDeliveries::secretsAreNotKept()
{
    LoopbackReceiver receiver;
    qputenv("HOOKPANEL_TEST_TOKEN", "s3cret-of-the-environment");
    add(u"Search"_s, urlOf(receiver),
        {u"--header"_s, u"Authorization: Bearer s3cret-in-clear"_s, u"--header-env"_s, u"X-Env=HOOKPANEL_TEST_TOKEN"_s});
    emitEvent();
    qunsetenv("HOOKPANEL_TEST_TOKEN");
    QCOMPARE(receiver.requests().constFirst().header("X-Env"), "s3cret-of-the-environment");
    QCOMPARE(receiver.requests().constFirst().header("Authorization"), "Bearer s3cret-in-clear");
    const CliResult shown = m_cli->json({u"delivery"_s, only()[u"id"].toString()});
    QVERIFY(!shown.out.contains("s3cret"));
    QVERIFY(shown.out.contains("${HOOKPANEL_TEST_TOKEN}"));
    for (const QString &name : {u"deliveries.sqlite"_s, u"deliveries.sqlite-wal"_s}) {
        QFile file(m_cli->profile() + u'/' + name);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains("s3cret"));
    }
}

void TestCliDeliveries::noSuchDelivery_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : {u"delivery"_s, u"resend"_s, u"retry"_s, u"stop"_s})
        QTest::newRow(qPrintable(command)) << command;
}

void TestCliDeliveries::noSuchDelivery()
{
    QFETCH(const QString, command);
    const QString unknown = u"00000000-0000-4000-8000-000000000000"_s;
    QCOMPARE(m_cli->json({command, unknown}).code, 6); // without a database
    LoopbackReceiver receiver;
    add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const CliResult result = m_cli->json({command, unknown});
    QCOMPARE(result.code, 6);
    QCOMPARE(result.error()[u"code"].toString(), u"not-found"_s);
    QCOMPARE(m_cli->json({command}).code, 64);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliDeliveries::resendIsANewDeliveryOfTheSameEvent()
{
    LoopbackReceiver receiver;
    const QString webhook = add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const QJsonObject first = only();
    QCOMPARE(m_cli->run({u"edit"_s, webhook, u"--header"_s, u"X-Now: yes"_s}).code, 0);
    QCOMPARE(m_cli->json({u"resend"_s, first[u"id"].toString()}).code, 0);
    const QJsonArray all = deliveries();
    QCOMPARE(all.size(), 2);
    QVERIFY(all[0][u"id"] != first[u"id"]);
    QCOMPARE(all[0][u"event"], first[u"event"]);
    QCOMPARE(all[0][u"state"].toString(), u"delivered"_s);
    QCOMPARE(receiver.requestCount(), 2);
    QCOMPARE(receiver.requests().at(1).body(), payload);
    QCOMPARE(receiver.requests().at(1).header("X-Now"), "yes"); // the settings of now
    QCOMPARE(receiver.requests().at(1).header("X-Hookpanel-Attempt"), "1");
}

void TestCliDeliveries::retryGoesAtOnce()
{
    LoopbackReceiver receiver;
    receiver.answerNext(Answer::status(503));
    add(u"Search"_s, urlOf(receiver), {u"--retry"_s, u"604800"_s});
    emitEvent();
    const QString id = only()[u"id"].toString();
    QCOMPARE(m_cli->json({u"retry"_s, id}).code, 0);
    QCOMPARE(only()[u"state"].toString(), u"delivered"_s);
    QCOMPARE(receiver.requestCount(), 2);
    QCOMPARE(receiver.requests().at(1).header("X-Hookpanel-Attempt"), "2");
}

void TestCliDeliveries::stopCancels()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(503));
    add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const CliResult result = m_cli->json({u"stop"_s, only()[u"id"].toString()});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"state"].toString(), u"cancelled"_s);
    QCOMPARE(only()[u"state"].toString(), u"cancelled"_s);
    QVERIFY(only()[u"nextAttemptAt"].isNull());
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliDeliveries::overIsNeitherRetriedNorStopped()
{
    LoopbackReceiver receiver;
    add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const QString id = only()[u"id"].toString();
    for (const QString &command : {u"retry"_s, u"stop"_s}) {
        const CliResult result = m_cli->json({command, id});
        QCOMPARE(result.code, 65);
        QVERIFY(!result.error()[u"message"].toString().isEmpty());
    }
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliDeliveries::removeCancels()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(503));
    const QString webhook = add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const CliResult removed = m_cli->run({u"remove"_s, webhook});
    QCOMPARE(removed.code, 0);
    QVERIFY(removed.err.contains("1 pending"));
    QCOMPARE(only()[u"state"].toString(), u"cancelled"_s);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestCliDeliveries::saysForWhatItWaits()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::status(503));
    const QString webhook = add(u"Search"_s, urlOf(receiver));
    emitEvent();
    QVERIFY(only()[u"heldBy"].isNull());
    QVERIFY(only()[u"nextAttemptAt"].isString());
    QCOMPARE(m_cli->run({u"disable"_s, webhook}).code, 0);
    QCOMPARE(only()[u"heldBy"].toString(), u"webhook-disabled"_s);
    QVERIFY(only()[u"nextAttemptAt"].isNull());
    const QString id = only()[u"id"].toString();
    QCOMPARE(m_cli->json({u"delivery"_s, id}).object()[u"heldBy"].toString(), u"webhook-disabled"_s);
    for (const QStringList &command : {QStringList{u"deliveries"_s}, QStringList{u"delivery"_s, id}})
        QVERIFY(m_cli->run(command).out.contains("When the webhook is enabled"));
    QCOMPARE(m_cli->run({u"enable"_s, webhook}).code, 0);
    QVERIFY(only()[u"nextAttemptAt"].isString());
}

/// On the wire by the history, of a program that was killed: nothing is sent until one dispatches.
void TestCliDeliveries::nobodySendsWhatAKilledProgramLeft()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const DeliveryId id = DeliveryId::create();
    {
        const auto store = DeliveryStore::open(Profile::inFolder(m_cli->profile()));
        QVERIFY(store);
        const Event event{u"entry.create"_s, now, payload};
        QVERIFY((*store)->accept({EventId::create(), event, now, false},
                                 {{id, WebhookId::create(), u"Search"_s, u"http://h.example/"_s}}));
        QCOMPARE((*store)->claim({id}, now).value_or(QList<ClaimedDelivery>()).size(), 1);
    }
    QCOMPARE(only()[u"state"].toString(), u"attempting"_s);
    QCOMPARE(only()[u"heldBy"].toString(), u"no-dispatcher"_s);
    for (const QStringList &command : {QStringList{u"deliveries"_s}, QStringList{u"delivery"_s, id.toString()}}) {
        const QByteArray text = m_cli->run(command).out;
        QVERIFY2(text.contains("Interrupted") && text.contains("when Hookpanel runs again"), text.constData());
        QVERIFY2(!text.contains("Sending now"), text.constData());
    }
}

void TestCliDeliveries::deadLetterThatWasSentAgain()
{
    LoopbackReceiver receiver;
    receiver.answerNext(Answer::status(503));
    add(u"Search"_s, urlOf(receiver), {u"--retry"_s, u"off"_s});
    emitEvent();
    QCOMPARE(only()[u"state"].toString(), u"dead"_s);
    QCOMPARE(only()[u"sentAgain"], QJsonValue(false));
    QCOMPARE(m_cli->run({u"resend"_s, only()[u"id"].toString()}).code, 0);
    QCOMPARE(deliveries({u"--state"_s, u"dead"_s})[0][u"sentAgain"], QJsonValue(true));
    QVERIFY(m_cli->run({u"deliveries"_s}).out.contains("sent again"));
}

void TestCliDeliveries::damagedDatabase_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("isOfOne");
    QTest::addColumn<int>("code");
    QTest::newRow("deliveries") << u"deliveries"_s << false << 0;
    QTest::newRow("delivery") << u"delivery"_s << true << 6;
    QTest::newRow("resend") << u"resend"_s << true << 6;
    QTest::newRow("retry") << u"retry"_s << true << 6;
    QTest::newRow("stop") << u"stop"_s << true << 6;
}

/// Whoever meets it puts it aside, says so, and begins a new one.
void TestCliDeliveries::damagedDatabase()
{
    QFETCH(const QString, command);
    QFETCH(const bool, isOfOne);
    QFETCH(const int, code);
    LoopbackReceiver receiver;
    add(u"Search"_s, urlOf(receiver));
    emitEvent();
    const QString id = only()[u"id"].toString();
    const QString path = Profile::inFolder(m_cli->profile()).deliveriesFile();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 pageSize = 8192;
    QVERIFY(file.seek(pageSize)); // the first page, which is read by whoever opens it, is whole
    const QByteArray garbage(file.size() - pageSize, '\xa5');
    QCOMPARE(file.write(garbage), garbage.size());
    file.close();

    const CliResult result = m_cli->json(isOfOne ? QStringList{command, id} : QStringList{command});
    QCOMPARE(result.code, code);
    QVERIFY2(result.err.contains("deliveries.sqlite.damaged-"), result.err.constData());
    QCOMPARE(QDir(QFileInfo(path).absolutePath()).entryList({u"deliveries.sqlite.damaged-*"_s}).size(), 1);
    const CliResult after = m_cli->json({u"deliveries"_s});
    QCOMPARE(after.code, 0);
    QCOMPARE(after.err, QByteArray());
    QCOMPARE(after.array().size(), 0);
}

QTEST_GUILESS_MAIN(TestCliDeliveries)
#include "tst_clideliveries.moc"
