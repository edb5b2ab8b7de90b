// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/deliveryclient.h"

namespace hookpanel {

DeliveryClient::DeliveryClient(DeliveryEngine &engine, const Profile &profile, const Clock &clock, QObject *parent)
    : DeliveryService(parent)
    , m_engine(engine)
    , m_reader(new HistoryReader(profile, clock))
{
    m_thread.setObjectName(QStringLiteral("history"));
    m_reader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_reader, &HistoryReader::pageReady, this, &DeliveryService::pageReady);
    connect(m_reader, &HistoryReader::detailsReady, this, &DeliveryService::detailsReady);
    connect(m_reader, &HistoryReader::detailsGone, this, &DeliveryService::detailsGone);
    connect(m_reader, &HistoryReader::summaryReady, this, &DeliveryService::summaryReady);
    connect(m_reader, &HistoryReader::eventsReady, this, &DeliveryService::eventsReady);
    connect(m_reader, &HistoryReader::recipientsReady, this, &DeliveryService::recipientsReady);
    connect(m_reader, &HistoryReader::exportProgress, this, &DeliveryService::exportProgress);
    connect(m_reader, &HistoryReader::exportEnded, this, &DeliveryService::exportEnded);
    connect(m_reader, &HistoryReader::exportFailed, this, &DeliveryService::exportFailed);
    connect(m_reader, &HistoryReader::deliveriesFailed, this, &DeliveryService::deliveriesFailed);
    connect(m_reader, &HistoryReader::damaged, &m_engine, &DeliveryEngine::onHistoryDamaged);
    connect(&engine, &DeliveryEngine::deliveriesUpdated, this, &DeliveryService::deliveriesUpdated);
    connect(&engine, &DeliveryEngine::liveAttempt, this, &DeliveryService::liveAttempt);
    connect(&engine, &DeliveryEngine::changedElsewhere, this, &DeliveryService::changedElsewhere);
    connect(&engine, &DeliveryEngine::resendRefused, this, &DeliveryService::resendRefused);
    connect(&engine, &DeliveryEngine::resendProgress, this, &DeliveryService::resendProgress);
    connect(&engine, &DeliveryEngine::holdsChanged, this, &DeliveryService::holdsChanged);
    connect(&engine, &DeliveryEngine::filledCurlReady, this, &DeliveryService::filledCurlReady);
    connect(&engine, &DeliveryEngine::interruptedFound, this, &DeliveryService::interruptedFound);
    connect(&engine, &DeliveryEngine::overdueFound, this, &DeliveryService::overdueFound);
    connect(&engine, &DeliveryEngine::orphansStopped, this, &DeliveryService::orphansStopped);
    connect(&engine, &DeliveryEngine::storeSetAside, this, [this](const QString &file) {
        ask([](HistoryReader &reader) { reader.reopen(); });
        Q_EMIT storeSetAside(file);
        Q_EMIT changedElsewhere(); // what is shown of the former history is not in the new one
    });
    connect(&engine, &DeliveryEngine::purgeAhead, this, &DeliveryService::purgeAhead);
    connect(&engine, &DeliveryEngine::purged, this, &DeliveryService::purged);
    connect(&engine, &DeliveryEngine::deliveriesFailed, this, &DeliveryService::deliveriesFailed);
    connect(&engine, &DeliveryEngine::webhookSwitchedOff, this,
            [this](const StoredWebhook &stored) { Q_EMIT switchedOff(stored.webhook.name); });
    m_thread.start();
}

DeliveryClient::~DeliveryClient()
{
    m_thread.quit(); // questions that nobody waits for any more may go unanswered
    m_thread.wait();
}

void DeliveryClient::order(const std::function<void(DeliveryEngine &)> &order)
{
    QMetaObject::invokeMethod(
        &m_engine, [engine = &m_engine, order] { order(*engine); }, Qt::QueuedConnection);
}

void DeliveryClient::ask(const std::function<void(HistoryReader &)> &question)
{
    QMetaObject::invokeMethod(
        m_reader, [reader = m_reader, question] { question(*reader); }, Qt::QueuedConnection);
}

void DeliveryClient::requestPage(int ticket, const DeliveryFilter &filter, DeliveryPage::Place place, qint64 position,
                                 int limit)
{
    ask([=](HistoryReader &reader) { reader.readPage(ticket, filter, place, position, limit); });
}

void DeliveryClient::requestDetails(const DeliveryId &id)
{
    ask([=](HistoryReader &reader) { reader.readDetails(id); });
}

void DeliveryClient::followAttempts(const DeliveryId &id)
{
    order([=](DeliveryEngine &engine) { engine.followAttempts(id); });
}

void DeliveryClient::requestFilledCurl(const WebhookId &webhook, const QString &eventType, const PreparedRequest &sent)
{
    order([=](DeliveryEngine &engine) { engine.fillCurl(webhook, eventType, sent); });
}

void DeliveryClient::requestSummary()
{
    ask([](HistoryReader &reader) { reader.summarise(); });
}

void DeliveryClient::requestEvents(int ticket, const WebhookId &notSentTo, const EventId &wanted)
{
    ask([=](HistoryReader &reader) { reader.readEvents(ticket, notSentTo, wanted); });
}

void DeliveryClient::requestRecipients(const EventId &id)
{
    ask([=](HistoryReader &reader) { reader.readRecipients(id); });
}

void DeliveryClient::resend(const QList<DeliveryId> &ids)
{
    order([=](DeliveryEngine &engine) { engine.resend(ids); });
}

void DeliveryClient::resendEdited(const DeliveryId &id, const QByteArray &payload)
{
    order([=](DeliveryEngine &engine) { engine.resendEdited(id, payload); });
}

void DeliveryClient::retryNow(const QList<DeliveryId> &ids)
{
    order([=](DeliveryEngine &engine) { engine.retryNow(ids); });
}

void DeliveryClient::stopRetrying(const QList<DeliveryId> &ids)
{
    order([=](DeliveryEngine &engine) { engine.stopRetrying(ids); });
}

void DeliveryClient::resendDeadLetters(int perSecond)
{
    order([=](DeliveryEngine &engine) { engine.resendDeadLetters(perSecond); });
}

void DeliveryClient::stopResending()
{
    order([](DeliveryEngine &engine) { engine.stopResending(); });
}

void DeliveryClient::exportDeliveries(const QString &path, DeliveryFormat format, const DeliveryFilter &filter)
{
    ask([=](HistoryReader &reader) { reader.beginExport(path, format, filter); });
}

void DeliveryClient::cancelExport()
{
    ask([](HistoryReader &reader) { reader.cancelExport(); });
}

void DeliveryClient::purgeNow()
{
    order([](DeliveryEngine &engine) { engine.purgeNow(); });
}

} // namespace hookpanel
