// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/deliveryclient.h"
#include "store/deliverystore.h"
#include "support/handsender.h"
#include "support/stillclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The window's questions about deliveries, across the border of threads, on a store that this test fills.
class tst_DeliveryClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void readsTheNewHistoryAfterDamage();
    void exportOfADamagedHistoryFails();
    void followsATestThatIsUnderWay();

private:
    void accept(int count);
    [[nodiscard]] qsizetype shown();

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    StillClock m_clock;
    HandSender m_sender;
    std::unique_ptr<DeliveryEngine> m_engine; ///< Never opened: what it says, the test says.
    std::unique_ptr<DeliveryClient> m_client;
};

void tst_DeliveryClient::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_engine = std::make_unique<DeliveryEngine>(m_profile, EventCatalogue(), m_sender, m_clock,
                                                [](const QString &) { return std::optional<QString>(); });
    m_client = std::make_unique<DeliveryClient>(*m_engine, m_profile, m_clock);
}

void tst_DeliveryClient::cleanup()
{
    m_client.reset();
    m_engine.reset();
}

void tst_DeliveryClient::accept(int count)
{
    const auto store = DeliveryStore::open(m_profile);
    QVERIFY(store);
    for (int i = 0; i < count; ++i) {
        const AcceptedEvent event{EventId::create(), {u"entry.create"_s, m_clock.now, "{}"}, m_clock.now, false};
        QVERIFY((*store)->accept(event, {{DeliveryId::create(), WebhookId::create(), u"Search"_s, u"http://a.example/"_s}}));
    }
}

/// How many deliveries the history has, as the window is told.
qsizetype tst_DeliveryClient::shown()
{
    constexpr int limit = 100;
    QSignalSpy pages(m_client.get(), &DeliveryService::pageReady);
    m_client->requestPage(1, {}, DeliveryPage::Place::Newest, 0, limit);
    return pages.wait() ? pages.first().first().value<DeliveryPage>().deliveries.size() : -1;
}

/// An open file that gets another name is still that file.
void tst_DeliveryClient::readsTheNewHistoryAfterDamage()
{
    accept(3);
    QCOMPARE(shown(), 3);
    const auto aside = DeliveryStore::setAside(m_profile, m_clock.now);
    QVERIFY(aside);
    accept(1);
    QSignalSpy said(m_client.get(), &DeliveryService::storeSetAside);
    QSignalSpy changed(m_client.get(), &DeliveryService::changedElsewhere);
    Q_EMIT m_engine->storeSetAside(*aside);
    QCOMPARE(said.size(), 1);
    QCOMPARE(changed.size(), 1); // what is shown is read anew
    QCOMPARE(shown(), 1);
}

void tst_DeliveryClient::exportOfADamagedHistoryFails()
{
    accept(3);
    const QString path = m_folder->filePath(u"out.jsonl"_s);
    HistoryReader reader(m_profile, m_clock); // in this thread: nothing is written before the damage is known
    QSignalSpy failed(&reader, &HistoryReader::exportFailed);
    QSignalSpy ended(&reader, &HistoryReader::exportEnded);
    reader.beginExport(path, DeliveryFormat::JsonLines, {});
    reader.reopen();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), path);
    reader.cancelExport();
    QCOMPARE(ended.size(), 0); // it is over
    QVERIFY(!QFile::exists(path));
}

/// Whoever comes to look while a receiver hangs is told how far it is.
void tst_DeliveryClient::followsATestThatIsUnderWay()
{
    QSignalSpy live(m_engine.get(), &DeliveryEngine::liveAttempt);
    Attempt attempt;
    attempt.delivery = DeliveryId::create();
    attempt.test = true;
    attempt.phase = Phase::Waiting;
    m_engine->onTestAttempt(attempt);
    QCOMPARE(live.size(), 0); // nobody follows it
    m_engine->followAttempts(attempt.delivery);
    QCOMPARE(live.size(), 1);
    QCOMPARE(live.first().first().value<Attempt>().phase, Phase::Waiting);
    attempt.outcome = Outcome();
    m_engine->onTestAttempt(attempt);
    QCOMPARE(live.size(), 2);
    m_engine->followAttempts(attempt.delivery);
    QCOMPARE(live.size(), 2); // it is over
}

QTEST_GUILESS_MAIN(tst_DeliveryClient)
#include "tst_deliveryclient.moc"
