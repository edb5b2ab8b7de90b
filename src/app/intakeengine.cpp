// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/intakeengine.h"

namespace hookpanel {

IntakeEngine::IntakeEngine(const Profile &profile, DeliveryHost &host, SecretVault &vault, QObject *parent)
    : QObject(parent)
    , m_secrets(profile, vault, [this](const QString &copy) { Q_EMIT secretsSetAside(copy); })
    , m_keeper(profile, host, m_secrets, this)
{
    connect(&m_keeper, &IntakeKeeper::statusChanged, this, &IntakeEngine::statusChanged);
    connect(&m_keeper, &IntakeKeeper::tokenMade, this, &IntakeEngine::tokenMade);
    connect(&m_keeper, &IntakeKeeper::tokenFailed, this, &IntakeEngine::failed);
    connect(&vault, &SecretVault::changed, &m_keeper, &IntakeKeeper::look);
    connect(&m_keeper, &IntakeKeeper::testCame, this, &IntakeEngine::testCame);
}

} // namespace hookpanel
