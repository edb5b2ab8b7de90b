// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The other process of tst_settingsroundtrip: does one thing to a profile and ends. Exit codes: 0 done, 1 refused or
// unlike (the error's code and detail on stdout), 2 usage.

#include "tst_settingsroundtrip_random.h"

#include "store/catalogueresource.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSettings>

#include <array>
#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

int say(const QString &text, int exitCode)
{
    std::puts(qPrintable(text));
    std::fflush(stdout);
    return exitCode;
}

int refused(const Error &error)
{
    return say(QString::number(int(error.code)) + u' ' + error.subject + u' ' + error.detail, 1);
}

WebhookStore storeOf(const QString &profile)
{
    return {Profile::inFolder(profile), readCatalogue().value_or(EventCatalogue())};
}

/// write PROFILE SEED COUNT
int write(const QStringList &arguments)
{
    WebhookStore store = storeOf(arguments.at(0));
    for (const Webhook &webhook : roundtrip::randomWebhooks(arguments.at(1).toUInt(), arguments.at(2).toInt())) {
        if (const auto saved = store.save(webhook); !saved)
            return refused(saved.error());
    }
    return 0;
}

/// check PROFILE SEED COUNT: whether the profile holds exactly these
int check(const QStringList &arguments)
{
    const WebhookStore store = storeOf(arguments.at(0));
    const auto expected = roundtrip::randomWebhooks(arguments.at(1).toUInt(), arguments.at(2).toInt());
    const auto all = store.loadAll();
    if (!all)
        return refused(all.error());
    if (all->size() != expected.size())
        return say(u"another number"_s, 1);
    for (const Webhook &webhook : expected) {
        const auto loaded = store.load(webhook.id);
        if (!loaded || loaded->webhook != webhook)
            return say(webhook.id.toString() + u" differs"_s, 1);
    }
    return 0;
}

/// set-preferences PROFILE SEED
int setPreferences(const QStringList &arguments)
{
    const auto saved
        = PreferencesStore(Profile::inFolder(arguments.at(0))).save(roundtrip::randomPreferences(arguments.at(1).toUInt()));
    return saved ? 0 : refused(saved.error());
}

/// toggle PROFILE ID TIMES: says "toggled" after each; 0 times is for ever
int toggle(const QStringList &arguments)
{
    WebhookStore store = storeOf(arguments.at(0));
    const auto id = WebhookId::fromString(arguments.at(1));
    const int times = arguments.at(2).toInt();
    for (int i = 0; times == 0 || i < times; ++i) {
        const auto loaded = store.load(id);
        if (!loaded)
            return refused(loaded.error());
        if (const auto set = store.setEnabled(id, !loaded->webhook.enabled); !set)
            return refused(set.error());
        say(u"toggled"_s, 0);
    }
    return 0;
}

/// increment PROFILE ID TIMES: adds to the timeout, each time from the newest revision
int increment(const QStringList &arguments)
{
    WebhookStore store = storeOf(arguments.at(0));
    int left = arguments.at(2).toInt();
    while (left > 0) {
        auto loaded = store.load(WebhookId::fromString(arguments.at(1)));
        if (!loaded)
            return refused(loaded.error());
        ++loaded->webhook.timeoutSeconds;
        const auto saved = store.save(loaded->webhook, loaded->revision);
        if (saved)
            --left;
        else if (saved.error().code != ErrorCode::ChangedElsewhere && saved.error().cause != Cause::Locked)
            return refused(saved.error()); // on a slow disk the other process may keep the lock for seconds
    }
    return 0;
}

/// rename PROFILE ID NAME
int rename(const QStringList &arguments)
{
    WebhookStore store = storeOf(arguments.at(0));
    auto loaded = store.load(WebhookId::fromString(arguments.at(1)));
    if (!loaded)
        return refused(loaded.error());
    loaded->webhook.name = arguments.at(2);
    const auto saved = store.save(loaded->webhook, loaded->revision);
    return saved ? 0 : refused(saved.error());
}

/// remove-restore PROFILE ID: says whether the file came back
int removeAndRestore(const QStringList &arguments)
{
    WebhookStore store = storeOf(arguments.at(0));
    const auto removed = store.remove(WebhookId::fromString(arguments.at(1)));
    if (!removed)
        return refused(removed.error());
    const auto restored = store.restore(*removed);
    return restored ? 0 : refused(restored.error());
}

/// ini FILE: what QSettings::IniFormat reads, as JSON
int ini(const QStringList &arguments)
{
    const QSettings settings(arguments.at(0), QSettings::IniFormat);
    QJsonObject object;
    const QStringList keys = settings.allKeys();
    for (const QString &key : keys)
        object.insert(key, settings.value(key).toString());
    const QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    return settings.status() == QSettings::NoError ? 0 : 1;
}

/// ini-set FILE KEY VALUE: a change by a program that knows nothing of ours
int iniSet(const QStringList &arguments)
{
    QSettings settings(arguments.at(0), QSettings::IniFormat);
    settings.setValue(arguments.at(1), arguments.at(2));
    settings.sync();
    return settings.status() == QSettings::NoError ? 0 : 1;
}

/// hold FILE: keeps its lock until it is killed
int hold(const QStringList &arguments)
{
    QLockFile lock(arguments.at(0) + u".lock"_s);
    if (!lock.tryLock(0))
        return say(u"not locked"_s, 1);
    say(u"held"_s, 0);
    return std::getchar() == EOF ? 0 : 1;
}

struct Command {
    QLatin1StringView name;
    qsizetype arguments;
    int (*run)(const QStringList &arguments);
};

int run(const QStringList &arguments);

/// limited BYTES COMMAND…: no file may grow beyond so many bytes, as if the disk were full there
int limited(const QStringList &arguments)
{
    std::signal(SIGXFSZ, SIG_IGN); // else the process would be ended instead of told
    const rlim_t bytes = arguments.at(0).toULong();
    const struct rlimit limit = {bytes, bytes};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return say(u"cannot limit"_s, 2);
    return run(arguments.sliced(1));
}

int run(const QStringList &arguments)
{
    static const std::array<Command, 10> commands{{
        {"write"_L1, 3, write},
        {"check"_L1, 3, check},
        {"set-preferences"_L1, 2, setPreferences},
        {"toggle"_L1, 3, toggle},
        {"increment"_L1, 3, increment},
        {"rename"_L1, 3, rename},
        {"remove-restore"_L1, 2, removeAndRestore},
        {"ini"_L1, 1, ini},
        {"ini-set"_L1, 3, iniSet},
        {"hold"_L1, 1, hold},
    }};
    for (const Command &command : commands) {
        if (!arguments.isEmpty() && arguments.constFirst() == command.name && arguments.size() == command.arguments + 1)
            return command.run(arguments.sliced(1));
    }
    return say(u"usage"_s, 2);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().sliced(1);
    return arguments.value(0) == u"limited" && arguments.size() > 2 ? limited(arguments.sliced(1)) : run(arguments);
}
