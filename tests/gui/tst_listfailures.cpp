// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "store/translations.h"
#include "views/webhookspage.h"

#include <QLabel>
#include <QTableView>

#include <memory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = WebhookTableModel;

/// What the list says when a switch, a deletion or an undo fails, and how it is tried again.
class tst_ListFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(*qApp, QLocale(QLocale::English)); }
    void init();
    void cleanup() { m_page.reset(); }
    void oneFailure_data();
    void oneFailure();
    void severalAreOneBar();
    void aFailedUndoLosesNothing();
    void aCopyThatFailsIsTriedAgain();
    void whatCannotBeTakenBackIsTriedAgain();
    void dismissed();
    void byKeyboard();
    void whatIsWaitedForIsSaid();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_page, name); }
    QString sentence() { return the("failureBar").isVisible() ? the<QLabel>("failureLabel").text() : QString(); }
    void fail(const WebhookId &id)
    {
        Q_EMIT m_service->webhookFailed(id, Error{ErrorCode::CannotWrite, u"/profile/a.ini"_s, u"the disk is full"_s});
    }

    StoredWebhook m_audit = storedWebhook(u"Audit"_s);
    StoredWebhook m_build = storedWebhook(u"Build"_s);
    StillClock m_clock;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<WebhooksPage> m_page;
};

void tst_ListFailures::init()
{
    failOnWarnings();
    m_model = std::make_unique<Model>(catalogue());
    m_service = std::make_unique<FakePanelService>();
    m_prompts = std::make_unique<FakePrompts>();
    m_page = std::make_unique<WebhooksPage>(*m_model, *m_service, *m_prompts, m_clock);
    m_model->setWebhooks({m_audit, m_build}, {});
    QVERIFY(show(*m_page, {900, 600}));
    m_page->takeFocus();
}

void tst_ListFailures::oneFailure_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("words");
    QTest::newRow("switch") << Qt::Key_Space << u"“Audit” could not be disabled. “/profile/a.ini” cannot be written"_s;
    QTest::newRow("deletion") << Qt::Key_Delete << u"“Audit” could not be deleted. “/profile/a.ini” cannot be written"_s;
}

void tst_ListFailures::oneFailure()
{
    QFETCH(const Qt::Key, key);
    QFETCH(const QString, words);
    QTest::keyClick(&the("webhooksView"), key);
    fail(m_audit.webhook.id);
    QVERIFY2(sentence().startsWith(words), qPrintable(sentence()));
    QVERIFY(sentence().contains(u"the disk is full"));
    click(the("tryAgainButton"));
    QCOMPARE(sentence(), QString());
    QCOMPARE(m_service->switched.size() + m_service->removals.size(), 2);
}

void tst_ListFailures::severalAreOneBar()
{
    the<QTableView>("webhooksView").selectAll();
    QTest::keyClick(&the("webhooksView"), Qt::Key_Space);
    fail(m_audit.webhook.id);
    fail(m_build.webhook.id);
    QVERIFY2(sentence().startsWith(u"2 changes could not be saved."), qPrintable(sentence()));
    click(the("tryAgainButton"));
    QCOMPARE(m_service->switched.size(), 2);
    QCOMPARE(m_service->switched.last().ids.size(), 2);
    StoredWebhook off = m_audit;
    off.webhook.enabled = false;
    Q_EMIT m_service->webhookStored(off);
    fail(m_build.webhook.id);
    QVERIFY2(sentence().startsWith(u"“Build” could not be disabled."), qPrintable(sentence()));
}

void tst_ListFailures::aFailedUndoLosesNothing()
{
    const RemovedWebhook removed{m_audit.webhook.id, u"Audit"_s, "the file, byte for byte"};
    m_model->remove(m_audit.webhook.id);
    Q_EMIT m_service->webhooksRemoved({removed});
    click(the("undoButton"));
    fail(m_audit.webhook.id);
    QVERIFY2(sentence().startsWith(u"“Audit” could not be brought back."), qPrintable(sentence()));
    click(the("tryAgainButton"));
    QCOMPARE(m_service->restored, (QList<QList<RemovedWebhook>>{{removed}, {removed}}));
    Q_EMIT m_service->webhookStored(m_audit);
    QCOMPARE(sentence(), QString());
}

void tst_ListFailures::aCopyThatFailsIsTriedAgain()
{
    QTest::keyClick(&the("webhooksView"), Qt::Key_D, Qt::ControlModifier);
    const Webhook copy = m_service->added.last().first();
    fail(copy.id);
    QVERIFY2(sentence().startsWith(u"“Audit (copy)” could not be added."), qPrintable(sentence()));
    click(the("tryAgainButton"));
    QCOMPARE(m_service->added.size(), 2);
    StoredWebhook stored;
    stored.webhook = copy;
    Q_EMIT m_service->webhookStored(stored);
    m_model->put(stored); // as the window does
    QCOMPARE(sentence(), QString());
    QTRY_VERIFY(the("undoBar").isVisible());
}

void tst_ListFailures::whatCannotBeTakenBackIsTriedAgain()
{
    ImportReport report;
    report.added = {storedWebhook(u"One"_s), storedWebhook(u"Two"_s)};
    Q_EMIT m_service->imported(report);
    m_model->put(report.added);
    QTRY_VERIFY(the("undoBar").isVisible());
    click(the("undoButton"));
    ImportReport left;
    left.added = {report.added.last()};
    Q_EMIT m_service->importUndone(left, {Error{ErrorCode::CannotWrite, u"/profile/two.ini"_s, u"the disk is full"_s}});
    QVERIFY2(sentence().startsWith(u"Not everything could be undone. “/profile/two.ini”"), qPrintable(sentence()));
    click(the("tryAgainButton"));
    QCOMPARE(m_service->importUndos, (QList<ImportReport>{report, left}));
    Q_EMIT m_service->importUndone({}, {});
    QCOMPARE(sentence(), QString());
}

void tst_ListFailures::dismissed()
{
    QTest::keyClick(&the("webhooksView"), Qt::Key_Space);
    fail(m_audit.webhook.id);
    click(the("dismissButton"));
    QCOMPARE(sentence(), QString());
    QCOMPARE(m_service->switched.size(), 1);
}

void tst_ListFailures::byKeyboard()
{
    QTest::keyClick(&the("webhooksView"), Qt::Key_Space);
    fail(m_audit.webhook.id);
    QVERIFY(the("webhooksView").hasFocus()); // nobody is interrupted
    the("tryAgainButton").setFocus(Qt::TabFocusReason);
    QTest::keyClick(&the("tryAgainButton"), Qt::Key_Tab);
    QVERIFY(the("dismissButton").hasFocus());
    QTest::keyClick(&the("dismissButton"), Qt::Key_Backtab);
    QTest::keyClick(&the("tryAgainButton"), Qt::Key_Space);
    QCOMPARE(m_service->switched.size(), 2);
}

void tst_ListFailures::whatIsWaitedForIsSaid()
{
    QTest::keyClick(&the("webhooksView"), Qt::Key_Space);
    QCOMPARE(sentence(), QString());
    QTRY_COMPARE(sentence(), u"Saving…"_s);
    QVERIFY(!the("tryAgainButton").isVisible());
    StoredWebhook off = m_audit;
    off.webhook.enabled = false;
    Q_EMIT m_service->webhookStored(off);
    QCOMPARE(sentence(), QString());
}

QTEST_MAIN(tst_ListFailures)
#include "tst_listfailures.moc"
