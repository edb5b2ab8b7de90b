// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/catalogueresource.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

// ---- The other process: a profile on a disk that gets full --------------------------------------------------------

constexpr int pageBytes = 4096; ///< What a tmpfs gives to a file at a time.

/// A disk that can be filled up and emptied again.
class SmallDisk
{
public:
    virtual ~SmallDisk() = default;
    virtual void leave(int pages) = 0; ///< From now on there is room for so many pages.
    virtual void empty() = 0; ///< There is room again.
};

/// A real one: a tmpfs of 128 KiB in a mount namespace of this process alone.
class Tmpfs final : public SmallDisk
{
public:
    explicit Tmpfs(const QString &folder)
        : m_filler(folder + u"/filler"_s)
    {
    }

    /// Must be called while the process has one thread. False where this process may not mount.
    static bool mount(const char *folder)
    {
        const auto user = ::getuid();
        const auto group = ::getgid();
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) {
            write("/proc/self/setgroups", "deny");
            write("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
            write("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
        } else if (::unshare(CLONE_NEWNS) != 0) {
            return false;
        }
        return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount("tmpfs", folder, "tmpfs", 0, "size=128k,mode=0700") == 0;
    }

    void leave(int pages) override
    {
        const QByteArray page(pageBytes, 'x');
        QFile filler(m_filler);
        filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        while (filler.write(page) == page.size()) { }
        filler.resize(filler.size() / pageBytes * pageBytes - qint64(pages) * pageBytes);
    }

    void empty() override { QFile::remove(m_filler); }

private:
    static void write(const char *file, const std::string &text)
    {
        const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
        if (descriptor < 0 || ::write(descriptor, text.data(), text.size()) < 0)
            std::fprintf(stderr, "%s: %s\n", file, std::strerror(errno));
        ::close(descriptor);
    }

    QString m_filler;
};

/// Where nothing may be mounted: no file may grow beyond a limit, which the writing program meets in the same way.
class SizeLimit final : public SmallDisk
{
public:
    SizeLimit()
    {
        std::signal(SIGXFSZ, SIG_IGN); // else the process would be ended instead of told
    }
    void leave(int pages) override { set(pages == 0 ? 0 : 100); }
    void empty() override { set(RLIM_INFINITY); }

private:
    static void set(rlim_t bytes)
    {
        const struct rlimit limit = {bytes, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
};

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
    const auto recorded = scenario.outcomes.record(stored.webhook.id, {});
    const auto after = filesIn(scenario.profile.configFolder);
    const auto loaded = scenario.webhooks.load(stored.webhook.id);
    const auto all = scenario.webhooks.loadAll();
    disk.empty();

    REQUIRE(saved || isRefusal(saved.error(), file));
    REQUIRE(toggled || isRefusal(toggled.error(), file));
    REQUIRE(created || isRefusal(created.error(), scenario.profile.webhookFile(added.id.toString())));
    REQUIRE(set || isRefusal(set.error(), scenario.profile.preferencesFile()));
    REQUIRE(recorded || isRefusal(recorded.error(), scenario.profile.outcomesFile()));
    if (pages == 0)
        REQUIRE(!saved && !created && !toggled && !set && !recorded && after == before);
    REQUIRE(loaded && loaded->problems.isEmpty());
    REQUIRE(loaded->webhook.name == (saved ? renamed.name : stored.webhook.name));
    REQUIRE(loaded->webhook.enabled == (toggled ? !stored.webhook.enabled : stored.webhook.enabled));
    REQUIRE(all && all->size() == (created ? 2 : 1)); // and no torso of the new one
    REQUIRE(!set || *scenario.preferences.load() == preferences);

    // With room again, the very same things succeed: nothing was left in the way.
    REQUIRE(scenario.webhooks.save(renamed, loaded->revision));
    REQUIRE(scenario.webhooks.save(added));
    REQUIRE(scenario.preferences.save(preferences));
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
