// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/intakeengine.h"

namespace hookpanel {

IntakeEngine::IntakeEngine(const Profile &profile, DeliveryHost &host, QObject *parent)
    : QObject(parent)
    , m_secrets(profile, [this](const QString &copy) { Q_EMIT secretsSetAside(copy); })
    , m_keeper(profile, host, m_secrets, this)
{
    connect(&m_keeper, &IntakeKeeper::statusChanged, this, &IntakeEngine::statusChanged);
    connect(&m_keeper, &IntakeKeeper::tokenMade, this, &IntakeEngine::tokenMade);
    connect(&m_keeper, &IntakeKeeper::testCame, this, &IntakeEngine::testCame);
}

void IntakeEngine::makeToken()
{
    if (const auto made = m_keeper.makeToken(); !made)
        Q_EMIT failed(made.error());
}

} // namespace hookpanel
