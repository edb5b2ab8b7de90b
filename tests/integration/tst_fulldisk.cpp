// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/catalogueresource.h"
#include "store/deliveryhistory.h"
#include "store/deliverystore.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/secretsfile.h"
#include "store/webhookstore.h"
#include "support/smalldisk.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

// ---- The other process: a profile on a disk that gets full --------------------------------------------------------

/// Ends the process with the place where it was not as it should be.
void require(bool isRight, const char *what, int pages = -1)
{
    if (isRight)
        return;
    std::printf("wrong: %s (%d pages left)\n", what, pages);
    std::fflush(stdout);
    std::_Exit(1);
}
#define REQUIRE(...) require(static_cast<bool>(__VA_ARGS__), #__VA_ARGS__, pages)

/// Every file of the profile, but for locks of the moment.
QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        files.insert(file.fileName(), file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable"));
    }
    return files;
}

struct Scenario {
    Profile profile;
    WebhookStore webhooks;
    PreferencesStore preferences{profile};
    OutcomeStore outcomes{profile};
    SecretsFile secrets{profile};

    explicit Scenario(const QString &folder)
        : profile(Profile::inFolder(folder))
        , webhooks(profile, readCatalogue().value_or(EventCatalogue()))
    {
    }
};

bool isRefusal(const Error &error, const QString &file)
{
    return error.code == ErrorCode::CannotWrite && error.subject == file;
}

/// Every kind of change with so little room: done whole, or refused with the file's name and nothing changed.
void changeEverything(Scenario &scenario, SmallDisk &disk, StoredWebhook &stored, int pages)
{
    const QString file = scenario.profile.webhookFile(stored.webhook.id.toString());
    const auto before = filesIn(scenario.profile.configFolder);
    Webhook renamed = stored.webhook;
    renamed.name = u"After %1 "_s.arg(pages) + QString(90, u'n');
    Webhook added = stored.webhook;
    added.id = WebhookId::create();
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-Long"_s, QString(2000, u'v')}};

    disk.leave(pages);
    const auto saved = scenario.webhooks.save(renamed, stored.revision);
    const auto created = scenario.webhooks.save(added, QByteArray());
    const auto toggled = scenario.webhooks.setEnabled(stored.webhook.id, !stored.webhook.enabled);
    const auto set = scenario.preferences.save(preferences);
    const auto kept = scenario.secrets.keep(u"token"_s, QString(3000, u's'));
    const auto recorded = scenario.outcomes.record(stored.webhook.id, {});
    const auto after = filesIn(scenario.profile.configFolder);
    const auto loaded = scenario.webhooks.load(stored.webhook.id);
    const auto all = scenario.webhooks.loadAll();
    disk.empty();

    REQUIRE(saved || isRefusal(saved.error(), file));
    REQUIRE(toggled || isRefusal(toggled.error(), file));
    REQUIRE(created || isRefusal(created.error(), scenario.profile.webhookFile(added.id.toString())));
    REQUIRE(kept || isRefusal(kept.error(), scenario.profile.secretsFile()));
    REQUIRE(set || isRefusal(set.error(), scenario.profile.preferencesFile()));
    REQUIRE(recorded || isRefusal(recorded.error(), scenario.profile.outcomesFile()));
    if (pages == 0)
        REQUIRE(!saved && !created && !toggled && !set && !kept && !recorded && after == before);
    REQUIRE(loaded && loaded->problems.isEmpty());
    REQUIRE(loaded->webhook.name == (saved ? renamed.name : stored.webhook.name));
    REQUIRE(loaded->webhook.enabled == (toggled ? !stored.webhook.enabled : stored.webhook.enabled));
    REQUIRE(all && all->size() == (created ? 2 : 1)); // and no torso of the new one
    REQUIRE(!set || *scenario.preferences.load() == preferences);

    // With room again, the very same things succeed: nothing was left in the way.
    REQUIRE(scenario.webhooks.save(renamed, loaded->revision));
    REQUIRE(scenario.webhooks.save(added));
    REQUIRE(scenario.preferences.save(preferences));
    REQUIRE(scenario.secrets.keep(u"token"_s, QString::number(pages)));
    REQUIRE(*scenario.secrets.secret(u"token"_s) == QString::number(pages));
    REQUIRE(scenario.webhooks.remove(added.id));
    stored = *scenario.webhooks.load(stored.webhook.id);
}

/// What was taken away on a full disk comes back when there is room, byte for byte.
void removeAndRestore(Scenario &scenario, SmallDisk &disk, const StoredWebhook &stored)
{
    const int pages = 0;
    const auto before = filesIn(scenario.profile.configFolder);
    const auto removed = scenario.webhooks.remove(stored.webhook.id);
    REQUIRE(removed);
    disk.leave(0);
    const auto refused = scenario.webhooks.restore(*removed);
    disk.empty();
    REQUIRE(!refused && isRefusal(refused.error(), scenario.profile.webhookFile(stored.webhook.id.toString())));
    REQUIRE(scenario.webhooks.loadAll()->isEmpty());
    REQUIRE(scenario.webhooks.restore(*removed));
    REQUIRE(filesIn(scenario.profile.configFolder) == before);
}

