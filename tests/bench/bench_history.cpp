// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What it takes to list, filter, count and sum up a long history, each as a ratio to listing the newest hundred.
// bench_history [COUNT]: so many deliveries, 1,000,000 without it.

#include "core/clock.h"
#include "store/deliveryhistory.h"
#include "store/deliverystore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

constexpr int pageRows = 100;
constexpr int webhooks = 50;
constexpr int repeats = 5;
constexpr qint64 msPerDelivery = 2'600; ///< A million in thirty days.

/// One in a thousand is a test, one in two hundred a dead letter, one in a hundred failed; a payload of 300 bytes each.
bool fill(const Profile &profile, int count, const QDateTime &now)
{
    if (!DeliveryStore::open(profile))
        return false;
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"bench"_s);
        database.setDatabaseName(profile.deliveriesFile());
        done = database.open();
        QSqlQuery query(database);
        const QString rows = u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "_s.arg(count);
        const QString at = u"%1 - (%2 - i) * %3"_s.arg(now.toMSecsSinceEpoch()).arg(count).arg(msPerDelivery);
        const QString id = u"printf('%08x-0000-4000-8000-%012x', i * 2654435761 % 4294967296, i)"_s;
        const QString type = u"CASE i % 10 WHEN 0 THEN 'media.create' ELSE 'entry.update' END"_s;
        for (const QString &statement :
             {u"BEGIN"_s, u"INSERT INTO bodies (key, bytes) SELECT 1, randomblob(300)"_s,
              rows + u"INSERT INTO events (key, id, type, created_at, accepted_at, test, body) SELECT i, "_s + id + u", "_s
                  + type + u", "_s + at + u", "_s + at + u", i % 1000 = 0, 1 FROM n"_s,
              rows
                  + u"INSERT INTO deliveries (key, id, event, event_type, webhook, webhook_name, url, search, test, state, "
                    "outcome, status, attempts, created_at, attempted_at, ended_at) SELECT i, "_s
                  + id + u", i, "_s + type
                  + u", printf('00000000-0000-4000-8000-%012x', i % %1), 'Search index', 'https://search.example/reindex', "
                    "'https://search.example/reindex' || char(10) || 'search index' || char(10) || 'entry.update', "
                    "i % 1000 = 0, CASE WHEN i % 200 = 1 THEN 'dead' WHEN i % 100 = 2 THEN 'failed' ELSE 'delivered' END, "
                    "CASE WHEN i % 200 = 1 THEN 'timeout' WHEN i % 100 = 2 THEN 'rejected' ELSE 'success' END, 200, 1, "_s
                        .replace(u"%1"_s, QString::number(webhooks))
                  + at + u", "_s + at + u", "_s + at + u" FROM n"_s,
              u"COMMIT"_s}) {
            done = done && query.exec(statement);
            if (!done)
                std::fprintf(stderr, "%s\n", qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(u"bench"_s);
    return done;
}

/// The shortest of several times, in milliseconds; fewer than 0 when it failed.
double timeOf(const std::function<bool()> &question)
{
    double best = -1;
    for (int i = 0; i < repeats; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (!question())
            return -1;
        const double taken = double(timer.nsecsElapsed()) / 1e6;
        best = best < 0 ? taken : std::min(best, taken);
    }
    return best;
}

DeliveryFilter filterWith(const std::function<void(DeliveryFilter &)> &set)
{
    DeliveryFilter filter;
    set(filter);
    return filter;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 1'000'000;
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.path());
    const QDateTime now = SystemClock().nowUtc();
    if (count < 1 || !profile.prepare() || !fill(profile, count, now))
        return 1;
    const auto opened = DeliveryHistory::open(profile);
    if (!opened || !*opened)
        return 1;
    DeliveryHistory &history = **opened;
    std::printf("%d deliveries, %.0f MB\n", count, double(QFileInfo(profile.deliveriesFile()).size()) / 1e6);

    const double base = timeOf([&] { return history.list({}, 0, pageRows).has_value(); });
    const auto tell
        = [base](const char *name, double taken) { std::printf("%-34s %9.2f ms %9.1f\n", name, taken, taken / base); };
    tell("newest hundred", base);
    tell("hundred from the middle", timeOf([&] { return history.list({}, count / 2, pageRows).has_value(); }));
    const WebhookId webhook = WebhookId::fromString(u"00000000-0000-4000-8000-000000000007"_s);
    const QList<std::pair<const char *, DeliveryFilter>> filters{
        {"all", {}},
        {"state: dead", filterWith([](DeliveryFilter &f) { f.states = {DeliveryState::Dead}; })},
        {"state: pending (none)", filterWith([](DeliveryFilter &f) { f.states = {DeliveryState::Pending}; })},
        {"webhook", filterWith([&](DeliveryFilter &f) { f.webhook = webhook; })},
        {"webhook and state", filterWith([&](DeliveryFilter &f) {
             f.webhook = webhook;
             f.states = {DeliveryState::Dead};
         })},
        {"event type", filterWith([](DeliveryFilter &f) { f.eventType = u"media.create"_s; })},
        {"tests", filterWith([](DeliveryFilter &f) { f.test = true; })},
        {"real", filterWith([](DeliveryFilter &f) { f.test = false; })},
        {"last hour", filterWith([&](DeliveryFilter &f) { f.from = now.addSecs(-3600); })},
        {"last day", filterWith([&](DeliveryFilter &f) { f.from = now.addDays(-1); })},
        {"last seven days", filterWith([&](DeliveryFilter &f) { f.from = now.addDays(-7); })},
        {"tests of the last hour", filterWith([&](DeliveryFilter &f) {
             f.test = true;
             f.from = now.addSecs(-3600);
         })},
        {"text that all have", filterWith([](DeliveryFilter &f) { f.text = u"search"_s; })},
        {"text that none has", filterWith([](DeliveryFilter &f) { f.text = u"found nowhere"_s; })},
    };
    for (const auto &[name, filter] : filters) {
        tell(name, timeOf([&history, &filter = filter] { return history.list(filter, 0, pageRows).has_value(); }));
        tell("  counted", timeOf([&history, &filter = filter] { return history.count(filter).has_value(); }));
    }
    tell("sums of the day and of all webhooks", timeOf([&] { return history.summary(now).has_value(); }));
    return 0;
}
