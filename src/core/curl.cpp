// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/curl.h"

#include "core/credentials.h"
#include "core/placeholders.h"
#include "core/preparedrequest.h"
#include "core/redaction.h"
#include "core/validation.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>
#include <QUrl>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Stand for variables while a request is prepared: text that neither QUrl nor a header value changes and that the
/// webhook does not hold.
class Markers
{
public:
    explicit Markers(const QString &text)
    {
        while (text.contains(m_stem, Qt::CaseInsensitive))
            m_stem += u'v';
    }

    QString of(const QString &variable)
    {
        m_variables.append(variable);
        return m_stem + QString::number(m_variables.size() - 1) + u'z';
    }

    /// Bytes with markers as one word of a shell.
    [[nodiscard]] QString quoted(const QByteArray &bytes) const
    {
        const QRegularExpression marker(m_stem + u"([0-9]+)z"_s);
        QString word;
        qsizetype at = 0;
        auto matches = marker.globalMatch(QString::fromLatin1(bytes));
        while (matches.hasNext()) {
            const auto match = matches.next();
            if (match.capturedStart() > at)
                word += shellQuoted(bytes.mid(at, match.capturedStart() - at));
            word += expansion(m_variables.value(match.captured(1).toInt()));
            at = match.capturedEnd();
        }
        if (at < bytes.size() || word.isEmpty())
            word += shellQuoted(bytes.mid(at));
        return word;
    }

    static QString expansion(const QString &variable) { return u"\"${%1}\""_s.arg(variable); }

private:
    QString m_stem = u"variable"_s;
    QStringList m_variables;
};

/// A literal part of a URL, encoded as QUrl::TolerantMode encodes it; by hand, because a URL of which a variable is the
/// host or the port is none that QUrl reads.
QByteArray encodedPart(const QString &text)
{
    static const QByteArray refused(" \"<>\\^`{|}");
    static const QRegularExpression escape(u"^%[0-9A-Fa-f]{2}"_s);
    QByteArray encoded;
    const QByteArray utf8 = text.toUtf8();
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char c = utf8.at(i);
        const bool isStrayPercent = c == '%' && !escape.match(QString::fromLatin1(utf8.mid(i, 3))).hasMatch();
        if (uchar(c) <= 0x20 || uchar(c) >= 0x7f || refused.contains(c) || isStrayPercent)
            encoded += '%' + QByteArray(1, c).toHex().toUpper();
        else
            encoded += c;
    }
    return encoded;
}

/// Whether scheme, host and port are there in full; what follows may hold placeholders.
bool hasLiteralAuthority(const QString &url)
{
    static const QRegularExpression beginning(u"^[A-Za-z][A-Za-z0-9+.-]*://[^/?$]+(?:[/?]|$)"_s);
    return beginning.match(url).hasMatch();
}

/// A URL that begins with a variable or has one in its host or port, as one word of a shell. The host may be a name in
/// any script, which curl turns into ASCII itself; what follows it is encoded here.
QString quotedUrl(const QList<placeholders::Piece> &pieces)
{
    static const QRegularExpression pathBegin(u"(?<![:/])[/?](?!/)"_s);
    QString word;
    bool isInPath = false;
    for (const placeholders::Piece &piece : pieces) {
        if (piece.isVariable) {
            word += Markers::expansion(piece.text);
            continue;
        }
        const qsizetype begin = isInPath ? 0 : piece.text.indexOf(pathBegin);
        isInPath = begin >= 0;
        const QString authority = isInPath ? piece.text.left(begin) : piece.text;
        const QString path = isInPath ? piece.text.mid(begin) : QString();
        word += shellQuoted(authority.toUtf8() + encodedPart(path));
    }
    return word;
}

/// AUTHORIZATION, X_API_KEY: the variable that stands for a header's value.
QString variableFor(const QString &headerName)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_]"_s);
    QString name = headerName.toUpper();
    name.replace(others, u"_"_s);
    return name.isEmpty() || name.at(0).isDigit() ? u'_' + name : name;
}

/// Gives variables to credentials: the same one for the same value of the same header, another one otherwise, and none that
/// the webhooks use themselves.
class Variables
{
public:
    explicit Variables(const QList<Webhook> &webhooks, const Headers &defaults)
    {
        reserveIn(defaults);
        for (const Webhook &webhook : webhooks) {
            reserve(webhook.url);
            reserveIn(webhook.headers);
        }
    }

