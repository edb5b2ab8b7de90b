// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/attemptview.h"
#include "views/certificatetext.h"
#include "views/messagehighlighter.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBlock>
#include <QTextLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

TlsInfo tlsInfo()
{
    TlsInfo tls;
    tls.protocol = u"TLSv1.3"_s;
    tls.cipher = u"TLS_AES_256_GCM_SHA384"_s;
    tls.subject = u"ci.example"_s;
    tls.issuer = u"Some authority"_s;
    tls.names = {u"ci.example"_s, u"www.ci.example"_s};
    tls.notBefore = QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC);
    tls.notAfter = QDateTime(QDate(2027, 1, 1), QTime(12, 0), Qt::UTC);
    tls.sha256 = "00ff" + QByteArray(60, 'a');
    return tls;
}

} // namespace

/// One attempt wherever it is shown: a test that runs, and a row of a history.
class tst_AttemptView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void highlightingFollowsTheHead();
    void init();
    void cleanup() { m_view.reset(); }
    void aFinishedAttemptNeedsNoOrders();
    void theCertificateIsThere();
    void theCertificateOfAFailureIsThere();
    void withoutTlsThereIsNoCertificate();
    void validityIsSaid_data();
    void validityIsSaid();
    void aBodyThatArrivesIsShownInPart();
    void whetherItLeftIsSaid_data();
    void whetherItLeftIsSaid();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_view, name); }
    Attempt attempt();

    StillClock m_clock;
    std::unique_ptr<AttemptView> m_view;
};

void tst_AttemptView::init()
{
    failOnWarnings();
    m_clock = StillClock();
    m_view = std::make_unique<AttemptView>();
    m_view->setClock(m_clock);
    QVERIFY(show(*m_view, {900, 400}));
}

Attempt tst_AttemptView::attempt()
{
    return attemptTo(storedWebhook(u"A"_s, u"https://ci.example/build"_s).webhook, DeliveryId::create(),
                     makeTestEvent(m_clock.now));
}

void tst_AttemptView::whetherItLeftIsSaid_data()
{
    QTest::addColumn<OutcomeKind>("kind");
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<QString>("words");
    QTest::newRow("never connected") << OutcomeKind::ConnectionRefused << Phase::Connecting << u"Request, not sent"_s;
    QTest::newRow("sent") << OutcomeKind::Dropped << Phase::Waiting << u"Request sent"_s;
    // What is known of it may be a second old.
    QTest::newRow("interrupted") << OutcomeKind::Interrupted << Phase::Connecting << u"Request"_s;
    QTest::newRow("interrupted afterwards") << OutcomeKind::Interrupted << Phase::Waiting << u"Request sent"_s;
}

void tst_AttemptView::whetherItLeftIsSaid()
{
    QFETCH(const OutcomeKind, kind);
    QFETCH(const Phase, phase);
    QFETCH(const QString, words);
    m_view->showAttempt(ended(attempt(), kind, phase, 30));
    QCOMPARE(the<QLabel>("sentLabel").text().section(u" · "_s, 0, 0), words);
}

void tst_AttemptView::aFinishedAttemptNeedsNoOrders()
{
    m_view->showAttempt(answered(attempt(), 200, "OK", "{}"));
    QVERIFY(the<QLabel>("stateLabel").text().startsWith(u"Success!"));
    QVERIFY(!the("cancelButton").isVisible());
    m_view->showAttempt(attempt());
    QVERIFY(!the("cancelButton").isVisible());
    m_view->setCancellable(true);
    QVERIFY(the("cancelButton").isVisible());
}

void tst_AttemptView::theCertificateIsThere()
{
    Attempt secure = answered(attempt(), 200, "OK", "{}");
    secure.tls = tlsInfo();
    m_view->showAttempt(secure);
    auto &tabs = the<QTabBar>("timelineTabs");
    QVERIFY(tabs.isTabVisible(1));
    QCOMPARE(tabs.tabText(1), u"Certificate"_s);
    QVERIFY(the("timelineLabel").isVisible());
    QVERIFY(!the("certificateEdit").isVisible());
    QCOMPARE(the<QLabel>("securityLabel").text(), u"TLSv1.3 with TLS_AES_256_GCM_SHA384"_s);
    tabs.setFocus();
    QTest::keyClick(&tabs, Qt::Key_Right);
    const auto &edit = the<QPlainTextEdit>("certificateEdit");
    QVERIFY(edit.isVisible());
    QVERIFY(edit.isReadOnly());
    QCOMPARE(edit.accessibleName(), u"Certificate"_s);
    const QString text = edit.toPlainText();
    for (const QString &words :
         {u"Subject: ci.example"_s, u"Issuer: Some authority"_s, u"Names: ci.example, www.ci.example"_s, u"Valid until: "_s,
          u"2027"_s, u"SHA-256: 00:FF:AA:"_s, u"Protocol: TLSv1.3"_s, u"Cipher: TLS_AES_256_GCM_SHA384"_s})
        QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY(the<QLabel>("certificateLabel").text().startsWith(u"Valid until "));
}

