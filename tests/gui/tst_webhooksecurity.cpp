// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/signingschemes.h"
#include "core/tlswords.h"
#include "core/words.h"
#include "gui/webhookpagetest.h"
#include "views/certificatetext.h"
#include "views/readablecolors.h"
#include "views/signingview.h"
#include "views/tlsview.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// 24 bytes, from the reference libraries of Standard Webhooks.
const QString secret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;

TlsInfo certificate(const QDateTime &notAfter)
{
    TlsInfo info;
    info.subject = u"CN=ci.example"_s;
    info.issuer = u"CN=ci.example"_s;
    info.names = QStringList{u"ci.example"_s};
    info.notBefore = notAfter.addYears(-2);
    info.notAfter = notAfter;
    info.sha256 = QByteArray(64, 'a');
    return info;
}

} // namespace

/// The section Security of the form: signing, secrets, TLS, and the check of a signature.
class tst_WebhookSecurity : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void schemesComeFromTheRegistry();
    void generatedSecretIsStagedAndShownOnce();
    void schemeWithoutSecretIsNotSaved();
    void pastedSecretIsJudged_data();
    void pastedSecretIsJudged();
    void shortSecretIsAdvisedAgainst();
    void rotationOverlaps();
    void endNowStopsTheOldOne();
    void keptSecretIsRevealedForAWhile();
    void lateAnswerRevealsNothing();
    void discardedSecretIsGone();
    void unknownSchemeStays();
    void policyGoesThereAndBack_data();
    void policyGoesThereAndBack();
    void filesAreJudgedBeforeSaving_data();
    void filesAreJudgedBeforeSaving();
    void passphraseBecomesAReference();
    void otherKeyHasAnotherPassphrase();
    void refusedCertificateCanBeTrusted();
    void daysLeft_data();
    void daysLeft();
    void signatureIsChecked();

private:
    QPushButton &button(const char *name) { return the<QPushButton>(name); }
    QLabel &label(const char *name) { return the<QLabel>(name); }
    void signedWebhook();
};

void tst_WebhookSecurity::signedWebhook()
{
    open([](StoredWebhook &stored) {
        stored.webhook.signing = QStringList{u"standard"_s};
        stored.webhook.signingKeys = {{u"ref-1"_s, u"3aF9"_s}};
    });
}

void tst_WebhookSecurity::schemesComeFromTheRegistry()
{
    open();
    for (const auto &scheme : signingSchemes()) {
        auto &box = the<QCheckBox>(qPrintable(scheme->name() + u"SigningBox"_s));
        QCOMPARE(box.text(), QString::fromUtf8(scheme->title()));
        QCOMPARE(box.accessibleDescription(), QString::fromUtf8(scheme->description()));
    }
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookSecurity::generatedSecretIsStagedAndShownOnce()
{
    open();
    box("standardSigningBox").setChecked(true);
    click(button("generateSecretButton"));
    QVERIFY(m_service->saved.isEmpty());
    QVERIFY(m_page->hasUnsavedChanges());
    const QString text = the<QLineEdit>("shownSecretEdit").text();
    QVERIFY(findSigningScheme(u"standard"_s)->accepts(SigningKey(text)));
    click(button("copySecretButton"));
    QCOMPARE(QGuiApplication::clipboard()->text(), text);

    save();
    QCOMPARE(saved().signing, QStringList{u"standard"_s});
    QCOMPARE(saved().signingKeys.size(), 1);
    QCOMPARE(saved().signingKeys.first().text, text);
    m_service->answerSave();
    QVERIFY(!the("shownSecretEdit").isVisible());
    QCOMPARE(the<QLineEdit>("shownSecretEdit").text(), QString());
    const QAbstractItemModel *model = the<QTableView>("signingKeysView").model();
    QCOMPARE(model->index(0, 0).data().toString(), SigningKey(text).masked());
    QVERIFY(!m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().signingKeys.first().text, QString()); // it is kept already
    QVERIFY(!saved().signingKeys.first().reference.isEmpty());
}

void tst_WebhookSecurity::schemeWithoutSecretIsNotSaved()
{
    open();
    box("githubSigningBox").setChecked(true);
    QVERIFY(!the("signingError").isVisible()); // not before there was a chance
    save();
    QVERIFY(m_service->saved.isEmpty());
    QCOMPARE(label("signingError").text(), u"There is no signing secret. Enter it, or generate one."_s);
    QVERIFY(the("generateSecretButton").hasFocus());
    click(button("generateSecretButton"));
    QVERIFY(!the("signingError").isVisible());
    save();
    QCOMPARE(m_service->saved.size(), 1);
}

void tst_WebhookSecurity::pastedSecretIsJudged_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << QString() << u"There is no signing secret"_s;
    QTest::newRow("public key") << u"whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s << u"whpk_"_s;
    QTest::newRow("private key") << u"whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s << u"whsk_"_s;
    QTest::newRow("malformed") << u"whsec_???"_s << u"base64"_s;
    QTest::newRow("good") << secret << QString();
    QTest::newRow("any text, for GitHub") << u"It's a Secret to Everybody"_s << QString();
}

