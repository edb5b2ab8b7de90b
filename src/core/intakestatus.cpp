// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intakestatus.h"

#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString intakeAddress(int port)
{
    return u"http://127.0.0.1:%1/events"_s.arg(port);
}

QString maskedSecret(const QString &secret)
{
    constexpr qsizetype shown = 4;
    constexpr qsizetype longEnough = 16;
    return secret.isEmpty() ? QString() : u"••••"_s + (secret.size() >= longEnough ? secret.right(shown) : QString());
}

QString IntakeStatusWords::of(const IntakeStatus &status)
{
    switch (status.state) {
    case IntakeStatus::State::Off:
        return tr("Off: no program can hand in events.");
    case IntakeStatus::State::Listening:
        return tr("Listening on %1").arg(intakeAddress(status.port));
    case IntakeStatus::State::Elsewhere:
        return tr("Another Hookpanel program of this profile takes in events. This one takes over when that one ends.");
    case IntakeStatus::State::Failed:
        break;
    }
    if (status.error && status.error->code != ErrorCode::CannotListen)
        return tr("Not listening. %1").arg(Words::of(*status.error));
    if (status.error && status.error->cause == Cause::Locked)
        return tr("Port %1 is taken by another program. Choose another port, or end that program; it is tried again.")
            .arg(status.port);
    return tr("Port %1 cannot be used: %2. Choose another port; it is tried again.")
        .arg(status.port)
        .arg(status.error ? status.error->detail : QString());
}

} // namespace hookpanel
