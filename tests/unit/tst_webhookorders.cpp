// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhookorders.h"
#include "support/fakepanelservice.h"
#include "support/samples.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace hookpanel;
using namespace hookpanel::test;

class TestWebhookOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_orders.reset(); }
    void ordersReachTheService();
    void aFailureIsKept();
    void tryAgainRepeatsExactly();
    void triedAgainAndFailedAgain();
    void whatCannotSucceedIsNotKept_data();
    void whatCannotSucceedIsNotKept();
    void giveUp();
    void doneByAnotherWay();
    void theLastOrderCounts();
    void failuresOfOthersAreNotOurs();
    void slow();
    void copiesAreToldTogether();
    void aFailedCopyIsTriedAgain();
    void takingBack();
    void settledAfterTheLast();

private:
    void fail(const WebhookId &id, ErrorCode code = ErrorCode::CannotWrite)
    {
        Q_EMIT m_service->webhookFailed(id, Error{code, u"a.ini"_s, u"full"_s});
    }
    StoredWebhook stored(bool enabled) const
    {
        StoredWebhook webhook = storedWebhook(u"A"_s);
        webhook.webhook.id = m_id;
        webhook.webhook.enabled = enabled;
        return webhook;
    }

    WebhookId m_id = WebhookId::create();
    WebhookId m_other = WebhookId::create();
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<WebhookOrders> m_orders;
};

void TestWebhookOrders::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_service = std::make_unique<FakePanelService>();
    m_orders = std::make_unique<WebhookOrders>(*m_service);
}

void TestWebhookOrders::ordersReachTheService()
{
    m_orders->setEnabled({m_id, m_other}, true);
    QCOMPARE(m_service->switched.size(), 1);
    QCOMPARE(m_service->switched.last().ids, (QList<WebhookId>{m_id, m_other}));
    QVERIFY(m_service->switched.last().enabled);
    m_orders->remove({m_id});
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{m_id}});
    const RemovedWebhook removed{m_id, u"A"_s, "bytes"};
    m_orders->restore({removed});
    QCOMPARE(m_service->restored, QList<QList<RemovedWebhook>>{{removed}});
    QVERIFY(m_orders->failures().isEmpty());
}

void TestWebhookOrders::aFailureIsKept()
{
    QSignalSpy changed(m_orders.get(), &WebhookOrders::changed);
    m_orders->setEnabled({m_id, m_other}, false);
    fail(m_id);
    QCOMPARE(changed.size(), 1);
    const Error error{ErrorCode::CannotWrite, u"a.ini"_s, u"full"_s};
    QCOMPARE(m_orders->failures(), (QList<WebhookOrders::Failure>{{m_id, {WebhookOrders::Kind::Disable, {}}, error}}));
}

void TestWebhookOrders::tryAgainRepeatsExactly()
{
    const WebhookId third = WebhookId::create();
    const WebhookId fourth = WebhookId::create();
    const RemovedWebhook removed{fourth, u"D"_s, "bytes"};
    m_orders->setEnabled({m_id}, true);
    m_orders->setEnabled({m_other}, false);
    m_orders->remove({third});
    m_orders->restore({removed});
    for (const WebhookId &id : {m_id, m_other, third, fourth})
        fail(id);
    QCOMPARE(m_orders->failures().size(), 4);
    m_service->switched.clear();
    m_service->removals.clear();
    m_service->restored.clear();

    m_orders->tryAgain();
    QVERIFY(m_orders->failures().isEmpty());
    QCOMPARE(m_service->switched.size(), 2);
    QCOMPARE(m_service->switched.first().ids, QList<WebhookId>{m_id});
    QVERIFY(m_service->switched.first().enabled);
    QCOMPARE(m_service->switched.last().ids, QList<WebhookId>{m_other});
    QVERIFY(!m_service->switched.last().enabled);
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{third}});
    QCOMPARE(m_service->restored, QList<QList<RemovedWebhook>>{{removed}});
    m_orders->tryAgain(); // nothing failed since
    QCOMPARE(m_service->removals.size(), 1);
}

void TestWebhookOrders::triedAgainAndFailedAgain()
{
    const RemovedWebhook removed{m_id, u"A"_s, "bytes"};
    m_orders->restore({removed});
    for (int round = 0; round < 3; ++round) {
        fail(m_id);
        QCOMPARE(m_orders->failures().size(), 1);
        QCOMPARE(m_orders->failures().first().order.removed, removed); // never lost
        m_orders->tryAgain();
    }
    Q_EMIT m_service->webhookStored(stored(true));
    QVERIFY(m_orders->failures().isEmpty());
}

void TestWebhookOrders::whatCannotSucceedIsNotKept_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("gone") << ErrorCode::NoSuchWebhook;
    QTest::newRow("newer") << ErrorCode::NewerVersion;
    QTest::newRow("changed") << ErrorCode::ChangedElsewhere;
}

void TestWebhookOrders::whatCannotSucceedIsNotKept()
{
    QFETCH(const ErrorCode, code);
    m_orders->setEnabled({m_id}, true);
    fail(m_id, code);
    QVERIFY(m_orders->failures().isEmpty());
}

