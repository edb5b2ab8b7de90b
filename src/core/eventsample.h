// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"
#include "core/eventtype.h"
#include "core/preferences.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace hookpanel {

/// A payload to start from, indented for people: the event type's own sample. With a content type, `model` and `uid` are
/// that one's, and the entry is made of its attributes, without those that never leave. `now` is its `createdAt`. Empty for
/// trigger-test.
[[nodiscard]] QByteArray samplePayload(const EventType &type, const ContentType *contentType, const ContentTypes &known,
                                       PayloadFormat format, const QDateTime &now);

/// Whether events of this type are of a content type.
[[nodiscard]] bool hasContentType(const EventType &type);

/// The payload as it is to be accepted: with `createdAt` of `now` where it is still the one that was offered, else byte for
/// byte. An untouched one is sent as a server sends it, without white space between tokens. What is no JSON object comes
/// back as it is.
[[nodiscard]] QByteArray stampedPayload(const QByteArray &payload, const QString &offeredAt, bool isUntouched,
                                        const QDateTime &now);

} // namespace hookpanel
