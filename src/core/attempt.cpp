// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/attempt.h"

#include <QStringDecoder>

#include <cmath>

namespace hookpanel {

using namespace Qt::StringLiterals;

BodyText bodyText(const Response &response)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(response.body);
    return {text, !decoder.hasError()};
}

QString headerText(const QByteArray &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(value);
    return decoder.hasError() ? QString::fromLatin1(value) : text;
}

QString responseHead(const Response &response)
{
    QString text = u"HTTP %1 %2"_s.arg(response.status).arg(QString::fromLatin1(response.reason)).trimmed() + u'\n';
    for (const auto &[name, value] : response.headers)
        text += QString::fromLatin1(name) + u": "_s + headerText(value) + u'\n';
    return text;
}

QString responseText(const Response &response)
{
    return responseHead(response) + u'\n' + bodyText(response).text;
}

std::optional<qint64> TlsInfo::daysLeft(const QDateTime &now) const
{
    if (!notAfter.isValid())
        return std::nullopt;
    constexpr double secondsOfDay = 24 * 60 * 60;
    return qint64(std::floor(double(now.secsTo(notAfter)) / secondsOfDay));
}

LastOutcome lastOutcomeOf(const Attempt &attempt)
{
    return {attempt.outcome.value_or(Outcome()), attempt.durationMs, attempt.startedAt, attempt.test};
}

} // namespace hookpanel