void TestWebhookOrders::giveUp()
{
    m_orders->remove({m_id});
    fail(m_id);
    QSignalSpy changed(m_orders.get(), &WebhookOrders::changed);
    m_orders->giveUp();
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_orders->failures().isEmpty());
    m_orders->tryAgain();
    QCOMPARE(m_service->removals.size(), 1);
}

void TestWebhookOrders::doneByAnotherWay()
{
    m_orders->setEnabled({m_id}, false);
    fail(m_id);
    Q_EMIT m_service->webhookStored(stored(true)); // another program renamed it, say
    QCOMPARE(m_orders->failures().size(), 1);
    Q_EMIT m_service->webhookStored(stored(false));
    QCOMPARE(m_orders->failures().size(), 0);

    m_orders->remove({m_id});
    fail(m_id);
    Q_EMIT m_service->webhookStored(stored(false));
    QCOMPARE(m_orders->failures().size(), 1);
    Q_EMIT m_service->webhooksGone({m_id});
    QCOMPARE(m_orders->failures().size(), 0);
}

void TestWebhookOrders::theLastOrderCounts()
{
    m_orders->setEnabled({m_id}, false);
    fail(m_id);
    m_orders->setEnabled({m_id}, true);
    QCOMPARE(m_orders->failures().size(), 0); // nobody wants that any more
    m_orders->remove({m_id});
    fail(m_id); // the switch
    Q_EMIT m_service->webhooksRemoved({{m_id, u"A"_s, "bytes"}});
    QCOMPARE(m_orders->failures().size(), 0);
}

void TestWebhookOrders::failuresOfOthersAreNotOurs()
{
    fail(m_id);
    QVERIFY(m_orders->failures().isEmpty());
}

void TestWebhookOrders::slow()
{
    QSignalSpy changed(m_orders.get(), &WebhookOrders::changed);
    m_orders->setEnabled({m_id, m_other}, true);
    QVERIFY(!m_orders->isSlow());
    QTRY_VERIFY(m_orders->isSlow());
    QCOMPARE(changed.size(), 1);
    Q_EMIT m_service->webhookStored(stored(true));
    QVERIFY(m_orders->isSlow()); // one to go
    fail(m_other);
    QVERIFY(!m_orders->isSlow());
    QCOMPARE(m_orders->failures().size(), 1);
}

void TestWebhookOrders::copiesAreToldTogether()
{
    QSignalSpy added(m_orders.get(), &WebhookOrders::added);
    const StoredWebhook first = storedWebhook(u"A (copy)"_s);
    const StoredWebhook second = storedWebhook(u"B (copy)"_s);
    m_orders->add({first.webhook, second.webhook});
    QCOMPARE(m_service->added, (QList<QList<Webhook>>{{first.webhook, second.webhook}}));
    Q_EMIT m_service->webhookStored(first);
    QCOMPARE(added.size(), 0);
    fail(second.webhook.id);
    QCOMPARE(added.size(), 1); // those that are there can be undone at once
    QCOMPARE(added.first().first().value<QList<StoredWebhook>>(), QList<StoredWebhook>{first});
}

void TestWebhookOrders::aFailedCopyIsTriedAgain()
{
    QSignalSpy added(m_orders.get(), &WebhookOrders::added);
    const StoredWebhook copy = storedWebhook(u"A (copy)"_s);
    m_orders->add({copy.webhook});
    fail(copy.webhook.id);
    QCOMPARE(m_orders->failures().size(), 1);
    QCOMPARE(m_orders->failures().first().order.added, copy.webhook);
    QCOMPARE(added.size(), 0);
    m_orders->tryAgain();
    QCOMPARE(m_service->added.size(), 2);
    QCOMPARE(m_service->added.last(), QList<Webhook>{copy.webhook});
    Q_EMIT m_service->webhookStored(copy);
    QVERIFY(m_orders->failures().isEmpty());
    QCOMPARE(added.size(), 1);
}

void TestWebhookOrders::takingBack()
{
    ImportReport report;
    report.added = {storedWebhook(u"A"_s), storedWebhook(u"B"_s)};
    ImportReport left;
    left.added = {report.added.last()};
    const Error full{ErrorCode::CannotWrite, u"b.ini"_s, u"full"_s};
    m_orders->takeBack(report);
    m_orders->takeBack(left); // another one: it replaces nothing
    QVERIFY(!m_orders->isIdle());
    Q_EMIT m_service->importUndone(left, {full});
    QCOMPARE(m_orders->failures().size(), 1);
    QCOMPARE(m_orders->failures().first().error, full);
    QVERIFY(m_orders->isIdle());
    m_orders->tryAgain();
    QVERIFY(m_orders->failures().isEmpty());
    QCOMPARE(m_service->importUndos.last(), left); // and not what is gone already
    Q_EMIT m_service->importUndone({}, {});
    QVERIFY(m_orders->failures().isEmpty());
}

void TestWebhookOrders::settledAfterTheLast()
{
    QSignalSpy settled(m_orders.get(), &WebhookOrders::settled);
    m_orders->setEnabled({m_id, m_other}, true);
    fail(m_id);
    QCOMPARE(settled.size(), 0);
    fail(m_other);
    QCOMPARE(settled.size(), 1);
    QCOMPARE(m_orders->failures().size(), 2);
}

QTEST_GUILESS_MAIN(TestWebhookOrders)
#include "tst_webhookorders.moc"