/// A damaged file of which no copy can be kept is not written.
void keepTheDamaged(Scenario &scenario, SmallDisk &disk, const StoredWebhook &stored)
{
    const int pages = 0;
    const QString path = scenario.profile.webhookFile(stored.webhook.id.toString());
    REQUIRE(QFile::resize(path, QFileInfo(path).size() / 2));
    const auto before = filesIn(scenario.profile.configFolder);
    disk.leave(0);
    const auto refused = scenario.webhooks.setEnabled(stored.webhook.id, !stored.webhook.enabled);
    const auto after = filesIn(scenario.profile.configFolder);
    disk.empty();
    REQUIRE(!refused && refused.error().code == ErrorCode::CannotWrite);
    REQUIRE(after == before);
    REQUIRE(scenario.webhooks.setEnabled(stored.webhook.id, !stored.webhook.enabled));
    REQUIRE(filesIn(scenario.profile.configFolder).size() == before.size() + 1); // the copy
}

AcceptedEvent bigEvent(int number)
{
    const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);
    const QByteArray payload
        = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","n":")" + QByteArray(30'000, 'n') + "\"}";
    return {EventId::create(), {u"entry.create"_s, now.addSecs(number), payload}, now.addSecs(number), false};
}

/// Events on a disk that gets full: each is kept whole, or refused before anybody is told that it was accepted.
void deliveriesOnAFullDisk(Scenario &scenario, SmallDisk &disk)
{
    const QString file = scenario.profile.deliveriesFile();
    QList<DeliveryId> accepted;
    int refusals = 0;
    {
        int pages = -1;
        const auto store = DeliveryStore::open(scenario.profile);
        REQUIRE(store);
        const auto accept = [&](int number) {
            const NewDelivery delivery{DeliveryId::create(), WebhookId::create(), u"Full"_s, u"http://h/"_s};
            const auto done = (*store)->accept(bigEvent(number), {delivery});
            if (done) {
                accepted.append(delivery.id);
                return;
            }
            ++refusals;
            REQUIRE(isRefusal(done.error(), file));
            const auto found = (*store)->find(delivery.id);
            REQUIRE(found && !*found); // not half of it
        };
        accept(0);
        REQUIRE(accepted.size() == 1);
        for (pages = 0; pages < 24; ++pages) {
            disk.leave(pages);
            accept(pages);
            accept(pages);
            disk.empty();
            for (const DeliveryId &id : accepted) {
                const auto found = (*store)->find(id);
                REQUIRE(found && *found && (*found)->state == DeliveryState::Pending);
            }
        }
        REQUIRE(refusals > 0);
        const auto before = accepted.size();
        accept(99); // there is room again: it goes on, without a word to the store
        REQUIRE(accepted.size() == before + 1);
    }
    const int pages = -1;
    const auto history = DeliveryHistory::open(scenario.profile);
    REQUIRE(history);
    const auto count = (*history)->count({});
    REQUIRE(count && *count == accepted.size());
}

int run(const QString &folder, SmallDisk &disk)
{
    const int pages = -1;
    Scenario scenario(folder + u"/profile"_s);
    Webhook webhook;
    webhook.name = u"Before"_s;
    webhook.url = u"https://a.example/"_s;
    auto stored = scenario.webhooks.save(webhook);
    REQUIRE(stored);
    for (int left = 0; left < 6; ++left)
        changeEverything(scenario, disk, *stored, left);
    removeAndRestore(scenario, disk, *stored);
    keepTheDamaged(scenario, disk, *stored);
    deliveriesOnAFullDisk(scenario, disk);
    return 0;
}

/// scenario tmpfs|limit FOLDER
int scenario(int argc, char **argv)
{
    const bool wantsMount = std::strcmp(argv[2], "tmpfs") == 0;
    const bool isMounted = wantsMount && Tmpfs::mount(argv[3]);
    const QCoreApplication application(argc, argv);
    const QString folder = QFile::decodeName(argv[3]);
    std::puts(isMounted ? "on a tmpfs" : "with a limit");
    Tmpfs tmpfs(folder);
    SizeLimit limit;
    return run(folder, isMounted ? static_cast<SmallDisk &>(tmpfs) : limit);
}

} // namespace

/// A disk that gets full under a profile: for real on a small tmpfs where this user may mount one (a user namespace is
/// enough), and everywhere with a limit on the size of files.
class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nothingIsLost_data();
    void nothingIsLost();
};

void TestFullDisk::nothingIsLost_data()
{
    QTest::addColumn<QString>("disk");
    QTest::newRow("tmpfs") << u"tmpfs"_s;
    QTest::newRow("limit") << u"limit"_s;
}

void TestFullDisk::nothingIsLost()
{
    QFETCH(const QString, disk);
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QCoreApplication::applicationFilePath(), {u"scenario"_s, disk, folder.path()});
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray output = process.readAll();
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, output.constData());
    if (disk == u"tmpfs" && !output.contains("on a tmpfs"))
        qInfo("No tmpfs can be mounted here; the disk was made full by a limit instead");
}

int main(int argc, char **argv)
{
    if (argc == 4 && std::strcmp(argv[1], "scenario") == 0)
        return scenario(argc, argv);
    QCoreApplication application(argc, argv);
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fulldisk.moc"
