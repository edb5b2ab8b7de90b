// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"
#include "host/filestamp.h"
#include "store/deliveryhistory.h"
#include "support/stillclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// Sends nothing.
class NoSender final : public Sender
{
public:
    void send(const Attempt &, ConnectionUse) override { }
    void cancel(const DeliveryId &) override { }
};

/// What a person orders about a delivery; whether it is answered as for one that is not there.
using Order = std::function<bool(DeliveryHost &, const Delivery &)>;

} // namespace

Q_DECLARE_METATYPE(Order)

/// The deliveries of a profile when the database is damaged under a program that has it open.
class tst_DeliveryDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();

    void damageWhileOpenLosesNoNewEvent();
    void damageFoundByTheDispatcher();
    void damageFoundByRetention();
    void damageFoundByAReader();
    void ofTwoProcessesOneSetsItAside();
    void nothingIsKeptInWhatAnotherSetAside();
    void commandEndsWhenItIsSetAside();
    void oldOneStaysWhereNoNewOneCanBeMade();
    void folderThatCannotBeWritten();
    void damageFoundByAKeyRefusesNothing();
    void nothingIsAcceptedIntoDamage_data();
    void nothingIsAcceptedIntoDamage();
    void ordersTogetherStayInOneFile();
    void ordersFindTheNewFile_data();
    void ordersFindTheNewFile();

private:
    [[nodiscard]] Event event() const
    {
        return {u"entry.create"_s, m_clock.now, R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z"})"};
    }
    [[nodiscard]] WebhookId addWebhook();
    void damage();
    [[nodiscard]] std::unique_ptr<DeliveryHost> makeHost();
    [[nodiscard]] QStringList setAside() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    test::StillClock m_clock;
    NoSender m_sender;
    std::unique_ptr<DeliveryHost> m_host;
};

void tst_DeliveryDamage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_host = makeHost();
    QVERIFY(m_host->open());
}

std::unique_ptr<DeliveryHost> tst_DeliveryDamage::makeHost()
{
    return std::make_unique<DeliveryHost>(m_profile, EventCatalogue(), m_sender, m_clock,
                                          [](const QString &) { return std::optional<QString>(); });
}

/// The databases that were put aside.
QStringList tst_DeliveryDamage::setAside() const
{
    QStringList files = QDir(m_profile.dataFolder).entryList({u"deliveries.sqlite.damaged-*"_s});
    files.removeIf([](const QString &name) { return name.endsWith(u"-wal") || name.endsWith(u"-shm"); });
    return files;
}

void tst_DeliveryDamage::cleanup()
{
    m_host.reset();
    m_folder.reset();
}

WebhookId tst_DeliveryDamage::addWebhook()
{
    Webhook webhook;
    webhook.name = u"Search"_s;
    webhook.url = u"http://h.example/"_s;
    return WebhookStore(m_profile, EventCatalogue()).save(webhook).value().webhook.id;
}

/// Overwrites all pages, in the file and in its log, as a disk that fails or another program does. Something else is
/// accepted before by another process, so that no page is remembered.
void tst_DeliveryDamage::damage()
{
    {
        const auto other = DeliveryStore::open(m_profile);
        QVERIFY(other);
        QVERIFY((*other)->accept({EventId::create(), event(), m_clock.now, false},
                                 {{DeliveryId::create(), WebhookId::create(), u"Other"_s, u"http://h/"_s}}));
    }
    for (const auto &suffix : {u""_s, u"-wal"_s}) {
        QFile file(m_profile.deliveriesFile() + suffix);
        QVERIFY(file.open(QIODevice::ReadWrite));
        constexpr qint64 head = 100; // that of the database; the log's is shorter
        QVERIFY(file.seek(head));
        const QByteArray garbage(file.size() - head, '\xa5');
        QCOMPARE(file.write(garbage), garbage.size());
    }
}