void tst_WebhookSecurity::pastedSecretIsJudged()
{
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    open();
    click(button("pasteSecretButton"));
    auto &edit = the<QLineEdit>("pastedSecretEdit");
    QVERIFY(edit.hasFocus());
    QCOMPARE(edit.echoMode(), QLineEdit::Password);
    edit.setText(text);
    click(button("useSecretButton"));
    QVERIFY(m_service->saved.isEmpty());
    const QString sentence = label("pastedSecretError").text();
    QVERIFY2(said.isEmpty() ? sentence.isEmpty() : sentence.contains(said), qPrintable(sentence));
    QVERIFY(!sentence.contains(u"MfKQ"));
    QCOMPARE(edit.accessibleDescription(), sentence);
    if (!said.isEmpty())
        return;
    save();
    QCOMPARE(saved().signingKeys.first().text, text);
}

/// There are receivers with shorter secrets, so it is taken.
void tst_WebhookSecurity::shortSecretIsAdvisedAgainst()
{
    open();
    click(button("pasteSecretButton"));
    the<QLineEdit>("pastedSecretEdit").setText(u"whsec_c2hvcnQ="_s);
    click(button("useSecretButton"));
    QVERIFY2(label("shownSecretNote").text().contains(u"is short"), qPrintable(label("shownSecretNote").text()));
    save();
    QCOMPARE(saved().signingKeys.first().text, u"whsec_c2hvcnQ="_s);
}

void tst_WebhookSecurity::rotationOverlaps()
{
    signedWebhook();
    click(button("rotateSecretButton"));
    QCOMPARE(the<QSpinBox>("overlapBox").value(), 24);
    click(button("useSecretButton"));
    const QString text = the<QLineEdit>("shownSecretEdit").text();
    save();
    const auto keys = saved().signingKeys;
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.at(0).text, text);
    QVERIFY(!keys.at(0).endsAt.isValid());
    QCOMPARE(keys.at(1).reference, u"ref-1"_s);
    QCOMPARE(keys.at(1).endsAt, m_clock.now.addSecs(24 * 60 * 60));
    const QAbstractItemModel *model = the<QTableView>("signingKeysView").model();
    QVERIFY(model->index(1, 1).data().toString().startsWith(u"Until "));
}

void tst_WebhookSecurity::endNowStopsTheOldOne()
{
    open([this](StoredWebhook &stored) {
        stored.webhook.signing = QStringList{u"standard"_s};
        stored.webhook.signingKeys = {{u"new"_s, u"3aF9"_s}, {u"old"_s, u"1bC2"_s, m_clock.now.addSecs(60 * 60)}};
    });
    auto &view = the<QTableView>("signingKeysView");
    QVERIFY(!the("endSecretButton").isEnabled()); // the newest one signs
    view.selectRow(1);
    click(button("endSecretButton"));
    save();
    QCOMPARE(saved().signingKeys.size(), 1);
    QCOMPARE(saved().signingKeys.first().reference, u"new"_s);
}

