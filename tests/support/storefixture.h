// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/database.h"
#include "store/deliveryhistory.h"
#include "store/deliverystore.h"

#include <QTemporaryDir>

#include <memory>

namespace hookpanel::test {

inline const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);
inline const QByteArray payload = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","n":1e400})";

inline AcceptedEvent acceptedEvent(bool test = false)
{
    return {EventId::create(), {QStringLiteral("entry.create"), now, payload}, now, test};
}

inline NewDelivery newDelivery(const WebhookId &webhook, const QString &name = QStringLiteral("Search"))
{
    return {DeliveryId::create(), webhook, name, QStringLiteral("https://${HOST}/hook")};
}

inline Attempt ended(const ClaimedDelivery &claimed, OutcomeKind kind, int status = 0)
{
    Attempt attempt;
    attempt.delivery = claimed.delivery.id;
    attempt.webhook = claimed.delivery.webhook;
    attempt.eventType = claimed.event.type;
    attempt.number = claimed.delivery.attempts;
    attempt.startedAt = now;
    attempt.durationMs = 41;
    attempt.phase = Phase::Receiving;
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, std::nullopt}, {Phase::Receiving, 3}};
    attempt.request.shownUrl = QStringLiteral("https://${HOST}/hook");
    attempt.request.url = QUrl(QStringLiteral("https://secret.example/hook"));
    attempt.request.headers = {{"Authorization", "Bearer filled", QStringLiteral("Bearer ${TOKEN}"), HeaderOrigin::Webhook},
                               {"X-Api-Key", "literal", QStringLiteral("literal"), HeaderOrigin::Default}};
    attempt.request.body = claimed.event.payload;
    attempt.response = Response{status, "OK", {{"Set-Cookie", "sid=1"}, {"X-Odd", "\xe4"}}, "{\"ok\":true}", 11};
    Outcome outcome;
    outcome.kind = kind;
    outcome.status = status;
    outcome.phase = Phase::Receiving;
    attempt.outcome = outcome;
    return attempt;
}

/// By value: what the callers give is gone at the end of their expression.
template<typename T> T good(const Result<T> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
    return *result;
}

inline void good(const Result<void> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
}

/// A store and its history in a folder of their own: what the tests of deliveries.sqlite share.
class StoreFixture
{
protected:
    /// Of a fresh profile.
    void openStore()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_profile = Profile::inFolder(m_folder->filePath(QStringLiteral("profile")));
        reopenStore();
    }

    /// What is there now.
    void reopenStore()
    {
        closeFiles();
        auto opened = DeliveryStore::open(m_profile);
        if (!opened)
            qFatal("%s: %s", qPrintable(opened.error().subject), qPrintable(opened.error().detail));
        m_store = std::move(*opened);
        auto history = DeliveryHistory::open(m_profile);
        if (!history)
            qFatal("%s: %s", qPrintable(history.error().subject), qPrintable(history.error().detail));
        m_history = std::move(*history);
    }

    void closeFiles()
    {
        m_history.reset();
        m_store.reset();
    }

    void closeStore()
    {
        closeFiles();
        m_folder.reset();
    }

    [[nodiscard]] QString file() const { return m_profile.deliveriesFile(); }

    ClaimedDelivery acceptAndClaim(const WebhookId &webhook = WebhookId::create())
    {
        const NewDelivery delivery = newDelivery(webhook);
        good(m_store->accept(acceptedEvent(), {delivery}));
        return good(m_store->claim({delivery.id}, now)).value(0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<DeliveryHistory> m_history;
};

} // namespace hookpanel::test
