// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "intake/httpexchange.h"
#include "intake/intakeacceptor.h"
#include "intake/intakeconnection.h"
#include "intake/intakesettings.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace hookpanel {

/// The intake's half that lives in the HTTP thread: accepts connections, keeps to the limits, refuses what breaks a rule,
/// and hands on what is good. Everything but the constructor belongs to that thread, the destructor too unless it was
/// closed.
class IntakeServer final : public QObject
{
    Q_OBJECT

public:
    explicit IntakeServer(const IntakeSettings &settings, QObject *parent = nullptr);
    ~IntakeServer() override;

    /// Begins; returns the port. Fails with CannotListen.
    [[nodiscard]] Result<quint16> listen();

    /// Tells those who wait for an answer that there will be none (503), cuts off the others, and ends.
    void close();

    void answer(quint64 id, const hookpanel::IntakeAnswer &answer);

Q_SIGNALS:
    /// A good request: to be answered. When the deadline has passed the client was told so, and it must not be accepted.
    void received(quint64 id, const hookpanel::IntakeRequest &request, const QDeadlineTimer &deadline);

private:
    /// For one more connection.
    enum class Room { There, NotNeeded, NotYet };

    struct Client {
        IntakeConnection *connection = nullptr; ///< A child of this object.
        HttpExchange *exchange = nullptr; ///< A child of the connection, from the first byte on.
        QDeadlineTimer deadline;
    };

    void accept();
    [[nodiscard]] bool isAnybodyWaiting() const;
    [[nodiscard]] Room makeRoom();
    void add(Descriptor socket);
    void begin(quint64 id);
    void hurry(quint64 id);
    void linger(quint64 id);
    void remove(quint64 id);
    void onReceived(quint64 id, const HttpHead &head, const QByteArray &body);

    IntakeSettings m_settings;
    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<QSocketNotifier> m_knock;
    QTimer m_room; ///< Until somebody who waits may have the place of a silent one.
    QHash<quint64, Client> m_clients;
    quint64 m_lastId = 0;
};

} // namespace hookpanel
