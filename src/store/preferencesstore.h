// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preferences.h"
#include "core/result.h"
#include "core/validation.h"
#include "store/profile.h"
#include "store/secretplace.h"

#include <functional>
#include <optional>

namespace hookpanel {

/// Preferences as they could be read, and what could not.
struct LoadedPreferences {
    Preferences preferences;
    Problems
        problems; ///< A damaged or changed file, and a ValueUnreadable with its key as subject for each value that is none.

    /// Whether default headers were lost on the way: what is sent without them may lack one that must be there.
    [[nodiscard]] bool hasUnreadableDefaultHeaders() const;

    /// CannotRead when the file is damaged or the value of one of these keys is none: then a preference may be the default
    /// only because it was lost.
    [[nodiscard]] std::optional<Error> damageOf(const QStringList &keys) const;

    bool operator==(const LoadedPreferences &) const = default;
};

/// Preferences and default headers in hookpanel.ini. Keys that this version does not know stay in the file; a value
/// that cannot be read counts as unset and stays as it is until it is set. Same thread rule as WebhookStore.
class PreferencesStore
{
public:
    static constexpr int schemaVersion = 2; ///< The newest; a file without secrets is of version 1.

    /// Keys in the file.
    static constexpr QLatin1StringView editionEntry{"preferences/edition"};
    static constexpr QLatin1StringView intakeEntry{"preferences/intake"};
    static constexpr QLatin1StringView intakePortEntry{"preferences/intakePort"};

    explicit PreferencesStore(const Profile &profile);

    /// The defaults when there is no file; what can be read of a damaged one. Fails with CannotRead.
    [[nodiscard]] Result<Preferences> load() const;

    /// The same, and what is wrong with the file. Fails with CannotRead.
    [[nodiscard]] Result<LoadedPreferences> loadWithProblems() const;

    /// The preferences for something that is about to be sent: fails with ProxyUnreadable rather than taking another way
    /// than the one that was set, and as defaultHeadersForSending() does.
    [[nodiscard]] Result<Preferences> forSending() const;

    /// The default headers for something that is about to be sent: fails with DefaultHeadersUnreadable rather than
    /// giving fewer than were set, and with CannotRead.
    [[nodiscard]] Result<Headers> defaultHeadersForSending() const;

    /// Where the secrets of the profile are. Fails with CannotRead, also where the file is damaged or the place is none that
    /// this version knows.
    [[nodiscard]] Result<SecretPlace> secretPlace() const;

    /// Settles the place, unless one is settled already; returns the one that it is then. Looks and writes under one lock.
    /// Fails as secretPlace() and save() do.
    [[nodiscard]] Result<SecretPlace> settleSecretPlace(const SecretPlace &place);

    /// Writes what differs from `before`, the preferences that the caller started from (default: those in the file),
    /// so that two programs that set two of them do not undo each other. A damaged file is first copied aside, and so is one
    /// with an unreadable value that is written over. Fails
    /// with NewerVersion, CannotRead or CannotWrite, then nothing has changed.
    Result<void> save(const Preferences &preferences, const std::optional<Preferences> &before = std::nullopt);

    /// Writes other default headers in place of `expected`; looks and writes under one lock. Fails with ChangedElsewhere
    /// when there are others, and as save() does.
    Result<void> replaceDefaultHeaders(const Headers &headers, const Headers &expected);

private:
    /// What is written: in what `wanted` differs from `before`.
    struct Change {
        Preferences wanted;
        Preferences before;
    };

    Result<void> change(const std::function<Result<Change>(const Preferences &there)> &decide);

    Profile m_profile;
};

} // namespace hookpanel
