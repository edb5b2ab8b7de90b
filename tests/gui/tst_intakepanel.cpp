// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/scene.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStatusBar>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QString token = u"k3JpQ0v5xX8mYw2RtLz7bN1cD4eF6gH9iJ0kLm3aF9s"_s;

IntakeStatus listening()
{
    IntakeStatus status;
    status.state = IntakeStatus::State::Listening;
    status.port = 4242;
    status.maskedToken = maskedSecret(token);
    return status;
}

} // namespace

/// The intake on the settings page, on a fake service.
class tst_IntakePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_scene.reset(); }
    void switchIsWrittenAtOnceAndUndone();
    void portIsWritten();
    void otherProgramsChangeAppears();
    void saysHowItStands();
    void addressIsCopied();
    void tokenIsShownOnce();
    void newTokenIsAskedFirst();
    void failureIsSaid();
    void testEventIsShown();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(m_scene->window, name); }
    FakePanelService &service() { return m_scene->service; }
    QString state() { return the<QLabel>("intakeStateLabel").text(); }

    std::unique_ptr<Scene> m_scene;
};

void tst_IntakePanel::init()
{
    failOnWarnings();
    m_scene = std::make_unique<Scene>();
    QVERIFY(m_scene->show({1100, 2400}));
    m_scene->openSettings();
}

void tst_IntakePanel::switchIsWrittenAtOnceAndUndone()
{
    QVERIFY(!the<QCheckBox>("intakeBox").isChecked());
    QTest::keyClick(&the("intakeBox"), Qt::Key_Space);
    QCOMPARE(service().savedPreferences.size(), 1);
    QVERIFY(service().savedPreferences.last().preferences.intakeOn);
    Q_EMIT service().preferencesSaved(service().savedPreferences.last().preferences, {});
    click(*the("settingsUndoBar").findChild<QPushButton *>());
    QCOMPARE(service().savedPreferences.size(), 2);
    QVERIFY(!service().savedPreferences.last().preferences.intakeOn);
    QVERIFY(!the<QCheckBox>("intakeBox").isChecked());
}

void tst_IntakePanel::portIsWritten()
{
    auto &box = the<QSpinBox>("intakePortBox");
    QCOMPARE(box.value(), Preferences::defaultIntakePort);
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, u"4242"_s);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(service().savedPreferences.size(), 1);
    QCOMPARE(service().savedPreferences.last().preferences.intakePort, 4242);
    QVERIFY(!service().savedPreferences.last().preferences.intakeOn);
}

void tst_IntakePanel::otherProgramsChangeAppears()
{
    Preferences preferences = sampleContent().preferences;
    preferences.intakeOn = true;
    preferences.intakePort = 5000;
    Q_EMIT service().preferencesStored(preferences, {});
    QVERIFY(the<QCheckBox>("intakeBox").isChecked());
    QCOMPARE(the<QSpinBox>("intakePortBox").value(), 5000);
    QVERIFY(service().savedPreferences.isEmpty());
}

