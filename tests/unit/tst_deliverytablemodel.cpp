// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deliverytablemodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;
using Model = DeliveryTableModel;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);

/// A history in memory that answers when the test says so.
class FakeDeliveries final : public DeliveryService
{
public:
    void requestPage(int ticket, const DeliveryFilter &filter, DeliveryPage::Place place, qint64 position,
                     int limit) override
    {
        DeliveryPage page{ticket, place, {}, false};
        for (const Delivery &delivery : history) {
            const bool wanted = place == DeliveryPage::Place::Newest
                || (place == DeliveryPage::Place::Older ? delivery.position < position : delivery.position > position);
            if (wanted && filter.matches(delivery))
                page.deliveries.append(delivery);
        }
        page.isLast = page.deliveries.size() <= limit;
        page.deliveries = place == DeliveryPage::Place::Newer
            ? page.deliveries.last(qMin<qsizetype>(limit, page.deliveries.size()))
            : page.deliveries.first(qMin<qsizetype>(limit, page.deliveries.size()));
        answers.append(page);
    }
    void followAttempts(const DeliveryId &) override { }
    void requestFilledCurl(const WebhookId &, const QString &, const PreparedRequest &) override { }
    void requestDetails(const DeliveryId &) override { }
    void requestSummary() override { }
    void requestEvents(int, const WebhookId &, const EventId &) override { }
    void requestRecipients(const EventId &) override { }
    void resend(const QList<DeliveryId> &) override { }
    void resendEdited(const DeliveryId &, const QByteArray &) override { }
    void retryNow(const QList<DeliveryId> &) override { }
    void stopRetrying(const QList<DeliveryId> &) override { }
    void resendDeadLetters(int) override { }
    void stopResending() override { }
    void exportDeliveries(const QString &, DeliveryFormat, const DeliveryFilter &) override { }
    void cancelExport() override { }
    void purgeNow() override { }

    void answer() { Q_EMIT pageReady(answers.takeFirst()); }

    /// A new one, at the newest end.
    Delivery add()
    {
        Delivery delivery;
        delivery.position = ++last;
        delivery.id = DeliveryId::create();
        delivery.eventType = u"entry.create"_s;
        delivery.webhookName = u"Search"_s;
        delivery.createdAt = now.addSecs(last);
        history.prepend(delivery);
        return delivery;
    }

    QList<Delivery> history; ///< Newest first.
    QList<DeliveryPage> answers;
    qint64 last = 0;
};

} // namespace

class tst_DeliveryTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();
    void showsTheNewest();
    void windowMoves();
    void newOnesComeIn();
    void newOnesStayOutElsewhere();
    void changesInPlace();
    void leavesTheFilter();
    void lateAnswerIsDropped();
    void texts();
    void manyUpdatesAreOneInsertion();
    void underRandomUpdates();

private:
    [[nodiscard]] QList<qint64> shown() const;
    void load(int count);

    std::unique_ptr<FakeDeliveries> m_service;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_DeliveryTableModel::init()
{
    m_service = std::make_unique<FakeDeliveries>();
    m_model = std::make_unique<Model>(*m_service);
    m_tester
        = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_DeliveryTableModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_service.reset();
}

QList<qint64> tst_DeliveryTableModel::shown() const
{
    QList<qint64> positions;
    for (int row = 0; row < m_model->rowCount(); ++row)
        positions.append(m_model->at(row)->position);
    return positions;
}

void tst_DeliveryTableModel::load(int count)
{
    for (int i = 0; i < count; ++i)
        m_service->add();
    m_model->reload();
    m_service->answer();
}

void tst_DeliveryTableModel::showsTheNewest()
{
    QSignalSpy loaded(m_model.get(), &Model::loaded);
    load(3);
    QCOMPARE(loaded.count(), 1);
    QCOMPARE(shown(), (QList<qint64>{3, 2, 1}));
    QVERIFY(m_model->isAtNewest());
    QVERIFY(m_model->isAtOldest());
    m_model->loadOlder();
    m_model->loadNewer();
    QVERIFY(m_service->answers.isEmpty()); // nothing to ask
}

void tst_DeliveryTableModel::windowMoves()
{
    constexpr int all = 2500;
    load(all);
    QCOMPARE(m_model->rowCount(), Model::pageRows);
    while (!m_model->isAtOldest()) {
        m_model->loadOlder();
        m_model->loadOlder(); // while one is on its way
        QCOMPARE(m_service->answers.size(), 1);
        m_service->answer();
        QVERIFY(m_model->rowCount() <= Model::mostRows);
    }
    QCOMPARE(shown().last(), 1);
    QCOMPARE(m_model->rowCount(), Model::mostRows);
    QVERIFY(!m_model->isAtNewest());
    while (!m_model->isAtNewest()) {
        m_model->loadNewer();
        m_service->answer();
        QVERIFY(m_model->rowCount() <= Model::mostRows);
    }
    QCOMPARE(shown().first(), all);
    QVERIFY(!m_model->isAtOldest());
    for (int row = 1; row < m_model->rowCount(); ++row)
        QCOMPARE(m_model->at(row)->position, m_model->at(row - 1)->position - 1);
}

void tst_DeliveryTableModel::newOnesComeIn()
{
    load(2);
    const Delivery one = m_service->add();
    const Delivery two = m_service->add();
    Q_EMIT m_service->deliveriesUpdated({one, two});
    QCOMPARE(shown(), (QList<qint64>{4, 3, 2, 1}));
}

void tst_DeliveryTableModel::newOnesStayOutElsewhere()
{
    load(Model::mostRows + Model::pageRows + 1);
    while (m_model->isAtNewest()) {
        m_model->loadOlder();
        m_service->answer();
    }
    const auto before = shown();
    Q_EMIT m_service->deliveriesUpdated({m_service->add()});
    QCOMPARE(shown(), before);
}

