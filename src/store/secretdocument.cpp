// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretdocument.h"

#include <QJsonDocument>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView versionKey("schemaVersion");
constexpr QLatin1StringView secretsKey("secrets");

} // namespace

Result<SecretDocument> SecretDocument::fromBytes(const QByteArray &bytes)
{
    SecretDocument document;
    document.m_object = QJsonDocument::fromJson(bytes).object();
    const int version = document.m_object.value(versionKey).toInt();
    if (version > schemaVersion)
        return failure(ErrorCode::NewerVersion);
    if (version < 1 || !document.m_object.value(secretsKey).isObject())
        return failure(ErrorCode::Damaged, {}, bytes.trimmed().isEmpty() ? Cause::Empty : Cause::Malformed);
    return document;
}

QByteArray SecretDocument::toBytes() const
{
    QJsonObject object = m_object;
    object.insert(versionKey, schemaVersion);
    if (!object.contains(secretsKey))
        object.insert(secretsKey, QJsonObject());
    return QJsonDocument(object).toJson();
}

std::optional<QString> SecretDocument::secret(const QString &reference) const
{
    const QJsonValue value = m_object.value(secretsKey).toObject().value(reference);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

bool SecretDocument::change(const SecretTexts &kept, const QStringList &forgotten)
{
    const QJsonObject before = m_object.value(secretsKey).toObject();
    QJsonObject secrets = before;
    for (auto it = kept.cbegin(); it != kept.cend(); ++it)
        secrets.insert(it.key(), it->text());
    for (const QString &reference : forgotten)
        secrets.remove(reference);
    m_object.insert(secretsKey, secrets);
    return secrets != before;
}

} // namespace hookpanel