    QString of(const Header &header)
    {
        const QString stem = variableFor(header.name);
        QString name = stem;
        const QString value = header.reference + header.value;
        for (int number = 2; m_values.value(name, value) != value || m_reserved.contains(name); ++number)
            name = u"%1_%2"_s.arg(stem, QString::number(number));
        m_values.insert(name, value);
        return name;
    }

private:
    void reserve(const QString &text)
    {
        const auto pieces = placeholders::pieces(text).value_or(QList<placeholders::Piece>());
        for (const placeholders::Piece &piece : pieces) {
            if (piece.isVariable)
                m_reserved.insert(piece.text);
        }
    }

    void reserveIn(const Headers &headers)
    {
        for (const Header &header : headers)
            reserve(header.value);
    }

    QHash<QString, QString> m_values;
    QSet<QString> m_reserved;
};

/// A variable of a command, and the header whose value it holds.
struct SecretVariable {
    QString name;
    QString header;
};

/// A command, and the variables in it.
struct Command {
    QString text;
    QList<SecretVariable> variables;
};

Headers withoutCredentials(Headers headers, Variables &variables, QList<SecretVariable> &used)
{
    for (Header &header : headers) {
        if (!credentials::isIn(header) && !header.isSecret)
            continue;
        const QString variable = variables.of(header);
        header = {header.name, u"${%1}"_s.arg(variable)};
        used.append({variable, header.name});
    }
    return headers;
}

/// The URL with variables in place of what its query holds in clear, though it is named like a secret.
QString withoutQuerySecrets(const QString &url, Variables &variables, QList<SecretVariable> &used)
{
    return redaction::withParameters(url, [&](const redaction::SecretParameter &parameter) {
        used.append({variables.of({parameter.name, parameter.value}), parameter.name});
        return u"${%1}"_s.arg(used.last().name);
    });
}

/// Text for a comment of a shell: on one line, and without anything that a terminal would act upon.
QString commentable(QString text)
{
    for (QChar &character : text) {
        if (!character.isPrint())
            character = u' ';
    }
    return text.simplified();
}

QString headerWord(const PreparedHeader &header, const Markers &markers)
{
    // "Name:" would take a header out; with a semicolon curl sends it empty.
    return header.value.isEmpty() ? shellQuoted(header.name + ';') : markers.quoted(header.name + ": " + header.value);
}

/// A header as a history shows it.
QString shownHeaderWord(const PreparedHeader &header, QStringList &secretVariables)
{
    const QString name = QString::fromLatin1(header.name);
    const QByteArray begin = header.name + ": ";
    if (header.origin == HeaderOrigin::Fixed || header.origin == HeaderOrigin::Signature)
        return shellQuoted(begin + header.shown.toUtf8());
    if (header.shown.isEmpty())
        return shellQuoted(header.name + ';');
    if (redaction::headerValue(name, header.shown) == redaction::mask) {
        secretVariables.append(variableFor(name));
        return shellQuoted(begin) + Markers::expansion(secretVariables.last());
    }
    const auto pieces = placeholders::pieces(header.shown);
    if (!pieces)
        return shellQuoted(begin + header.shown.toUtf8());
    QString word;
    QByteArray literal = begin;
    for (const placeholders::Piece &piece : *pieces) {
        if (!piece.isVariable) {
            literal += piece.text.toUtf8();
            continue;
        }
        word += (literal.isEmpty() ? QString() : shellQuoted(std::exchange(literal, {}))) + Markers::expansion(piece.text);
    }
    return literal.isEmpty() ? word : word + shellQuoted(literal);
}

QString withBody(QStringList lines, const QByteArray &body)
{
    constexpr qsizetype smallestExpecting = 1024; // a longer body makes curl, in some version, ask first
    if (body.size() >= smallestExpecting)
        lines.append(u"-H 'Expect:'"_s);
    // --data-binary takes "@…" for the name of a file.
    lines.append((body.startsWith('@') ? u"--data-raw "_s : u"--data-binary "_s) + shellQuoted(body));
    return lines.join(u" \\\n  "_s);
}

/// The default headers without those that the webhook's own replace.
Headers notReplaced(Headers defaults, const Headers &own)
{
    defaults.removeIf([&own](const Header &header) {
        return std::any_of(own.cbegin(), own.cend(),
                           [&header](const Header &other) { return isSameHeaderName(other.name, header.name); });
    });
    return defaults;
}

/// Everything that a marker must not be found in.
QString textOf(const Webhook &webhook, const Headers &defaults)
{
    QString text = webhook.url;
    for (const Header &header : webhook.headers + defaults)
        text += header.name + header.value;
    return text;
}

