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

    /// The history of deliveries, for reading; none where nothing was ever accepted.
    [[nodiscard]] Expected<std::unique_ptr<DeliveryHistory>> openHistory() const;

    /// How what was sent to each webhook last has ended: of its newest delivery, or what was kept before there were any.
    [[nodiscard]] QHash<WebhookId, LastOutcome> lastOutcomes() const;

    Console &console;
    Profile profile;
    EventCatalogue catalogue;
    WebhookStore webhooks;
    PreferencesStore preferences;
    OutcomeStore outcomes;
    SecretVault secrets; ///< Only for commands that use secrets: it is open then.
};

} // namespace hookpanel
