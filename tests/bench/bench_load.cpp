// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long a profile of many webhooks takes to load, beside what reading its files takes at least.
// bench_load [COUNT], 10,000 without it.

#include "store/catalogueresource.h"
#include "store/webhookstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

constexpr int rounds = 5;

/// A webhook as people have them, as the store writes it.
Webhook sample(int number)
{
    Webhook webhook;
    webhook.name = u"Webhook %1"_s.arg(number);
    webhook.url = u"https://receiver-%1.example.com/hooks/strapi?token=${TOKEN}"_s.arg(number);
    webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}, {u"X-Environment"_s, u"production"_s}};
    webhook.events.names = QStringList{u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s, u"media.create"_s};
    webhook.enabled = number % 3 != 0;
    return webhook;
}

/// The shortest of some rounds, in milliseconds: the one that was disturbed the least.
double shortest(const std::function<void()> &work)
{
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        const double ms = double(timer.nsecsElapsed()) / 1e6;
        best = round == 0 ? ms : std::min(best, ms);
    }
    return best;
}

qint64 readAllFiles(const QString &folder)
{
    qint64 bytes = 0;
    const QDir directory(folder);
    const QStringList names = directory.entryList({u"*.ini"_s}, QDir::Files, QDir::NoSort);
    for (const QString &name : names) {
        QFile file(directory.filePath(name));
        if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            bytes += file.readAll().size();
    }
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 10'000;
    const auto catalogue = readCatalogue();
    const QTemporaryDir folder;
    if (count < 1 || !catalogue || !folder.isValid())
        return 2;
    const Profile profile = Profile::inFolder(folder.path());
    WebhookStore store(profile, *catalogue);

    QElapsedTimer writing;
    writing.start();
    for (int number = 0; number < count; ++number) {
        if (!store.save(sample(number), QByteArray()))
            return 1;
    }
    const double writtenMs = double(writing.nsecsElapsed()) / 1e6;

    qint64 bytes = 0;
    const double plainMs = shortest([&] { bytes = readAllFiles(profile.webhooksFolder()); });
    qsizetype loaded = 0;
    const double loadMs = shortest([&] { loaded = store.loadAll().value_or(QList<StoredWebhook>()).size(); });
    std::printf("%d webhooks, %lld bytes\n", count, static_cast<long long>(bytes));
    std::printf("making them     %8.1f ms, %.2f ms each\n", writtenMs, writtenMs / count);
    std::printf("reading files   %8.1f ms\n", plainMs);
    std::printf("loading         %8.1f ms, %.1f times the reading\n", loadMs, loadMs / plainMs);
    return loaded == count ? 0 : 1;
}
