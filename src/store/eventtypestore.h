// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/result.h"
#include "store/profile.h"

#include <QList>

namespace hookpanel {

/// The user's own event types of a profile, and what of them cannot be read.
struct LoadedEventTypes {
    QList<EventType> types;
    QList<Error> faults; ///< Damaged or CannotRead with the file, EventTypeNameInvalid with the name.

    bool operator==(const LoadedEventTypes &) const = default;
};

/// Event types of the user's own in `event-types/<name>.json`, in the form of the built-in ones. Files and their folder are
/// for the user alone. To be used from one thread at a time.
class EventTypeStore
{
public:
    explicit EventTypeStore(const Profile &profile)
        : m_profile(profile)
    {
    }

    /// All of them, in the order of their names. A damaged one is left out and told.
    [[nodiscard]] LoadedEventTypes load() const;

    /// Adds or replaces one; the sample is a whole payload of this type. Fails with EventTypeNameInvalid, EventTypeBuiltIn,
    /// with what is wrong with the sample, or with CannotWrite.
    [[nodiscard]] Result<EventType> add(const QString &name, const QByteArray &sample, const EventCatalogue &builtIn) const;

    /// Fails with EventTypeBuiltIn, NoSuchEventType or CannotWrite.
    [[nodiscard]] Result<void> remove(const QString &name, const EventCatalogue &builtIn) const;

private:
    Profile m_profile;
};

} // namespace hookpanel
