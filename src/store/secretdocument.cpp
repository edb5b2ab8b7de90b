// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretdocument.h"

#include "core/jsontext.h"
#include "store/settingsfile.h"

#include <QJsonDocument>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView versionKey("schemaVersion");
constexpr QLatin1StringView secretsKey("secrets");

Cause causeOf(const QByteArray &bytes, ErrorCode code)
{
    if (bytes.trimmed().isEmpty())
        return Cause::Empty;
    if (bytes.contains('\0'))
        return Cause::HoldsNul;
    return code == ErrorCode::NotUtf8 ? Cause::NotUtf8 : Cause::Malformed;
}

} // namespace

Result<SecretDocument> SecretDocument::fromBytes(const QByteArray &bytes)
{
    const auto damaged = [&bytes](ErrorCode code) { return failure(ErrorCode::SecretsDamaged, {}, causeOf(bytes, code)); };
    // Stricter than QJsonDocument: a key that is there twice is a secret too few.
    if (const auto text = JsonText::parse(bytes, DuplicateKeys::Refused, SettingsFile::maximumBytes); !text)
        return damaged(text.error().code);
    SecretDocument document;
    document.m_object = QJsonDocument::fromJson(bytes).object();
    const int version = document.m_object.value(versionKey).toInt();
    if (version > schemaVersion)
        return failure(ErrorCode::NewerVersion);
    if (version < 1 || !document.m_object.value(secretsKey).isObject())
        return damaged(ErrorCode::NotAnObject);
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

Result<std::optional<QString>> SecretDocument::secret(const QString &reference) const
{
    const QJsonObject secrets = m_object.value(secretsKey).toObject();
    if (!secrets.contains(reference))
        return std::nullopt;
    if (!secrets.value(reference).isString())
        return failure(ErrorCode::SecretsDamaged, {}, Cause::Malformed);
    return secrets.value(reference).toString();
}

SecretTexts SecretDocument::absentOf(const SecretTexts &texts) const
{
    const QJsonObject secrets = m_object.value(secretsKey).toObject();
    SecretTexts absent;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        const QJsonValue there = secrets.value(it.key());
        if (there.isUndefined() || (there.isString() && there.toString().isEmpty()))
            absent.insert(it.key(), it.value());
    }
    return absent;
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
