// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/deliveryhost.h"
#include "store/deliveryhistory.h"
#include "support/stillclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

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

} // namespace

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
    void folderThatCannotBeWritten();

private:
    [[nodiscard]] Event event() const
    {
        return {u"entry.create"_s, m_clock.now, R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z"})"};
    }
    [[nodiscard]] WebhookId addWebhook();
    void damage();

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
    m_host = std::make_unique<DeliveryHost>(m_profile, EventCatalogue(), m_sender, m_clock,
                                            [](const QString &) { return std::optional<QString>(); });
    QVERIFY(m_host->open());
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

QTEST_GUILESS_MAIN(tst_DeliveryDamage)
#include "tst_deliverydamage.moc"