void tst_DeliveryTableModel::changesInPlace()
{
    load(3);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    Delivery delivery = *m_model->at(1);
    delivery.state = DeliveryState::Delivered;
    Q_EMIT m_service->deliveriesUpdated({delivery});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(m_model->at(1)->state, DeliveryState::Delivered);
}

void tst_DeliveryTableModel::leavesTheFilter()
{
    load(3);
    DeliveryFilter filter;
    filter.states = {DeliveryState::Pending};
    m_model->setFilter(filter);
    m_service->answer();
    QCOMPARE(m_model->rowCount(), 3);
    Delivery delivery = *m_model->at(1);
    delivery.state = DeliveryState::Delivered;
    Q_EMIT m_service->deliveriesUpdated({delivery});
    QCOMPARE(shown(), (QList<qint64>{3, 1}));
    Delivery other = m_service->add();
    other.state = DeliveryState::Dead;
    Q_EMIT m_service->deliveriesUpdated({other});
    QCOMPARE(shown(), (QList<qint64>{3, 1}));
}

void tst_DeliveryTableModel::lateAnswerIsDropped()
{
    load(3);
    m_model->reload();
    DeliveryFilter filter;
    filter.eventType = u"none"_s;
    m_model->setFilter(filter);
    QCOMPARE(m_service->answers.size(), 2);
    m_service->answers.swapItemsAt(0, 1);
    m_service->answer();
    QCOMPARE(m_model->rowCount(), 0);
    m_service->answer(); // to the first question
    QCOMPARE(m_model->rowCount(), 0);
}

void tst_DeliveryTableModel::texts()
{
    load(1);
    Delivery delivery = *m_model->at(0);
    delivery.state = DeliveryState::WaitingRetry;
    delivery.outcome = Outcome();
    delivery.outcome->kind = OutcomeKind::ReceiverError;
    delivery.outcome->status = 503;
    delivery.durationMs = 41;
    delivery.attempts = 2;
    delivery.dueAt = now.addSecs(60);
    delivery.test = true;
    Q_EMIT m_service->deliveriesUpdated({delivery});
    const auto text = [this](int column) { return m_model->index(0, column).data().toString(); };
    QCOMPARE(text(Model::StateColumn), u"Waiting for a retry"_s);
    QCOMPARE(text(Model::EventColumn), u"entry.create (test)"_s);
    QCOMPARE(text(Model::WebhookColumn), u"Search"_s);
    QCOMPARE(text(Model::DurationColumn), u"41 ms"_s);
    QCOMPARE(text(Model::AttemptsColumn), u"2"_s);
    QVERIFY(!text(Model::OutcomeColumn).isEmpty());
    QVERIFY(!text(Model::NextAttemptColumn).isEmpty());
    delivery.state = DeliveryState::Attempting; // one thing: not how the attempt before ended
    Q_EMIT m_service->deliveriesUpdated({delivery});
    QCOMPARE(text(Model::StateColumn), u"Sending now"_s);
    QCOMPARE(text(Model::OutcomeColumn), QString());
    QCOMPARE(text(Model::DurationColumn), QString());
    delivery.state = DeliveryState::Dead;
    delivery.sentAgain = true;
    delivery.outcome = Outcome(); // interrupted
    delivery.durationMs = 0; // nobody measured it
    Q_EMIT m_service->deliveriesUpdated({delivery});
    QCOMPARE(text(Model::StateColumn), u"Dead letter · sent again"_s);
    QCOMPARE(text(Model::DurationColumn), u"–"_s);
    QStringList headings;
    for (int column = 0; column < Model::columns; ++column)
        headings.append(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    QCOMPARE(headings,
             (QStringList{u"State"_s, u"Time"_s, u"Event"_s, u"Webhook"_s, u"Outcome"_s, u"Duration"_s, u"Attempts"_s,
                          u"Next attempt"_s}));
}

void tst_DeliveryTableModel::manyUpdatesAreOneInsertion()
{
    load(1);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QList<Delivery> updates;
    for (int i = 0; i < 100; ++i) {
        Delivery delivery = m_service->add();
        updates.append(delivery);
        delivery.state = DeliveryState::Attempting;
        updates.append(delivery);
    }
    Q_EMIT m_service->deliveriesUpdated(updates);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(m_model->rowCount(), 101);
    QCOMPARE(m_model->at(0)->state, DeliveryState::Attempting);
}

/// As 1,000 updates a second come, 80 ms at a time; the tester looks at every step.
void tst_DeliveryTableModel::underRandomUpdates()
{
    load(50);
    auto *random = QRandomGenerator::global();
    for (int burst = 0; burst < 50; ++burst) {
        QList<Delivery> updates;
        for (int i = 0; i < 80; ++i) {
            if (random->bounded(4) == 0) {
                updates.append(m_service->add());
                continue;
            }
            Delivery &delivery = m_service->history[random->bounded(int(m_service->history.size()))];
            delivery.state = deliveryStates().at(random->bounded(int(deliveryStates().size())));
            updates.append(delivery);
        }
        Q_EMIT m_service->deliveriesUpdated(updates);
        if (m_model->isAtOldest() || random->bounded(3) == 0) {
            m_model->loadOlder();
            if (!m_service->answers.isEmpty())
                m_service->answer();
        }
    }
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Delivery *shownOne = m_model->at(row);
        const auto real = std::find_if(m_service->history.cbegin(), m_service->history.cend(),
                                       [&](const Delivery &delivery) { return delivery.id == shownOne->id; });
        QCOMPARE(*shownOne, *real);
    }
}

QTEST_GUILESS_MAIN(tst_DeliveryTableModel)
#include "tst_deliverytablemodel.moc"
