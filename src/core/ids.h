// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>
#include <QUuid>

namespace hookpanel {

/// A UUID that cannot be mixed up with another kind of UUID. The tag makes the type, nothing else.
template<typename Tag> class Id
{
public:
    Id() = default;

    /// A new random id (RFC 4122, version 4).
    static Id create() { return Id(QUuid::createUuid()); }

    /// Reads the canonical form, with or without braces and in any case; a null id when it is anything else.
    static Id fromString(const QString &text)
    {
        // QUuid reads the beginning and takes whatever follows: "…-copy" must not be the id it was copied from.
        const Id id(QUuid::fromString(text));
        const bool isWhole = text.compare(id.m_uuid.toString(), Qt::CaseInsensitive) == 0
            || text.compare(id.toString(), Qt::CaseInsensitive) == 0;
        return isWhole ? id : Id();
    }

    [[nodiscard]] bool isNull() const { return m_uuid.isNull(); }

    /// Lower case, without braces: the form used in file names, JSON and headers.
    [[nodiscard]] QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }

    bool operator==(const Id &other) const { return m_uuid == other.m_uuid; }
    bool operator!=(const Id &other) const { return m_uuid != other.m_uuid; }
    bool operator<(const Id &other) const { return m_uuid < other.m_uuid; }

    friend size_t qHash(const Id &id, size_t seed = 0) { return qHash(id.m_uuid, seed); }

private:
    explicit Id(const QUuid &uuid)
        : m_uuid(uuid)
    {
    }

    QUuid m_uuid;
};

using WebhookId = Id<struct WebhookTag>;
using DeliveryId = Id<struct DeliveryTag>;
using EventId = Id<struct EventTag>;

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::WebhookId)
Q_DECLARE_METATYPE(hookpanel::DeliveryId)
Q_DECLARE_METATYPE(hookpanel::EventId)
