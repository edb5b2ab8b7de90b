// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/shownurl.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;
using placeholders::FilledPiece;

namespace {

/// A text, and for each of its characters the index of the piece that it came from.
struct Traced {
    QString text;
    QList<int> origin;

    [[nodiscard]] qsizetype size() const { return text.size(); }
    [[nodiscard]] Traced mid(qsizetype from, qsizetype length = -1) const
    {
        return {text.mid(from, length), origin.mid(from, length)};
    }

    void append(const Traced &other)
    {
        text += other.text;
        origin += other.origin;
    }
};

Traced traced(const QList<FilledPiece> &pieces)
{
    Traced made;
    for (int i = 0; i < pieces.size(); ++i)
        made.append({pieces.at(i).value, QList<int>(pieces.at(i).value.size(), i)});
    return made;
}

/// Where the authority of an absolute URL begins and ends.
qsizetype authorityBegin(const QString &url)
{
    const qsizetype separator = url.indexOf(u"://"_s);
    return separator < 0 ? url.size() : separator + 3;
}

qsizetype authorityEnd(const QString &url)
{
    qsizetype at = authorityBegin(url);
    while (at < url.size() && url.at(at) != u'/' && url.at(at) != u'?')
        ++at;
    return at;
}

/// Where the port of an authority begins, with its colon; its end when there is none.
qsizetype portBegin(const QString &authority)
{
    const qsizetype colon = authority.lastIndexOf(u':');
    return colon > authority.lastIndexOf(u']') ? colon : authority.size();
}

class Tracer
{
public:
    Tracer(const QList<FilledPiece> &pieces, const QUrl &read, const QUrl &called)
        : m_pieces(pieces)
        , m_typed(traced(pieces))
        , m_read(read)
        , m_called(called)
    {
    }

    ShownUrl shown()
    {
        const QString text = m_read.toString(QUrl::FullyEncoded);
        const qsizetype typedEnd = authorityEnd(m_typed.text);
        const qsizetype textEnd = authorityEnd(text);
        const Traced head = tracedHead(m_typed.mid(0, typedEnd), text.left(textEnd));
        const Traced tail = withoutDots(tracedTail(typedEnd, text, textEnd));
        const bool hasPath = tail.text.startsWith(u'/');
        Traced whole = head;
        whole.append(tail);
        return {render(whole), render(hostOf(head)), (hasPath ? QString() : u"/"_s) + render(tail)};
    }

private:
    [[nodiscard]] bool isVariable(int piece) const { return m_pieces.at(piece).isVariable; }

    [[nodiscard]] QString render(const Traced &part) const
    {
        QString shown;
        int last = -1;
        for (qsizetype i = 0; i < part.size(); ++i) {
            const int piece = part.origin.at(i);
            if (!isVariable(piece))
                shown += part.text.at(i);
            else if (piece != last)
                shown += m_pieces.at(piece).shown;
            last = piece;
        }
        return shown;
    }

    /// All of `text` from one piece: a variable where one had a hand in it.
    [[nodiscard]] Traced fromOne(const Traced &typed, const QString &text) const
    {
        const auto variable
            = std::find_if(typed.origin.cbegin(), typed.origin.cend(), [this](int piece) { return isVariable(piece); });
        const int piece = variable != typed.origin.cend() ? *variable : typed.origin.value(0, 0);
        return {text, QList<int>(text.size(), piece)};
    }

    /// The same text in small letters, or what became of it as a whole.
    [[nodiscard]] Traced sameOrFromOne(const Traced &typed, const QString &text) const
    {
        return typed.text.toLower() == text.toLower() ? Traced{text, typed.origin} : fromOne(typed, text);
    }

    /// Scheme, host and port. A host name in another script is changed label by label.
    [[nodiscard]] Traced tracedHead(const Traced &typed, const QString &text) const
    {
        const qsizetype typedBegin = authorityBegin(typed.text);
        const qsizetype begin = authorityBegin(text);
        Traced head = sameOrFromOne(typed.mid(0, typedBegin), text.left(begin));
        const Traced typedAuthority = typed.mid(typedBegin);
        const QString authority = text.mid(begin);
        const qsizetype typedPort = portBegin(typedAuthority.text);
        const qsizetype port = portBegin(authority);
        const QStringList typedLabels = typedAuthority.text.left(typedPort).split(u'.');
        const QStringList labels = authority.left(port).split(u'.');
        if (typedLabels.size() != labels.size()) {
            head.append(sameOrFromOne(typedAuthority.mid(0, typedPort), authority.left(port)));
        } else {
            qsizetype at = 0;
            for (qsizetype i = 0; i < labels.size(); ++i) {
                if (i > 0)
                    head.append({u"."_s, {typedAuthority.origin.at(at - 1)}});
                head.append(sameOrFromOne(typedAuthority.mid(at, typedLabels.at(i).size()), labels.at(i)));
                at += typedLabels.at(i).size() + 1;
            }
        }
        head.append(sameOrFromOne(typedAuthority.mid(typedPort), authority.mid(port)));
        return head;
    }

