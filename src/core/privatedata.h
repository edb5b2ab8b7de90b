// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypes.h"
#include "core/eventnote.h"
#include "core/jsontree.h"

namespace hookpanel {

/// A payload from which private data was taken.
struct CleanedPayload {
    QByteArray bytes;
    QList<EventNote> notes; ///< PrivateTaken, UserCut and UnknownParts, each at most once.
};

/// Takes out of a payload what must not leave (product section 4), and nothing else: members are cut out with their comma,
/// all other bytes stay. In `entry` and `entity`, which are of one of these content types, that is what those mark as
/// private and their passwords, at any depth: through relations, components, dynamic zones, media and arrays; and what
/// relations to users hold beside the id. The same goes for the entries of a release's actions, each of the content type
/// that its action names, and for any object anywhere that says itself of which it is (`__type`, `__contentType`).
/// `createdBy` and `updatedBy` go from everything that a CMS puts into its events, known or not; of assignees only the id
/// stays.
[[nodiscard]] CleanedPayload withoutPrivateData(const JsonTree &payload, const QList<const ContentType *> &contentTypes,
                                                const ContentTypes &known);

} // namespace hookpanel
