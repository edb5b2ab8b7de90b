// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/hold.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString holdKey(Hold hold)
{
    switch (hold) {
    case Hold::None:
        return {};
    case Hold::Disabled:
        return u"webhook-disabled"_s;
    case Hold::Removed:
        return u"webhook-removed"_s;
    case Hold::Unreadable:
        return u"webhook-unreadable"_s;
    case Hold::Secrets:
        return u"secrets-unreadable"_s;
    case Hold::Preferences:
        return u"preferences-unreadable"_s;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
