// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookpagetest.h"
#include "models/headertablemodel.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

void addSecret(StoredWebhook &stored)
{
    stored.webhook.headers = {{u"Authorization"_s, {}, true, u"r1"_s}, {u"X-Stage"_s, u"live"_s}};
}

} // namespace

/// Secret header values in the form of a webhook: how they are made, shown, replaced, revealed and sent away.
class tst_HeaderSecrets : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void aTypedCredentialBecomesSecret();
    void aSavedSecretIsNotWrittenAgain();
    void anEditorOfASecretBeginsEmpty();
    void theBoxFollowsTheRow();
    void marksAndUnmarks();
    void revealsForAWhile();
    void hidesAtOnce();
    void aLateAnswerShowsNothing();
    void whatCannotBeRevealedIsSaid();
    void theContextMenuDoesTheSame();
    void anotherOriginIsSaid();
    void theEffectiveRequestMasks();
    void signaturesAreAnnounced();
    void refusedConsentKeepsWhatWasTyped();
    void aTriggerSendsTheReference();

private:
    QCheckBox &secretBox() { return box("headerSecretBox"); }
    QPushButton &revealButton() { return the<QPushButton>("revealHeaderButton"); }
    QString note() { return the("headerSecretNote").isVisible() ? the<QLabel>("headerSecretNote").text() : QString(); }
    QString value(int row) { return headers().model()->index(row, HeaderTableModel::ValueColumn).data().toString(); }
    QString effective() { return the<QPlainTextEdit>("effectiveEdit").toPlainText(); }

    void go(int row)
    {
        headers().setFocus();
        headers().setCurrentIndex(headers().model()->index(row, HeaderTableModel::ValueColumn));
    }

    void typeAndLeave(int row, int column, const QString &text)
    {
        typeHeader(row, column, text);
        QTest::keyClick(openEditor(), Qt::Key_Return);
        QTRY_VERIFY(headers().hasFocus());
    }
};

void tst_HeaderSecrets::aTypedCredentialBecomesSecret()
{
    open();
    typeAndLeave(0, HeaderTableModel::NameColumn, u"Authorization"_s);
    QVERIFY(note().isEmpty());
    typeAndLeave(0, HeaderTableModel::ValueColumn, u"Bearer s3cr3t"_s);
    QCOMPARE(value(0), u"••••"_s);
    QVERIFY(secretBox().isChecked());
    QVERIFY(note().contains(u"“Authorization” is kept as a secret"));
    QCOMPARE(secretBox().accessibleDescription(), note());
    save();
    QCOMPARE(saved().headers, Headers({{u"Authorization"_s, u"Bearer s3cr3t"_s, true}}));
}

void tst_HeaderSecrets::aSavedSecretIsNotWrittenAgain()
{
    open();
    typeAndLeave(0, HeaderTableModel::NameColumn, u"Authorization"_s);
    typeAndLeave(0, HeaderTableModel::ValueColumn, u"Bearer s3cr3t"_s);
    save();
    StoredWebhook stored;
    stored.webhook = saved();
    stored.webhook.headers = {{u"Authorization"_s, {}, true, u"r1"_s}};
    stored.revision = "second";
    Q_EMIT m_service->webhookSaved(stored);
    QVERIFY(!m_page->hasUnsavedChanges());
    QCOMPARE(value(0), u"••••"_s);
    type(name(), u"Other"_s);
    save();
    QCOMPARE(saved().headers, stored.webhook.headers);
}

void tst_HeaderSecrets::anEditorOfASecretBeginsEmpty()
{
    open(addSecret);
    go(0);
    QTest::keyClick(&headers(), Qt::Key_F2);
    QVERIFY(openEditor());
    QVERIFY(openEditor()->text().isEmpty());
    QVERIFY(!openEditor()->placeholderText().isEmpty());
    QTest::keyClick(openEditor(), Qt::Key_Return);
    QTRY_VERIFY(headers().hasFocus());
    QVERIFY(!m_page->hasUnsavedChanges()); // nothing was typed
    typeAndLeave(0, HeaderTableModel::ValueColumn, u"Bearer new"_s);
    save();
    QCOMPARE(saved().headers.first(), Header({u"Authorization"_s, u"Bearer new"_s, true}));
}

