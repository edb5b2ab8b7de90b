// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/placeholders.h"

#include <QRegularExpression>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

Environment processEnvironment()
{
    return [](const QString &name) -> std::optional<QString> {
        const QByteArray key = name.toLocal8Bit();
        if (!qEnvironmentVariableIsSet(key.constData()))
            return std::nullopt;
        return qEnvironmentVariable(key.constData());
    };
}

namespace placeholders {

std::optional<QList<Piece>> pieces(const QString &text)
{
    static const QRegularExpression placeholder(uR"(\$\{(?:process\.env\.)?([A-Za-z_][A-Za-z0-9_]*)\})"_s);
    QList<Piece> found;
    QString literal;
    qsizetype at = 0;
    while (at < text.size()) {
        // Up to the next sign of one at a stroke: ten thousand webhooks are read at each start.
        const qsizetype dollar = text.indexOf(u'$', at);
        const qsizetype end = dollar < 0 ? text.size() : dollar;
        if (end > at) {
            literal += QStringView(text).mid(at, end - at);
            at = end;
            continue;
        }
        const QStringView rest = QStringView(text).mid(at);
        if (rest.startsWith(u"$${"_s)) {
            literal += u"${"_s;
            at += 3;
        } else if (rest.startsWith(u"${"_s)) {
            const auto match = placeholder.match(text, at, QRegularExpression::NormalMatch,
                                                 QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch())
                return std::nullopt;
            if (!literal.isEmpty())
                found.append({literal, false});
            literal.clear();
            found.append({match.captured(1), true});
            at = match.capturedEnd();
        } else {
            literal += text.at(at++);
        }
    }
    if (!literal.isEmpty())
        found.append({literal, false});
    return found;
}

bool contains(const QString &text)
{
    const auto found = pieces(text);
    return found && std::any_of(found->cbegin(), found->cend(), [](const Piece &piece) { return piece.isVariable; });
}

bool isWellFormed(const QString &text)
{
    return pieces(text).has_value();
}

Result<Filled> fill(const QString &text, const Environment &environment)
{
    const auto found = pieces(text);
    if (!found)
        return failure(ErrorCode::BadPlaceholder, text);
    Filled filled;
    for (const Piece &piece : *found) {
        FilledPiece made{piece.text, piece.text, piece.isVariable};
        if (piece.isVariable) {
            const auto value = environment(piece.text);
            if (!value || value->isEmpty())
                return failure(ErrorCode::UnsetVariable, piece.text);
            made.value = *value;
            made.shown = u"${%1}"_s.arg(piece.text);
            filled.filled = true;
        }
        filled.value += made.value;
        filled.shown += made.shown;
        filled.pieces.append(made);
    }
    return filled;
}

QString replaced(const QString &text, const std::function<QString(int)> &standIn)
{
    const auto found = pieces(text);
    if (!found)
        return text;
    QString result;
    int index = 0;
    for (const Piece &piece : *found)
        result += piece.isVariable ? standIn(index++) : piece.text;
    return result;
}

} // namespace placeholders
} // namespace hookpanel
