// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QMetaType>
#include <QString>

#include <optional>

namespace hookpanel {

/// How it stands with the intake of a profile, in this process.
struct IntakeStatus {
    enum class State {
        Off,
        Listening,
        Elsewhere, ///< Another program of the same profile does it: the window or `serve`.
        Failed, ///< It is switched on and cannot listen; `error` says why. Tried again from time to time.
    };

    State state = State::Off;
    int port = 0; ///< 0 while it is off.
    std::optional<Error> error = {};
    QString maskedToken = {}; ///< "••••3aF9"; empty while there is none.

    bool operator==(const IntakeStatus &) const = default;
};

/// Where a program on this machine hands events in: "http://127.0.0.1:14747/events".
[[nodiscard]] QString intakeAddress(int port);

/// A secret as it may be shown: dots, and its last characters where it is long enough to keep the rest to itself.
[[nodiscard]] QString maskedSecret(const QString &secret);

/// The intake in words.
class IntakeStatusWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::IntakeStatusWords)

public:
    [[nodiscard]] static QString of(const IntakeStatus &status);
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::IntakeStatus)