/// What curl sets as we do, or from other options.
bool isMadeByCurl(const PreparedHeader &header)
{
    return isSameHeaderName(header.name, "Host") || isSameHeaderName(header.name, "Content-Length");
}

} // namespace

QString shellQuoted(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    const bool isText = !decoder.hasError();
    const auto mustBePrinted = [isText](uchar c) { return (c < 0x20 && c != '\n') || c == 0x7f || (c >= 0x80 && !isText); };
    QString word;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const bool printed = mustBePrinted(uchar(bytes.at(at)));
        qsizetype end = at;
        while (end < bytes.size() && mustBePrinted(uchar(bytes.at(end))) == printed)
            ++end;
        const QByteArray run = bytes.mid(at, end - at);
        if (printed) {
            word += u"\"$(printf '"_s;
            for (const char c : run)
                word += u"\\%1"_s.arg(uint(uchar(c)), 3, 8, QLatin1Char('0'));
            word += u"')\""_s;
        } else {
            QString quoted = decoder(run);
            word += u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
        }
        at = end;
    }
    return word.isEmpty() ? u"''"_s : word;
}

namespace {

Result<Command> commandOf(const Webhook &webhook, const Headers &defaultHeaders, const Event &event, Variables &variables)
{
    Command command;
    const QString url = withoutQuerySecrets(webhook.url.trimmed(), variables, command.variables);
    if (const Problems problems = validateUrl(url); !problems.isEmpty())
        return tl::unexpected(Error{ErrorCode::BadFilledUrl, url, {}, 0, 0, problems.first().rule});
    // The one value that is sent and shown, with markers for values. A marker cannot stand for a host, a port or a scheme;
    // such a URL is written apart.
    Webhook marked = webhook;
    marked.url = hasLiteralAuthority(url) ? url : u"http://localhost/"_s;
    marked.headers = withoutCredentials(webhook.headers, variables, command.variables);
    const Headers defaults = withoutCredentials(notReplaced(defaultHeaders, webhook.headers), variables, command.variables);
    Markers markers(textOf(marked, defaults) + event.type);
    const auto request
        = prepareRequest(marked, defaults, event, [&markers](const QString &name) { return markers.of(name); });
    if (!request)
        return tl::unexpected(request.error());

    QStringList lines{u"curl -q --globoff --http1.1 --max-time %1 -X %2"_s.arg(request->timeoutSeconds)
                          .arg(QString::fromLatin1(request->method))};
    lines.append(u"--url "_s
                 + (marked.url == url ? markers.quoted(request->url.toEncoded())
                                      : quotedUrl(placeholders::pieces(url).value_or(QList<placeholders::Piece>()))));
    for (const PreparedHeader &header : request->headers) {
        if (!isMadeByCurl(header))
            lines.append(u"-H "_s + headerWord(header, markers));
    }
    command.text = withBody(lines, request->body);
    return command;
}

} // namespace

Result<CurlCommand> curlCommand(const Webhook &webhook, const Headers &defaultHeaders, const Event &event)
{
    Variables variables({webhook}, defaultHeaders);
    const auto command = commandOf(webhook, defaultHeaders, event, variables);
    if (!command)
        return tl::unexpected(command.error());
    CurlCommand result{command->text, {}};
    for (const SecretVariable &variable : command->variables)
        result.secretVariables.append(variable.name);
    result.secretVariables.removeDuplicates();
    return result;
}

tl::expected<CurlCommand, CurlRefusal> curlCommands(const QList<Webhook> &webhooks, const Headers &defaultHeaders,
                                                    const Event &event)
{
    Variables variables(webhooks, defaultHeaders);
    CurlCommand all;
    QStringList commands;
    for (const Webhook &webhook : webhooks) {
        const auto command = commandOf(webhook, defaultHeaders, event, variables);
        if (!command)
            return tl::unexpected(CurlRefusal{webhook.name, command.error()});
        QStringList lines{u"# "_s + commentable(webhook.name)};
        for (const SecretVariable &variable : command->variables) {
            lines.append(u"# ${%1}: %2"_s.arg(variable.name, commentable(variable.header)));
            all.secretVariables.append(variable.name);
        }
        lines.append(command->text);
        commands.append(lines.join(u'\n'));
    }
    all.text = commands.join(u"\n\n"_s);
    all.secretVariables.removeDuplicates();
    return all;
}

