// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/loopbackreceiver.h"

namespace hookpanel::test {

namespace {

QByteArray contentLength(qsizetype bytes)
{
    return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
}

} // namespace

Answer Answer::head(int code, const QByteArray &fields)
{
    Answer answer;
    answer.then(Step::Kind::Send, "HTTP/1.1 " + QByteArray::number(code) + " Told So\r\n" + fields + "\r\n");
    return answer;
}

Answer &Answer::then(Step::Kind kind, const QByteArray &bytes, int ms)
{
    m_steps.append({kind, bytes, ms});
    return *this;
}

Answer Answer::status(int code, const QByteArray &body)
{
    return head(code, contentLength(body.size())).then(Step::Kind::Send, body);
}

Answer Answer::redirect(int code, const QByteArray &location)
{
    return status(code).withHeader("Location", location);
}

Answer Answer::hang()
{
    return {};
}

Answer Answer::closeBeforeReply()
{
    return Answer().then(Step::Kind::Close);
}

Answer Answer::reset()
{
    return Answer().then(Step::Kind::Reset);
}

Answer Answer::partialStatusLine()
{
    return garbage("HTTP/1.1 2");
}

Answer Answer::partialHeaders()
{
    return garbage("HTTP/1.1 200 OK\r\nContent-Le");
}

Answer Answer::halfHeaders()
{
    return Answer().then(Step::Kind::Send, "HTTP/1.1 200 OK\r\nContent-Le");
}

Answer Answer::shortBody(int code, int declared, const QByteArray &sent)
{
    return head(code, contentLength(declared)).then(Step::Kind::Send, sent).then(Step::Kind::Close);
}

Answer Answer::trickle(int code, int bytes, int everyMs)
{
    Answer answer = head(code, contentLength(bytes));
    for (int i = 0; i < bytes; ++i)
        answer.then(Step::Kind::Pause, {}, everyMs).then(Step::Kind::Send, "x");
    return answer;
}

Answer Answer::endlessBody()
{
    return head(200, "Connection: close\r\n").then(Step::Kind::Flood);
}

Answer Answer::hugeHeader(qsizetype bytes)
{
    return status(200).withHeader("X-Huge", QByteArray(bytes, 'h'));
}

Answer Answer::garbage(const QByteArray &bytes)
{
    return Answer().then(Step::Kind::Send, bytes).then(Step::Kind::Close);
}

Answer Answer::sshBanner()
{
    return garbage("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n").atConnect();
}

Answer Answer::readNothing()
{
    return Answer().atConnect();
}

Answer Answer::withHeader(const QByteArray &name, const QByteArray &value) const
{
    Answer answer = *this;
    QByteArray &head = answer.m_steps.first().bytes;
    head.insert(head.size() - 2, name + ": " + value + "\r\n");
    return answer;
}

Answer Answer::delayed(int ms) const
{
    Answer answer = *this;
    answer.m_steps.prepend({Step::Kind::Pause, {}, ms});
    return answer;
}

Answer Answer::thenClose() const
{
    return Answer(*this).then(Step::Kind::Close);
}

Answer Answer::atConnect() const
{
    Answer answer = *this;
    answer.m_when = When::Connect;
    return answer;
}

Answer Answer::atHead() const
{
    Answer answer = *this;
    answer.m_when = When::Head;
    return answer;
}

QByteArray ReceivedRequest::requestLine() const
{
    return raw.left(raw.indexOf("\r\n"));
}

QByteArrayList ReceivedRequest::headerLines() const
{
    QByteArrayList lines;
    qsizetype begin = raw.indexOf("\r\n") + 2;
    for (qsizetype end = raw.indexOf("\r\n", begin); end > begin; end = raw.indexOf("\r\n", begin)) {
        lines.append(raw.mid(begin, end - begin));
        begin = end + 2;
    }
    return lines;
}

QByteArray ReceivedRequest::header(const QByteArray &name) const
{
    const QByteArrayList lines = headerLines();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

QByteArray ReceivedRequest::body() const
{
    return raw.mid(raw.indexOf("\r\n\r\n") + 4);
}

} // namespace hookpanel::test
