// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventrules.h"
#include "host/filestamp.h"
#include "store/contenttypestore.h"
#include "store/eventtypestore.h"
#include "store/preferencesstore.h"

#include <QMap>

#include <optional>

namespace hookpanel {

/// The rules for events as the profile has them at the moment of asking: its content types and its own event types, read
/// again only when a file of theirs has changed.
class RuleSource
{
public:
    /// Of the catalogue the built-in types count; the profile's own ones come from its files.
    RuleSource(const Profile &profile, const EventCatalogue &catalogue);

    /// Fails with ContentTypeDamaged, NewerVersion or CannotRead when a content type cannot be read: it might say that
    /// something is private. An own event type that cannot be read is unknown.
    [[nodiscard]] Result<EventRules> rules();

    /// The chosen edition of Strapi. While the preferences cannot be read whole it stays what it was; fails with CannotRead
    /// when it was not read before.
    [[nodiscard]] Result<Edition> edition();

private:
    using Stamps = QMap<QString, FileStamp>;
    [[nodiscard]] Stamps stamps() const;

    Profile m_profile;
    EventCatalogue m_catalogue;
    ContentTypeStore m_contentTypes;
    EventTypeStore m_eventTypes;
    PreferencesStore m_preferences;
    std::optional<std::pair<Stamps, EventRules>> m_rules; ///< As they were read last; failures are not kept.
    std::optional<std::pair<FileStamp, Edition>> m_edition;
};

} // namespace hookpanel
