// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliverynews.h"

#include "core/clock.h"
#include "core/words.h"
#include "models/deliveryservice.h"
#include "models/webhooktablemodel.h"

#include <QDir>
#include <QLocale>

namespace hookpanel {

DeliveryNews::DeliveryNews(DeliveryService &service, WebhookTableModel &webhooks, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_webhooks(webhooks)
    , m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(afterChangeMs);
    m_regular.setInterval(everyMs);
    m_regular.start();
    for (QTimer *timer : {&m_soon, &m_regular})
        connect(timer, &QTimer::timeout, &service, &DeliveryService::requestSummary);
    connect(&service, &DeliveryService::deliveriesUpdated, this, &DeliveryNews::askSoon);
    connect(&service, &DeliveryService::changedElsewhere, this, &DeliveryNews::askSoon);
    connect(&service, &DeliveryService::summaryReady, this, &DeliveryNews::onSummary);
    connect(&service, &DeliveryService::deliveriesFailed, this, &DeliveryNews::onFailed);
    connect(&service, &DeliveryService::orphansStopped, this, [this](int count) {
        Q_EMIT happened(tr("%Ln deliveries were cancelled: their webhooks are not there any more.", nullptr, count));
    });
    connect(&service, &DeliveryService::overdueFound, this,
            [this](int count) { Q_EMIT happened(tr("%Ln retries fell due while Hookpanel was closed.", nullptr, count)); });
    connect(&service, &DeliveryService::interruptedFound, this, [this](int count) {
        Q_EMIT happened(
            tr("%Ln deliveries were being sent when Hookpanel last ended, and were interrupted. They are tried again.",
               nullptr, count));
    });
    connect(&service, &DeliveryService::storeSetAside, this, [this](const QString &file) {
        Q_EMIT happened(tr("The deliveries could not be read: their database was damaged. It is kept as “%1”, and a new one "
                           "was begun.")
                            .arg(QDir::toNativeSeparators(file)));
    });
    connect(&service, &DeliveryService::purgeAhead, this, [this](qint64 count, const QDateTime &when) {
        Q_EMIT purgePlanned(count > 0 ? tr("%Ln deliveries are older or more than is kept. They are removed from %1 on.",
                                           nullptr, int(count))
                                            .arg(QLocale().toString(when.toLocalTime(), QLocale::ShortFormat))
                                      : QString());
    });
    connect(&service, &DeliveryService::purged, this, [this](qint64 count) {
        Q_EMIT purgePlanned({});
        Q_EMIT said(tr("%Ln old deliveries were removed.", nullptr, int(count)));
    });
    connect(&service, &DeliveryService::switchedOff, this, [this](const QString &name) {
        Q_EMIT happened(tr("“%1” was disabled: its endpoint answered 410 Gone and wants no more events.").arg(name));
    });
}

void DeliveryNews::askSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void DeliveryNews::onSummary(const DeliverySummary &summary)
{
    m_told.reset();
    m_webhooks.setHealth(summary.health, m_clock.nowUtc());
    Q_EMIT deadLettersCounted(summary.deadLetters);
}

void DeliveryNews::onFailed(const Error &error)
{
    if (m_told == error || error.code == ErrorCode::Damaged) // a damaged file is put aside, and that is said
        return;
    m_told = error;
    Q_EMIT happened(Words::of(error));
}

} // namespace hookpanel
