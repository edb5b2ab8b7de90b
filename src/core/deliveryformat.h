// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/delivery.h"

#include <QByteArray>
#include <QMetaType>

namespace hookpanel {

/// The forms in which deliveries are exported.
enum class DeliveryFormat {
    JsonLines, ///< Per line the `delivery` JSON of product section 8, with each attempt's request and response.
    Csv, ///< One row each (RFC 4180, UTF-8), without attempts; a first row with the names of the columns.
};

namespace deliveryformat {

/// What a file begins with.
[[nodiscard]] QByteArray head(DeliveryFormat format);

/// One delivery, with its line end. `attempts` are not used for CSV.
[[nodiscard]] QByteArray line(DeliveryFormat format, const Delivery &delivery, const QList<Attempt> &attempts);

} // namespace deliveryformat
} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::DeliveryFormat)
