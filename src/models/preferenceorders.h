// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/panelservice.h"

#include <QHash>
#include <QObject>

#include <array>
#include <optional>

namespace hookpanel {

/// One thing that the settings page sets.
enum class Setting {
    DefaultHeaders,
    Timeout,
    Retry,
    RetentionDays,
    RetentionCount,
    AttemptsAtOnce,
    Intake,
    IntakePort,
    PayloadFormat,
    Edition,
    Proxy,
    Theme
};

inline constexpr std::array allSettings{Setting::DefaultHeaders, Setting::Timeout,        Setting::Retry,
                                        Setting::RetentionDays,  Setting::RetentionCount, Setting::AttemptsAtOnce,
                                        Setting::Intake,         Setting::IntakePort,     Setting::PayloadFormat,
                                        Setting::Edition,        Setting::Proxy,          Setting::Theme};

/// Copies the member that this setting is about, and no other.
void copySetting(Setting setting, const Preferences &from, Preferences &to);

/// What the settings page orders: hands each choice to the service as soon as it is made and remembers it until it is
/// stored. What cannot be written is kept, to be tried again. The one place that knows what is stored: it listens to the
/// service itself.
class PreferenceOrders : public QObject
{
    Q_OBJECT

public:
    /// The service is not owned and must outlive this. Nobody else may call its savePreferences(): answers are told apart by
    /// their order.
    explicit PreferenceOrders(PanelService &service, QObject *parent = nullptr);

    /// Orders that one setting be written as it is in `wanted`. What is stored of the others stays, whoever sets it
    /// meanwhile. Nothing happens when it is so already, or is what could not be written. `isUndo`: it takes a choice back
    /// and is offered to nobody as one.
    void set(Setting setting, const Preferences &wanted, bool isUndo = false);

    /// Orders once more what could not be written.
    void tryAgain();

    /// As stored, with what is on its way to be stored.
    [[nodiscard]] Preferences shown() const;

    [[nodiscard]] const Preferences &stored() const { return m_stored; }
    [[nodiscard]] const Problems &problems() const { return m_problems; } ///< What of the stored ones cannot be read.

    /// Why the file cannot be read at all, while that is so.
    [[nodiscard]] const std::optional<Error> &unreadable() const { return m_unreadable; }

    /// Whether a choice of this setting, not an undo, is on its way or could not be written.
    [[nodiscard]] bool isOpen(Setting setting) const;

    /// How many settings could not be written, and why the last of them.
    [[nodiscard]] int unwritten() const { return int(m_unwritten.size()); }
    [[nodiscard]] const Error &failure() const { return m_failure; }

    /// Whether no order is waiting for its answer.
    [[nodiscard]] bool isIdle() const { return m_pending.isEmpty(); }

Q_SIGNALS:
    /// Something that the functions above tell has changed.
    void changed();

    /// A choice is stored. `before` is as it was; set() with it takes the choice back.
    void done(hookpanel::Setting setting, const hookpanel::Preferences &before);

    /// A choice could not be written, after changed().
    void failed(hookpanel::Setting setting);

    /// The last order that was waited for is answered: isIdle() is true now.
    void settled();

private:
    struct Change {
        Setting setting = Setting::Theme;
        Preferences before;
        Preferences after;
        bool isUndo = false;
    };

    void takeOver(const Preferences &preferences, const Problems &problems);
    void onSaved(const Preferences &preferences, const Problems &problems);
    void onFailed(const Error &error);

    PanelService &m_service;
    Preferences m_stored;
    Problems m_problems;
    std::optional<Error> m_unreadable;
    QList<Change> m_pending; ///< Orders that are not answered yet; answers come in their order.
    QHash<Setting, Preferences> m_unwritten; ///< By setting; only that member counts.
    Error m_failure;
};

} // namespace hookpanel
