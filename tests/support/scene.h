// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/fakepanelservice.h"
#include "support/fakeprompts.h"
#include "support/stillclock.h"
#include "views/mainwindow.h"

#include <QTableView>

namespace hookpanel::test {

/// Webhooks as an admin has them; one of them, “Static build”, with headers.
[[nodiscard]] PanelContent sampleContent();

/// One window on a fake service, brought into a state.
class Scene
{
public:
    explicit Scene(const PanelContent &content = sampleContent());

    /// Makes the window visible and active.
    [[nodiscard]] bool show(const QSize &size);

    [[nodiscard]] QTableView &table();
    void openWebhook(const QString &name);
    void openSettings();

    /// Tells the window of content types and event types, and answers its checks with whoGetsIt().
    void knowEvents(const QList<EventType> &own
                    = {makeOwnEventType(QStringLiteral("order.paid"),
                                        "{\n  \"event\": \"order.paid\",\n  \"createdAt\": \"2026-11-24T08:00:00.000Z\",\n"
                                        "  \"order\": { \"number\": 1042, \"total\": 99.50 }\n}")});

    /// Two webhooks that get an event, and others that do not.
    [[nodiscard]] EventCheck whoGetsIt() const;
    [[nodiscard]] SentEvent sentEvent() const;

    /// Gives the service a history and tells how the webhooks do.
    void addDeliveries();

    /// The attempt of the last Trigger, prepared with an environment that knows the token.
    [[nodiscard]] Attempt lastAttempt() const;

    FakePanelService service;
    FakePrompts prompts;
    StillClock clock;
    StoredWebhook opened; ///< “Static build”, as it was loaded.
    WebhookId healthyId; ///< Of “Search index”.
    MainWindow window;
};

/// A screen in one of its states. To have a new one looked at (contrast, room, focus, translation), add a line to the list
/// in scene.cpp.
struct Screen {
    const char *name;
    void (*open)(Scene &scene); ///< From the list of webhooks.
    bool empty = false; ///< Without webhooks.
};

[[nodiscard]] const QList<Screen> &screens();

} // namespace hookpanel::test
