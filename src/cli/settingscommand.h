// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/preferences.h"

#include <QCoreApplication>
#include <QJsonValue>
#include <QList>

namespace hookpanel {

/// One preference as the command line knows it: a row of the table in settingscommand.cpp.
struct Setting {
    QString key; ///< "payload-format"
    QString description; ///< For the help.
    QString (*text)(const Preferences &); ///< The form that set() reads.
    QJsonValue (*json)(const Preferences &);
    std::optional<Failure> (*set)(const QString &text, Preferences &); ///< Changes nothing when it fails.
};

/// `settings [KEY [VALUE]]`: shows and changes preferences.
class SettingsCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::SettingsCommand)

public:
    SettingsCommand();

    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static QList<Setting> makeTable();
    static std::optional<Failure> setPayloadFormat(const QString &text, Preferences &preferences);
    static std::optional<Failure> setEdition(const QString &text, Preferences &preferences);
    static std::optional<Failure> setTimeout(const QString &text, Preferences &preferences);
    static std::optional<Failure> setRetry(const QString &text, Preferences &preferences);
    static std::optional<Failure> setProxy(const QString &text, Preferences &preferences);
    static std::optional<Failure> setTheme(const QString &text, Preferences &preferences);
    static std::optional<Failure> setRetentionDays(const QString &text, Preferences &preferences);
    static std::optional<Failure> setRetentionCount(const QString &text, Preferences &preferences);
    static std::optional<Failure> setAttemptsAtOnce(const QString &text, Preferences &preferences);
    static std::optional<Failure> setIntakePort(const QString &text, Preferences &preferences);
    static std::optional<Failure> setCount(const QString &text, int most, const QString &key, int &count);

    [[nodiscard]] const Setting *find(const QString &key) const;
    [[nodiscard]] Failure unknownKey(const QString &key) const;
    void printAll(const Preferences &preferences, CommandContext &context) const;
    static void printOne(const Setting &setting, const Preferences &preferences, CommandContext &context);

    const QList<Setting> m_table;
};

} // namespace hookpanel
