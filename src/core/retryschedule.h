// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace hookpanel {

/// The waits between the attempts of a delivery. The named schedules are fixed; "standard" is the example schedule
/// of the Standard Webhooks specification.
class RetrySchedule
{
public:
    enum class Kind { Off, Quick, Standard, Custom };

    static constexpr int maximumWaits = 24;
    static constexpr std::chrono::seconds shortestWait{1};
    static constexpr std::chrono::seconds longestWait = std::chrono::hours(7 * 24);

    RetrySchedule() = default;
    explicit RetrySchedule(Kind kind);

    /// A list of waits; it is not checked here, see isValid().
    static RetrySchedule custom(const QList<std::chrono::seconds> &waits);

    /// Reads "off", "quick", "standard" (any case) or seconds separated by commas ("1,5,60"). Nothing when the text
    /// is neither; a list that breaks a limit is read and is not valid.
    static std::optional<RetrySchedule> fromText(const QString &text);

    /// The form that fromText() reads.
    [[nodiscard]] QString toText() const;

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QList<std::chrono::seconds> waits() const;

    /// At most 24 waits of 1 s to 7 days.
    [[nodiscard]] bool isValid() const;

    bool operator==(const RetrySchedule &) const = default;

private:
    Kind m_kind = Kind::Standard;
    QList<std::chrono::seconds> m_custom;
};

} // namespace hookpanel