void tst_WebhookSecurity::keptSecretIsRevealedForAWhile()
{
    signedWebhook();
    auto *timer = m_page->findChild<QTimer *>(u"shownSecretTimer"_s);
    QVERIFY(timer);
    timer->setInterval(0);
    auto &shown = the<QLineEdit>("shownSecretEdit");
    click(button("revealSecretButton"));
    QCOMPARE(m_service->revealed, QStringList{u"ref-1"_s});
    Q_EMIT m_service->secretRevealed(u"ref-1"_s, SecretText(secret));
    QCOMPARE(shown.text(), secret);
    QVERIFY(label("shownSecretNote").text().contains(u"30 second"));
    QTRY_VERIFY(!shown.isVisible());
    QCOMPARE(shown.text(), QString());
    QVERIFY(!m_page->hasUnsavedChanges());
}

void tst_WebhookSecurity::lateAnswerRevealsNothing()
{
    signedWebhook();
    click(button("revealSecretButton"));
    m_page->hide();
    Q_EMIT m_service->secretRevealed(u"ref-1"_s, SecretText(secret));
    QCOMPARE(the<QLineEdit>("shownSecretEdit").text(), QString());
    m_page->show();
    click(button("revealSecretButton"));
    Q_EMIT m_service->secretNotRevealed(u"ref-1"_s, {ErrorCode::SecretsLocked});
    QVERIFY(the("secretError").isVisible());
    click(button("revealSecretButton"));
    Q_EMIT m_service->secretRevealed(u"ref-1"_s, SecretText(secret));
    QCOMPARE(the<QLineEdit>("shownSecretEdit").text(), secret);
    QEvent away(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(m_page.get(), &away);
    QCOMPARE(the<QLineEdit>("shownSecretEdit").text(), QString());
}

void tst_WebhookSecurity::discardedSecretIsGone()
{
    const StoredWebhook stored = open();
    click(button("generateSecretButton"));
    bool left = false;
    m_page->leave([&left] { left = true; });
    m_prompts->answer(UserPrompts::Unsaved::Discard);
    QVERIFY(left);
    QVERIFY(!m_page->hasUnsavedChanges());
    QVERIFY(the("generateSecretButton").isVisible());
    QCOMPARE(the<QLineEdit>("shownSecretEdit").text(), QString());
}

void tst_WebhookSecurity::unknownSchemeStays()
{
    open([](StoredWebhook &stored) {
        stored.webhook.signing = QStringList{u"future"_s, u"github"_s};
        stored.webhook.signingKeys = {{u"ref-1"_s, u"3aF9"_s}};
    });
    QVERIFY(!m_page->hasUnsavedChanges());
    box("githubSigningBox").setChecked(false);
    box("strapiSigningBox").setChecked(true);
    save();
    QCOMPARE(saved().signing, (QStringList{u"future"_s, u"strapi"_s}));
}

void tst_WebhookSecurity::policyGoesThereAndBack_data()
{
    QTest::addColumn<TlsPolicy>("policy");
    TlsPolicy policy;
    QTest::newRow("verify") << policy;
    policy.trust = TlsPolicy::Trust::ExtraCa;
    policy.caFile = u"/etc/ssl/our-ca.pem"_s;
    QTest::newRow("extra CA") << policy;
    policy = {};
    policy.trust = TlsPolicy::Trust::Pinned;
    policy.pin = QByteArray(64, 'a');
    QTest::newRow("pinned") << policy;
    policy.clientCertificate = u"/etc/ssl/client.pem"_s;
    policy.clientKey = u"/etc/ssl/client.key"_s;
    policy.passphraseReference = u"ref-2"_s;
    QTest::newRow("client") << policy;
}

void tst_WebhookSecurity::policyGoesThereAndBack()
{
    QFETCH(const TlsPolicy, policy);
    open([&policy](StoredWebhook &stored) { stored.webhook.tls = policy; });
    QVERIFY(!m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().tls, policy);
}

void tst_WebhookSecurity::filesAreJudgedBeforeSaving_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *name, ErrorCode code, const QString &subject, const QString &label) {
        QTest::newRow(name) << int(code) << subject << label;
    };
    row("unreadable CA file", ErrorCode::TlsFileUnreadable, u"/ca.pem"_s, u"caFileError"_s);
    row("CA file without a certificate", ErrorCode::TlsNoCertificate, u"/ca.pem"_s, u"caFileError"_s);
    row("unreadable certificate", ErrorCode::TlsFileUnreadable, u"/client.pem"_s, u"clientCertificateError"_s);
    row("unreadable key", ErrorCode::TlsFileUnreadable, u"/client.key"_s, u"clientKeyError"_s);
    row("no key", ErrorCode::TlsNoKey, u"/client.key"_s, u"clientKeyError"_s);
    row("key of another", ErrorCode::TlsKeyOfAnother, u"/client.key"_s, u"clientKeyError"_s);
    row("passphrase missing", ErrorCode::TlsPassphraseMissing, u"/client.key"_s, u"passphraseError"_s);
    row("passphrase wrong", ErrorCode::TlsPassphraseWrong, u"/client.key"_s, u"passphraseError"_s);
}

