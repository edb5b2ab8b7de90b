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
#include <memory>
#include <optional>

struct MHD_Connection;
struct MHD_Daemon;

namespace hookpanel {

/// HTTP for one socket that somebody else accepted: one request is read, one answer written, then the socket is closed.
/// libmicrohttpd does it, driven by the event loop of this object's thread (no thread of its own). What cannot be the
/// beginning of a request (a first line without a blank) it closes without a word.
///
/// Each exchange has a daemon of the library to itself: what the library refuses by itself, because it is no HTTP, it only
/// tells a daemon's log, and so that is known to be about this request and is answered as everything else is
/// (docs/adr/0013-libmicrohttpd.md).
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    /// Asked as soon as the headers are there: an answer refuses the request, and its body is not read.
    using Judge = std::function<std::optional<IntakeAnswer>(const HttpHead &head)>;

    HttpExchange(Descriptor socket, Judge judge, QObject *parent = nullptr);

    /// Writes what can be written now of an answer that was given; a client that waits for one is cut off.
    ~HttpExchange() override;

    /// Whether the library could begin. Otherwise memory or descriptors are short, and the socket is closed.
    [[nodiscard]] bool isRunning() const { return m_connection != nullptr; }

    /// Whether a whole request was read and nobody has answered it.
    [[nodiscard]] bool isWaiting() const { return m_stage == Stage::Waiting; }

    /// Answers the request that was read. Does nothing where none waits.
    void answer(const IntakeAnswer &answer);

Q_SIGNALS:
    /// A whole request was read: answer() it.
    void received(const hookpanel::HttpHead &head, const QByteArray &body);

    /// The library is done with the socket, and closes its descriptor for it.
    void finished();

private:
    enum class Stage { Head, Body, Waiting, Answered };
    friend struct MicrohttpdCallbacks;

    void run();
    void schedule();
    void endHalfRequest();
    void onHead(const char *method, const char *version);
    void onBody();
    void onRefused(int status);
    void onClosed();
    void respond(const IntakeAnswer &answer);
    void writeInstead(const IntakeAnswer &answer);

    Judge m_judge;
    MHD_Daemon *m_daemon = nullptr;
    MHD_Connection *m_connection = nullptr;
    int m_socket = -1; ///< The library's.
    Stage m_stage = Stage::Head;
    HttpHead m_head;
    QByteArray m_body;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_again;
};

} // namespace hookpanel
