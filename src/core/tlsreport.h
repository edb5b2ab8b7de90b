// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/result.h"

#include <QList>

#include <optional>

namespace hookpanel {

/// What the files of a TLS policy hold, for people who choose them: nothing secret.
struct TlsReport {
    std::optional<Error> error = {}; ///< Why it cannot be used; then the rest is not known.
    QList<TlsInfo> authorities = {}; ///< The certificates in the extra file.
    std::optional<TlsInfo> client = {}; ///< The client's own certificate.

    bool operator==(const TlsReport &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::TlsReport)