void tst_WebhookSecurity::filesAreJudgedBeforeSaving()
{
    QFETCH(const int, code);
    QFETCH(const QString, subject);
    QFETCH(const QString, label);
    open();
    the<QComboBox>("trustBox").setCurrentIndex(1);
    the<QLineEdit>("caFileEdit").setText(u"/ca.pem"_s);
    box("clientBox").setChecked(true);
    click(button("chooseClientCertificateButton"));
    m_prompts->name(u"/client.pem"_s);
    for (const Webhook &early : std::as_const(m_service->tlsChecks)) // there is no key yet
        QVERIFY(!early.tls.hasClientCertificate());
    m_service->tlsChecks.clear();
    click(button("chooseClientKeyButton"));
    m_prompts->name(u"/client.key"_s);
    QCOMPARE(m_service->tlsChecks.size(), 1);
    const Webhook asked = m_service->tlsChecks.last();
    QCOMPARE(asked.tls.clientKey, u"/client.key"_s);
    const Error error{ErrorCode(code), subject, u"/client.pem"_s};
    Q_EMIT m_service->tlsChecked(asked.id, asked.tls, {error});
    QCOMPARE(this->label(qPrintable(label)).text(), Words::of(error));

    save(); // and the engine has the last word
    m_service->failSave(ErrorCode(code), subject, u"/client.pem"_s);
    QCOMPARE(this->label(qPrintable(label)).text(), Words::of(error));
    QCOMPARE(QApplication::focusWidget()->objectName(), QString(label).replace(u"Error"_s, u"Edit"_s));
    QCOMPARE(banner(), QString());
}

void tst_WebhookSecurity::passphraseBecomesAReference()
{
    open();
    box("clientBox").setChecked(true);
    the<QLineEdit>("clientCertificateEdit").setText(u"/client.pem"_s);
    the<QLineEdit>("clientKeyEdit").setText(u"/client.key"_s);
    auto &passphrase = the<QLineEdit>("passphraseEdit");
    QCOMPARE(passphrase.echoMode(), QLineEdit::Password);
    passphrase.setText(u"open sesame"_s);
    save();
    QCOMPARE(saved().tls.passphrase, u"open sesame"_s);
    m_service->answerSave();
    QCOMPARE(passphrase.text(), QString());
    QVERIFY(!m_page->hasUnsavedChanges());
    save();
    QCOMPARE(saved().tls.passphrase, QString());
    QVERIFY(!saved().tls.passphraseReference.isEmpty());
}

void tst_WebhookSecurity::otherKeyHasAnotherPassphrase()
{
    open([](StoredWebhook &stored) {
        stored.webhook.tls.clientCertificate = u"/client.pem"_s;
        stored.webhook.tls.clientKey = u"/client.key"_s;
        stored.webhook.tls.passphraseReference = u"ref-2"_s;
    });
    the<QLineEdit>("clientKeyEdit").setText(u"/other.key"_s);
    save();
    QCOMPARE(saved().tls.passphraseReference, QString());
}

