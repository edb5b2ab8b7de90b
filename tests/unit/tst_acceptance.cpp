// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"
#include "store/catalogueresource.h"
#include "store/deliveryhistory.h"
#include "support/stillclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = QStringLiteral(TEST_DATA "/strapi");
const QByteArray payload = R"({"event":"entry.create","createdAt":"2026-01-02T03:04:05.678Z","model":"address",)"
                           R"("entry":{"doorCode":1,"street":"a"}})";

/// What is accepted is what is looked at; nobody dispatches.
class NoSender final : public Sender
{
public:
    void send(const Attempt &, ConnectionUse) override { QFAIL("nothing was to be sent"); }
    void cancel(const DeliveryId &) override { }
};

} // namespace

/// What a profile accepts from other programs, and under which key.
class TestAcceptance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_host.reset(); }

    void acceptsByTheRules();
    void acceptsForOneWebhookByTheRules();
    void repeatIsTheSameEvent();
    void keyWithOtherBytesIsRefused();
    void keyIsForgottenAfterADay();
    void refusedKeyIsNotKept();
    void testEventGoesToNobody();
    void damagedWebhookGetsItLater();
    void enterpriseEventIsNotLost();
    void webhooksAreReadWhereTheyChanged();

private:
    [[nodiscard]] qint64 deliveryCount() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    StillClock m_clock;
    NoSender m_sender;
    EventCatalogue m_catalogue = *readCatalogue();
    std::unique_ptr<DeliveryHost> m_host;
    WebhookId m_webhook;
};

void TestAcceptance::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(m_profile.prepare());
    m_clock = {};
    m_webhook = WebhookId::create();
    Webhook webhook;
    webhook.id = m_webhook;
    webhook.name = u"Search"_s;
    webhook.url = u"http://127.0.0.1:9/hook"_s;
    webhook.events = Selection::everything();
    QVERIFY(WebhookStore(m_profile, m_catalogue).save(webhook));
    QVERIFY(ContentTypeStore(m_profile).import({site}));
    m_host = std::make_unique<DeliveryHost>(m_profile, m_catalogue, m_sender, m_clock, Environment());
    QVERIFY(m_host->open());
}

qint64 TestAcceptance::deliveryCount() const
{
    return DeliveryHistory::open(m_profile).value()->count({}).value();
}

void TestAcceptance::acceptsByTheRules()
{
    const auto handed = m_host->handIn(payload, {});
    QVERIFY(handed);
    QCOMPARE(handed->kind, HandedIn::Kind::Accepted);
    const QJsonObject answer = QJsonDocument::fromJson(handed->answer).object();
    QCOMPARE(answer.keys().join(u' '), u"acceptedAt deliveries event notSent notes type"_s);
    QCOMPARE(answer[u"deliveries"_s][0][u"state"_s].toString(), u"pending"_s);
    const auto event = DeliveryHistory::open(m_profile).value()->event(EventId::fromString(answer[u"event"_s].toString()));
    QVERIFY(event && *event);
    QCOMPARE((*event)->payload, QByteArray(payload).replace("\"doorCode\":1,", ""));
    QCOMPARE(
        m_host->handIn(R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"user"})", "k").error().code,
        ErrorCode::UserContentType);
    QCOMPARE(m_host->handIn(R"({"event":"entry.crate","createdAt":"2026-11-24T08:00:00Z"})", {}).error().code,
             ErrorCode::UnknownEventType);
    QCOMPARE(deliveryCount(), 1);
}

void TestAcceptance::acceptsForOneWebhookByTheRules()
{
    const auto delivery = m_host->acceptFor(m_webhook, {u"entry.create"_s, m_clock.now, payload});
    QVERIFY(delivery);
    const auto event = DeliveryHistory::open(m_profile).value()->event(delivery->event);
    QVERIFY(event && *event);
    QVERIFY(!(*event)->payload.contains("doorCode"));
    const Event user{u"entry.create"_s, m_clock.now,
                     R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","uid":"admin::user"})"};
    QCOMPARE(m_host->acceptFor(m_webhook, user).error().code, ErrorCode::UserContentType);
    QCOMPARE(deliveryCount(), 1);
}

void TestAcceptance::repeatIsTheSameEvent()
{
    const auto first = m_host->handIn(payload, "order-7");
    QVERIFY(first);
    m_clock.now = m_clock.now.addSecs(23 * 3600);
    // Also after a restart.
    m_host.reset();
    m_host = std::make_unique<DeliveryHost>(m_profile, m_catalogue, m_sender, m_clock, Environment());
    QVERIFY(m_host->open());
    const auto again = m_host->handIn(payload, "order-7");
    QVERIFY(again);
    QCOMPARE(again->kind, HandedIn::Kind::Repeated);
    QCOMPARE(again->answer, first->answer);
    QCOMPARE(deliveryCount(), 1);
    // Another key, or none, is another event.
    QCOMPARE(m_host->handIn(payload, "order-8")->kind, HandedIn::Kind::Accepted);
    QCOMPARE(m_host->handIn(payload, {})->kind, HandedIn::Kind::Accepted);
    QCOMPARE(m_host->handIn(payload, {})->kind, HandedIn::Kind::Accepted);
    QCOMPARE(deliveryCount(), 4);
}

