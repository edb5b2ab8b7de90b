// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/clock.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QObject>
#include <QSet>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace hookpanel {

class OneShotBody;

/// A manager as every attempt needs it: this proxy (NoProxy for none) and no other, nothing kept on disk.
[[nodiscard]] std::unique_ptr<QNetworkAccessManager> makeAccessManager(const QNetworkProxy &proxy);

/// What of the transport is settled before an attempt begins. Qt keeps it with a cached connection, so that each manager
/// has one of its own for life.
struct TransportProfile {
    QSslConfiguration tls; ///< Whom to trust.
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    QByteArray pin = {}; ///< SHA-256 in lower-case hex: with it, this one certificate is good and no other.
};

/// One attempt: an object with one end. It owns its reply (and its access manager, when the connection is to be fresh),
/// notes what happens as facts, and reports once how it ended: by an answer, a fault of the transport, the deadline or
/// cancel(), whichever comes first. It never sends a second request; the one exception is that a cached connection which
/// turned out to be dead before anything left is replaced by a fresh one, once.
///
/// Emits updated() from within start() and cancel() as well as later. After the update that bears an outcome nothing
/// more comes; the owner then deletes it with deleteLater().
class AttemptJob final : public QObject
{
    Q_OBJECT

public:
    /// `shared` is the manager whose open connections may be used, always with the same `transport`; it
    /// must outlive the job. With none, and when a cached connection was dead, the job makes a manager of its own.
    AttemptJob(const Attempt &attempt, const Clock &clock, const TransportProfile &transport, QNetworkAccessManager *shared,
               QObject *parent = nullptr);
    ~AttemptJob() override;

    void start();

    /// Ends the attempt as cancelled, before it returns; called from within updated(), right after that.
    void cancel();

    [[nodiscard]] bool isFinished() const { return m_attempt.isFinished(); }

Q_SIGNALS:
    /// At the start, at each change of phase, while a body arrives (at most every 100 ms) and once at the end.
    void updated(const hookpanel::Attempt &attempt);

private:
    void post(bool fresh);
    void connectReply();

    void onStartedConnecting();
    void onEncrypted();
    void onSslErrors(const QList<QSslError> &errors);
    void onBodyBegun();
    void onRequestSent();
    void onUploadProgress(qint64 sent);
    void onAllSent();
    void onHeaders();
    void onBytes();
    void onReplyFinished();

    void watchForTcp();
    void enterSecuring();
    void enterSending();
    void enterPhase(Phase next, qint64 atMs);
    void enterPhase(Phase next) { enterPhase(next, elapsedMs()); }
    void closePhase(qint64 atMs, bool measured);

    [[nodiscard]] bool isDeadReusedConnection(QNetworkReply::NetworkError error) const;
    [[nodiscard]] bool isSecure() const;
    [[nodiscard]] bool isThroughProxy() const { return !m_attempt.proxy.isEmpty(); }
    [[nodiscard]] qint64 elapsedMs() const { return m_clock.monotonicMs() - m_startMs; }
    void judge(QNetworkReply::NetworkError error, const QString &errorString);
    void finish(const Outcome &outcome);
    void publish();

    const Clock &m_clock;
    TransportProfile m_transport;
    QNetworkAccessManager *m_shared;
    Attempt m_attempt;
    WireResult m_wire;
    qint64 m_startMs = 0;
    qint64 m_publishedMs = 0;
    bool m_publishing = false;
    QTimer m_deadline;

    // The moment between "connecting" and "securing", see tcppeers.h.
    QTimer m_tcpWatch;
    std::optional<QSet<quint16>> m_portsBefore;
    qint64 m_notConnectedMs = 0; ///< When TCP was last seen not to stand.

    std::unique_ptr<QNetworkAccessManager> m_ownManager;
    std::unique_ptr<QNetworkReply> m_reply; ///< After its manager, so that it goes first.
    OneShotBody *m_body = nullptr; ///< A child of the reply.
    qint64 m_bodyBegunMs = 0;
    int m_connectSignals = 0;
    bool m_startedConnecting = false;
    bool m_encrypted = false;
    bool m_somethingSent = false;
};

} // namespace hookpanel
