// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryexport.h"
#include "store/deliveryhistory.h"
#include "store/deliverystore.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Deliveries written to a file that the user named.
class tst_DeliveryExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void jsonLines();
    void largeOnesInSmallSteps();
    void csv();
    void fieldsOfCsv_data();
    void fieldsOfCsv();
    void onlyWhatTheFilterLetsThrough();
    void stoppedLeavesTheOlderFile();
    void cannotWrite();

private:
    void accept(int count, const QString &type = u"entry.create"_s);
    [[nodiscard]] QString path() const { return m_folder->filePath(u"out"_s); }
    /// Runs to the end.
    [[nodiscard]] qint64 run(DeliveryFormat format, const DeliveryFilter &filter = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<DeliveryHistory> m_history;
};

void tst_DeliveryExport::init()
{
    m_history.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    const Profile profile = Profile::inFolder(m_folder->path());
    QVERIFY(profile.prepare());
    auto store = DeliveryStore::open(profile);
    QVERIFY(store);
    m_store = std::move(*store);
    auto history = DeliveryHistory::open(profile);
    QVERIFY(history);
    m_history = std::move(*history);
}

void tst_DeliveryExport::accept(int count, const QString &type)
{
    QList<NewDelivery> deliveries;
    for (int i = 0; i < count; ++i)
        deliveries.append({DeliveryId::create(), WebhookId::create(), u"Search index"_s, u"https://example.com/hook"_s});
    QVERIFY(m_store->accept({EventId::create(), {type, now, "{}"}, now, false}, deliveries));
}

qint64 tst_DeliveryExport::run(DeliveryFormat format, const DeliveryFilter &filter)
{
    DeliveryExport out(path(), format, filter);
    bool good = out.begin(*m_history).has_value();
    while (good && !out.isOver())
        good = out.step(*m_history).has_value();
    return good ? out.done() : -1;
}

void tst_DeliveryExport::jsonLines()
{
    accept(450); // more than two steps
    QCOMPARE(run(DeliveryFormat::JsonLines), 450);
    const QByteArrayList lines = contentOf(path()).trimmed().split('\n');
    QCOMPARE(lines.size(), 450);
    for (const QByteArray &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object.value(u"state"_s).toString(), u"pending"_s);
        QVERIFY(object.value(u"attempts"_s).isArray());
    }
}

/// What is in memory at once does not grow with the number of deliveries.
void tst_DeliveryExport::largeOnesInSmallSteps()
{
    for (int i = 0; i < 5; ++i) {
        Attempt attempt;
        attempt.delivery = DeliveryId::create();
        attempt.startedAt = now;
        attempt.outcome = Outcome();
        attempt.response = Response{500, "No", {}, QByteArray(Response::keptBytes, 'x'), Response::keptBytes};
        QVERIFY(m_store->accept({EventId::create(), {u"entry.create"_s, now, "{}"}, now, false},
                                {{attempt.delivery, WebhookId::create(), u"Search"_s, u"https://example.com/hook"_s}}));
        QVERIFY(m_store->claim({attempt.delivery}, now));
        QVERIFY(m_store->record({{attempt, {DeliveryState::Dead, {}, 0}}}));
    }
    DeliveryExport out(path(), DeliveryFormat::JsonLines, {});
    QVERIFY(out.begin(*m_history));
    QList<qint64> done;
    while (!out.isOver()) {
        QVERIFY(out.step(*m_history));
        done.append(out.done());
    }
    QCOMPARE(done, QList<qint64>({4, 5}));
    QCOMPARE(contentOf(path()).count('\n'), 5);
}

void tst_DeliveryExport::csv()
{
    accept(2);
    QCOMPARE(run(DeliveryFormat::Csv), 2);
    const QByteArray text = contentOf(path());
    QVERIFY(text.startsWith("id,event,type,webhook,webhookName,url,test,state,outcome,status,durationMs,attempts,"
                            "createdAt,nextAttemptAt\r\n"));
    QCOMPARE(text.count("\r\n"), 3);
    QCOMPARE(text.count(",entry.create,"), 2);
}

void tst_DeliveryExport::fieldsOfCsv_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << u"Search"_s << QByteArray(",Search,");
    QTest::newRow("comma") << u"A, B"_s << QByteArray(",\"A, B\",");
    QTest::newRow("quote") << u"A \"B\""_s << QByteArray(",\"A \"\"B\"\"\",");
    QTest::newRow("line end") << u"A\nB"_s << QByteArray(",\"A\nB\",");
    QTest::newRow("formula") << u"=HYPERLINK(1)"_s << QByteArray(",'=HYPERLINK(1),");
    QTest::newRow("any script") << u"Übersetzung"_s << QByteArray(",Übersetzung,");
}

void tst_DeliveryExport::fieldsOfCsv()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, field);
    Delivery delivery;
    delivery.webhookName = name;
    const QByteArray line = deliveryformat::line(DeliveryFormat::Csv, delivery, {});
    QVERIFY2(line.contains(field), line.constData());
}

void tst_DeliveryExport::onlyWhatTheFilterLetsThrough()
{
    accept(3);
    accept(2, u"media.create"_s);
    DeliveryFilter filter;
    filter.eventType = u"media.create"_s;
    QCOMPARE(run(DeliveryFormat::Csv, filter), 2);
    QVERIFY(!contentOf(path()).contains("entry.create"));
}

void tst_DeliveryExport::stoppedLeavesTheOlderFile()
{
    accept(450);
    QFile older(path());
    QVERIFY(older.open(QIODevice::WriteOnly));
    older.write("older");
    older.close();
    {
        DeliveryExport out(path(), DeliveryFormat::JsonLines, {});
        QVERIFY(out.begin(*m_history));
        QCOMPARE(out.all(), 450);
        QVERIFY(out.step(*m_history));
        QVERIFY(!out.isOver());
    }
    QCOMPARE(contentOf(path()), QByteArray("older"));
}

void tst_DeliveryExport::cannotWrite()
{
    accept(1);
    DeliveryExport out(m_folder->filePath(u"no/such/folder"_s), DeliveryFormat::Csv, {});
    const auto begun = out.begin(*m_history);
    QVERIFY(!begun);
    QCOMPARE(begun.error().code, ErrorCode::CannotWrite);
    QVERIFY(begun.error().subject.endsWith(u"no/such/folder"));
}

QTEST_GUILESS_MAIN(tst_DeliveryExport)
#include "tst_deliveryexport.moc"
