// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace hookpanel {

/// One thing that happened: type, time, payload. The payload's bytes are final; nothing changes them on the way.
struct Event {
    QString type;
    QDateTime createdAt;
    QByteArray payload;

    bool operator==(const Event &) const = default;
};

/// `{"event":"trigger-test","createdAt":"…Z"}` and nothing else, as recorded from real servers.
[[nodiscard]] Event makeTestEvent(const QDateTime &now);

/// The sample of an event type as an event of now: compact, every token as in the catalogue, `createdAt` of now.
[[nodiscard]] Event makeSampleEvent(const EventType &type, const QDateTime &now);

/// A whole payload that somebody gives, where no content types are at hand: EventRules::givenOfAnyType() without any.
[[nodiscard]] Result<Event> makeGivenEvent(const QByteArray &payload, const QString &type);

} // namespace hookpanel
