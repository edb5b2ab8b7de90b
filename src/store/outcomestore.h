// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/outcome.h"
#include "core/result.h"
#include "core/storedwebhook.h"
#include "store/profile.h"

#include <QHash>

#include <optional>

namespace hookpanel {

/// What could be read of them, and why not all, if so.
struct LoadedOutcomes {
    QHash<WebhookId, LastOutcome> outcomes;
    std::optional<Error> error; ///< CannotRead or OutcomesDamaged, with the file's name.

    bool operator==(const LoadedOutcomes &) const = default;
};

/// How the last attempt of each webhook ended (outcomes.ini in the data folder), until deliveries are kept in full.
/// Same thread rule as WebhookStore.
class OutcomeStore
{
public:
    static constexpr int schemaVersion = 1;

    explicit OutcomeStore(const Profile &profile);

    /// All that can be read; an entry or a file that cannot is left out.
    [[nodiscard]] QHash<WebhookId, LastOutcome> load() const { return loadWithError().outcomes; }
    [[nodiscard]] LoadedOutcomes loadWithError() const;

    /// Remembers the outcome without its detail. Whether there is such a webhook is the caller's business: a form that
    /// was never saved has an id that no store knows. Nothing is recorded for a null id. Fails with NewerVersion, CannotRead
    /// or CannotWrite.
    Result<void> record(const WebhookId &webhook, const LastOutcome &outcome);
    Result<void> forget(const WebhookId &webhook) { return forget(QList<WebhookId>{webhook}); }

    /// The same for several, with one write; none when nothing is known of any.
    Result<void> forget(const QList<WebhookId> &webhooks);

private:
    Profile m_profile;
};

} // namespace hookpanel
