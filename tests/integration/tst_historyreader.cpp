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
};

/// After a damaged one was put aside, by whatever process: the old one can still be read and says what is not so.
void TestHistoryReader::readsTheNewDatabase()
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.filePath(u"profile"_s));
    const test::StillClock clock;
    accept(profile, 1);
    HistoryReader reader(profile, clock);
    QSignalSpy counts(&reader, &HistoryReader::countReady);
    reader.count(1, {});
    QCOMPARE(counts.last().at(1).toLongLong(), 1);
    QVERIFY(DeliveryStore::setAside(profile, clock.now));
    accept(profile, 2);
    reader.count(2, {});
    QCOMPARE(counts.last().at(1).toLongLong(), 2);
}

QTEST_GUILESS_MAIN(TestHistoryReader)
#include "tst_historyreader.moc"
