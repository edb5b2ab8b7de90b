// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/webhookspagetest.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The context menu of the list, and what it does: duplicate and copy above all.
class tst_WebhooksMenu : public WebhooksPageTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void contextMenu();
    void theMenuTellsTheKeys();
    void menuByKey_data();
    void menuByKey();
    void menuForSeveral();
    void duplicates();
    void duplicatesSeveral();
    void aCopyThatFails();
    void copiesUrls();
    void copiesAsCurl();
};

/// Who works with the mouse learns the keys from the menu.
void tst_WebhooksMenu::theMenuTellsTheKeys()
{
    auto *menu = m_page->findChild<QMenu *>();
    const auto keysOn = [&](const QString &name) {
        const QPoint place = table().visualRect(cell(name, Model::UrlColumn)).center();
        QTest::mouseClick(table().viewport(), Qt::RightButton, {}, place);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, table().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(table().viewport(), &event);
        QStringList keys;
        const auto actions = menu->actions();
        for (const QAction *action : actions) {
            if (!action->shortcut().isEmpty() && action->isShortcutVisibleInContextMenu())
                keys.append(action->text().remove(u'&') + u'=' + action->shortcut().toString());
        }
        menu->close();
        return keys;
    };
    QCOMPARE(keysOn(u"Cache"_s), (QStringList{u"Edit=F2"_s, u"Duplicate=Ctrl+D"_s, u"Enable=Space"_s, u"Delete=Del"_s}));
    QCOMPARE(keysOn(u"Build"_s), (QStringList{u"Edit=F2"_s, u"Duplicate=Ctrl+D"_s, u"Disable=Space"_s, u"Delete=Del"_s}));
}

void tst_WebhooksMenu::contextMenu()
{
    QSignalSpy edit(m_page.get(), &WebhooksPage::editRequested);
    QSignalSpy trigger(m_page.get(), &WebhooksPage::triggerRequested);
    auto *menu = m_page->findChild<QMenu *>();
    QVERIFY(menu);
    const auto choose = [&](const QString &name, const QString &entry) {
        const QPoint place = table().visualRect(cell(name, Model::UrlColumn)).center();
        QTest::mouseClick(table().viewport(), Qt::RightButton, {}, place);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, table().viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(table().viewport(), &event);
        QVERIFY(menu->isVisible());
        const auto actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text().remove(u'&') == entry) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                QVERIFY(!menu->isVisible());
                return;
            }
        }
        QFAIL(qPrintable(u"There is no entry "_s + entry));
    };
    choose(u"Cache"_s, u"Edit"_s);
    QCOMPARE(edit.size(), 1);
    QCOMPARE(edit.first().first().value<WebhookId>(), idOf(u"Cache"_s));
    choose(u"Build"_s, u"Trigger"_s);
    QCOMPARE(trigger.size(), 1);
    QCOMPARE(trigger.first().first().value<WebhookId>(), idOf(u"Build"_s));
    choose(u"Cache"_s, u"Enable"_s);
    QCOMPARE(m_service->switched.last().ids, QList<WebhookId>{idOf(u"Cache"_s)});
    QCOMPARE(m_service->switched.last().enabled, true);
    choose(u"Build"_s, u"Disable"_s); // one that is on: an entry without sense is disabled
    QCOMPARE(m_service->switched.last().enabled, false);
    choose(u"Cache"_s, u"Copy URL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://10.0.0.7/purge"_s);
    choose(u"Cache"_s, u"Delete"_s);
    QCOMPARE(m_service->removals, QList<QList<WebhookId>>{{idOf(u"Cache"_s)}});
}

void tst_WebhooksMenu::menuByKey_data()
{
    QTest::addColumn<bool>("byMenuKey");
    QTest::newRow("menu key") << true; // the platform makes a context menu event of it
    QTest::newRow("Shift+F10") << false;
}

void tst_WebhooksMenu::menuByKey()
{
    QFETCH(const bool, byMenuKey);
    select({u"Cache"_s});
    auto &menu = *m_page->findChild<QMenu *>();
    if (byMenuKey) {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {1, 1}, {1, 1});
        QCoreApplication::sendEvent(table().viewport(), &event);
    } else {
        QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    }
    QVERIFY(menu.isVisible());
    // At its row, wherever the mouse is.
    const QRect row = table().visualRect(cell(u"Cache"_s, 0));
    const int y = table().viewport()->mapFromGlobal(menu.pos()).y();
    QVERIFY2(y >= row.top() && y <= row.bottom() + 2, qPrintable(QString::number(y)));
    menu.close();
}

