// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "intake/httphead.h"

#include <QDateTime>
#include <QObject>

#include <memory>

class QTcpServer;

namespace hookpanel {

/// How a TestReceiver answers.
struct TestReceiverSettings {
    quint16 port = 0; ///< Of 127.0.0.1; 0 takes any free one.
    int status = 200; ///< 200 to 599.
    int delayMs = 0; ///< From the whole request to the answer.
    int failures = 0; ///< So many requests are answered with 503 first.

    bool operator==(const TestReceiverSettings &) const = default;
};

/// A request that a TestReceiver got.
struct ReceivedRequest {
    int number = 0; ///< From 1.
    QDateTime time; ///< When all of it was there; UTC.
    HttpHead head;
    QByteArray body; ///< As on the wire, without the lengths of chunks.
    int status = 0; ///< What it is answered with.

    bool operator==(const ReceivedRequest &) const = default;
};

/// An endpoint to try webhooks on: takes every request of this machine and says what it got. It keeps no limits of size or
/// number; who can call it can run programs here anyway. What is no HTTP is refused as by the intake, and not told.
class TestReceiver final : public QObject
{
    Q_OBJECT

public:
    explicit TestReceiver(const TestReceiverSettings &settings, QObject *parent = nullptr);
    ~TestReceiver() override;

    /// Begins; returns the port. Fails with CannotListen.
    [[nodiscard]] Result<quint16> listen();

Q_SIGNALS:
    /// A whole request is there. Its answer follows when its time has come.
    void received(const hookpanel::ReceivedRequest &request);

private:
    void serve(qintptr socket);
    [[nodiscard]] ReceivedRequest note(const HttpHead &head, const QByteArray &body);

    TestReceiverSettings m_settings;
    std::unique_ptr<QTcpServer> m_listener;
    int m_count = 0;
};

} // namespace hookpanel
