// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/recipientsmodel.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Model = RecipientsModel;

namespace {

Recipient recipient(const QString &name, std::optional<NotSentReason> reason = {})
{
    return {WebhookId::create(), name, u"https://example.com/hook"_s, reason};
}

Delivery deliveryTo(const Recipient &to, DeliveryState state = DeliveryState::Pending)
{
    Delivery delivery;
    delivery.id = DeliveryId::create();
    delivery.webhook = to.webhook;
    delivery.webhookName = to.name;
    delivery.url = to.url;
    delivery.state = state;
    return delivery;
}

QStringList texts(const Model &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(model.index(row, 0).data().toString() + u": "_s + model.index(row, 1).data().toString());
    return rows;
}

} // namespace

/// Who gets an event, before and after it is sent.
class TestRecipientsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void receiversFirst();
    void sameRowsStay();
    void becomesDeliveries();
};

void TestRecipientsModel::receiversFirst()
{
    Model model;
    const QAbstractItemModelTester tester(&model);
    model.setRecipients({recipient(u"b"_s), recipient(u"a"_s, NotSentReason::Disabled), recipient(u"A"_s)});
    QCOMPARE(texts(model), (QStringList{u"A: will receive"_s, u"b: will receive"_s, u"a: not sent: it is disabled"_s}));
    QCOMPARE(model.receivers(), 2);
    QVERIFY(model.unfinished().isEmpty());
    QVERIFY(model.webhookAt(3).isNull());
}

void TestRecipientsModel::sameRowsStay()
{
    Model model;
    QList<Recipient> all{recipient(u"a"_s), recipient(u"b"_s)};
    model.setRecipients(all);
    QSignalSpy reset(&model, &Model::modelReset);
    QSignalSpy changed(&model, &Model::dataChanged);
    model.setRecipients(all);
    QCOMPARE(changed.size(), 0);
    all[1].reason = NotSentReason::ContentType;
    model.setRecipients(all);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(reset.size(), 0);
    all.removeFirst();
    model.setRecipients(all);
    QCOMPARE(reset.size(), 1);
}

void TestRecipientsModel::becomesDeliveries()
{
    Model model;
    const QAbstractItemModelTester tester(&model);
    const Recipient to = recipient(u"a"_s);
    const Recipient other = recipient(u"b"_s, NotSentReason::NotSubscribed);
    model.setRecipients({to, other});
    QSignalSpy reset(&model, &Model::modelReset);
    Delivery delivery = deliveryTo(to);
    model.setSent({delivery}, {other});
    QCOMPARE(reset.size(), 0); // the same rows
    QCOMPARE(model.unfinished(), QList<DeliveryId>{delivery.id});
    const QString waiting = model.index(0, Model::ResultColumn).data().toString();
    delivery.state = DeliveryState::WaitingRetry;
    delivery.outcome = Outcome();
    delivery.outcome->kind = OutcomeKind::ReceiverError;
    delivery.outcome->status = 503;
    delivery.durationMs = 41;
    delivery.dueAt = QDateTime(QDate(2026, 11, 24), QTime(10, 0), Qt::UTC);
    model.update({deliveryTo(to), delivery});
    const QString retried = model.index(0, Model::ResultColumn).data().toString();
    QVERIFY2(retried != waiting, qPrintable(retried));
    QVERIFY2(retried.contains(u"Receiver error") && retried.contains(u"41 ms") && retried.contains(u"next attempt"),
             qPrintable(retried));
    delivery.state = DeliveryState::Delivered;
    model.update({delivery});
    QCOMPARE(model.index(0, 1).data(Model::StateRole).value<DeliveryState>(), DeliveryState::Delivered);
    QVERIFY(model.unfinished().isEmpty());
}

QTEST_GUILESS_MAIN(TestRecipientsModel)
#include "tst_recipientsmodel.moc"