void tst_DeliveryDamage::damageWhileOpenLosesNoNewEvent()
{
    const WebhookId id = addWebhook();
    QVERIFY(m_host->acceptFor(id, event()));
    damage();
    const QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    const auto delivery = m_host->acceptFor(id, event());
    QVERIFY2(delivery, qPrintable(delivery ? QString() : delivery.error().detail));
    QCOMPARE(aside.size(), 1);
    const QString file = aside.first().first().toString();
    QVERIFY2(file.startsWith(m_profile.deliveriesFile() + u".damaged-"_s), qPrintable(file));
    QVERIFY(QFile::exists(file)); // what can be saved is in there
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history && *history);
    QCOMPARE((*history)->count({}).value_or(-1), 1);
    QVERIFY(m_host->acceptFor(id, event()));
    QCOMPARE(aside.size(), 1);
}

void tst_DeliveryDamage::damageFoundByTheDispatcher()
{
    const WebhookId id = addWebhook();
    m_host->dispatch();
    QVERIFY(m_host->isDispatching());
    damage();
    QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    m_host->wake();
    QVERIFY(aside.wait());
    QCOMPARE(aside.size(), 1);
    QSignalSpy updated(m_host.get(), &DeliveryHost::deliveryUpdated);
    QVERIFY(m_host->acceptFor(id, event())); // and it dispatches again
    QTRY_VERIFY(!updated.isEmpty() && updated.last().first().value<Delivery>().state == DeliveryState::Attempting);
}

/// What dispatches met nothing; counting what is to be removed reads elsewhere in the file.
void tst_DeliveryDamage::damageFoundByRetention()
{
    QVERIFY(m_host->acceptFor(addWebhook(), event()));
    m_host->dispatch();
    damage();
    QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    QSignalSpy failed(m_host.get(), &DeliveryHost::failed);
    m_host->lookAtRetention();
    QTRY_COMPARE(aside.count(), 1);
    QCOMPARE(failed.count(), 0); // that nothing was changed would not be so
    QCOMPARE(setAside().size(), 1);
}

/// The one that is there by then is whole, and stays.
void tst_DeliveryDamage::damageFoundByAReader()
{
    const quint64 inode = FileStamp::of(m_profile.deliveriesFile()).inode;
    QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    m_host->reportDamage(inode);
    m_host->reportDamage(inode);
    QTRY_COMPARE(aside.count(), 1);
    QSignalSpy changed(m_host.get(), &DeliveryHost::changedElsewhere);
    m_host->reportDamage(inode);
    QCoreApplication::sendPostedEvents(m_host.get());
    QCOMPARE(changed.count(), 0);
    QCOMPARE(setAside().size(), 1);
}

/// The slower one finds the new file, which is whole and may hold something by now.
void tst_DeliveryDamage::ofTwoProcessesOneSetsItAside()
{
    const WebhookId id = addWebhook();
    const auto other = makeHost();
    QVERIFY(other->open());
    QVERIFY(m_host->acceptFor(id, event()));
    damage();
    QVERIFY(m_host->acceptFor(id, event()));
    QVERIFY(other->acceptFor(id, event()));
    QVERIFY(m_host->acceptFor(id, event()));
    QCOMPARE(setAside().size(), 1);
    const auto history = DeliveryHistory::open(m_profile);
    QCOMPARE((*history)->count({}).value_or(-1), 3);
}

/// Its own connection shows no damage, as it remembers the pages.
void tst_DeliveryDamage::nothingIsKeptInWhatAnotherSetAside()
{
    const WebhookId id = addWebhook();
    QVERIFY(m_host->acceptFor(id, event()));
    QVERIFY(DeliveryStore::setAside(m_profile, m_clock.now)); // by another process
    QVERIFY(m_host->acceptFor(id, event()));
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history && *history);
    QCOMPARE((*history)->count({}).value_or(-1), 1);
    QCOMPARE(setAside().size(), 1);

    const auto other = makeHost();
    QVERIFY(other->open()); // it dispatches what is in the new one
    QSignalSpy updated(m_host.get(), &DeliveryHost::changedElsewhere);
    QVERIFY(DeliveryStore::setAside(m_profile, m_clock.now.addSecs(1)));
    QVERIFY(other->acceptFor(id, event()));
    m_host->lookElsewhere();
    QCOMPARE(updated.count(), 1);
    QCOMPARE(m_host->store().webhooksWithDue(m_clock.now).value_or(QList<WebhookId>()), QList<WebhookId>{id});
}

