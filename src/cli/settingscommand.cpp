// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/settingscommand.h"

#include "cli/commandcontext.h"
#include "cli/intaketokensetting.h"
#include "cli/webhookoptions.h"
#include "cli/webhooktext.h"
#include "core/validation.h"
#include "core/webhookjson.h"
#include "core/words.h"

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

int formatNumber(PayloadFormat format)
{
    return payloadFormatKey(format).toInt();
}

} // namespace

SettingsCommand::SettingsCommand()
    : m_table(makeTable())
{
}

QList<Setting> SettingsCommand::makeTable()
{
    return {
        {u"payload-format"_s, tr("4 or 5: the Strapi version whose payloads are composed."),
         [](const Preferences &preferences) { return payloadFormatKey(preferences.payloadFormat); },
         [](const Preferences &preferences) { return QJsonValue(formatNumber(preferences.payloadFormat)); },
         &SettingsCommand::setPayloadFormat},
        {u"edition"_s, tr("community, or enterprise to have the event types of the Enterprise edition shown."),
         [](const Preferences &preferences) { return editionKey(preferences.edition); },
         [](const Preferences &preferences) { return QJsonValue(editionKey(preferences.edition)); },
         &SettingsCommand::setEdition},
        {u"timeout"_s, tr("Seconds for a whole attempt, 1 to 120: the start value of a new webhook."),
         [](const Preferences &preferences) { return QString::number(preferences.timeoutSeconds); },
         [](const Preferences &preferences) { return QJsonValue(preferences.timeoutSeconds); },
         &SettingsCommand::setTimeout},
        {u"retry"_s, tr("off, quick, standard, or a list of seconds such as 1,5,60: the start value of a new webhook."),
         [](const Preferences &preferences) { return preferences.retry.toText(); },
         [](const Preferences &preferences) { return json::retry(preferences.retry); }, &SettingsCommand::setRetry},
        {u"proxy"_s, tr("system, none, http://host:port or socks5://host:port: the way requests leave."),
         [](const Preferences &preferences) { return preferences.proxy.toText(); },
         [](const Preferences &preferences) { return QJsonValue(preferences.proxy.toText()); }, &SettingsCommand::setProxy},
        {u"theme"_s, tr("system, light or dark: how the window looks."),
         [](const Preferences &preferences) { return themeKey(preferences.theme); },
         [](const Preferences &preferences) { return QJsonValue(themeKey(preferences.theme)); }, &SettingsCommand::setTheme},
        {u"retention-days"_s,
         tr("Deliveries that ended longer ago are removed, 1 to %1; those that did not arrive are kept three times as long.")
             .arg(Retention::mostDays),
         [](const Preferences &preferences) { return QString::number(preferences.retention.days); },
         [](const Preferences &preferences) { return QJsonValue(preferences.retention.days); },
         &SettingsCommand::setRetentionDays},
        {u"retention-count"_s,
         tr("So many deliveries are kept at most, 1 to %1; the oldest go first.").arg(Retention::mostCount),
         [](const Preferences &preferences) { return QString::number(preferences.retention.count); },
         [](const Preferences &preferences) { return QJsonValue(preferences.retention.count); },
         &SettingsCommand::setRetentionCount},
        {u"attempts-at-once"_s,
         tr("So many attempts are under way at once at most, 1 to %1; never more than six to one origin.")
             .arg(Preferences::mostAttemptsAtOnce),
         [](const Preferences &preferences) { return QString::number(preferences.attemptsAtOnce); },
         [](const Preferences &preferences) { return QJsonValue(preferences.attemptsAtOnce); },
         &SettingsCommand::setAttemptsAtOnce},
        {u"intake-port"_s,
         tr("off, or the port of 127.0.0.1 where other programs hand in events while the window or “serve” runs; %1 is a "
            "good one.")
             .arg(Preferences::defaultIntakePort),
         [](const Preferences &preferences) {
             return preferences.intakeOn ? QString::number(preferences.intakePort) : u"off"_s;
         },
         [](const Preferences &preferences) {
             return preferences.intakeOn ? QJsonValue(preferences.intakePort) : QJsonValue(u"off"_s);
         },
         &SettingsCommand::setIntakePort},
    };
}

CommandSyntax SettingsCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"settings"_s;
    syntax.synopsis = u"[KEY [VALUE]]"_s;
    syntax.summary = tr("show or change settings");
    syntax.details = tr("Prints all settings, or the value of KEY alone. With VALUE it sets KEY first.");
    syntax.tableTitle = tr("Keys:");
    for (const Setting &setting : m_table)
        syntax.table.append({setting.key, setting.description});
    syntax.table.append({IntakeTokenSetting::key(), IntakeTokenSetting::description()});
    syntax.mostOperands = 2;
    return syntax;
}

std::optional<int> SettingsCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    if (arguments.positionalArguments().value(0) == IntakeTokenSetting::key())
        return IntakeTokenSetting::run(arguments.positionalArguments().value(1), context);
    Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return context.console.fail(preferences.error());
    const Preferences before = *preferences; // what differs is written, so that another program's change is kept
    const QStringList operands = arguments.positionalArguments();
    if (operands.isEmpty()) {
        printAll(*preferences, context);
        return exitcode::done;
    }
    const Setting *setting = find(operands[0]);
    if (!setting)
        return context.console.fail(unknownKey(operands[0]));
    if (operands.size() == 2) {
        if (const std::optional<Failure> failure = setting->set(operands[1], *preferences))
            return context.console.fail(*failure);
        if (const Expected<void> prepared = context.prepareProfile(); !prepared)
            return context.console.fail(prepared.error());
        if (const Result<void> saved = context.preferences.save(*preferences, before); !saved)
            return context.console.fail(Failure::of(saved.error()));
    }
    printOne(*setting, *preferences, context);
    return exitcode::done;
}

