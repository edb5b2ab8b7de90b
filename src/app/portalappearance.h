// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/appearance.h"

#include <QDBusConnection>
#include <QDBusVariant>

class QDBusMessage;

namespace hookpanel {

/// Light or dark as the desktop's portal says (org.freedesktop.appearance color-scheme), live. Waits for the first answer
/// no longer than an eye would (docs/adr/0010); a later one arrives as schemeChanged(). Without a bus or a portal the
/// scheme is Unknown.
class PortalAppearance final : public AppearanceSource
{
    Q_OBJECT

public:
    static constexpr int patienceMs = 150; ///< For the first answer; a window that starts in the wrong colours flashes.

    explicit PortalAppearance(const QDBusConnection &bus, QObject *parent = nullptr);

    /// The session's bus where there is one; asking for it must not start one, as libdbus would under X11.
    static QDBusConnection sessionBus();

    [[nodiscard]] ColorScheme scheme() const override { return m_scheme; }

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    [[nodiscard]] static QDBusMessage question();
    void ask();
    void take(const QVariant &value);

    QDBusConnection m_bus;
    ColorScheme m_scheme = ColorScheme::Unknown;
};

} // namespace hookpanel
