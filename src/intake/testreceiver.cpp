// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/testreceiver.h"

#include "intake/httpexchange.h"
#include "intake/intakeconnection.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int failureStatus = 503;
constexpr int slowestClientMs = 60'000;

/// Gives descriptors away, where QTcpServer would make sockets of them.
class Listener final : public QTcpServer
{
public:
    explicit Listener(std::function<void(qintptr)> take)
        : m_take(std::move(take))
    {
    }

protected:
    void incomingConnection(qintptr socket) override { m_take(socket); }

private:
    std::function<void(qintptr)> m_take;
};

IntakeAnswer answerTo(const ReceivedRequest &request)
{
    const bool hasNoBody = request.status == 204 || request.status == 304; // RFC 9110 6.4.1
    const QByteArray json = hasNoBody ? QByteArray() : "{\"received\":" + QByteArray::number(request.number) + "}\n";
    return {.status = request.status, .json = json};
}

} // namespace

TestReceiver::TestReceiver(const TestReceiverSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_listener(std::make_unique<Listener>([this](qintptr socket) { serve(socket); }))
{
}

TestReceiver::~TestReceiver() = default;

Result<quint16> TestReceiver::listen()
{
    if (m_listener->listen(QHostAddress::LocalHost, m_settings.port))
        return m_listener->serverPort();
    const bool isTaken = m_listener->serverError() == QAbstractSocket::AddressInUseError;
    return failure(ErrorCode::CannotListen, u"127.0.0.1:%1"_s.arg(m_settings.port), isTaken ? Cause::Locked : Cause::Unknown,
                   m_listener->errorString());
}

void TestReceiver::serve(qintptr socket)
{
    const IntakeLimits limits{.firstByteMs = slowestClientMs, .requestMs = slowestClientMs + m_settings.delayMs};
    IntakeConnection *connection = new IntakeConnection(Descriptor(int(socket)), limits, this);
    connect(connection, &IntakeConnection::overdue, connection, &IntakeConnection::abort);
    connect(connection, &IntakeConnection::ended, connection, &QObject::deleteLater);
    connect(connection, &IntakeConnection::begun, this, [this, connection] {
        const auto takeAll = [](const HttpHead &) -> std::optional<IntakeAnswer> { return {}; };
        HttpExchange *exchange = new HttpExchange(connection->duplicate(), takeAll, connection);
        if (!exchange->isRunning()) {
            connection->deleteLater();
            return;
        }
        connect(exchange, &HttpExchange::finished, connection, &IntakeConnection::linger);
        connect(exchange, &HttpExchange::received, this, [this, exchange](const HttpHead &head, const QByteArray &body) {
            const ReceivedRequest request = note(head, body);
            QTimer::singleShot(m_settings.delayMs, Qt::PreciseTimer, exchange, // a coarse one may be off by 5 %
                               [exchange, request] { exchange->answer(answerTo(request)); });
            Q_EMIT received(request);
        });
    });
}

ReceivedRequest TestReceiver::note(const HttpHead &head, const QByteArray &body)
{
    const int number = ++m_count;
    return {.number = number,
            .time = QDateTime::currentDateTimeUtc(),
            .head = head,
            .body = body,
            .status = number <= m_settings.failures ? failureStatus : m_settings.status};
}

} // namespace hookpanel
