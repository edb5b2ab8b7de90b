// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/descriptor.h"
#include "intake/httphead.h"
#include "intake/intakeanswer.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

struct MHD_Connection;
struct MHD_Daemon;

namespace hookpanel {

/// HTTP for sockets that somebody else accepted: libmicrohttpd, driven by the event loop of this object's thread (no
/// thread of its own). Each connection carries one request and is closed behind its answer. Each has an id, chosen by who
/// adds it.
///
/// What is no HTTP at all (a malformed request line, headers beyond all measure) libmicrohttpd refuses by itself, with a
/// 4xx or 505 status and a short HTML page.
class HttpDaemon final : public QObject
{
    Q_OBJECT

public:
    /// Asked as soon as the headers are there: an answer refuses the request, and its body is not read.
    using Judge = std::function<std::optional<IntakeAnswer>(const HttpHead &head)>;

    HttpDaemon(int connections, Judge judge, QObject *parent = nullptr);

    /// Writes what can be written now of the answers that were given; whoever waits for one is cut off.
    ~HttpDaemon() override;

    /// Whether the library could begin.
    [[nodiscard]] bool isRunning() const { return m_daemon != nullptr; }

    /// Reads a request from this socket. Returns false, and has closed it, where memory is short.
    [[nodiscard]] bool add(quint64 id, Descriptor socket);

    /// Whether a whole request was read and nobody has answered it.
    [[nodiscard]] bool isWaiting(quint64 id) const;
    [[nodiscard]] QList<quint64> waiting() const;

    /// Answers a request that was read. Does nothing for one that is gone or was answered.
    void answer(quint64 id, const IntakeAnswer &answer);

Q_SIGNALS:
    /// A whole request was read: answer() it.
    void received(quint64 id, const hookpanel::HttpHead &head, const QByteArray &body);

    /// The library is done with this socket, and closes its descriptor for it.
    void finished(quint64 id);

private:
    enum class Stage { Head, Body, Waiting, Answered };

    struct Exchange {
        quint64 id = 0;
        MHD_Connection *connection = nullptr;
        int socket = -1; ///< The library's.
        Stage stage = Stage::Head;
        HttpHead head;
        QByteArray body;
    };
    friend struct MicrohttpdCallbacks;

    void run();
    void schedule();
    void endHalfRequests();
    void onHead(Exchange &exchange, const char *method);
    void onBody(Exchange &exchange);
    void respond(Exchange &exchange, const IntakeAnswer &answer);

    Judge m_judge;
    MHD_Daemon *m_daemon = nullptr;
    std::map<quint64, Exchange> m_exchanges; ///< A map, because the library keeps pointers to them.
    quint64 m_adding = 0; ///< The id of the connection that add() is just handing over.
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_again;
};

} // namespace hookpanel