void tst_DeliveryDamage::commandEndsWhenItIsSetAside()
{
    const WebhookId id = addWebhook();
    const auto delivery = m_host->acceptFor(id, event());
    QVERIFY(delivery);
    QSignalSpy stopped(m_host.get(), &DeliveryHost::stopped);
    QVERIFY(m_host->dispatchOnly({*delivery}));
    damage();
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(!m_host->isDispatching());
    QCOMPARE(setAside().size(), 1);
}

/// As on a full disk: refused with the reason, never a crash, and it goes on when it can.
void tst_DeliveryDamage::oldOneStaysWhereNoNewOneCanBeMade()
{
    const WebhookId id = addWebhook();
    m_host->dispatch();
    QVERIFY(DeliveryStore::setAside(m_profile, m_clock.now));
    QVERIFY(QDir().mkpath(m_profile.deliveriesFile()));
    const auto refused = m_host->acceptFor(id, event());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::CannotWrite);
    m_host->wake();
    m_host->lookElsewhere();
    QVERIFY(QDir().rmdir(m_profile.deliveriesFile()));
    QSignalSpy updated(m_host.get(), &DeliveryHost::deliveryUpdated);
    QVERIFY(m_host->acceptFor(id, event()));
    QTRY_COMPARE(updated.last().first().value<Delivery>().state, DeliveryState::Attempting); // it dispatches
}

/// Nothing is accepted, and the sentence names the file.
void tst_DeliveryDamage::folderThatCannotBeWritten()
{
    m_host.reset();
    QVERIFY(QFile::remove(m_profile.deliveriesFile()));
    QVERIFY(QDir().mkpath(m_profile.deliveriesFile())); // not even for a user who may do everything
    DeliveryHost host(m_profile, EventCatalogue(), m_sender, m_clock,
                      [](const QString &) { return std::optional<QString>(); });
    const auto opened = host.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::CannotWrite);
    QCOMPARE(opened.error().subject, m_profile.deliveriesFile());
}

void tst_DeliveryDamage::damageFoundByAKeyRefusesNothing()
{
    EventType type;
    type.name = u"entry.create"_s;
    m_host = std::make_unique<DeliveryHost>(m_profile, EventCatalogue({type}), m_sender, m_clock, Environment());
    QVERIFY(m_host->open());
    QVERIFY(m_host->handIn(event().payload, "order-1"));
    damage();
    const QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    for (const char *key : {"order-2", "order-3"}) {
        const auto handed = m_host->handIn(event().payload, key);
        QVERIFY2(handed, qPrintable(handed ? QString() : handed.error().detail));
        QCOMPARE(handed->kind, HandedIn::Kind::Accepted);
    }
    QCOMPARE(aside.size(), 1);
}

void tst_DeliveryDamage::nothingIsAcceptedIntoDamage_data()
{
    QTest::addColumn<qsizetype>("filling");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("a file that is read whole") << qsizetype(1000) << QByteArray("the very first");
    QTest::newRow("a large one, of which only what counts is read")
        << qsizetype(1000 * 1000) << QByteArray("the very first");
    QTest::newRow("a large one, amid a large payload") << qsizetype(1000 * 1000) << QByteArray("amid the last");
}

