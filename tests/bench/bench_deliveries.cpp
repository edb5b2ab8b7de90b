// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the page size of deliveries.sqlite costs and brings: accepting, sending, listing and searching, each as a ratio to
// that of 4 KiB pages, and the size of the file.
// bench_deliveries [COUNT [BYTES]]: so many deliveries with payloads of so many bytes, 5,000 of 2,000 without them.

#include "store/deliveryhistory.h"
#include "store/deliverystore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// Milliseconds.
struct Taken {
    double accept = 0;
    double send = 0; ///< Claim and record, a hundred at a time.
    double list = 0;
    double search = 0;
    qint64 fileBytes = 0;
};

/// A file with this page size that has no tables yet: the store makes them and leaves the size as it is.
bool makeFile(const QString &path, int pageSize)
{
    bool made = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"bench"_s);
        database.setDatabaseName(path);
        made = database.open();
        QSqlQuery query(database);
        for (const QString &statement : {u"PRAGMA page_size = %1"_s.arg(pageSize), u"PRAGMA auto_vacuum = INCREMENTAL"_s,
                                         u"CREATE TABLE t (x)"_s, u"DROP TABLE t"_s})
            made = made && query.exec(statement);
    }
    QSqlDatabase::removeDatabase(u"bench"_s);
    return made;
}

double ms(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Lists everything by pages, as the window does when it is scrolled through.
bool listAll(DeliveryHistory &history, const DeliveryFilter &filter)
{
    qint64 before = 0;
    while (true) {
        const auto page = history.list(filter, before, 100);
        if (!page)
            return false;
        if (page->isEmpty())
            return true;
        before = page->last().position;
    }
}

bool measure(int pageSize, int count, int bytes, Taken &taken)
{
    const QTemporaryDir folder;
    const Profile profile = Profile::inFolder(folder.path());
    if (!profile.prepare() || !makeFile(profile.deliveriesFile(), pageSize))
        return false;
    const auto store = DeliveryStore::open(profile);
    if (!store)
        return false;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const WebhookId webhook = WebhookId::create();
    QList<DeliveryId> ids;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        ids.append(DeliveryId::create());
        const AcceptedEvent event{EventId::create(), {u"entry.update"_s, now, QByteArray(bytes, 'x')}, now, false};
        if (!(*store)->accept(event, {{ids.last(), webhook, u"Search index"_s, u"https://search.example/reindex"_s}}))
            return false;
    }
    taken.accept = ms(timer);

    timer.start();
    for (qsizetype from = 0; from < ids.size(); from += 100) {
        const auto claimed = (*store)->claim(ids.mid(from, 100), now);
        if (!claimed)
            return false;
        QList<EndedAttempt> ended;
        for (const ClaimedDelivery &one : *claimed) {
            Attempt attempt;
            attempt.delivery = one.delivery.id;
            attempt.webhook = webhook;
            attempt.number = 1;
            attempt.startedAt = now;
            attempt.request.body = one.event.payload;
            attempt.response = Response{200, {}, {}, QByteArray(bytes / 10, 'y'), bytes / 10};
            attempt.outcome = Outcome();
            attempt.outcome->kind = OutcomeKind::Success;
            attempt.outcome->status = 200;
            ended.append({attempt, {DeliveryState::Delivered, {}, 0}});
        }
        if (!(*store)->record(ended))
            return false;
    }
    taken.send = ms(timer);

    const auto history = DeliveryHistory::open(profile);
    if (!history || !*history)
        return false;
    timer.start();
    if (!listAll(**history, {}))
        return false;
    taken.list = ms(timer);
    DeliveryFilter nothing;
    nothing.text = u"found nowhere"_s;
    timer.start();
    if (!listAll(**history, nothing))
        return false;
    taken.search = ms(timer);
    taken.fileBytes = QFileInfo(profile.deliveriesFile()).size() + QFileInfo(profile.deliveriesFile() + u"-wal"_s).size();
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 5'000;
    const int bytes = argc > 2 ? QString::fromLocal8Bit(argv[2]).toInt() : 2'000;
    if (count < 1 || bytes < 1)
        return 2;
    std::printf("%d deliveries, payloads of %d bytes\n", count, bytes);
    std::printf("%8s %14s %14s %14s %14s %10s\n", "page", "accept", "send", "list", "search", "MB");
    Taken base;
    for (const int pageSize : {4096, 8192, 16384, 32768}) {
        Taken taken;
        if (!measure(pageSize, count, bytes, taken))
            return 1;
        if (pageSize == 4096)
            base = taken;
        std::printf("%8d %7.0f (%.2f) %7.0f (%.2f) %7.0f (%.2f) %7.0f (%.2f) %10.1f\n", pageSize, taken.accept,
                    taken.accept / base.accept, taken.send, taken.send / base.send, taken.list, taken.list / base.list,
                    taken.search, taken.search / base.search, double(taken.fileBytes) / 1e6);
    }
    return 0;
}
