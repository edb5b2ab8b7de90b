// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/secrets.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace hookpanel {

/// All secrets of a profile as one text, {"schemaVersion":1,"secrets":{reference: value}}: what `secrets.json` holds, and
/// the one item in the keyring. Members that this version does not know stay.
class SecretDocument
{
public:
    static constexpr int schemaVersion = 1;

    /// Fails with SecretsDamaged or NewerVersion, without a subject. A key that is there twice is a damage, too.
    [[nodiscard]] static Result<SecretDocument> fromBytes(const QByteArray &bytes);
    [[nodiscard]] QByteArray toBytes() const;

    /// What is no text was not written by this version: it fails with SecretsDamaged, and is not "none".
    [[nodiscard]] Result<std::optional<QString>> secret(const QString &reference) const;

    /// Those of them of which there is no text here, or an empty one.
    [[nodiscard]] SecretTexts absentOf(const SecretTexts &texts) const;

    /// Whether it is another one afterwards.
    bool change(const SecretTexts &kept, const QStringList &forgotten);

private:
    QJsonObject m_object;
};

} // namespace hookpanel
