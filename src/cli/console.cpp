// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/console.h"

#include "core/webhookjson.h"

#include <QIODevice>
#include <QJsonDocument>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// C0, DEL and C1; some terminals obey the C1 ones (U+009B begins a sequence as ESC [ does).
bool isControl(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f);
}

/// Marks that let text look like something else by turning its direction around.
bool isDirectionOverride(char16_t unit)
{
    return (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
}

QString spelled(char16_t unit)
{
    return unit <= 0xff ? u"\\x%1"_s.arg(uint(unit), 2, 16, QChar(u'0')) : u"\\u%1"_s.arg(uint(unit), 4, 16, QChar(u'0'));
}

QString harmless(const QString &text, bool keepLines)
{
    QString result;
    result.reserve(text.size());
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        const bool kept = keepLines && (unit == u'\n' || unit == u'\t');
        if (!kept && (isControl(unit) || isDirectionOverride(unit)))
            result += spelled(unit);
        else
            result += character;
    }
    return result;
}

/// QJsonDocument escapes C0 only; DEL and C1 can stand in nothing but strings, so they can be escaped afterwards.
QByteArray jsonBytes(const QJsonDocument &document, QJsonDocument::JsonFormat format = QJsonDocument::Indented)
{
    const QString text = QString::fromUtf8(document.toJson(format));
    QString result;
    result.reserve(text.size());
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        if (unit >= 0x7f && unit <= 0x9f)
            result += u"\\u%1"_s.arg(uint(unit), 4, 16, QChar(u'0'));
        else
            result += character;
    }
    return result.toUtf8();
}

} // namespace

QString terminalSafe(const QString &text)
{
    return harmless(text, true);
}

QString singleLine(const QString &text)
{
    return harmless(text, false);
}

Console::Console(QIODevice &data, QIODevice &messages)
    : m_data(data)
    , m_messages(messages)
{
}

void Console::print(const QString &text)
{
    write(terminalSafe(text).toUtf8() + '\n');
}

void Console::print(const QJsonObject &object)
{
    write(jsonBytes(QJsonDocument(object)));
}

void Console::print(const QJsonArray &array)
{
    write(jsonBytes(QJsonDocument(array)));
}

void Console::printLine(const QJsonObject &object)
{
    write(jsonBytes(QJsonDocument(object), QJsonDocument::Compact) + '\n');
}

// "\r" and "erase to the end of the line" (ECMA-48 EL).
void Console::showProgress(const QString &text)
{
    if (!m_hasTerminal)
        return;
    m_messages.write('\r' + singleLine(text).toUtf8() + "\x1b[K");
    m_showsProgress = true;
}

void Console::endProgress()
{
    if (std::exchange(m_showsProgress, false))
        m_messages.write("\r\x1b[K");
}

void Console::say(const QString &sentence)
{
    endProgress();
    m_messages.write(terminalSafe(sentence).toUtf8() + '\n');
}

int Console::fail(const Failures &failures)
{
    Q_ASSERT(!failures.isEmpty());
    for (const Failure &failure : failures)
        say(failure.message);
    const Failure &first = failures.first();
    if (m_json)
        print(hookpanel::json::error(first.code, first.message, first.field, first.line, first.column));
    return first.exitCode;
}

int Console::finalCode(int code)
{
    if (!m_dataLost)
        return code;
    say(tr("The output could not be written whole: %1. Check where it is sent to, and its free space.")
            .arg(m_data.errorString()));
    return exitcode::cannotWrite;
}

void Console::write(const QByteArray &bytes)
{
    if (m_data.write(bytes) != bytes.size())
        m_dataLost = true;
}

} // namespace hookpanel