namespace {

QString beginOf(const PreparedRequest &sent)
{
    return u"curl -q --globoff --http1.1 --max-time %1 -X %2"_s.arg(sent.timeoutSeconds)
        .arg(QString::fromLatin1(sent.method));
}

/// The masks become variables as well.
QString shownUrlWord(const PreparedRequest &sent, QStringList &variables)
{
    QString shown = sent.shownUrl;
    static const QRegularExpression masked(u"([^?&=;#]+)=%1"_s.arg(redaction::mask));
    for (auto match = masked.match(shown); match.hasMatch(); match = masked.match(shown)) {
        variables.append(variableFor(match.captured(1)));
        shown.replace(match.capturedStart(), match.capturedLength(), match.captured(1) + u"=${"_s + variables.last() + u'}');
    }
    const auto url = placeholders::pieces(shown);
    return sent.isUrlFilled() && url ? quotedUrl(*url) : shellQuoted(QUrl(sent.shownUrl).toEncoded());
}

bool isMasked(const PreparedHeader &header)
{
    return header.origin != HeaderOrigin::Fixed
        && redaction::headerValue(QString::fromLatin1(header.name), header.shown) == redaction::mask;
}

bool hasVariable(const PreparedHeader &header)
{
    const auto pieces = placeholders::pieces(header.shown);
    return header.origin != HeaderOrigin::Fixed && pieces
        && std::any_of(pieces->cbegin(), pieces->cend(), [](const placeholders::Piece &piece) { return piece.isVariable; });
}

/// Whether the request of then went to the server that is the webhook's today: a secret of today is not for another one.
bool goesToSameServer(const PreparedRequest &sent, const EffectiveRequest &today)
{
    const QUrl &now = today.request.url;
    if (now.isEmpty())
        return false;
    if (sent.isUrlFilled() || today.request.isUrlFilled())
        return today.request.shownUrl == sent.shownUrl; // what was filled then is not known any more
    const QUrl then(sent.shownUrl);
    const auto portOf = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return then.isValid() && then.scheme() == now.scheme() && then.host() == now.host() && portOf(then) == portOf(now);
}

/// What leaves today for a header that was sent then; nothing when that is another one.
std::optional<QByteArray> valueToday(const PreparedHeader &then, const EffectiveRequest &today)
{
    const auto now = std::find_if(today.headers.cbegin(), today.headers.cend(), [&then](const EffectiveHeader &header) {
        return !header.replacedBy && !header.problem && isSameHeaderName(header.header.name, then.name);
    });
    const bool isSame = now != today.headers.cend() && (isMasked(then) || now->header.shown == then.shown);
    return isSame ? std::optional(now->header.value) : std::nullopt;
}

} // namespace

CurlCommand curlCommand(const PreparedRequest &sent)
{
    CurlCommand command;
    QStringList lines{beginOf(sent), u"--url "_s + shownUrlWord(sent, command.secretVariables)};
    for (const PreparedHeader &header : sent.headers) {
        if (!isMadeByCurl(header))
            lines.append(u"-H "_s + shownHeaderWord(header, command.secretVariables));
    }
    command.text = withBody(lines, sent.body);
    command.secretVariables.removeDuplicates();
    return command;
}

FilledCurl filledCurlCommand(const PreparedRequest &sent, const EffectiveRequest &today)
{
    FilledCurl command;
    QStringList lines{beginOf(sent)};
    const bool isSameUrl = today.request.shownUrl == sent.shownUrl && !today.request.url.isEmpty();
    const bool isUrlMissing = sent.isUrlFilled() && !isSameUrl;
    QStringList urlVariables;
    lines.append(
        u"--url "_s
        + (sent.isUrlFilled() && isSameUrl ? shellQuoted(today.request.url.toEncoded()) : shownUrlWord(sent, urlVariables)));
    const bool mayFill = goesToSameServer(sent, today);
    if (isUrlMissing)
        command.notFilled.append(u"URL"_s);
    for (const PreparedHeader &header : sent.headers) {
        if (isMadeByCurl(header))
            continue;
        const bool isOpen = isMasked(header) || hasVariable(header);
        const auto value = isOpen && mayFill ? valueToday(header, today) : std::nullopt;
        QStringList variables;
        lines.append(u"-H "_s
                     + (value ? shellQuoted(header.name + (value->isEmpty() ? ";" : ": ") + *value)
                              : shownHeaderWord(header, variables)));
        if (isOpen && !value)
            command.notFilled.append(QString::fromLatin1(header.name));
    }
    command.text = withBody(lines, sent.body);
    return command;
}

} // namespace hookpanel
