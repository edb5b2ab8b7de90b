// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/placeholders.h"

#include <QString>

class QUrl;

namespace hookpanel {

/// A URL that is called, for eyes: character for character what leaves, but for what came out of a variable, which is
/// `${NAME}`. A literal `${` is told apart, because it leaves as `$%7B`.
struct ShownUrl {
    QString url;
    QString host; ///< As in the Host header, with a port that is not the usual one.
    QString target; ///< As in the request line; a variable that holds more than its place suggests is here too.
};

/// `typed` as it was filled, `read` the URL read from its value, and `called` the same without dot segments. Where it cannot
/// be told which character came from where (a `%` at the end of a variable, say), it counts as the variable's.
[[nodiscard]] ShownUrl shownUrl(const placeholders::Filled &typed, const QUrl &read, const QUrl &called);

} // namespace hookpanel
