// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDebug>
#include <QList>
#include <QMetaType>
#include <QString>

#include <functional>

namespace hookpanel {

/// Bytes that nobody can guess, as many as asked for: a seam for tests.
using RandomBytes = std::function<QByteArray(qsizetype count)>;

/// Those of the operating system.
[[nodiscard]] QByteArray systemRandomBytes(qsizetype count);

/// A signing secret as it was generated or pasted. It is a secret: text() is for signing and for the one moment in which it
/// is shown to be copied; everything else shows masked(). It cannot be written into a log by accident.
class SigningKey
{
public:
    static constexpr QStringView prefix = u"whsec_"; ///< Of Standard Webhooks; other schemes take any text.
    static constexpr qsizetype generatedBytes = 32;

    SigningKey() = default;
    explicit SigningKey(const QString &text)
        : m_text(text)
    {
    }

    /// A new one: `whsec_` and 32 random bytes in base64. Every scheme takes it.
    static SigningKey generate(const RandomBytes &random = systemRandomBytes);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }

    /// "whsec_••••3aF9": enough to tell two keys apart. Of a short one nothing is shown.
    [[nodiscard]] QString masked() const;

    bool operator==(const SigningKey &) const = default;

    friend QDebug operator<<(QDebug debug, const SigningKey &key) = delete;

private:
    QString m_text;
};

/// Keys that are valid at the same time, during a rotation; the newest first.
using SigningKeys = QList<SigningKey>;

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::SigningKey)
