// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/storedwebhook.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace hookpanel {

/// The forms for people of what the command line prints; the JSON shapes are those of core.
class WebhookText
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::WebhookText)

public:
    /// One line per webhook, in columns.
    static QString table(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes);

    /// Everything about one webhook, with its problems, and these beside them.
    static QString details(const StoredWebhook &stored, const std::optional<LastOutcome> &lastOutcome = std::nullopt,
                           const QStringList &otherProblems = {});

    /// The result of a test: outcome, timeline, request and response.
    static QString report(const Attempt &attempt, const QString &webhookName);

    /// "Enabled" or "Disabled": the words of the switch, everywhere.
    static QString switchWord(bool enabled);
    static QString switchWord(const StoredWebhook &stored); ///< Unknown, too, where its file does not tell.

private:
    static QString eventsInShort(const Selection &events);
    static QStringList eventLines(const Selection &events);
    static QString response(const Response &response);
};

/// Rows in columns that line up, also with wide and combining characters. Every cell is made safe for a terminal.
[[nodiscard]] QString inColumns(const QList<QStringList> &rows);

} // namespace hookpanel