void TestAcceptance::keyWithOtherBytesIsRefused()
{
    QVERIFY(m_host->handIn(payload, "order-7"));
    const auto other = m_host->handIn(payload + ' ', "order-7");
    QVERIFY(other);
    QCOMPARE(other->kind, HandedIn::Kind::KeyReused);
    QVERIFY(other->answer.isEmpty());
    QCOMPARE(deliveryCount(), 1);
}

void TestAcceptance::keyIsForgottenAfterADay()
{
    QVERIFY(m_host->handIn(payload, "order-7"));
    m_clock.now = m_clock.now.addSecs(24 * 3600);
    QCOMPARE(m_host->handIn(payload + ' ', "order-7")->kind, HandedIn::Kind::Accepted);
    QCOMPARE(deliveryCount(), 2);
}

void TestAcceptance::refusedKeyIsNotKept()
{
    QVERIFY(!m_host->handIn("{", "order-7"));
    QCOMPARE(m_host->handIn(payload, "order-7")->kind, HandedIn::Kind::Accepted);
}

void TestAcceptance::testEventGoesToNobody()
{
    const auto handed = m_host->handIn(R"({"event":"trigger-test","createdAt":"2026-01-02T03:04:05.678Z"})", {});
    QVERIFY(handed);
    const QJsonObject answer = QJsonDocument::fromJson(handed->answer).object();
    QVERIFY(answer[u"deliveries"_s].toArray().isEmpty());
    QCOMPARE(answer[u"notSent"_s][0][u"reason"_s].toString(), u"not-subscribed"_s);
    QCOMPARE(deliveryCount(), 0);
}

/// Nothing accepted is lost: what was lost with a part of the file is no reason.
void TestAcceptance::damagedWebhookGetsItLater()
{
    const QString file = m_profile.webhookFile(m_webhook.toString());
    QFile whole(file);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray before = whole.readAll();
    QVERIFY(QFile::resize(file, 20));
    const auto handed = m_host->handIn(payload, {});
    QVERIFY(handed);
    const QJsonObject answer = QJsonDocument::fromJson(handed->answer).object();
    QCOMPARE(answer[u"notSent"_s].toArray(), QJsonArray());
    QCOMPARE(answer[u"deliveries"_s][0][u"webhook"_s].toString(), m_webhook.toString());
    QCOMPARE(answer[u"deliveries"_s][0][u"state"_s].toString(), u"pending"_s);
    QVERIFY(answer[u"notes"_s].toArray().last().toString().contains(m_webhook.toString()));
    QCOMPARE(m_host->holdOf(m_webhook), Hold::Unreadable);
    QFile again(file);
    QVERIFY(again.open(QIODevice::WriteOnly));
    QCOMPARE(again.write(before), before.size());
    again.close();
    QCOMPARE(m_host->holdOf(m_webhook), Hold::None);
}

void TestAcceptance::enterpriseEventIsNotLost()
{
    const QByteArray release = R"({"event":"releases.publish","createdAt":"2026-11-24T08:00:00Z","isPublished":true})";
    QFile preferences(m_profile.preferencesFile());
    QVERIFY(preferences.open(QIODevice::WriteOnly));
    QVERIFY(preferences.write("[preferences]\nedition=enter") > 0);
    preferences.close();
    QCOMPARE(m_host->handIn(release, {}).error().code, ErrorCode::CannotRead);
    QVERIFY(m_host->handIn(payload, {})); // the edition does not matter
    Preferences chosen;
    chosen.edition = Edition::Enterprise;
    QVERIFY(preferences.remove());
    QVERIFY(PreferencesStore(m_profile).save(chosen));
    QVERIFY(m_host->handIn(release, {}));
    QCOMPARE(deliveryCount(), 2);
}

void TestAcceptance::webhooksAreReadWhereTheyChanged()
{
    const auto found = [this] {
        const RuledEvent event = m_host->rules()->given(payload, {}).value();
        QStringList names;
        const auto recipients = m_host->recipients(event);
        for (const Recipient &recipient : recipients.value())
            names.append(recipient.name);
        return names;
    };
    QCOMPARE(found(), QStringList{u"Search"_s});
    WebhookStore store(m_profile, m_catalogue);
    Webhook webhook;
    webhook.name = u"Build"_s;
    webhook.url = u"http://h/"_s;
    const WebhookId added = store.save(webhook)->webhook.id;
    QCOMPARE(found(), (QStringList{u"Build"_s, u"Search"_s}));
    webhook.id = added;
    webhook.name = u"Site"_s;
    QVERIFY(store.save(webhook));
    QCOMPARE(found(), (QStringList{u"Search"_s, u"Site"_s}));
    QVERIFY(store.remove(m_webhook));
    QCOMPARE(found(), QStringList{u"Site"_s});
}

QTEST_GUILESS_MAIN(TestAcceptance)
#include "tst_acceptance.moc"