    /// Path and query. What a text is encoded to begins with what its beginning is encoded to.
    [[nodiscard]] Traced tracedTail(qsizetype typedEnd, const QString &text, qsizetype textEnd) const
    {
        Traced tail;
        qsizetype typedAt = 0;
        for (int i = 0; i < m_pieces.size(); ++i) {
            typedAt += m_pieces.at(i).value.size();
            if (typedAt <= typedEnd)
                continue;
            const QString beginning = QUrl(m_typed.text.left(typedAt), QUrl::TolerantMode).toString(QUrl::FullyEncoded);
            const qsizetype done = textEnd + tail.size();
            if (!text.startsWith(beginning) || beginning.size() < done)
                return fromEnds(m_typed.mid(typedEnd), text.mid(textEnd));
            tail.append({beginning.mid(done), QList<int>(beginning.size() - done, i)});
        }
        return tail.text == text.mid(textEnd) ? tail : fromEnds(m_typed.mid(typedEnd), text.mid(textEnd));
    }

    enum class Trust { Literals, All };

    /// Characters at both ends that are the same; the rest counts as a variable's. Of a text that was not encoded yet, only
    /// literals are compared.
    [[nodiscard]] Traced fromEnds(const Traced &typed, const QString &text, Trust trust = Trust::Literals) const
    {
        const auto isSame = [&](qsizetype inTyped, qsizetype inText) {
            return inTyped >= 0 && inText >= 0 && inTyped < typed.size() && inText < text.size()
                && typed.text.at(inTyped) == text.at(inText)
                && (trust == Trust::All || !isVariable(typed.origin.at(inTyped)));
        };
        qsizetype before = 0;
        while (isSame(before, before))
            ++before;
        qsizetype behind = 0;
        while (before + behind < qMin(text.size(), typed.size())
               && isSame(typed.size() - 1 - behind, text.size() - 1 - behind))
            ++behind;
        Traced tail{text.left(before), typed.origin.first(before)};
        tail.append(fromOne(typed, text.mid(before, text.size() - before - behind)));
        tail.append({text.right(behind), typed.origin.last(behind)});
        return tail;
    }

    /// RFC 3986 5.2.4, as often as QUrl does it, with the origin of each character.
    [[nodiscard]] Traced withoutDots(const Traced &tail) const
    {
        const QString called = m_called.toString(QUrl::FullyEncoded);
        const QString wanted = called.mid(authorityEnd(called));
        if (tail.text == wanted)
            return tail;
        const qsizetype query = tail.text.indexOf(u'?');
        const qsizetype pathEnd = query < 0 ? tail.size() : query;
        Traced path = tail.mid(0, pathEnd);
        for (qsizetype size = -1; size != path.size();) {
            size = path.size();
            path = withoutDotsOnce(path);
        }
        path.append(tail.mid(pathEnd));
        // QUrl makes "/a//c" of "/a/./b/../c" (6.4.2), and that is what leaves.
        return path.text == wanted ? path : fromEnds(tail, wanted, Trust::All);
    }

    [[nodiscard]] Traced withoutDotsOnce(const Traced &path) const
    {
        QList<Traced> kept; // each with the slash before it
        int slash = -1; // the origin of a slash whose segment is gone
        qsizetype at = 0;
        while (at < path.size()) {
            const qsizetype next = path.text.indexOf(u'/', at + 1);
            const qsizetype end = next < 0 ? path.size() : next;
            Traced segment = path.mid(at, end - at);
            if (slash >= 0
                && isVariable(segment.origin.first())) // one slash is as good as the other: a literal one says more
                segment.origin.first() = slash;
            slash = -1;
            const bool isUp = segment.text == u"/.."_s;
            const bool isDot = isUp || segment.text == u"/."_s;
            if (isDot)
                slash = isUp && !kept.isEmpty() ? kept.takeLast().origin.first() : segment.origin.first();
            if (!isDot)
                kept.append(segment);
            else if (next < 0)
                kept.append({u"/"_s, {slash}});
            at = end;
        }
        Traced made;
        for (const Traced &segment : kept)
            made.append(segment);
        while (made.text.startsWith(u"//"_s)) // another host it would be
            made = made.mid(1);
        return made;
    }

    [[nodiscard]] Traced hostOf(const Traced &head) const
    {
        const Traced authority = head.mid(authorityBegin(head.text));
        const qsizetype port = portBegin(authority.text);
        Traced host = authority.mid(0, port);
        if (const qsizetype zone = host.text.indexOf(u'%'); zone >= 0) { // does not leave, RFC 6874 4
            const Traced bracket = host.mid(host.size() - 1);
            host = host.mid(0, zone);
            host.append(bracket);
        }
        const int usualPort = m_called.scheme() == u"https"_s ? 443 : 80;
        if (m_called.port(usualPort) != usualPort)
            host.append(authority.mid(port));
        return host;
    }

    const QList<FilledPiece> &m_pieces;
    Traced m_typed;
    const QUrl &m_read;
    const QUrl &m_called;
};

} // namespace

ShownUrl shownUrl(const placeholders::Filled &typed, const QUrl &read, const QUrl &called)
{
    return Tracer(typed.pieces, read, called).shown();
}

} // namespace hookpanel
