// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "views/webhookspage.h"

#include <QAction>
#include <QMenu>
#include <QTableView>

#include <memory>

namespace hookpanel::test {

/// What the tests of the list share: the page over four webhooks, on a service without anything behind it. Cache is
/// disabled, Build has a header and one event type.
class WebhooksPageTest : public QObject
{
protected:
    using Model = WebhookTableModel;

    void setUp()
    {
        using namespace Qt::StringLiterals;
        failOnWarnings();
        m_model = std::make_unique<Model>(catalogue());
        m_service = std::make_unique<FakePanelService>();
        m_prompts = std::make_unique<FakePrompts>();
        m_page = std::make_unique<WebhooksPage>(*m_model, *m_service, *m_prompts, m_clock);
        StoredWebhook off = storedWebhook(u"Cache"_s, u"http://10.0.0.7/purge"_s);
        off.webhook.enabled = false;
        StoredWebhook withHeader = storedWebhook(u"Build"_s, u"https://ci.example/build"_s);
        withHeader.webhook.headers = {{u"X-Stage"_s, u"live"_s}};
        withHeader.webhook.events.names = QStringList{u"entry.publish"_s};
        m_model->setWebhooks({storedWebhook(u"Audit"_s, u"https://zeta.example"_s), withHeader, off,
                              storedWebhook(u"Drafts"_s, u"https://alpha.example"_s)},
                             {});
        QVERIFY(show(*m_page));
        m_page->takeFocus();
    }

    void tearDown() { m_page.reset(); }

    QTableView &table() { return find<QTableView>(*m_page, "webhooksView"); }

    QModelIndex cell(const QString &name, int column) const
    {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            if (m_model->find(m_model->idAt(row))->webhook.name == name)
                return m_model->index(row, column);
        }
        qFatal("There is no row %s", qPrintable(name));
    }

    void select(const QStringList &names)
    {
        for (qsizetype i = 0; i < names.size(); ++i)
            clickCell(table(), cell(names.at(i), Model::UrlColumn), i == 0 ? Qt::NoModifier : Qt::ControlModifier);
    }

    /// Chooses an entry of the open context menu.
    void chooseEntry(const QString &text)
    {
        auto &menu = *m_page->findChild<QMenu *>();
        QVERIFY(menu.isVisible());
        const auto actions = menu.actions();
        for (QAction *action : actions) {
            if (action->text() == text)
                QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(action).center());
        }
        QVERIFY(!menu.isVisible());
    }

    [[nodiscard]] WebhookId idOf(const QString &name) const { return m_model->idAt(cell(name, 0).row()); }

    QStringList shownNames() const
    {
        QStringList names;
        for (int row = 0; row < m_model->rowCount(); ++row)
            names.append(m_model->find(m_model->idAt(row))->webhook.name);
        return names;
    }

    StillClock m_clock;
    std::unique_ptr<Model> m_model;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<WebhooksPage> m_page;
};

} // namespace hookpanel::test
