// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/portalappearance.h"

#include <QDBusError>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// The part of the portal that is asked. Lives in a thread of its own, as a portal does: the window waits for its answer.
class StubPortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    std::atomic<uint> value{0};
    std::atomic<bool> late{false}; ///< Does not answer until told to.

    void answerLate()
    {
        QMetaObject::invokeMethod(this, [this] { m_bus.send(m_waiting.createReply(QVariant::fromValue(wrapped()))); });
    }

    void change(uint to)
    {
        value = to;
        QMetaObject::invokeMethod(this, [this, to] {
            Q_EMIT SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(1u));
            Q_EMIT SettingChanged(u"org.gnome.desktop.interface"_s, u"color-scheme"_s, QDBusVariant(u"x"_s));
            Q_EMIT SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(to));
        });
    }

    bool serve(const QString &address)
    {
        m_bus = QDBusConnection::connectToBus(address, u"portal"_s);
        return m_bus.registerObject(u"/org/freedesktop/portal/desktop"_s, this,
                                    QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && m_bus.registerService(u"org.freedesktop.portal.Desktop"_s);
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key, const QDBusMessage &message)
    {
        if (group != u"org.freedesktop.appearance" || key != u"color-scheme") {
            message.setDelayedReply(true);
            m_bus.send(message.createErrorReply(u"org.freedesktop.portal.Error.NotFound"_s, u"no"_s));
        } else if (late) {
            message.setDelayedReply(true);
            m_waiting = message;
            Q_EMIT asked();
        }
        return wrapped();
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

public:
Q_SIGNALS:
    Q_SCRIPTABLE void asked();

private:
    [[nodiscard]] QDBusVariant wrapped() const
    {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(QVariant(uint(value)))));
    }

    QDBusConnection m_bus{QString()};
    QDBusMessage m_waiting;
};

} // namespace

/// Light and dark over a real bus of its own, from a portal that is a stub.
class TestPortalAppearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void firstAnswerIsThereAtOnce_data();
    void firstAnswerIsThereAtOnce();
    void followsLive();
    void lateAnswerArrives();
    void noPortal();
    void noBus();
    void noBusIsStarted();
    void theProgramListens();

private:
    void servePortal();

    QProcess m_daemon;
    QString m_address;
    QThread m_thread;
    StubPortal *m_portal = nullptr;
    QDBusConnection m_bus{QString()};
};

void TestPortalAppearance::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY2(m_daemon.waitForStarted(), qPrintable(m_daemon.errorString()));
    while (!m_daemon.canReadLine())
        QVERIFY(m_daemon.waitForReadyRead());
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

void TestPortalAppearance::cleanupTestCase()
{
    m_daemon.terminate();
    QVERIFY(m_daemon.waitForFinished());
}

void TestPortalAppearance::init()
{
    m_bus = QDBusConnection::connectToBus(m_address, u"window"_s);
    QVERIFY(m_bus.isConnected());
}

void TestPortalAppearance::servePortal()
{
    m_portal = new StubPortal;
    m_portal->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_portal, &QObject::deleteLater);
    m_thread.start();
    bool serves = false;
    QMetaObject::invokeMethod(
        m_portal, [this] { return m_portal->serve(m_address); }, Qt::BlockingQueuedConnection, &serves);
    QVERIFY(serves);
}

void TestPortalAppearance::cleanup()
{
    m_thread.quit();
    m_thread.wait();
    m_portal = nullptr;
    QDBusConnection::disconnectFromBus(u"portal"_s);
    m_bus = QDBusConnection(QString());
    QDBusConnection::disconnectFromBus(u"window"_s);
}

void TestPortalAppearance::firstAnswerIsThereAtOnce_data()
{
    QTest::addColumn<uint>("value");
    QTest::addColumn<int>("scheme");
    QTest::newRow("no preference") << 0u << int(ColorScheme::Unknown);
    QTest::newRow("dark") << 1u << int(ColorScheme::Dark);
    QTest::newRow("light") << 2u << int(ColorScheme::Light);
    QTest::newRow("of the future") << 3u << int(ColorScheme::Unknown);
}

void TestPortalAppearance::firstAnswerIsThereAtOnce()
{
    QFETCH(const uint, value);
    QFETCH(const int, scheme);
    servePortal();
    m_portal->value = value;
    const PortalAppearance appearance(m_bus);
    QCOMPARE(int(appearance.scheme()), scheme);
}

void TestPortalAppearance::followsLive()
{
    servePortal();
    const PortalAppearance appearance(m_bus);
    QSignalSpy changed(&appearance, &AppearanceSource::schemeChanged);
    m_portal->change(1);
    QTRY_COMPARE(appearance.scheme(), ColorScheme::Dark);
    m_portal->change(1);
    m_portal->change(2);
    QTRY_COMPARE(appearance.scheme(), ColorScheme::Light);
    m_portal->change(0);
    QTRY_COMPARE(appearance.scheme(), ColorScheme::Unknown);
    QCOMPARE(changed.size(), 3); // what is the same again is no change
}

void TestPortalAppearance::lateAnswerArrives()
{
    servePortal();
    m_portal->value = 1;
    m_portal->late = true;
    int asked = 0;
    connect(m_portal, &StubPortal::asked, this, [&asked] { ++asked; });
    const PortalAppearance appearance(m_bus); // gives up waiting
    QCOMPARE(appearance.scheme(), ColorScheme::Unknown);
    QTRY_COMPARE(asked, 2);
    m_portal->answerLate();
    QTRY_COMPARE(appearance.scheme(), ColorScheme::Dark);
}

void TestPortalAppearance::noPortal()
{
    const PortalAppearance appearance(m_bus);
    QCOMPARE(appearance.scheme(), ColorScheme::Unknown);
    // One that is started later is heard.
    servePortal();
    m_portal->change(1);
    QTRY_COMPARE(appearance.scheme(), ColorScheme::Dark);
}

void TestPortalAppearance::noBus()
{
    const PortalAppearance appearance{QDBusConnection(QString())};
    QCOMPARE(appearance.scheme(), ColorScheme::Unknown);
}

void TestPortalAppearance::noBusIsStarted()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("XDG_RUNTIME_DIR");
    QVERIFY(!PortalAppearance::sessionBus().isConnected());
}

/// In this process the stub has made QtDBus know its types long before; the program itself has to see to it.
void TestPortalAppearance::theProgramListens()
{
    QProcess monitor;
    const auto endMonitor = qScopeGuard([&monitor] { monitor.kill(), monitor.waitForFinished(); });
    monitor.start(u"dbus-monitor"_s, {u"--address"_s, m_address, u"type='method_call',member='AddMatch'"_s});
    QVERIFY2(monitor.waitForStarted(), qPrintable(monitor.errorString()));
    QByteArray seen;
    const auto sees = [&](const QByteArray &text) {
        seen += monitor.readAllStandardOutput();
        return seen.contains(text);
    };
    QTRY_VERIFY(sees("NameAcquired")); // it watches

    const QTemporaryDir profile;
    QProcess program;
    const auto endProgram = qScopeGuard([&program] { program.kill(), program.waitForFinished(); });
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(HOOKPANEL_WINDOW), {u"--profile"_s, profile.path()});
    QVERIFY2(program.waitForStarted(), qPrintable(program.errorString()));
    QTRY_VERIFY2(sees("member='SettingChanged'"), seen.constData());
}

QTEST_GUILESS_MAIN(TestPortalAppearance)
#include "tst_portalappearance.moc"
