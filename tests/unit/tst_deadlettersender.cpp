// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deadlettersender.h"

#include "host/deliveryhost.h"
#include "support/handsender.h"
#include "support/stillclock.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

class tst_DeadLetterSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();

    void sendsAllTheOldestFirst();
    void stoppedAndBegunAgainSendsNoneTwice();
    void refusedOnesAreNotCounted();
    void nothingToSend();

private:
    WebhookId addWebhook();
    void addDead(int count, const WebhookId &webhook);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WebhookStore> m_webhooks;
    StillClock m_clock;
    HandSender m_sender;
    std::unique_ptr<DeliveryHost> m_host;
    std::unique_ptr<DeadLetterSender> m_letters;
    QList<EventId> m_resent; ///< In their order.
};

void tst_DeadLetterSender::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const Profile profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(profile.prepare());
    m_webhooks = std::make_unique<WebhookStore>(profile, EventCatalogue());
    m_clock = {};
    const Environment nothing = [](const QString &) { return std::optional<QString>(); };
    m_host = std::make_unique<DeliveryHost>(profile, EventCatalogue(), m_sender, m_clock, nothing);
    QVERIFY(m_host->open());
    m_letters = std::make_unique<DeadLetterSender>(*m_host);
    m_resent.clear();
    connect(m_host.get(), &DeliveryHost::deliveryUpdated, this, [this](const Delivery &delivery) {
        if (delivery.state == DeliveryState::Pending) // the dead one is told anew, too
            m_resent.append(delivery.event);
    });
}

void tst_DeadLetterSender::cleanup()
{
    m_letters.reset();
    m_host.reset();
    m_webhooks.reset();
    m_folder.reset();
}

WebhookId tst_DeadLetterSender::addWebhook()
{
    Webhook webhook;
    webhook.name = u"Search"_s;
    webhook.url = u"http://a.example/hook"_s;
    return m_webhooks->save(webhook).value().webhook.id;
}

void tst_DeadLetterSender::addDead(int count, const WebhookId &webhook)
{
    for (int i = 0; i < count; ++i) {
        const DeliveryId id = DeliveryId::create();
        const AcceptedEvent event{EventId::create(), {u"entry.create"_s, m_clock.now, "{}"}, m_clock.now, false};
        QVERIFY(m_host->store().accept(event, {{id, webhook, u"Search"_s, u"http://a.example/hook"_s}}));
        QVERIFY(m_host->store().claim({id}, m_clock.now));
        Attempt attempt;
        attempt.delivery = id;
        attempt.number = 1;
        attempt.startedAt = m_clock.now;
        attempt.outcome = Outcome();
        attempt.outcome->kind = OutcomeKind::Dropped;
        QVERIFY(m_host->store().record({{attempt, {DeliveryState::Dead, {}, 1}}}));
    }
}

void tst_DeadLetterSender::sendsAllTheOldestFirst()
{
    constexpr int many = DeadLetterSender::pageSize + 5;
    addDead(many, addWebhook());
    QList<EventId> wanted;
    const auto letters = m_host->store().deadLetters(0, 2 * many);
    QVERIFY(letters);
    for (const Delivery &letter : *letters)
        wanted.append(letter.event);
    QSignalSpy progress(m_letters.get(), &DeadLetterSender::progress);
    m_letters->start(DeadLetterSender::mostPerSecond);
    QTRY_VERIFY(progress.last().at(2).toBool());
    QCOMPARE(progress.last().at(0).toInt(), many);
    QCOMPARE(progress.last().at(1).toInt(), many);
    QCOMPARE(m_resent, wanted);
    QCOMPARE(m_host->store().countDeadLetters().value_or(-1), 0);
}

void tst_DeadLetterSender::stoppedAndBegunAgainSendsNoneTwice()
{
    addDead(6, addWebhook());
    QSignalSpy progress(m_letters.get(), &DeadLetterSender::progress);
    {
        const auto stopped = connect(m_letters.get(), &DeadLetterSender::progress, this, [this](int done) {
            if (done == 2)
                m_letters->stop();
        });
        m_letters->start(DeadLetterSender::mostPerSecond);
        QTRY_VERIFY(progress.last().at(2).toBool());
        disconnect(stopped);
    }
    const int before = int(m_resent.size());
    QCOMPARE(before, 2);

    m_letters->start(DeadLetterSender::mostPerSecond);
    QCOMPARE(progress.last().at(1).toInt(), 6 - before);
    QTRY_VERIFY(progress.last().at(2).toBool());
    QCOMPARE(m_resent.size(), 6);
    QCOMPARE(QSet<EventId>(m_resent.cbegin(), m_resent.cend()).size(), 6);
}

void tst_DeadLetterSender::refusedOnesAreNotCounted()
{
    addDead(2, WebhookId::create()); // of a webhook that is gone
    addDead(1, addWebhook());
    QSignalSpy progress(m_letters.get(), &DeadLetterSender::progress);
    QSignalSpy refused(m_letters.get(), &DeadLetterSender::refused);
    m_letters->start(DeadLetterSender::mostPerSecond);
    QTRY_VERIFY(progress.last().at(2).toBool());
    QCOMPARE(progress.last().at(0).toInt(), 1);
    QCOMPARE(progress.last().at(1).toInt(), 3);
    QCOMPARE(refused.count(), 2);
    QCOMPARE(m_resent.size(), 1);
}

void tst_DeadLetterSender::nothingToSend()
{
    QSignalSpy progress(m_letters.get(), &DeadLetterSender::progress);
    m_letters->start(1);
    QCOMPARE(progress.count(), 1);
    QVERIFY(progress.first().at(2).toBool());
    m_letters->stop();
    QCOMPARE(progress.count(), 1);
}

QTEST_GUILESS_MAIN(tst_DeadLetterSender)
#include "tst_deadlettersender.moc"