void tst_AttemptView::theCertificateOfAFailureIsThere()
{
    Attempt failed = ended(attempt(), OutcomeKind::Tls, Phase::Securing, 30);
    failed.tls = tlsInfo();
    failed.tls->protocol.clear();
    failed.tls->cipher.clear();
    failed.tls->notAfter = m_clock.now.addDays(-1);
    m_view->showAttempt(failed);
    QVERIFY(the<QTabBar>("timelineTabs").isTabVisible(1));
    QVERIFY(!the("securityLabel").isVisible());
    the<QTabBar>("timelineTabs").setCurrentIndex(1);
    const QString text = the<QPlainTextEdit>("certificateEdit").toPlainText();
    QVERIFY2(text.contains(u"Expired: "), qPrintable(text));
    QVERIFY(text.contains(u"Protocol: not known"));
    QVERIFY(the<QLabel>("certificateLabel").text().startsWith(u"Expired on "));
}

void tst_AttemptView::withoutTlsThereIsNoCertificate()
{
    Attempt secure = answered(attempt(), 200, "OK", "{}");
    secure.tls = tlsInfo();
    m_view->showAttempt(secure);
    the<QTabBar>("timelineTabs").setCurrentIndex(1);
    m_view->showAttempt(answered(attempt(), 200, "OK", "{}"));
    QVERIFY(!the<QTabBar>("timelineTabs").isTabVisible(1));
    QVERIFY(the("timelineLabel").isVisible());
    QVERIFY(!the("certificateEdit").isVisible());
    QVERIFY(!the("securityLabel").isVisible());
}

void tst_AttemptView::validityIsSaid_data()
{
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<QString>("words");
    const TlsInfo tls = tlsInfo();
    QTest::newRow("valid") << tls.notBefore.addDays(1) << true << u"Valid until "_s;
    QTest::newRow("last moment") << tls.notAfter << true << u"Valid until "_s;
    QTest::newRow("expired") << tls.notAfter.addSecs(1) << false << u"Expired on "_s;
    QTest::newRow("not yet") << tls.notBefore.addSecs(-1) << false << u"Not valid before "_s;
}

void tst_AttemptView::validityIsSaid()
{
    QFETCH(const QDateTime, now);
    QFETCH(const QString, words);
    const TlsInfo tls = tlsInfo();
    QTEST(CertificateText::isValid(tls, now), "valid");
    const QString said = CertificateText::validity(tls, now);
    QVERIFY2(said.startsWith(words), qPrintable(said));
    const QDateTime told = words == u"Not valid before "_s ? tls.notBefore : tls.notAfter;
    QVERIFY(said.endsWith(QLocale().toString(told.toLocalTime().date(), QLocale::LongFormat)));
}

void tst_AttemptView::aBodyThatArrivesIsShownInPart()
{
    Attempt arriving = answered(attempt(), 200, "OK", QByteArray(200'000, 'x'));
    const Attempt whole = arriving;
    arriving.outcome.reset();
    m_view->showAttempt(arriving);
    const auto &edit = the<QPlainTextEdit>("receivedEdit");
    QVERIFY(edit.toPlainText().size() < 20'000);
    m_view->showAttempt(whole);
    QVERIFY(edit.toPlainText().size() > 200'000);
}

/// The same text with another head is coloured anew.
void tst_AttemptView::highlightingFollowsTheHead()
{
    QPlainTextEdit edit;
    MessageHighlighter highlighter(&edit);
    const auto isColoured = [&edit] { return !edit.document()->firstBlock().layout()->formats().isEmpty(); };
    highlighter.showMessage(u"Name: value"_s, {{true, false, -1, {}}}, false);
    QVERIFY(isColoured());
    highlighter.showMessage(u"Name: value"_s, {}, false);
    QVERIFY(!isColoured());
    highlighter.showMessage(u"Name: value"_s, {{false, true, -1, {}}}, false);
    QVERIFY(isColoured());
}

QTEST_MAIN(tst_AttemptView)
#include "tst_attemptview.moc"
