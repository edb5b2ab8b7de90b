// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/preferenceorders.h"

#include <algorithm>
#include <utility>

namespace hookpanel {

namespace {

bool isSame(Setting setting, const Preferences &a, const Preferences &b)
{
    Preferences both = a;
    copySetting(setting, b, both);
    return both == a;
}

} // namespace

void copySetting(Setting setting, const Preferences &from, Preferences &to)
{
    switch (setting) {
    case Setting::DefaultHeaders:
        to.defaultHeaders = from.defaultHeaders;
        return;
    case Setting::Timeout:
        to.timeoutSeconds = from.timeoutSeconds;
        return;
    case Setting::Retry:
        to.retry = from.retry;
        return;
    case Setting::RetentionDays:
        to.retention.days = from.retention.days;
        return;
    case Setting::RetentionCount:
        to.retention.count = from.retention.count;
        return;
    case Setting::AttemptsAtOnce:
        to.attemptsAtOnce = from.attemptsAtOnce;
        return;
    case Setting::Intake:
        to.intakeOn = from.intakeOn;
        return;
    case Setting::IntakePort:
        to.intakePort = from.intakePort;
        return;
    case Setting::PayloadFormat:
        to.payloadFormat = from.payloadFormat;
        return;
    case Setting::Edition:
        to.edition = from.edition;
        return;
    case Setting::Proxy:
        to.proxy = from.proxy;
        return;
    case Setting::Theme:
        to.theme = from.theme;
        return;
    }
    Q_UNREACHABLE();
}

PreferenceOrders::PreferenceOrders(PanelService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
    connect(&service, &PanelService::loaded, this,
            [this](const PanelContent &content) { takeOver(content.preferences, content.problems); });
    connect(&service, &PanelService::preferencesStored, this, &PreferenceOrders::takeOver);
    connect(&service, &PanelService::preferencesUnreadable, this, [this](const Error &error) {
        m_unreadable = error;
        Q_EMIT changed();
    });
    connect(&service, &PanelService::preferencesSaved, this, &PreferenceOrders::onSaved);
    connect(&service, &PanelService::preferencesFailed, this, &PreferenceOrders::onFailed);
}

void PreferenceOrders::set(Setting setting, const Preferences &wanted, bool isUndo)
{
    if (const auto unwritten = m_unwritten.constFind(setting);
        unwritten != m_unwritten.cend() && isSame(setting, *unwritten, wanted))
        return; // the button to try again is there
    const Preferences before = shown();
    Preferences after = before;
    copySetting(setting, wanted, after);
    const bool wasUnwritten = m_unwritten.remove(setting);
    if (after != before) {
        m_pending.append({setting, before, after, isUndo});
        m_service.savePreferences(after, before);
    }
    if (wasUnwritten)
        Q_EMIT changed();
}

void PreferenceOrders::tryAgain()
{
    const auto unwritten = std::exchange(m_unwritten, {});
    for (auto it = unwritten.cbegin(); it != unwritten.cend(); ++it)
        set(it.key(), *it);
    Q_EMIT changed();
}

Preferences PreferenceOrders::shown() const
{
    Preferences shown = m_stored;
    for (const Change &pending : m_pending)
        copySetting(pending.setting, pending.after, shown);
    return shown;
}

bool PreferenceOrders::isOpen(Setting setting) const
{
    return m_unwritten.contains(setting)
        || std::any_of(m_pending.cbegin(), m_pending.cend(),
                       [setting](const Change &pending) { return pending.setting == setting && !pending.isUndo; });
}

void PreferenceOrders::takeOver(const Preferences &preferences, const Problems &problems)
{
    m_stored = preferences;
    m_problems = problems;
    m_unreadable.reset();
    Q_EMIT changed();
}

void PreferenceOrders::onSaved(const Preferences &preferences, const Problems &problems)
{
    if (m_pending.isEmpty()) {
        takeOver(preferences, problems);
        return;
    }
    const Change change = m_pending.takeFirst();
    takeOver(preferences, problems);
    if (!change.isUndo)
        Q_EMIT done(change.setting, change.before);
    if (m_pending.isEmpty())
        Q_EMIT settled();
}

void PreferenceOrders::onFailed(const Error &error)
{
    if (m_pending.isEmpty())
        return;
    const Change change = m_pending.takeFirst();
    m_unwritten.insert(change.setting, change.after);
    m_failure = error;
    Q_EMIT changed();
    Q_EMIT failed(change.setting);
    if (m_pending.isEmpty())
        Q_EMIT settled();
}

} // namespace hookpanel
