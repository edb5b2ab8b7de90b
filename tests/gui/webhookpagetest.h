// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "gui/guitest.h"
#include "views/webhookpage.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include <functional>
#include <memory>

namespace hookpanel::test {

/// What the tests of a webhook's form share: the page on a service without anything behind it, and hands to type.
class WebhookPageTest : public QObject
{
protected:
    void setUp()
    {
        failOnWarnings();
        m_service = std::make_unique<FakePanelService>();
        m_prompts = std::make_unique<FakePrompts>();
        m_page = std::make_unique<WebhookPage>(*m_service, *m_prompts, m_clock, catalogue());
        QVERIFY(show(*m_page, {1000, 1000}));
    }

    void tearDown() { m_page.reset(); }

    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_page, name); }
    QLineEdit &name() { return the<QLineEdit>("nameEdit"); }
    QLineEdit &url() { return the<QLineEdit>("urlEdit"); }
    QTableView &headers() { return the<QTableView>("headersView"); }
    QCheckBox &box(const char *name) { return the<QCheckBox>(name); }
    QString banner() { return the("bannerLabel").isVisible() ? the<QLabel>("bannerLabel").text() : QString(); }

    QCheckBox &rowBox(const QString &accessibleName)
    {
        const auto boxes = m_page->findChildren<QCheckBox *>();
        for (QCheckBox *candidate : boxes) {
            if (candidate->accessibleName() == accessibleName)
                return *candidate;
        }
        qFatal("There is no box %s", qPrintable(accessibleName));
    }

    static void type(QLineEdit &edit, const QString &text)
    {
        edit.setFocus();
        edit.selectAll();
        text.isEmpty() ? QTest::keyClick(&edit, Qt::Key_Delete) : QTest::keyClicks(&edit, text);
    }

    static QLineEdit *openEditor() { return qobject_cast<QLineEdit *>(QApplication::focusWidget()); }

    /// Types into a cell as a user does, and leaves the editor open.
    void typeHeader(int row, int column, const QString &text)
    {
        headers().setFocus();
        headers().setCurrentIndex(headers().model()->index(row, column));
        QTest::keyClick(&headers(), Qt::Key_F2);
        auto *editor = openEditor();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
    }

    void save() { QTest::keySequence(m_page.get(), QKeySequence::Save); }

    StoredWebhook open(const std::function<void(StoredWebhook &)> &change = {})
    {
        StoredWebhook stored = storedWebhook(QStringLiteral("Static build"), QStringLiteral("https://ci.example/build"));
        if (change)
            change(stored);
        m_page->editWebhook(stored);
        return stored;
    }

    [[nodiscard]] const Webhook &saved() const { return m_service->saved.last().webhook; }

    StillClock m_clock;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<WebhookPage> m_page;
};

} // namespace hookpanel::test
