// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/auditwords.h"

#include "core/redaction.h"
#include "core/secrets.h"
#include "core/tlswords.h"
#include "core/validation.h"
#include "core/webhookjson.h"
#include "core/words.h"

#include <QJsonArray>
#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString signingKeysField = u"signingKeys"_s;

} // namespace

QString AuditWords::of(AuditAction action)
{
    switch (action) {
    case AuditAction::Added:
        return tr("Created");
    case AuditAction::Changed:
        return tr("Changed");
    case AuditAction::Removed:
        return tr("Deleted");
    case AuditAction::Restored:
        return tr("Brought back");
    }
    Q_UNREACHABLE();
}

QString AuditWords::program(const QString &program)
{
    return program == u"other"_s ? tr("another program or an editor") : program;
}

QString AuditWords::field(const QString &key)
{
    if (key == signingKeysField)
        return tr("Signing secrets");
    for (const Field field : {Field::Name, Field::Url, Field::Enabled, Field::Headers, Field::Events, Field::ContentTypes,
                              Field::Timeout, Field::Retry, Field::Signing, Field::Tls}) {
        if (fieldKey(field) == key)
            return Words::of(field);
    }
    return key; // of another version
}

QString AuditWords::headerLine(const QJsonObject &header)
{
    const QString name = header.value(u"name"_s).toString();
    const bool isSecret = header.value(u"secret"_s).toBool();
    const QString line = name + u": "_s + (isSecret ? redaction::mask.toString() : header.value(u"value"_s).toString());
    return header.value(u"changed"_s).toBool() ? tr("%1 (replaced)", "a secret value").arg(line) : line;
}

QString AuditWords::keyLine(const QJsonObject &key)
{
    const QString masked = secrets::masked(
        {.reference = {}, .hint = key.value(u"hint"_s).toString(), .prefix = key.value(u"prefix"_s).toString()});
    const auto end = QDateTime::fromString(key.value(u"endsAt"_s).toString(), Qt::ISODateWithMs);
    return end.isValid() ? tr("%1 until %2", "a masked secret, a time")
                               .arg(masked, QLocale().toString(end.toLocalTime(), QLocale::ShortFormat))
                         : masked;
}

QString AuditWords::simple(const QString &field, const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? tr("Enabled") : tr("Disabled");
    if (value.isDouble() && field == fieldKey(Field::Timeout))
        return tr("%n second(s)", nullptr, value.toInt());
    if (value.isDouble())
        return QLocale().toString(value.toDouble());
    const QString text = value.toString();
    if (text == u"*"_s)
        return field == fieldKey(Field::Events) ? tr("All events, future ones too") : tr("All content types");
    if (field == fieldKey(Field::Retry)) {
        if (const auto schedule = RetrySchedule::fromText(text))
            return Words::of(*schedule);
    }
    return text;
}

QStringList AuditWords::allLines(const QString &field, const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isObject()) {
        const auto policy = json::tlsPolicyFromJson(value.toObject());
        QStringList lines = policy ? TlsWords::of(*policy) : QStringList();
        if (const QJsonValue passphrase = value[u"passphrase"]; passphrase.isObject())
            lines.append(
                headerLine({{u"name"_s, tr("Passphrase")}, {u"secret"_s, true}, {u"changed"_s, passphrase[u"changed"]}}));
        return lines;
    }
    if (!value.isArray())
        return {simple(field, value)};
    QStringList lines;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &part : array) {
        if (field == signingKeysField)
            lines.append(keyLine(part.toObject()));
        else
            lines.append(part.isObject() ? headerLine(part.toObject()) : part.toVariant().toString());
    }
    if (field == fieldKey(Field::Retry))
        return {Words::of(RetrySchedule::fromText(lines.join(u',')).value_or(RetrySchedule()))};
    return lines;
}

QStringList AuditWords::lines(const QString &field, const QJsonValue &value, const QJsonValue &other)
{
    const QStringList all = allLines(field, value);
    const QStringList others = allLines(field, other);
    QStringList only = all;
    only.removeIf([&others](const QString &line) { return others.contains(line); });
    const bool isOrderAlone = only.isEmpty() && all.size() == others.size();
    return isOrderAlone ? all : only;
}

} // namespace hookpanel
