// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/keyring.h"

namespace hookpanel {

/// The keyring of the desktop, by QtKeychain: the Secret Service (GNOME Keyring, KeePassXC, …) or KWallet. Measured with
/// QtKeychain 0.13 on Debian 12: a locked keyring, and one that was never unlocked, read as "not found"; so the service
/// itself is asked then whether it is locked.
class DesktopKeyring final : public Keyring
{
public:
    static constexpr int patienceMs = 20'000; ///< How long a reading may take before the keyring counts as locked.

    void read(const QString &item, QObject *context, const Found &found) override;
    void write(const QString &item, const QString &text, QObject *context, const Done &done) override;
    void askWhetherOpen(QObject *context, const Answer &answer) override;

private:
    enum class IsOpen { Yes, NotKnown };

    void readTrusting(const QString &item, QObject *context, const Found &found, IsOpen isOpen);

    bool m_hasAnswered = false; ///< QtKeychain gets answers here, as it does where GLib's event loop runs.
};

} // namespace hookpanel
