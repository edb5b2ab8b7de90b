// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/portalappearance.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QLoggingCategory>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcPortal, "hookpanel.portal")

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

} // namespace

PortalAppearance::PortalAppearance(const QDBusConnection &bus, QObject *parent)
    : AppearanceSource(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    // QtDBus registers its own types with the first message that it makes, and refuses a slot with a type that it does not
    // know yet: nothing was listened to in a program that made no message before (measured with Qt 6.4.2).
    qRegisterMetaType<QDBusVariant>();
    if (!m_bus.connect(service, path, interface, u"SettingChanged"_s, this,
                       SLOT(onSettingChanged(QString, QString, QDBusVariant))))
        qCWarning(lcPortal, "Light and dark of the desktop are not followed: its portal cannot be listened to");
    const QDBusMessage answer = m_bus.call(question(), QDBus::Block, patienceMs);
    if (answer.type() == QDBusMessage::ReplyMessage)
        take(answer.arguments().value(0));
    else if (answer.errorName() == u"org.freedesktop.DBus.Error.NoReply"
             || answer.errorName() == u"org.freedesktop.DBus.Error.Timeout")
        ask(); // it is being started: the answer is awaited without anybody waiting
}

QDBusConnection PortalAppearance::sessionBus()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const bool isThere = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || (!runtime.isEmpty() && QFileInfo::exists(runtime + u"/bus"_s));
    return isThere ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

/// Read() and not ReadOne(), which is newer than the portal of Debian 12: it wraps the value in one more variant.
QDBusMessage PortalAppearance::question()
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    message << appearance << colorScheme;
    return message;
}

void PortalAppearance::ask()
{
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(question()), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(QVariant::fromValue(reply.value()));
    });
}

void PortalAppearance::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearance && key == colorScheme)
        take(value.variant());
}

void PortalAppearance::take(const QVariant &value)
{
    QVariant inner = value;
    while (inner.metaType() == QMetaType::fromType<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    constexpr uint preferDark = 1; // and 2 prefers light, 0 and whatever else has no preference
    constexpr uint preferLight = 2;
    const uint number = inner.metaType().id() == QMetaType::UInt ? inner.toUInt() : 0;
    const ColorScheme scheme = number == preferDark ? ColorScheme::Dark
        : number == preferLight                     ? ColorScheme::Light
                                                    : ColorScheme::Unknown;
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT schemeChanged();
}

} // namespace hookpanel