/// Accepting reads none of the pages that are damaged here, and would go on until somebody else meets them.
void tst_DeliveryDamage::nothingIsAcceptedIntoDamage()
{
    QFETCH(const qsizetype, filling);
    QFETCH(const QByteArray, place);
    const WebhookId id = addWebhook();
    const QByteArray head = R"({"event":"entry.create","createdAt":"2026-11-23T16:33:57.070Z","text":")";
    constexpr int count = 20;
    for (int i = 0; i < count; ++i) {
        QByteArray text = i == 0 ? "the very first" + QByteArray(1000, '.') : QByteArray(filling, '.');
        if (i == count - 1)
            text.insert(text.size() / 2, "amid the last");
        QVERIFY(m_host->acceptFor(id, {u"entry.create"_s, m_clock.now, head + text + "\"}"}));
    }
    m_host.reset(); // nothing is left in the log
    QFile file(m_profile.deliveriesFile());
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 pageSize = 8192;
    const qint64 offset = file.readAll().indexOf(place);
    QVERIFY(offset > 0);
    QVERIFY(file.seek(offset / pageSize * pageSize));
    QCOMPARE(file.write(QByteArray(pageSize, '\xa5')), pageSize);
    file.close();

    m_host = makeHost();
    const QSignalSpy aside(m_host.get(), &DeliveryHost::storeSetAside);
    QVERIFY(m_host->open());
    QCOMPARE(aside.size(), 1);
    QVERIFY(m_host->acceptFor(id, event()));
    QCOMPARE(aside.size(), 1);
    const auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history && *history && (*history)->check());
    QCOMPARE((*history)->count({}).value_or(-1), 1);
}

/// A batch that began in one file cannot end in another one: what was ordered is lost with it, and that is said.
void tst_DeliveryDamage::ordersTogetherStayInOneFile()
{
    const auto before = m_host->acceptFor(addWebhook(), event());
    QVERIFY(before);
    const quint64 inode = m_host->inode();
    const QSignalSpy changed(m_host.get(), &DeliveryHost::changedElsewhere);
    const auto done = m_host->together([&] {
        QVERIFY(DeliveryStore::setAside(m_profile, m_clock.now)); // by another process
        QVERIFY(m_host->resend(*before));
        QCOMPARE(m_host->inode(), inode);
    });
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::CannotWrite);
    QCOMPARE(done.error().subject, m_profile.deliveriesFile());
    QVERIFY(m_host->inode() != inode);
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_host->together([&] { QVERIFY(m_host->acceptFor(before->webhook, event())); }));
}

void tst_DeliveryDamage::ordersFindTheNewFile_data()
{
    QTest::addColumn<Order>("order");
    QTest::newRow("retry now") << Order(
        [](DeliveryHost &host, const Delivery &delivery) { return !host.retryNow(delivery.id).value_or(true); });
    QTest::newRow("stop one") << Order(
        [](DeliveryHost &host, const Delivery &delivery) { return !host.stop(delivery.id).value_or(true); });
    QTest::newRow("stop some") << Order(
        [](DeliveryHost &host, const Delivery &delivery) { return host.stop(QList<DeliveryId>{delivery.id}).has_value(); });
    QTest::newRow("stop all") << Order(
        [](DeliveryHost &host, const Delivery &delivery) { return host.stopAll(delivery.webhook).value_or(-1) == 0; });
}

/// What was put aside knows the delivery, and would be told to do what nobody does.
void tst_DeliveryDamage::ordersFindTheNewFile()
{
    QFETCH(const Order, order);
    const auto before = m_host->acceptFor(addWebhook(), event());
    QVERIFY(before);
    const quint64 inode = m_host->inode();
    QVERIFY(DeliveryStore::setAside(m_profile, m_clock.now)); // by another process
    const QSignalSpy told(m_host.get(), &DeliveryHost::deliveryUpdated);
    QVERIFY(order(*m_host, *before));
    QVERIFY(m_host->inode() != inode);
    QCOMPARE(told.size(), 0);
}

QTEST_GUILESS_MAIN(tst_DeliveryDamage)
#include "tst_deliverydamage.moc"
