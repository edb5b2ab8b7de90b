// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"

#include <QHash>
#include <QMetaType>
#include <QString>

namespace hookpanel {

/// Why nothing is sent to a webhook now: what is due for it waits until that has changed.
enum class Hold {
    None,
    Disabled,
    Removed, ///< Its file is gone; it may come back.
    Unreadable, ///< Its file is not whole: sent without what it lost, a delivery would be another request.
    Secrets, ///< Of the webhook or the default headers: the keyring is locked, or they cannot be read.
    Preferences, ///< They cannot be read: the same without the default headers.
};

/// Of webhooks for which something waits; those that may go are left out.
using Holds = QHash<WebhookId, Hold>;

/// "webhook-disabled": the name in JSON; empty for None.
[[nodiscard]] QString holdKey(Hold hold);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Hold)
