// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long a profile of many webhooks takes to load and to bring into the order of the list, beside what reading its files
// takes at least.
// bench_load [COUNT], 10,000 without it.

#include "models/webhooktablemodel.h"
#include "store/catalogueresource.h"
#include "store/settingsformat.h"
#include "store/webhookcodec.h"
#include "store/webhookstore.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
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

/// Milliseconds on the wall and of the processor, the second of which a busy machine disturbs less.
struct Taken {
    double wall = 0;
    double processor = 0;
};

/// The shortest of some rounds: the one that was disturbed the least.
Taken shortest(const std::function<void()> &work)
{
    Taken best;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        work();
        const double processor = double(std::clock() - before) * 1000 / CLOCKS_PER_SEC;
        const double wall = double(timer.nsecsElapsed()) / 1e6;
        best = round == 0 ? Taken{wall, processor} : Taken{std::min(best.wall, wall), std::min(best.processor, processor)};
    }
    return best;
}

/// As the store writes it, but without waiting for the disk.
bool write(const Profile &profile, const Webhook &webhook)
{
    QFile file(profile.webhookFile(WebhookId::create().toString()));
    const QByteArray bytes = settingsformat::serialise(webhookcodec::encode(webhook, {{u"meta/schemaVersion"_s, u"1"_s}}));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
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
    if (!profile.prepare())
        return 1;
    for (int number = 0; number < count; ++number) {
        if (!write(profile, sample(number)))
            return 1;
    }

    const WebhookStore store(profile, *catalogue);
    qint64 bytes = 0;
    const Taken plain = shortest([&] { bytes = readAllFiles(profile.webhooksFolder()); });
    QList<StoredWebhook> webhooks;
    const Taken load = shortest([&] { webhooks = store.loadAll().value_or(QList<StoredWebhook>()); });
    WebhookTableModel model(*catalogue);
    const Taken list = shortest([&] { model.setWebhooks(webhooks, {}); });
    std::printf("%d webhooks, %lld bytes\n", count, static_cast<long long>(bytes));
    std::printf("reading files %8.1f ms, %8.1f ms of the processor\n", plain.wall, plain.processor);
    std::printf("loading       %8.1f ms, %8.1f ms of the processor: %.1f times the reading\n", load.wall, load.processor,
                load.processor / plain.processor);
    std::printf("the list      %8.1f ms, %8.1f ms of the processor: %.1f times the reading\n", list.wall, list.processor,
                list.processor / plain.processor);
    return webhooks.size() == count && model.rowCount() == count ? 0 : 1;
}
