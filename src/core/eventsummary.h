// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace hookpanel {

/// An accepted event as lists show it: how many webhooks got a delivery of it, and how many did not.
struct EventSummary {
    EventId id;
    QString type;
    QDateTime acceptedAt;
    int sentTo = 0;
    int notSentTo = 0;

    bool operator==(const EventSummary &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::EventSummary)
