// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/jsontext.h"

#include <QByteArray>
#include <QHostAddress>

namespace hookpanel {

/// How much of anything the intake takes (product section 8). Times in milliseconds.
struct IntakeLimits {
    qsizetype headerBytes = 16 * 1024; ///< Request line and headers together.
    qsizetype bodyBytes = JsonText::maximumBytes;
    int connections = 64; ///< Those beyond wait in the system's queue until one ends.
    int silenceMs = 250; ///< Who has sent nothing for so long is closed when somebody else waits for the place.
    int firstByteMs = 5000; ///< From the connection to the first byte of its request.
    int requestMs = 15000; ///< From the first byte to the answer, the acceptor's time included.
    int closingMs = 2000; ///< From the answer until the client has closed its side.

    bool operator==(const IntakeLimits &) const = default;
};

/// Where the intake listens and for whom.
struct IntakeSettings {
    quint16 port = 0; ///< 0 takes any free one.
    QHostAddress address = QHostAddress::LocalHost; ///< Another one only when the admin says so.
    QByteArray token; ///< Who bears it may hand in. Never empty.
    IntakeLimits limits = {};

    bool operator==(const IntakeSettings &) const = default;
};

} // namespace hookpanel
