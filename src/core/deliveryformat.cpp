// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliveryformat.h"

#include "core/clock.h"
#include "core/deliveryjson.h"
#include "core/measuredtime.h"

#include <QJsonDocument>

namespace hookpanel::deliveryformat {

using namespace Qt::StringLiterals;

namespace {

/// A field of RFC 4180. What a spreadsheet would run as a formula gets an apostrophe, by which it takes it for text.
QByteArray field(QString text)
{
    static const QString formula(u"=+-@\t\r"_s);
    if (!text.isEmpty() && formula.contains(text.at(0)))
        text.prepend(u'\'');
    const bool needsQuotes = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    if (needsQuotes)
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text.toUtf8();
}

QByteArray row(const QStringList &texts)
{
    QByteArrayList fields;
    for (const QString &text : texts)
        fields.append(field(text));
    return fields.join(',') + "\r\n";
}

QString timeOf(const QDateTime &time)
{
    return time.isValid() ? toIsoUtc(time) : QString();
}

} // namespace

QByteArray head(DeliveryFormat format)
{
    switch (format) {
    case DeliveryFormat::JsonLines:
        return {};
    case DeliveryFormat::Csv: // named as the keys of the JSON are
        return row({u"id"_s, u"event"_s, u"type"_s, u"webhook"_s, u"webhookName"_s, u"url"_s, u"test"_s, u"state"_s,
                    u"outcome"_s, u"status"_s, u"durationMs"_s, u"attempts"_s, u"createdAt"_s, u"nextAttemptAt"_s});
    }
    Q_UNREACHABLE();
}

QByteArray line(DeliveryFormat format, const Delivery &delivery, const QList<Attempt> &attempts)
{
    switch (format) {
    case DeliveryFormat::JsonLines:
        return QJsonDocument(json::delivery(delivery, attempts, json::AttemptDetail::Full)).toJson(QJsonDocument::Compact)
            + '\n';
    case DeliveryFormat::Csv: {
        const bool hasEnded = delivery.outcome.has_value();
        const auto measured = hasEnded ? measuredMs(*delivery.outcome, delivery.durationMs) : std::nullopt;
        const int status = hasEnded ? delivery.outcome->status : 0;
        return row({delivery.id.toString(), delivery.event.toString(), delivery.eventType, delivery.webhook.toString(),
                    delivery.webhookName, delivery.url, delivery.test ? u"true"_s : u"false"_s,
                    deliveryStateKey(delivery.state), hasEnded ? outcomeKey(delivery.outcome->kind) : QString(),
                    status > 0 ? QString::number(status) : QString(), measured ? QString::number(*measured) : QString(),
                    QString::number(delivery.attempts), timeOf(delivery.createdAt), timeOf(delivery.dueAt)});
    }
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel::deliveryformat
