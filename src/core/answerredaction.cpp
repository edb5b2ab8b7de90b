// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/answerredaction.h"

#include "core/redaction.h"
#include "core/validation.h"

#include <QRegularExpression>

#include <algorithm>

namespace hookpanel::redaction {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestSecret = 4;
constexpr qsizetype shortestPart = 8; ///< Of a secret that is told apart by its punctuation.

/// What must not be kept, and what stands for it.
struct Secret {
    QByteArray bytes;
    QByteArray standIn;
};

/// As text inside a JSON string.
QByteArray jsonEscaped(QByteArray text)
{
    return text.replace('\\', "\\\\").replace('"', "\\\"");
}

/// The same by a program that writes nothing but ASCII.
QByteArray jsonInAscii(const QString &text)
{
    QByteArray escaped;
    for (const QChar character : text) {
        if (character.unicode() < 0x80)
            escaped += jsonEscaped(QByteArray(1, character.toLatin1()));
        else
            escaped += "\\u" + QByteArray::number(character.unicode(), 16).rightJustified(4, '0');
    }
    return escaped;
}

class Secrets
{
public:
    explicit Secrets(const PreparedRequest &request)
    {
        for (const placeholders::FilledPiece &piece : request.filled) {
            add(piece.value, piece.shown);
            addParts(piece);
        }
        if (request.isUrlFilled())
            addUrl(request);
        for (const PreparedHeader &header : request.headers)
            addTyped(header);
        add(request.tlsPassphrase, mask.toString());
        // The longest first: one may be a part of another.
        std::stable_sort(m_secrets.begin(), m_secrets.end(),
                         [](const Secret &a, const Secret &b) { return a.bytes.size() > b.bytes.size(); });
    }

    [[nodiscard]] bool isEmpty() const { return m_secrets.isEmpty(); }

    [[nodiscard]] QByteArray takenOutOf(QByteArray text) const
    {
        for (const Secret &secret : m_secrets)
            text.replace(secret.bytes, secret.standIn);
        return text;
    }

    [[nodiscard]] QString takenOutOf(const QString &text) const { return QString::fromUtf8(takenOutOf(text.toUtf8())); }

    /// The same for a text that was cut: what begins at its end may be a secret.
    [[nodiscard]] QByteArray takenOutOfCut(const QByteArray &text) const
    {
        QByteArray kept = takenOutOf(text);
        for (const Secret &secret : m_secrets) {
            for (qsizetype length = std::min(secret.bytes.size() - 1, kept.size()); length >= shortestSecret; --length) {
                if (kept.endsWith(secret.bytes.left(length)))
                    return kept.chopped(length) + secret.standIn;
            }
        }
        return kept;
    }

private:
    void add(const QByteArray &bytes, const QByteArray &standIn)
    {
        const auto isSame = [&bytes](const Secret &secret) { return secret.bytes == bytes; };
        if (bytes.size() >= shortestSecret && !standIn.contains(bytes)
            && std::none_of(m_secrets.cbegin(), m_secrets.cend(), isSame))
            m_secrets.append({bytes, standIn});
    }

    void add(const QString &value, const QString &shown)
    {
        const QString text = value.trimmed();
        const QByteArray standIn = shown.toUtf8();
        const QByteArray utf8 = text.toUtf8();
        add(utf8, standIn);
        add(encodeHeaderValue(text), standIn);
        add(QUrl::toPercentEncoding(text), standIn);
        add(QUrl::toPercentEncoding(text, "/:?=&"), standIn);
        add(jsonEscaped(utf8), standIn);
        add(jsonEscaped(utf8).replace('/', "\\/"), standIn);
        add(jsonInAscii(text), standIn);
        add(utf8.toHex(), standIn);
        add(utf8.toBase64(QByteArray::OmitTrailingEquals), standIn);
        add(utf8.toBase64(QByteArray::OmitTrailingEquals | QByteArray::Base64UrlEncoding), standIn);
    }

    /// A variable may hold a whole URL, of which a receiver repeats a part.
    void addParts(const placeholders::FilledPiece &piece)
    {
        static const QRegularExpression punctuation(u"[/?&=#:;, ]+"_s);
        const QStringList parts = piece.value.split(punctuation, Qt::SkipEmptyParts);
        for (const QString &part : parts) {
            if (part.size() >= shortestPart)
                add(part, piece.shown);
        }
    }

    /// The target as it was called, which need not be how the variables spell it.
    void addUrl(const PreparedRequest &request)
    {
        const QString target = requestLine(request).section(u' ', 1, 1);
        const QString called = QString::fromLatin1(requestTarget(request.url));
        if (called.size() > 1)
            add(called, target);
        const QString path = called.section(u'?', 0, 0);
        if (path.size() > 1)
            add(path, target.section(u'?', 0, 0));
    }

    /// A credential that stands in a header as it was typed. Beside its scheme ("Bearer abc") it is one alone, too.
    void addTyped(const PreparedHeader &header)
    {
        if (headerValue(QString::fromLatin1(header.name), header.shown) != mask)
            return;
        const QByteArray standIn = mask.toUtf8();
        add(header.value, standIn);
        // It left as Latin-1 where that fits, else as UTF-8; what comes back is told by neither.
        for (const QString &text : {QString::fromLatin1(header.value), QString::fromUtf8(header.value)}) {
            add(text, mask.toString());
            if (const qsizetype space = text.indexOf(u' '); space > 0)
                add(text.sliced(space + 1), mask.toString());
        }
    }

    QList<Secret> m_secrets;
};

/// Headers that may hold the called URL or a part of it that no variable spells so.
bool mayLeadBack(const QByteArray &name)
{
    for (const char *one : {"Location", "Content-Location", "Refresh", "Link"}) {
        if (isSameHeaderName(name, one))
            return true;
    }
    return false;
}

} // namespace

Attempt withoutRepeatedSecrets(Attempt attempt)
{
    const Secrets secrets(attempt.request);
    if (attempt.outcome && !attempt.outcome->detail.isEmpty())
        attempt.outcome->detail = redaction::url(secrets.takenOutOf(attempt.outcome->detail));
    if (!attempt.response || (secrets.isEmpty() && !attempt.request.isUrlFilled()))
        return attempt;
    Response &response = *attempt.response;
    response.reason = secrets.takenOutOf(response.reason);
    for (auto &[name, value] : response.headers) {
        const bool isMasked = attempt.request.isUrlFilled() && mayLeadBack(name);
        value = isMasked ? mask.toUtf8() : secrets.takenOutOf(value);
    }
    const bool isCut = response.isTruncated() || !attempt.isFinished();
    const qsizetype before = response.body.size();
    response.body = isCut ? secrets.takenOutOfCut(response.body) : secrets.takenOutOf(response.body);
    response.takenOut += before - response.body.size();
    return attempt;
}

} // namespace hookpanel::redaction
