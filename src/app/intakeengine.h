// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "host/intakekeeper.h"
#include "store/vaultstore.h"

#include <QObject>

namespace hookpanel {

/// The window's intake in the engine's thread: the keeper, and the store of its token.
class IntakeEngine final : public QObject
{
    Q_OBJECT

public:
    /// The host and the vault, which has the token, are not owned and must outlive it.
    IntakeEngine(const Profile &profile, DeliveryHost &host, SecretVault &vault, QObject *parent = nullptr);

    /// Follows the preferences from now on. Only after the host is open.
    void begin() { m_keeper.follow(); }

    /// The preferences were changed just now.
    void look() { m_keeper.look(); }
    void finish() { m_keeper.stop(); }

    /// Emits tokenMade() or failed().
    void makeToken() { m_keeper.makeToken(); }

Q_SIGNALS:
    void statusChanged(const hookpanel::IntakeStatus &status);
    void tokenMade(const QString &token);
    void testCame();

    /// The file of the secrets was damaged and is now this copy.
    void secretsSetAside(const QString &copy);
    void failed(const hookpanel::Error &error);

private:
    VaultStore m_secrets;
    IntakeKeeper m_keeper;
};

} // namespace hookpanel
