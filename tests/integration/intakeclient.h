// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/intakeacceptor.h"
#include "intake/intakesettings.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

#include <functional>

namespace hookpanel::test {

inline QByteArray intakeToken()
{
    return "9vQ-token-of-the-test";
}

inline QByteArray samplePayload()
{
    return R"({"event":"entry.create","createdAt":"2026-01-10T08:59:35.796Z","entry":{"id":1.0}})";
}

/// Takes everything, or as it is told, and remembers what came.
class FakeAcceptor final : public IntakeAcceptor
{
public:
    IntakeAnswer accept(const IntakeRequest &request) override
    {
        requests.append(request);
        return decide(request);
    }

    QList<IntakeRequest> requests;
    std::function<IntakeAnswer(const IntakeRequest &)> decide
        = [](const IntakeRequest &) { return IntakeAnswer::accepted(R"({"event":"e-1"})"); };
};

/// What a raw socket got back.
struct RawAnswer {
    explicit RawAnswer(const QByteArray &all)
        : bytes(all)
        , head(all.left(all.indexOf("\r\n\r\n")))
        , body(all.mid(all.indexOf("\r\n\r\n") + 4))
    {
    }

    [[nodiscard]] int status() const { return head.mid(9, 3).toInt(); }
    [[nodiscard]] int count() const { return int(('\n' + bytes).count("\nHTTP/1.")); }
    [[nodiscard]] bool says(const QByteArray &line) const
    {
        return (head.toLower() + "\r\n").contains("\r\n" + line.toLower() + "\r\n");
    }
    /// Whether the body is as long as the head says, and nothing comes behind it.
    [[nodiscard]] bool isComplete() const { return says("Content-Length: " + QByteArray::number(body.size())); }

    [[nodiscard]] QString code() const
    {
        return QJsonDocument::fromJson(body).object().value(u"error").toObject().value(u"code").toString();
    }

    QByteArray bytes;
    QByteArray head;
    QByteArray body;
};

/// A client that sends whatever bytes it is told to.
class RawClient
{
public:
    explicit RawClient(quint16 port) { m_socket.connectToHost(QHostAddress::LocalHost, port); }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }

    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

    /// Whether the server has closed.
    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    /// All that came so far.
    [[nodiscard]] RawAnswer answer()
    {
        m_bytes += m_socket.readAll();
        return RawAnswer(m_bytes);
    }

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

/// A good request: change one thing, and it is a bad one.
struct RawRequest {
    QByteArray line = "POST /events HTTP/1.1";
    QByteArrayList fields{"Host: 127.0.0.1", "Authorization: Bearer " + intakeToken(), "Content-Type: application/json"};
    QByteArray body = samplePayload();

    /// With this header in place of the one of the same name, or added.
    [[nodiscard]] RawRequest with(const QByteArray &field) const
    {
        RawRequest result = without(field.left(field.indexOf(':')));
        result.fields.append(field);
        return result;
    }

    [[nodiscard]] RawRequest without(const QByteArray &name) const
    {
        RawRequest result = *this;
        result.fields.removeIf([&name](const QByteArray &field) { return field.startsWith(name + ':'); });
        return result;
    }

    /// With a Content-Length of its body.
    [[nodiscard]] QByteArray bytes() const { return bytesWith("Content-Length: " + QByteArray::number(body.size())); }

    /// With this line, or these, in its place.
    [[nodiscard]] QByteArray bytesWith(const QByteArray &length) const
    {
        QByteArrayList lines = fields;
        lines.prepend(line);
        if (!length.isEmpty())
            lines.append(length);
        return lines.join("\r\n") + "\r\n\r\n" + body;
    }
};

} // namespace hookpanel::test
