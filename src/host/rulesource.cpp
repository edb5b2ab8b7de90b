// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/rulesource.h"

#include <QDir>

namespace hookpanel {

RuleSource::RuleSource(const Profile &profile, const EventCatalogue &catalogue)
    : m_profile(profile)
    , m_catalogue(catalogue)
    , m_contentTypes(profile)
    , m_eventTypes(profile)
    , m_preferences(profile)
{
}

RuleSource::Stamps RuleSource::stamps() const
{
    Stamps stamps;
    for (const QString &folder : {m_profile.contentTypesFolder(), m_profile.eventTypesFolder()}) {
        const QDir directory(folder);
        for (const QString &name : directory.entryList(QDir::Files | QDir::System)) {
            const QString path = directory.filePath(name);
            stamps.insert(path, FileStamp::of(path));
        }
        stamps.insert(folder, FileStamp::of(folder));
    }
    return stamps;
}

Result<EventRules> RuleSource::rules()
{
    const Stamps now = stamps(); // before reading: what changes meanwhile is read again the next time
    if (m_rules && m_rules->first == now)
        return m_rules->second;
    const auto loaded = m_contentTypes.load();
    Result<EventRules> rules;
    if (!loaded)
        rules = tl::unexpected(loaded.error());
    else if (!loaded->faults.isEmpty())
        rules = tl::unexpected(loaded->faults.first());
    else
        rules = EventRules(loaded->types, m_catalogue.withOwn(m_eventTypes.load().types));
    m_rules.reset();
    if (rules) // reading may succeed the next time, without any change to the files
        m_rules = {now, *rules};
    return rules;
}

Result<Edition> RuleSource::edition()
{
    const FileStamp now = FileStamp::of(m_profile.preferencesFile());
    if (m_edition && m_edition->first == now)
        return m_edition->second;
    const auto loaded = m_preferences.loadWithProblems();
    if (const auto fault = loaded ? loaded->damageOf({PreferencesStore::editionEntry}) : std::optional(loaded.error()))
        return m_edition ? Result<Edition>(m_edition->second) : tl::unexpected(*fault);
    m_edition = {now, loaded->preferences.edition};
    return m_edition->second;
}

} // namespace hookpanel