void tst_WebhooksMenu::menuForSeveral()
{
    select({u"Audit"_s, u"Build"_s}); // both are on
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    auto &menu = *m_page->findChild<QMenu *>();
    QStringList texts;
    QStringList disabled;
    const auto actions = menu.actions();
    for (const QAction *action : actions) {
        if (action->isSeparator())
            continue;
        texts.append(action->text());
        if (!action->isEnabled())
            disabled.append(action->text());
    }
    QCOMPARE(texts,
             (QStringList{u"Edit"_s, u"Trigger"_s, u"Show deliveries"_s, u"Why was this not sent?…"_s, u"Duplicate"_s,
                          u"Enable"_s, u"Disable"_s, u"Copy URL"_s, u"Copy as cURL"_s, u"Export…"_s, u"Delete"_s}));
    QCOMPARE(disabled,
             (QStringList{u"Edit"_s, u"Trigger"_s, u"Show deliveries"_s, u"Why was this not sent?…"_s, u"Enable"_s}));
    menu.close();
}

void tst_WebhooksMenu::duplicates()
{
    select({u"Build"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_service->added.size(), 1);
    const Webhook copy = m_service->added.first().first();
    QCOMPARE(copy.name, u"Build (copy)"_s);
    QVERIFY(!copy.enabled);
    QCOMPARE(copy.headers, m_model->find(idOf(u"Build"_s))->webhook.headers);
    // Stored, it is the one that is selected, and can be taken back.
    StoredWebhook stored{copy, {}, "new", false};
    Q_EMIT m_service->webhookStored(stored);
    m_model->put(stored); // as the window does
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    QCOMPARE(table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(m_model->idAt(table().currentIndex().row()), copy.id);
    QCOMPARE(find(*m_page, "undoBar").findChild<QLabel *>()->text(), u"Added “Build (copy)”, disabled"_s);
    click(find(*m_page, "undoButton"));
    QCOMPARE(m_service->importUndos.size(), 1);
    QCOMPARE(m_service->importUndos.first().added, QList<StoredWebhook>{stored});
}

void tst_WebhooksMenu::duplicatesSeveral()
{
    select({u"Audit"_s, u"Cache"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_service->added.first().size(), 2);
    for (const Webhook &copy : std::as_const(m_service->added.first())) {
        QVERIFY(!find(*m_page, "undoBar").isVisible());
        Q_EMIT m_service->webhookStored({copy, {}, "new", false});
        m_model->put({copy, {}, "new", false});
    }
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    QVERIFY(find(*m_page, "undoBar").findChild<QLabel *>()->text().contains(u'2'));
    QCOMPARE(table().selectionModel()->selectedRows().size(), 2);
}

void tst_WebhooksMenu::aCopyThatFails()
{
    select({u"Audit"_s, u"Cache"_s});
    QTest::keyClick(&table(), Qt::Key_D, Qt::ControlModifier);
    const QList<Webhook> copies = m_service->added.first();
    Q_EMIT m_service->webhookStored({copies.first(), {}, "new", false});
    m_model->put({copies.first(), {}, "new", false});
    Q_EMIT m_service->webhookFailed(copies.last().id, {});
    QTRY_VERIFY(find(*m_page, "undoBar").isVisible());
    click(find(*m_page, "undoButton"));
    QCOMPARE(m_service->importUndos.first().added.size(), 1);
}

void tst_WebhooksMenu::copiesUrls()
{
    select({u"Drafts"_s, u"Audit"_s});
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy URL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"https://zeta.example\nhttps://alpha.example"_s); // in the order of the rows
}

void tst_WebhooksMenu::copiesAsCurl()
{
    QSignalSpy said(m_page.get(), &WebhooksPage::said);
    PanelContent content;
    content.preferences.defaultHeaders = {{u"X-Default"_s, u"d"_s}, {u"Cookie"_s, u"s3cret"_s}};
    Q_EMIT m_service->loaded(content);
    select({u"Build"_s, u"Audit"_s});
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy as cURL"_s);
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(u"curl "), 2);
    QVERIFY(text.contains(u"'https://ci.example/build'"));
    QVERIFY(text.contains(u"-H 'X-Stage: live'"));
    QVERIFY(text.contains(u"-H 'X-Default: d'"));
    QVERIFY(text.contains(u"2026-11-23T16:33:57.070Z")); // a trigger-test of now
    QVERIFY(!text.contains(u"s3cret"));
    QCOMPARE(said.size(), 1);
    QVERIFY(said.first().first().toString().contains(u"COOKIE"));
    // One that breaks a rule is told instead.
    StoredWebhook broken = *m_model->find(idOf(u"Audit"_s));
    broken.webhook.url = u"nonsense"_s;
    m_model->put(broken);
    QTest::keyClick(&table(), Qt::Key_F10, Qt::ShiftModifier);
    chooseEntry(u"Copy as cURL"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
    QVERIFY(said.last().first().toString().contains(u"“Audit” cannot be copied"));
}

QTEST_MAIN(tst_WebhooksMenu)
#include "tst_webhooksmenu.moc"