void tst_WebhookSecurity::refusedCertificateCanBeTrusted()
{
    open();
    click(the("triggerButton"));
    const auto order = m_service->triggered.last();
    Attempt attempt = ended(attemptTo(order.webhook, order.delivery, order.event), OutcomeKind::Tls, Phase::Securing, 3);
    attempt.outcome->tlsFault = TlsFault::SelfSigned;
    Q_EMIT m_service->attemptUpdated(attempt);
    QVERIFY(!the("trustButton").isVisible()); // of a certificate nothing is known
    attempt.tls = certificate(m_clock.now.addDays(12));
    Q_EMIT m_service->attemptUpdated(attempt);
    QVERIFY(the("trustButton").isVisible());
    click(the("trustButton"));
    QPointer<QDialog> dialog = m_page->findChild<QDialog *>(u"TrustDialog"_s);
    QVERIFY(dialog);
    const QString details = find<QPlainTextEdit>(*dialog, "trustDetailsEdit").toPlainText();
    for (const QString &part : {u"CN=ci.example"_s, u"AA:AA"_s, u"12 day"_s})
        QVERIFY2(details.contains(part), qPrintable(details));
    click(find(*dialog, "trustAgreeButton"));
    QTRY_VERIFY(!dialog);
    QVERIFY(label("pinNote").text().contains(u"12 day"));
    button("saveButton").click(); // no window is active offscreen after a dialog
    QCOMPARE(saved().tls.trust, TlsPolicy::Trust::Pinned);
    QCOMPARE(saved().tls.pin, QByteArray(64, 'a'));
}

void tst_WebhookSecurity::daysLeft_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("tone");
    QTest::addColumn<QString>("said");
    QTest::newRow("a year") << 365 << int(Tone::Good) << u"365 day"_s;
    QTest::newRow("thirty") << 30 << int(Tone::Good) << u"30 day"_s;
    QTest::newRow("twenty-nine") << 29 << int(Tone::Warn) << u"29 day"_s;
    QTest::newRow("the last one") << 0 << int(Tone::Warn) << u"ends today"_s;
    QTest::newRow("over") << -2 << int(Tone::Bad) << u"Expired"_s;
}

void tst_WebhookSecurity::daysLeft()
{
    QFETCH(const int, days);
    QFETCH(const int, tone);
    QFETCH(const QString, said);
    const TlsInfo info = certificate(m_clock.now.addDays(days).addSecs(60));
    QCOMPARE(int(CertificateText::toneOf(info, m_clock.now)), tone);
    const QString text = CertificateText::validityWithDays(info, m_clock.now);
    QVERIFY2(text.contains(said), qPrintable(text));
}

void tst_WebhookSecurity::signatureIsChecked()
{
    signedWebhook();
    click(button("checkSignatureButton"));
    auto *dialog = m_page->findChild<QDialog *>(u"SignatureDialog"_s);
    QVERIFY(dialog);
    click(find(*dialog, "signatureCheckButton"));
    QVERIFY(find<QLabel>(*dialog, "receivedHeadersError").isVisible());
    find<QPlainTextEdit>(*dialog, "receivedHeadersEdit").setPlainText(u"webhook-id: a\nwebhook-timestamp: 1"_s);
    find<QPlainTextEdit>(*dialog, "receivedBodyEdit").setPlainText(u"{}\n"_s);
    click(find(*dialog, "signatureCheckButton"));
    QCOMPARE(m_service->signatureChecks.size(), 1);
    QCOMPARE(m_service->signatureChecks.last().first.signingKeys.first().reference, u"ref-1"_s);
    QCOMPARE(m_service->signatureChecks.last().second.body, "{}\n");
    CheckedSignature checked{u"standard"_s, {}, BodyChange::LineEndRemoved};
    Q_EMIT m_service->signatureChecked({checked});
    const QString said = find<QLabel>(*dialog, "signatureResultLabel").text();
    QVERIFY2(said.startsWith(u"Standard Webhooks") && said.contains(u"line end"), qPrintable(said));

    find<QComboBox>(*dialog, "checkWithBox").setCurrentIndex(1);
    click(find(*dialog, "signatureCheckButton"));
    QVERIFY(find<QLabel>(*dialog, "otherSecretError").isVisible());
    find<QLineEdit>(*dialog, "otherSecretEdit").setText(secret);
    click(find(*dialog, "signatureCheckButton"));
    QCOMPARE(m_service->signatureChecks.last().first.signingKeys.first().text, secret);
    Q_EMIT m_service->signatureNotChecked({ErrorCode::SecretsLocked});
    QCOMPARE(find<QLabel>(*dialog, "signatureResultLabel").text(), Words::of(Error{ErrorCode::SecretsLocked}));
    dialog->close();
}

QTEST_MAIN(tst_WebhookSecurity)
#include "tst_webhooksecurity.moc"
