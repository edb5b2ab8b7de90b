// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/console.h"
#include "core/eventtype.h"
#include "store/deliveryhistory.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/profile.h"
#include "store/secretvault.h"
#include "store/webhookstore.h"

#include <QCoreApplication>

#include <functional>
#include <type_traits>

namespace hookpanel {

/// What a command works with: the console, the profile's stores and the event catalogue.
struct CommandContext {
    Q_DECLARE_TR_FUNCTIONS(hookpanel::CommandContext)

public:
    Q_DISABLE_COPY_MOVE(CommandContext)
    /// `command` is the name of the command, for the audit.
    CommandContext(Console &theConsole, const Profile &theProfile, const EventCatalogue &theCatalogue,
                   const QString &command);

    /// Ends the program with this exit code, from the event loop. For commands that go on after run().
    static void finish(int exitCode);

    /// Reads the secrets and takes credentials out of files where earlier versions left them in clear; then calls `ready`,
    /// from within or from the event loop.
    void openSecrets(const std::function<void()> &ready);

    /// Makes the profile's folders. Called right before something is written, so that a refused command, or one that
    /// only reads, leaves nothing behind.
    [[nodiscard]] Expected<void> prepareProfile() const;

    /// The preferences; what of them cannot be read is said on the console.
    [[nodiscard]] Expected<Preferences> loadPreferences();

    /// The preferences for something that is sent now. Fails rather than leaving a default header out that cannot be read,
    /// or taking another way than the proxy that was set. With the secrets of the default headers.
    [[nodiscard]] Expected<Preferences> loadPreferencesForSending();

    /// What `ask` gets out of the history of deliveries, as an Expected; it is given none where nothing was ever accepted. A
    /// damaged file is put aside and that is said, as every other command does, and the new one is asked.
    template<typename Ask> auto askHistory(const Ask &ask) -> std::invoke_result_t<Ask, DeliveryHistory *>
    {
        const quint64 inode = deliveriesInode();
        auto answer = askHistoryOnce(ask);
        if (!answer && isDamage(answer.error()) && beginAnew(inode))
            answer = askHistoryOnce(ask);
        return answer;
    }

    /// How what was sent to each webhook last has ended: of its newest delivery, or what was kept before there were any.
    [[nodiscard]] QHash<WebhookId, LastOutcome> lastOutcomes() const;

    Console &console;
    Profile profile;
    EventCatalogue catalogue;
    WebhookStore webhooks;
    PreferencesStore preferences;
    OutcomeStore outcomes;
    SecretVault secrets; ///< Only for commands that use secrets: it is open then.

private:
    template<typename Ask> auto askHistoryOnce(const Ask &ask) -> std::invoke_result_t<Ask, DeliveryHistory *>
    {
        const auto history = openHistory();
        if (!history)
            return tl::unexpected(history.error());
        return ask(history->get());
    }
    [[nodiscard]] Expected<std::unique_ptr<DeliveryHistory>> openHistory() const;
    [[nodiscard]] static bool isDamage(const Failure &failure);
    [[nodiscard]] quint64 deliveriesInode() const;
    [[nodiscard]] bool beginAnew(quint64 inode);
};

} // namespace hookpanel
