// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/historyreader.h"

#include "store/deliverystore.h"
#include "support/stillclock.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

void accept(const Profile &profile, int count)
{
    const auto store = DeliveryStore::open(profile);
    if (!store)
        qFatal("not opened");
    const QDateTime now = test::StillClock().now;
    for (int i = 0; i < count; ++i) {
        const AcceptedEvent event{EventId::create(), {u"entry.create"_s, now, "{}"}, now, false};
        if (!(*store)->accept(event, {{DeliveryId::create(), WebhookId::create(), u"Search"_s, u"http://a.example/"_s}}))
            qFatal("not accepted");
    }
}

} // namespace

class TestHistoryReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsTheNewDatabase();
    void overtakenQuestionsAreNotRead();
};

/// After a damaged one was put aside, by whatever process: the old one can still be read and says what is not so.
void TestHistoryReader::readsTheNewDatabase()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const test::StillClock clock;
    accept(profile, 1);
    HistoryReader reader(profile, clock);
    QSignalSpy pages(&reader, &HistoryReader::pageReady);
    const auto listed = [&] { return pages.last().first().value<DeliveryPage>().deliveries.size(); };
    reader.readPage(1, {}, DeliveryPage::Place::Newest, 0, 10);
    QTRY_COMPARE(pages.count(), 1);
    QCOMPARE(listed(), 1);
    QVERIFY(DeliveryStore::setAside(profile, clock.now));
    accept(profile, 2);
    reader.readPage(2, {}, DeliveryPage::Place::Newest, 0, 10);
    QTRY_COMPARE(pages.count(), 2);
    QCOMPARE(listed(), 2);
}

/// Somebody who types a search asks with each letter; only the last answer is waited for.
void TestHistoryReader::overtakenQuestionsAreNotRead()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const test::StillClock clock;
    accept(profile, 1);
    HistoryReader reader(profile, clock);
    QSignalSpy pages(&reader, &HistoryReader::pageReady);
    for (int ticket = 1; ticket <= 5; ++ticket)
        reader.readPage(ticket, {}, DeliveryPage::Place::Newest, 0, 10);
    QTRY_VERIFY(!pages.isEmpty());
    QSignalSpy summaries(&reader, &HistoryReader::summaryReady);
    reader.summarise();
    QCOMPARE(summaries.count(), 1);
    QCOMPARE(pages.count(), 1);
    QCOMPARE(pages.first().first().value<DeliveryPage>().ticket, 5);
}

QTEST_GUILESS_MAIN(TestHistoryReader)
#include "tst_historyreader.moc"
