// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <optional>

namespace hookpanel {

/// Time as a seam: tests give a clock that stands still.
class Clock
{
public:
    virtual ~Clock() = default;

    /// The wall clock in UTC, with milliseconds. May jump.
    [[nodiscard]] virtual QDateTime nowUtc() const = 0;

    /// Milliseconds since some fixed moment; never jumps. Durations are measured with this one.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

/// The clock of this machine.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

/// "2026-11-23T16:33:57.070Z": UTC with milliseconds, as Strapi writes it.
[[nodiscard]] QString toIsoUtc(const QDateTime &time);

/// A date and time of day as ISO 8601 writes them, in any zone; nothing for any other text.
[[nodiscard]] std::optional<QDateTime> timeFromIso(const QString &text);

} // namespace hookpanel
