// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/networksender.h"

#include "delivery/attemptjob.h"
#include "delivery/proxies.h"

#include <QNetworkAccessManager>

namespace hookpanel {

struct NetworkSender::Transport {
    TransportProfile profile;
    std::unique_ptr<QNetworkAccessManager> manager;
};

NetworkSender::NetworkSender(const Clock &clock, QObject *parent)
    : Sender(parent)
    , m_clock(clock)
{
}

NetworkSender::~NetworkSender()
{
    // Jobs use the managers: they go first, those that have ended and wait for their deletion included.
    qDeleteAll(findChildren<AttemptJob *>(Qt::FindDirectChildrenOnly));
}

void NetworkSender::send(const Attempt &attempt, ConnectionUse use)
{
    if (m_jobs.contains(attempt.delivery))
        return;
    const TlsPolicy policy = attempt.request.tls;
    const QNetworkProxy proxy = proxyFor(attempt.request.proxy, attempt.request.url);
    AttemptJob *job = nullptr;
    switch (use) {
    case ConnectionUse::Reuse: {
        const Transport &transport = transportFor(policy, proxy);
        job = new AttemptJob(attempt, m_clock, transport.profile, transport.manager.get(), this);
        break;
    }
    case ConnectionUse::Fresh:
        job = new AttemptJob(attempt, m_clock, TransportProfile{tlsConfiguration(policy), proxy}, nullptr, this);
        break;
    }
    m_jobs.insert(attempt.delivery, job);
    connect(job, &AttemptJob::updated, this, [this](const Attempt &update) {
        // Taken out before it is told, so that whoever hears of the end may send the next attempt at once.
        if (update.isFinished())
            m_jobs.take(update.delivery)->deleteLater();
        Q_EMIT attemptUpdated(update);
    });
    job->start();
}

void NetworkSender::cancel(const DeliveryId &delivery)
{
    if (AttemptJob *job = m_jobs.value(delivery))
        job->cancel();
}

void NetworkSender::setExtraCertificates(const QByteArray &pem)
{
    m_authorities.clear();
    // A list of our own switches off loading the system's authorities on demand: they must be in it.
    if (!pem.isEmpty())
        m_authorities = QSslConfiguration::systemCaCertificates() + QSslCertificate::fromData(pem, QSsl::Pem);
}

NetworkSender::Transport &NetworkSender::transportFor(TlsPolicy policy, const QNetworkProxy &proxy)
{
    // Few: TLS policies times the proxies that were chosen while the program runs.
    for (const auto &[known, transport] : m_transports) {
        if (known == policy && transport->profile.proxy == proxy)
            return *transport;
    }
    auto made = std::make_unique<Transport>(Transport{{tlsConfiguration(policy), proxy}, makeAccessManager(proxy)});
    return *m_transports.emplace(policy, std::move(made))->second;
}

QSslConfiguration NetworkSender::tlsConfiguration(TlsPolicy policy) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    switch (policy) {
    case TlsPolicy::Verify:
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        break;
    }
    if (!m_authorities.isEmpty())
        configuration.setCaCertificates(m_authorities);
    return configuration;
}

} // namespace hookpanel
