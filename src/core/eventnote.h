// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMetaType>
#include <QStringList>

namespace hookpanel {

/// Something about an event that its sender should know. Words::of(const EventNote &) has a sentence for each.
struct EventNote {
    static constexpr int mostPaths = 50;

    enum class Kind {
        UnknownContentType, ///< Nothing is known of what is private; the subject is its name, if it has one.
        AmbiguousModel, ///< Several content types are called so; what is private in any of them was taken out.
        UnknownParts, ///< Content types and components inside of it of which nothing is known.
        PrivateTaken, ///< The members that were taken out.
        UserCut, ///< The relations to users that were cut to their id.
        WebhookUnreadable, ///< The webhooks whose files are not whole: their deliveries wait.
    };

    Kind kind = Kind::UnknownContentType;
    QStringList subjects; ///< Members as "entry.stops[].secret"; at most mostPaths of them.
    int more = 0; ///< How many members there are beyond those that are named.

    bool operator==(const EventNote &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::EventNote)
