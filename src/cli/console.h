// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

class QIODevice;

namespace hookpanel {

/// Where a command speaks: data on one stream, messages on the other, never mixed. Everything that is not JSON is made
/// harmless for a terminal first (terminalSafe()). Owns neither stream; both must outlive it.
class Console
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::Console)

public:
    Console(QIODevice &data, QIODevice &messages);

    /// Whether messages go to a terminal, where a line can be written over.
    void setHasTerminal(bool hasTerminal) { m_hasTerminal = hasTerminal; }

    /// Whether data is asked for as JSON (--json).
    [[nodiscard]] bool json() const { return m_json; }
    void setJson(bool json) { m_json = json; }

    /// Writes text as data, with a line end after it.
    void print(const QString &text);

    /// Writes one JSON document as data.
    void print(const QJsonObject &object);
    void print(const QJsonArray &array);

    /// Writes one of many JSON documents, in a line of its own.
    void printLine(const QJsonObject &object);

    /// Writes a JSON document that is text already.
    void printBytes(const QByteArray &json) { write(json); }

    /// Writes a sentence as a message.
    void say(const QString &sentence);

    /// Shows how far something is, in one line of the terminal that the next one takes the place of; nothing where
    /// messages go elsewhere.
    void showProgress(const QString &text);

    /// Takes that line away.
    void endProgress();

    /// Says each failure, writes the first one as the `error` document when JSON is asked for, and returns its exit
    /// code. The list is not empty.
    int fail(const Failures &failures);
    int fail(const Failure &failure) { return fail(Failures{failure}); }

    /// The exit code to end with: `code`, or that of "cannot write" when data got lost on its way (a full disk behind
    /// a redirection), which is said.
    int finalCode(int code);

private:
    void write(const QByteArray &bytes);

    QIODevice &m_data;
    QIODevice &m_messages;
    bool m_json = false;
    bool m_hasTerminal = false;
    bool m_showsProgress = false;
    bool m_dataLost = false;
};

/// The text without anything that a terminal would obey: control characters (but line end and tab), and the marks that
/// turn the direction of writing around, are spelled as `\x1b` or `\u202e`.
[[nodiscard]] QString terminalSafe(const QString &text);

/// The same for text that must stay on one line: line ends and tabs are spelled too.
[[nodiscard]] QString singleLine(const QString &text);

} // namespace hookpanel