void tst_HeaderSecrets::theBoxFollowsTheRow()
{
    open(addSecret);
    go(0);
    QVERIFY(secretBox().isEnabled() && secretBox().isChecked() && revealButton().isEnabled());
    go(1);
    QVERIFY(secretBox().isEnabled() && !secretBox().isChecked() && !revealButton().isEnabled());
    go(2); // the empty row
    QVERIFY(!secretBox().isEnabled() && !secretBox().isChecked() && !revealButton().isEnabled());
}

void tst_HeaderSecrets::marksAndUnmarks()
{
    open(addSecret);
    go(1);
    secretBox().setFocus();
    QTest::keyClick(&secretBox(), Qt::Key_Space);
    QVERIFY(secretBox().isChecked());
    QCOMPARE(value(1), u"••••"_s);
    QTest::keyClick(&secretBox(), Qt::Key_Space);
    QCOMPARE(value(1), u"live"_s);
    QVERIFY(note().contains(u"in clear"));
    go(0);
    QVERIFY(note().isEmpty());
    click(secretBox());
    QVERIFY(note().contains(u"enter it again"));
    QVERIFY(value(0).isEmpty());
    click(secretBox());
    QCOMPARE(value(0), u"••••"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_HeaderSecrets::revealsForAWhile()
{
    open(addSecret);
    auto *timer = m_page->findChild<QTimer *>(u"headerShownTimer"_s);
    QVERIFY(timer);
    QCOMPARE(timer->interval(), 30'000);
    timer->setInterval(0);
    go(0);
    click(revealButton());
    QCOMPARE(m_service->revealed, QStringList{u"r1"_s});
    Q_EMIT m_service->secretRevealed(u"r1"_s, SecretText(u"Bearer s3cr3t"_s));
    QCOMPARE(value(0), u"Bearer s3cr3t"_s);
    QCOMPARE(revealButton().text(), u"Hide"_s);
    QTRY_COMPARE(value(0), u"••••"_s);
    QCOMPARE(revealButton().text(), u"Reveal"_s);
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_HeaderSecrets::hidesAtOnce()
{
    open(addSecret);
    go(0);
    click(revealButton());
    Q_EMIT m_service->secretRevealed(u"r1"_s, SecretText(u"Bearer s3cr3t"_s));
    click(revealButton());
    QCOMPARE(value(0), u"••••"_s);
    QCOMPARE(m_service->revealed.size(), 1);

    click(revealButton());
    Q_EMIT m_service->secretRevealed(u"r1"_s, SecretText(u"Bearer s3cr3t"_s));
    m_page->hide();
    QCOMPARE(value(0), u"••••"_s);
}

void tst_HeaderSecrets::aLateAnswerShowsNothing()
{
    open(addSecret);
    go(0);
    Q_EMIT m_service->secretRevealed(u"r1"_s, SecretText(u"Bearer s3cr3t"_s)); // nobody asked for it
    QCOMPARE(value(0), u"••••"_s);
    click(revealButton());
    m_page->hide();
    m_page->show();
    Q_EMIT m_service->secretRevealed(u"r1"_s, SecretText(u"Bearer s3cr3t"_s));
    QCOMPARE(value(0), u"••••"_s);
}

void tst_HeaderSecrets::whatCannotBeRevealedIsSaid()
{
    open(addSecret);
    go(0);
    click(revealButton());
    Q_EMIT m_service->secretNotRevealed(u"r1"_s, Error{ErrorCode::SecretsLocked});
    QVERIFY(note().contains(u"The keyring is locked"));
}

void tst_HeaderSecrets::theContextMenuDoesTheSame()
{
    open(addSecret);
    go(0);
    Q_EMIT headers().customContextMenuRequested({5, 5});
    auto *menu = headers().findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    const QList<QAction *> actions = menu->actions();
    QCOMPARE(actions.at(0)->text(), u"Secret"_s);
    QVERIFY(actions.at(0)->isChecked());
    QCOMPARE(actions.at(1)->text(), u"Reveal"_s);
    actions.at(1)->trigger();
    QCOMPARE(m_service->revealed, QStringList{u"r1"_s});
    menu->close();
    go(1);
    Q_EMIT headers().customContextMenuRequested({5, 5});
    QVERIFY(!actions.at(0)->isChecked() && !actions.at(1)->isEnabled());
    actions.at(0)->trigger();
    QCOMPARE(value(1), u"••••"_s);
    menu->close();
    actions.last()->trigger();
    QCOMPARE(headers().model()->rowCount(), 2);
}

void tst_HeaderSecrets::anotherOriginIsSaid()
{
    open(addSecret);
    QVERIFY(!the("urlOriginNote").isVisible());
    type(url(), u"https://ci.example/other"_s); // the same server
    QVERIFY(!the("urlOriginNote").isVisible());
    type(url(), u"https://evil.example/build"_s);
    QVERIFY(the("urlOriginNote").isVisible());
    QVERIFY(the<QLabel>("urlOriginNote").text().contains(u"Authorization"));
    QCOMPARE(url().accessibleDescription(), the<QLabel>("urlOriginNote").text());
    QCOMPARE(value(0), u"Must be entered"_s);
    QTRY_VERIFY(effective().contains(u"cannot be sent"));
    typeAndLeave(0, HeaderTableModel::ValueColumn, u"Bearer new"_s);
    QVERIFY(!the("urlOriginNote").isVisible());
    QCOMPARE(value(0), u"••••"_s);
    type(url(), u"https://ci.example/build"_s);
    QVERIFY(!the("urlOriginNote").isVisible());
}

void tst_HeaderSecrets::theEffectiveRequestMasks()
{
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-Api-Key"_s, {}, true, u"r2"_s}};
    m_page->setPreferences(preferences);
    open(addSecret);
    QTRY_VERIFY(effective().contains(u"Authorization: ••••"));
    QVERIFY(effective().contains(u"X-Api-Key: ••••"));
    typeHeader(1, HeaderTableModel::ValueColumn, u"hidden"_s);
    QTRY_VERIFY(effective().contains(u"X-Stage: hidden"));
    QTest::keyClick(openEditor(), Qt::Key_Return);
    QTRY_VERIFY(headers().hasFocus());
    click(secretBox());
    QTRY_VERIFY(!effective().contains(u"hidden"));
    typeHeader(0, HeaderTableModel::ValueColumn, u"Bearer s3cr3t"_s); // while it is typed, too
    QTRY_VERIFY(effective().contains(u"Authorization: ••••"));
    QVERIFY(!effective().contains(u"s3cr3t"));
}

void tst_HeaderSecrets::signaturesAreAnnounced()
{
    open([](StoredWebhook &stored) {
        stored.webhook.signing = {u"standard"_s, u"github"_s};
        stored.webhook.signingKeys = {{u"r3"_s, u"3aF9"_s}};
    });
    QTRY_VERIFY(effective().contains(u"webhook-signature:   (signature, computed when it is sent)"));
    QVERIFY(effective().contains(u"X-Hub-Signature-256:   (signature, computed when it is sent)"));
    const QStringList lines = effective().split(u'\n');
    const auto at
        = [&lines](const QString &name) { return lines.indexOf(QRegularExpression(u'^' + name + u':' + u".*"_s)); };
    QVERIFY(at(u"webhook-id"_s) < at(u"webhook-signature"_s));
    QVERIFY(at(u"X-Hub-Signature-256"_s) < at(u"X-Strapi-Event"_s));
}

void tst_HeaderSecrets::refusedConsentKeepsWhatWasTyped()
{
    open();
    typeAndLeave(0, HeaderTableModel::NameColumn, u"Authorization"_s);
    typeAndLeave(0, HeaderTableModel::ValueColumn, u"Bearer s3cr3t"_s);
    save();
    m_service->failSave(ErrorCode::SecretsUndecided, {});
    QVERIFY(banner().contains(u"it was not agreed that secrets are kept in a file"));
    QVERIFY(m_page->hasUnsavedChanges());
    QCOMPARE(the<QPushButton>("bannerButton").text(), u"Try again"_s);
    click(the("bannerButton"));
    QCOMPARE(m_service->saved.size(), 2);
    QCOMPARE(saved().headers.first().value, u"Bearer s3cr3t"_s);
}

void tst_HeaderSecrets::aTriggerSendsTheReference()
{
    open(addSecret);
    click(the("triggerButton"));
    QCOMPARE(m_service->triggered.size(), 1);
    QCOMPARE(m_service->triggered.first().webhook.headers.first(), Header({u"Authorization"_s, {}, true, u"r1"_s}));
}

QTEST_MAIN(tst_HeaderSecrets)
#include "tst_headersecrets.moc"
