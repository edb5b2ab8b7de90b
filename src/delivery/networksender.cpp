// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/networksender.h"

#include "delivery/attemptjob.h"
#include "delivery/proxies.h"
#include "delivery/tlsmaterial.h"

#include <QNetworkAccessManager>

#include <algorithm>

namespace hookpanel {

namespace {

/// Files that are replaced, or away, for a moment are no fault of the request: it is tried again. A passphrase is.
Outcome outcomeOf(const Error &error)
{
    Outcome outcome = invalidRequest(error);
    const bool mayPass = error.code == ErrorCode::TlsFileUnreadable || error.code == ErrorCode::TlsNoCertificate
        || error.code == ErrorCode::TlsNoKey || error.code == ErrorCode::TlsKeyOfAnother;
    if (mayPass)
        outcome.kind = OutcomeKind::NeverSent;
    return outcome;
}

} // namespace

struct NetworkSender::Transport {
    TlsPolicy policy;
    TlsMaterial material; ///< What the files of the policy held when it was made.
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
    const bool isSecure = attempt.request.url.scheme() == QLatin1StringView("https");
    const Result<TlsMaterial> material
        = isSecure ? loadTlsMaterial(attempt.request.tls, attempt.request.tlsPassphrase) : TlsMaterial();
    if (!material) {
        refuse(attempt, material.error());
        return;
    }
    const QNetworkProxy proxy = proxyFor(attempt.request.proxy, attempt.request.url);
    AttemptJob *job = nullptr;
    std::shared_ptr<Transport> transport;
    switch (use) {
    case ConnectionUse::Reuse:
        transport = transportFor(isSecure ? attempt.request.tls : TlsPolicy(), *material, proxy);
        job = new AttemptJob(attempt, m_clock, transport->profile, transport->manager.get(), this);
        break;
    case ConnectionUse::Fresh:
        job = new AttemptJob(attempt, m_clock, profileOf(*material, proxy), nullptr, this);
        break;
    }
    m_jobs.insert(attempt.delivery, job);
    // The connection keeps the transport for as long as there is the job, also when another one took its place.
    connect(job, &AttemptJob::updated, this, [this, transport](const Attempt &update) {
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

void NetworkSender::refuse(Attempt attempt, const Error &error)
{
    if (!attempt.startedAt.isValid())
        attempt.startedAt = m_clock.nowUtc();
    attempt.outcome = outcomeOf(error);
    Q_EMIT attemptUpdated(attempt);
}

std::shared_ptr<NetworkSender::Transport> NetworkSender::transportFor(const TlsPolicy &policy, const TlsMaterial &material,
                                                                      const QNetworkProxy &proxy)
{
    // Few: TLS policies times the proxies that were chosen while the program runs. A renewed certificate takes the place of
    // the old one, whose manager goes with its last job.
    const auto isIt
        = [&](const auto &transport) { return transport->policy == policy && transport->profile.proxy == proxy; };
    auto known = std::find_if(m_transports.begin(), m_transports.end(), isIt);
    if (known != m_transports.end() && (*known)->material == material)
        return *known;
    auto made
        = std::make_shared<Transport>(Transport{policy, material, profileOf(material, proxy), makeAccessManager(proxy)});
    if (known != m_transports.end())
        *known = made;
    else
        m_transports.push_back(made);
    return made;
}

TransportProfile NetworkSender::profileOf(const TlsMaterial &material, const QNetworkProxy &proxy) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (!material.pin.isEmpty()) {
        // Nobody is trusted, so that every certificate is complained about and looked at before anything leaves.
        configuration.setCaCertificates({});
    } else if (!m_authorities.isEmpty() || !material.authorities.isEmpty()) {
        const auto usual = m_authorities.isEmpty() ? QSslConfiguration::systemCaCertificates() : m_authorities;
        configuration.setCaCertificates(usual + material.authorities);
    }
    if (!material.clientChain.isEmpty()) {
        configuration.setLocalCertificateChain(material.clientChain);
        configuration.setPrivateKey(material.clientKey);
    }
    return {configuration, proxy, material.pin};
}

} // namespace hookpanel
