// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/webhookpagetest.h"
#include "views/changesdialog.h"

#include <QJsonDocument>
#include <QPushButton>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// What was done to a webhook, as its page shows it.
class tst_ChangesDialog : public WebhookPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void aNewWebhookHasNone();
    void nothingYet();
    void showsAndFollows();
    void exportsLines();
    void aFailedExportIsSaid();

private:
    ChangesDialog &openChanges()
    {
        click(the("changesButton"));
        auto *dialog = m_page->findChild<ChangesDialog *>();
        if (!dialog)
            qFatal("There is no dialog");
        return *dialog;
    }

    AuditEntry entry(const WebhookId &id)
    {
        Webhook before;
        Webhook after;
        after.timeoutSeconds = 30;
        return {
            m_clock.now, u"hookpanel"_s, id, u"Static build"_s, AuditAction::Changed, audit::changesBetween(before, after),
            "r1"};
    }
};

void tst_ChangesDialog::aNewWebhookHasNone()
{
    m_page->createWebhook();
    QVERIFY(!the("changesButton").isVisible());
}

void tst_ChangesDialog::nothingYet()
{
    open();
    const ChangesDialog &dialog = openChanges();
    QVERIFY(find(dialog, "noChangesLabel").isVisible());
    QVERIFY(!find(dialog, "changesView").isVisible());
    QVERIFY(!find(dialog, "exportChangesButton").isEnabled());
}

void tst_ChangesDialog::showsAndFollows()
{
    const StoredWebhook stored = open();
    m_service->audit = {entry(stored.webhook.id)};
    const ChangesDialog &dialog = openChanges();
    auto &table = find<QTableView>(dialog, "changesView");
    QVERIFY(table.isVisible());
    QCOMPARE(table.model()->rowCount(), 1);
    m_service->audit.prepend(entry(stored.webhook.id));
    Q_EMIT m_service->webhookStored(stored);
    QCOMPARE(table.model()->rowCount(), 2);
    Q_EMIT m_service->auditLoaded(WebhookId::create(), 0, {}); // of another one
    QCOMPARE(table.model()->rowCount(), 2);
    click(find(dialog, "closeChangesButton"));
    QTRY_VERIFY(!m_page->findChild<ChangesDialog *>());
}

void tst_ChangesDialog::exportsLines()
{
    const StoredWebhook stored = open();
    m_service->audit = {entry(stored.webhook.id), entry(stored.webhook.id)};
    const ChangesDialog &dialog = openChanges();
    click(find(dialog, "exportChangesButton"));
    QCOMPARE(m_prompts->suggestedNames, QStringList{u"changes.jsonl"_s});
    m_prompts->name(u"/home/changes.jsonl"_s);
    QCOMPARE(m_service->written.size(), 1);
    const QByteArrayList lines = m_service->written.first().second.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const auto read = audit::fromJson(QJsonDocument::fromJson(lines.first()).object());
    QVERIFY(read);
    QVERIFY(*read == m_service->audit.first());
    Q_EMIT m_service->fileWritten(u"/home/changes.jsonl"_s);
    QVERIFY(find(dialog, "changesNote").isVisible());
    QVERIFY(find<QLabel>(dialog, "changesNote").text().contains(u"changes.jsonl"));
}

void tst_ChangesDialog::aFailedExportIsSaid()
{
    const StoredWebhook stored = open();
    m_service->audit = {entry(stored.webhook.id)};
    const ChangesDialog &dialog = openChanges();
    click(find(dialog, "exportChangesButton"));
    m_prompts->name(u"/full/changes.jsonl"_s);
    const Error error{ErrorCode::CannotWrite, u"/full/changes.jsonl"_s};
    Q_EMIT m_service->fileFailed(u"/full/changes.jsonl"_s, error);
    QCOMPARE(find<QLabel>(dialog, "changesNote").text(), Words::of(error));
}

QTEST_MAIN(tst_ChangesDialog)
#include "tst_changesdialog.moc"