std::optional<Failure> SettingsCommand::setPayloadFormat(const QString &text, Preferences &preferences)
{
    if (const auto format = payloadFormatFromKey(text)) {
        preferences.payloadFormat = *format;
        return std::nullopt;
    }
    return Failure::badValue(tr("“%1” is not a payload format. Use 4 or 5.").arg(text), u"payload-format"_s);
}

std::optional<Failure> SettingsCommand::setEdition(const QString &text, Preferences &preferences)
{
    if (const auto edition = editionFromKey(text)) {
        preferences.edition = *edition;
        return std::nullopt;
    }
    return Failure::badValue(tr("“%1” is not an edition. Use community or enterprise.").arg(text), u"edition"_s);
}

std::optional<Failure> SettingsCommand::setTimeout(const QString &text, Preferences &preferences)
{
    const QString field = u"timeout"_s;
    const Expected<int> seconds = WebhookOptions::secondsFromText(text, field);
    if (!seconds)
        return seconds.error();
    if (*seconds < Webhook::shortestTimeout || *seconds > Webhook::longestTimeout)
        return Failure::badValue(Words::of(Rule::TimeoutOutOfRange, text), field);
    preferences.timeoutSeconds = *seconds;
    return std::nullopt;
}

std::optional<Failure> SettingsCommand::setRetry(const QString &text, Preferences &preferences)
{
    const QString field = u"retry"_s;
    const Expected<RetrySchedule> schedule = WebhookOptions::scheduleFromText(text, field);
    if (!schedule)
        return schedule.error();
    if (!schedule->isValid())
        return Failure::badValue(Words::of(Rule::RetryInvalid, text), field);
    preferences.retry = *schedule;
    return std::nullopt;
}

std::optional<Failure> SettingsCommand::setProxy(const QString &text, Preferences &preferences)
{
    const auto proxy = ProxyChoice::fromText(text);
    if (!proxy)
        return Failure::badValue(Words::of(proxy.error(), {}), u"proxy"_s);
    preferences.proxy = *proxy;
    return std::nullopt;
}

std::optional<Failure> SettingsCommand::setTheme(const QString &text, Preferences &preferences)
{
    if (const auto theme = themeFromKey(text)) {
        preferences.theme = *theme;
        return std::nullopt;
    }
    return Failure::badValue(tr("“%1” is not a theme. Use system, light or dark.").arg(text), u"theme"_s);
}

std::optional<Failure> SettingsCommand::setCount(const QString &text, int most, const QString &key, int &count)
{
    const auto wanted = countFromText(text, most);
    if (!wanted)
        return Failure::badValue(tr("“%1” is not a whole number from 1 to %2.").arg(text).arg(most), key);
    count = *wanted;
    return std::nullopt;
}

std::optional<Failure> SettingsCommand::setRetentionDays(const QString &text, Preferences &preferences)
{
    return setCount(text, Retention::mostDays, u"retention-days"_s, preferences.retention.days);
}

std::optional<Failure> SettingsCommand::setRetentionCount(const QString &text, Preferences &preferences)
{
    return setCount(text, Retention::mostCount, u"retention-count"_s, preferences.retention.count);
}

std::optional<Failure> SettingsCommand::setAttemptsAtOnce(const QString &text, Preferences &preferences)
{
    return setCount(text, Preferences::mostAttemptsAtOnce, u"attempts-at-once"_s, preferences.attemptsAtOnce);
}

/// Off keeps the port for when it is on again.
std::optional<Failure> SettingsCommand::setIntakePort(const QString &text, Preferences &preferences)
{
    const bool isOff = text == u"off";
    const auto port = isOff ? std::optional(preferences.intakePort) : countFromText(text, Preferences::largestPort);
    if (!port)
        return Failure::badValue(
            tr("“%1” is not a port. Use off, or a number from 1 to %2.").arg(text).arg(Preferences::largestPort),
            u"intake-port"_s);
    preferences.intakeOn = !isOff;
    preferences.intakePort = *port;
    return std::nullopt;
}

const Setting *SettingsCommand::find(const QString &key) const
{
    const auto found
        = std::find_if(m_table.cbegin(), m_table.cend(), [&key](const Setting &setting) { return setting.key == key; });
    return found == m_table.cend() ? nullptr : &*found;
}

Failure SettingsCommand::unknownKey(const QString &key) const
{
    QStringList keys;
    for (const Setting &setting : m_table)
        keys.append(setting.key);
    keys.append(IntakeTokenSetting::key());
    return Failure::noSuchName(tr("There is no setting “%1”. The settings are: %2").arg(key, keys.join(u", "_s)), key);
}

void SettingsCommand::printAll(const Preferences &preferences, CommandContext &context) const
{
    QJsonObject object;
    QList<QStringList> rows;
    for (const Setting &setting : m_table) {
        object.insert(setting.key, setting.json(preferences));
        rows.append({setting.key, setting.text(preferences)});
    }
    if (context.console.json())
        context.console.print(object);
    else
        context.console.print(inColumns(rows));
}

void SettingsCommand::printOne(const Setting &setting, const Preferences &preferences, CommandContext &context)
{
    if (context.console.json())
        context.console.print(QJsonObject{{setting.key, setting.json(preferences)}});
    else
        context.console.print(setting.text(preferences));
}

} // namespace hookpanel