void tst_IntakePanel::saysHowItStands()
{
    QVERIFY(state().startsWith(u"Off"_s));
    QVERIFY(!the("intakeAddressEdit").isVisible());
    QVERIFY(!the("intakeTokenEdit").isVisible());
    Q_EMIT service().intakeChanged(listening());
    QCOMPARE(state(), u"Listening on http://127.0.0.1:4242/events"_s);
    QCOMPARE(the("intakeBox").accessibleDescription(), state());
    QVERIFY(the("intakeAddressEdit").isVisible());
    IntakeStatus status = listening();
    status.state = IntakeStatus::State::Elsewhere;
    Q_EMIT service().intakeChanged(status);
    QVERIFY(state().startsWith(u"Another Hookpanel program"_s));
    status.state = IntakeStatus::State::Failed;
    status.error = Error{ErrorCode::CannotListen, u"127.0.0.1:4242"_s, u"taken"_s};
    Q_EMIT service().intakeChanged(status);
    QVERIFY2(state().startsWith(u"Port 4242 cannot be used: taken."_s), qPrintable(state()));
    // It is another program's address now, which would be told the token.
    QVERIFY(!the("intakeAddressEdit").isVisible() && !the("copyAddressButton").isVisible());
    QVERIFY(m_scene->window.statusBar()->currentMessage().contains(u"4242"_s)); // on any page
    status.error->cause = Cause::Locked;
    Q_EMIT service().intakeChanged(status);
    QVERIFY2(state().startsWith(u"Port 4242 is taken by another program."_s), qPrintable(state()));
    status.error = Error{ErrorCode::SecretsDamaged, u"/x/secrets.json"_s};
    Q_EMIT service().intakeChanged(status);
    QVERIFY2(state().startsWith(u"Not listening. The secrets in"_s), qPrintable(state()));
    Q_EMIT service().intakeChanged({});
    QVERIFY(!the("intakeTokenEdit").isVisible());
}

void tst_IntakePanel::addressIsCopied()
{
    Q_EMIT service().intakeChanged(listening());
    click(the("copyAddressButton"));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:4242/events"_s);
}

void tst_IntakePanel::tokenIsShownOnce()
{
    Q_EMIT service().intakeChanged(listening());
    QCOMPARE(the<QLineEdit>("intakeTokenEdit").text(), u"••••"_s + token.right(4));
    QVERIFY(!the("copyTokenButton").isVisible());
    Q_EMIT service().intakeTokenMade(token);
    QCOMPARE(the<QLineEdit>("intakeTokenEdit").text(), token);
    QVERIFY(the("intakeTokenNote").isVisible());
    click(the("copyTokenButton"));
    QCOMPARE(QGuiApplication::clipboard()->text(), token);
    Q_EMIT service().intakeChanged(listening()); // as after the new token is in force
    QCOMPARE(the<QLineEdit>("intakeTokenEdit").text(), token);
    goToScreen(m_scene->window, u"Webhooks"_s);
    m_scene->openSettings();
    QCOMPARE(the<QLineEdit>("intakeTokenEdit").text(), maskedSecret(token));
    QVERIFY(!the("copyTokenButton").isVisible());
    QVERIFY(!the("intakeTokenNote").isVisible());
}

void tst_IntakePanel::newTokenIsAskedFirst()
{
    Q_EMIT service().intakeChanged(listening());
    click(the("newTokenButton"));
    QVERIFY(the("newTokenQuestion").isVisible());
    QVERIFY(the("keepTokenButton").hasFocus()); // Enter changes nothing
    QTest::keyClick(&the("keepTokenButton"), Qt::Key_Space);
    QCOMPARE(service().intakeTokens, 0);
    QVERIFY(!the("newTokenQuestion").isVisible());
    QVERIFY(the("newTokenButton").hasFocus());
    click(the("newTokenButton"));
    click(the("makeTokenButton"));
    QCOMPARE(service().intakeTokens, 1);
    QVERIFY(!the("newTokenQuestion").isVisible());
}

void tst_IntakePanel::failureIsSaid()
{
    Q_EMIT service().intakeChanged(listening());
    Q_EMIT service().intakeTokenFailed(Error{ErrorCode::SecretsDamaged, u"/x/secrets.json"_s});
    QVERIFY(the("intakeTokenError").isVisible());
    QVERIFY(the<QLabel>("intakeTokenError").text().contains(u"secrets.json"_s));
    Q_EMIT service().intakeTokenMade(token);
    QVERIFY(!the("intakeTokenError").isVisible());
}

void tst_IntakePanel::testEventIsShown()
{
    goToScreen(m_scene->window, u"Webhooks"_s);
    Q_EMIT service().intakeTestCame();
    QVERIFY(m_scene->window.statusBar()->currentMessage().startsWith(u"A test event came"_s));
}

QTEST_MAIN(tst_IntakePanel)
#include "tst_intakepanel.moc"
