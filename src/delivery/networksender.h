// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "delivery/sender.h"

#include <QHash>
#include <QNetworkProxy>
#include <QSslCertificate>

#include <memory>
#include <vector>

namespace hookpanel {

class AttemptJob;
struct TlsMaterial;
struct TlsPolicy;
struct TransportProfile;

/// The sender over QNetworkAccessManager. Keeps one access manager per transport profile (what the TLS policy stands for,
/// the client certificate, the proxy), because TLS settings stick to cached connections (measured: after a request with
/// verification off a strict one on the same manager passed); an attempt that wants a fresh connection has a manager of its
/// own, which goes with it. What the files of a TLS policy hold is read before each attempt; when that fails, nothing
/// is sent, and the attempt ends as never-sent, which is tried again: the files may be replaced just now. For a passphrase
/// it ends as invalid-request. Lives in the engine's thread. Not to be deleted from within attemptUpdated(); attempts that
/// are under way when it is deleted are aborted without a further signal.
class NetworkSender final : public Sender
{
    Q_OBJECT

public:
    explicit NetworkSender(const Clock &clock, QObject *parent = nullptr);
    ~NetworkSender() override;

    /// The first update comes from within. Nothing happens while another attempt of this delivery is under way. At most
    /// six attempts per host and port may share connections at a time: Qt queues further ones with their clock running.
    void send(const hookpanel::Attempt &attempt, hookpanel::ConnectionUse use) override;

    /// The last update comes from within; when called from within an update, right after that.
    void cancel(const hookpanel::DeliveryId &delivery) override;

    /// Further certificate authorities (PEM) to trust beside the system's. Counts for managers made from now on: those
    /// of fresh connections, and the shared one if nothing has used it yet.
    void setExtraCertificates(const QByteArray &pem);

private:
    struct Transport;

    void refuse(Attempt attempt, const Error &error);
    std::shared_ptr<Transport> transportFor(const TlsPolicy &policy, const TlsMaterial &material,
                                            const QNetworkProxy &proxy);
    [[nodiscard]] TransportProfile profileOf(const TlsMaterial &material, const QNetworkProxy &proxy) const;

    const Clock &m_clock;
    QList<QSslCertificate> m_authorities; ///< Empty: the system's, loaded by need.
    std::vector<std::shared_ptr<Transport>> m_transports;
    QHash<DeliveryId, AttemptJob *> m_jobs; ///< Owned as children; each leaves when it has ended.
};

} // namespace hookpanel
