// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/proxychoice.h"
#include "core/retention.h"
#include "core/retryschedule.h"
#include "core/webhook.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace hookpanel {

enum class PayloadFormat { Strapi4, Strapi5 };
enum class Edition { Community, Enterprise };
enum class Theme { System, Light, Dark };

/// What is set once for a profile: default headers, and the choices that new webhooks and composed events start from.
struct Preferences {
    static constexpr int mostAttemptsAtOnce = 256;
    static constexpr int defaultIntakePort = 14747; ///< Not assigned to anything, and below those given out by the system.
    static constexpr int largestPort = 65535;

    Headers defaultHeaders; ///< Sent with every webhook; a webhook's own header of the same name wins.
    PayloadFormat payloadFormat = PayloadFormat::Strapi5;
    Edition edition = Edition::Community;
    int timeoutSeconds = Webhook::defaultTimeout; ///< Of a new webhook.
    RetrySchedule retry; ///< Of a new webhook.
    ProxyChoice proxy;
    Theme theme = Theme::System; ///< Of the window.
    Retention retention;
    bool intakeOn = false; ///< Whether other programs may hand in events.
    int intakePort = defaultIntakePort; ///< 1 to 65535, also while it is off.
    int attemptsAtOnce = 32; ///< Of real events, 1 to mostAttemptsAtOnce; tests go beside them.

    bool operator==(const Preferences &) const = default;
};

/// "4" and "5": the name in settings, on disk and on the command line.
[[nodiscard]] QString payloadFormatKey(PayloadFormat format);
[[nodiscard]] std::optional<PayloadFormat> payloadFormatFromKey(const QString &key);

/// "community" and "enterprise": the name in settings, in the catalogue, on disk and on the command line.
[[nodiscard]] QString editionKey(Edition edition);
[[nodiscard]] std::optional<Edition> editionFromKey(const QString &key);

/// "system", "light" and "dark": the name on disk and on the command line.
[[nodiscard]] QString themeKey(Theme theme);
[[nodiscard]] std::optional<Theme> themeFromKey(const QString &key);

/// `current` with what was changed from `base` to `edited`: headers that somebody else added, changed or removed meanwhile
/// stay so, unless the edit is about the same name, which then wins.
[[nodiscard]] Headers withEdits(const Headers &current, const Headers &base, const Headers &edited);

/// A whole number of seconds, white space around it allowed; the range is not checked.
[[nodiscard]] std::optional<int> secondsFromText(const QString &text);

/// A whole number from 1 to `most`, white space around it allowed.
[[nodiscard]] std::optional<int> countFromText(const QString &text, int most);

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::Preferences)
