// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/preferencesstore.h"

#include "core/webhookjson.h"
#include "store/newprofile.h"
#include "store/settingsfile.h"

#include <algorithm>
#include <array>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView defaultHeadersKey("headers/default");

/// 2 where default headers refer to secrets, which the first version would take for nothing.
int schemaVersionOf(const settingsformat::Values &values)
{
    const auto headers = json::headersFromText(values.value(defaultHeadersKey)).value_or(Headers());
    return std::any_of(headers.cbegin(), headers.cend(), [](const Header &header) { return header.isSecret; }) ? 2 : 1;
}

const SettingsKind &preferencesKind()
{
    static const SettingsKind kind{PreferencesStore::schemaVersion, {}, schemaVersionOf};
    return kind;
}

bool formatFromText(const QString &text, Preferences &preferences)
{
    const auto format = payloadFormatFromKey(text.trimmed());
    if (format)
        preferences.payloadFormat = *format;
    return format.has_value();
}

bool editionFromText(const QString &text, Preferences &preferences)
{
    const auto edition = editionFromKey(text.trimmed().toLower());
    if (edition)
        preferences.edition = *edition;
    return edition.has_value();
}

bool timeoutFromText(const QString &text, Preferences &preferences)
{
    const auto seconds = secondsFromText(text);
    if (!seconds || *seconds < Webhook::shortestTimeout || *seconds > Webhook::longestTimeout)
        return false;
    preferences.timeoutSeconds = *seconds;
    return true;
}

bool retryFromText(const QString &text, Preferences &preferences)
{
    const auto schedule = RetrySchedule::fromText(text);
    if (!schedule || !schedule->isValid())
        return false;
    preferences.retry = *schedule;
    return true;
}

bool headersFromText(const QString &text, Preferences &preferences)
{
    const auto headers = json::headersFromText(text);
    if (headers)
        preferences.defaultHeaders = *headers;
    return headers.has_value();
}

bool proxyFromText(const QString &text, Preferences &preferences)
{
    const auto proxy = ProxyChoice::fromText(text);
    if (proxy)
        preferences.proxy = *proxy;
    return proxy.has_value();
}

bool themeFromText(const QString &text, Preferences &preferences)
{
    const auto theme = themeFromKey(text.trimmed().toLower());
    if (theme)
        preferences.theme = *theme;
    return theme.has_value();
}

bool retentionDaysFromText(const QString &text, Preferences &preferences)
{
    const auto days = countFromText(text, Retention::mostDays);
    preferences.retention.days = days.value_or(preferences.retention.days);
    return days.has_value();
}

bool retentionCountFromText(const QString &text, Preferences &preferences)
{
    const auto count = countFromText(text, Retention::mostCount);
    preferences.retention.count = count.value_or(preferences.retention.count);
    return count.has_value();
}

bool attemptsAtOnceFromText(const QString &text, Preferences &preferences)
{
    const auto count = countFromText(text, Preferences::mostAttemptsAtOnce);
    preferences.attemptsAtOnce = count.value_or(preferences.attemptsAtOnce);
    return count.has_value();
}

bool intakeFromText(const QString &text, Preferences &preferences)
{
    const QString word = text.trimmed().toLower();
    const bool isKnown = word == u"on" || word == u"off";
    if (isKnown)
        preferences.intakeOn = word == u"on";
    return isKnown;
}

bool intakePortFromText(const QString &text, Preferences &preferences)
{
    const auto port = countFromText(text, Preferences::largestPort);
    preferences.intakePort = port.value_or(preferences.intakePort);
    return port.has_value();
}

constexpr QLatin1StringView secretStorageKey("secrets/storage");
constexpr QLatin1StringView secretItemKey("secrets/item");
constexpr QLatin1StringView proxyKey("preferences/proxy");

/// One preference: a new one is one row below. `read` leaves the preferences alone when it fails.
struct Entry {
    Field field; ///< Where a problem is shown; preferences that no webhook has are one matter of the file.
    QLatin1StringView key;
    QString (*write)(const Preferences &preferences);
    bool (*read)(const QString &text, Preferences &preferences);
};

const std::array<Entry, 12> &entries()
{
    static const std::array<Entry, 12> all{{
        {Field::File, "preferences/payloadFormat"_L1, [](const Preferences &p) { return payloadFormatKey(p.payloadFormat); },
         formatFromText},
        {Field::File, PreferencesStore::editionEntry, [](const Preferences &p) { return editionKey(p.edition); },
         editionFromText},
        {Field::Timeout, "preferences/timeoutSeconds"_L1,
         [](const Preferences &p) { return QString::number(p.timeoutSeconds); }, timeoutFromText},
        {Field::Retry, "preferences/retry"_L1, [](const Preferences &p) { return p.retry.toText(); }, retryFromText},
        {Field::File, proxyKey, [](const Preferences &p) { return p.proxy.toText(); }, proxyFromText},
        {Field::File, "preferences/theme"_L1, [](const Preferences &p) { return themeKey(p.theme); }, themeFromText},
        {Field::File, "preferences/retentionDays"_L1, [](const Preferences &p) { return QString::number(p.retention.days); },
         retentionDaysFromText},
        {Field::File, "preferences/retentionCount"_L1,
         [](const Preferences &p) { return QString::number(p.retention.count); }, retentionCountFromText},
        {Field::File, "preferences/attemptsAtOnce"_L1,
         [](const Preferences &p) { return QString::number(p.attemptsAtOnce); }, attemptsAtOnceFromText},
        {Field::File, PreferencesStore::intakeEntry, [](const Preferences &p) { return p.intakeOn ? u"on"_s : u"off"_s; },
         intakeFromText},
        {Field::File, PreferencesStore::intakePortEntry, [](const Preferences &p) { return QString::number(p.intakePort); },
         intakePortFromText},
        {Field::DefaultHeaders, defaultHeadersKey,
         [](const Preferences &p) { return json::headersToText(p.defaultHeaders); }, headersFromText},
    }};
    return all;
}

LoadedPreferences decode(const settingsformat::Values &values)
{
    LoadedPreferences loaded;
    for (const Entry &entry : entries()) {
        const auto found = values.constFind(entry.key);
        // The key is told, not the value: default headers often hold credentials.
        if (found != values.cend() && !entry.read(*found, loaded.preferences))
            loaded.problems.append({entry.field, Rule::ValueUnreadable, -1, false, entry.key});
    }
    return loaded;
}

settingsformat::Values encode(const Preferences &preferences, const Preferences &before, settingsformat::Values values)
{
    for (const Entry &entry : entries()) {
        const QString text = entry.write(preferences);
        if (text != entry.write(before))
            values.insert(entry.key, text);
    }
    return values;
}

/// A file that is not whole, or a word of a newer version, does not mean that there is no place yet.
Result<SecretPlace> placeIn(const SettingsSnapshot &snapshot, const QString &path)
{
    if (snapshot.damage)
        return failure(ErrorCode::CannotRead, path, *snapshot.damage);
    const QString word = snapshot.values.value(secretStorageKey).trimmed();
    const auto storage = word.isEmpty() ? std::optional(SecretPlace::Storage::Undecided) : SecretPlace::fromKey(word);
    if (!storage)
        return failure(ErrorCode::CannotRead, path, Cause::Malformed);
    const QString item = snapshot.values.value(secretItemKey).trimmed();
    if (*storage == SecretPlace::Storage::Keyring && item.isEmpty())
        return failure(ErrorCode::CannotRead, path, Cause::EntriesMissing);
    return SecretPlace{*storage, item};
}

} // namespace

bool LoadedPreferences::hasUnreadableDefaultHeaders() const
{
    return std::any_of(problems.cbegin(), problems.cend(),
                       [](const Problem &problem) { return problem.field == Field::DefaultHeaders; });
}

std::optional<Error> LoadedPreferences::damageOf(const QStringList &keys) const
{
    for (const Problem &problem : problems) {
        if (problem.rule == Rule::PreferencesDamaged)
            return Error{.code = ErrorCode::CannotRead, .subject = problem.subject, .cause = problem.cause};
        if (problem.rule == Rule::ValueUnreadable && keys.contains(problem.subject))
            return Error{.code = ErrorCode::CannotRead, .subject = problem.subject, .cause = Cause::Malformed};
    }
    return std::nullopt;
}

PreferencesStore::PreferencesStore(const Profile &profile)
    : m_profile(profile)
{
}

Result<Preferences> PreferencesStore::load() const
{
    return loadWithProblems().map([](const LoadedPreferences &loaded) { return loaded.preferences; });
}

Result<LoadedPreferences> PreferencesStore::loadWithProblems() const
{
    const QString path = m_profile.preferencesFile();
    const auto snapshot = SettingsFile::read(path, preferencesKind());
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    LoadedPreferences loaded = decode(snapshot->values);
    if (snapshot->damage) {
        loaded.problems.prepend({Field::File, Rule::PreferencesDamaged, -1, false, path, *snapshot->damage});
        if (!snapshot->values.contains(defaultHeadersKey))
            loaded.problems.append({Field::DefaultHeaders, Rule::DefaultHeadersLost});
    } else if (snapshot->change) {
        loaded.problems.prepend({Field::File, Rule::PreferencesChanged, -1, false, path, *snapshot->change});
    }
    return loaded;
}

Result<Headers> PreferencesStore::defaultHeadersForSending() const
{
    const auto loaded = loadWithProblems();
    if (!loaded)
        return tl::unexpected(loaded.error());
    if (loaded->hasUnreadableDefaultHeaders())
        return failure(ErrorCode::DefaultHeadersUnreadable, m_profile.preferencesFile());
    return loaded->preferences.defaultHeaders;
}

Result<Preferences> PreferencesStore::forSending() const
{
    const auto loaded = loadWithProblems();
    if (!loaded)
        return tl::unexpected(loaded.error());
    if (loaded->hasUnreadableDefaultHeaders())
        return failure(ErrorCode::DefaultHeadersUnreadable, m_profile.preferencesFile());
    const bool hasProxy = std::none_of(loaded->problems.cbegin(), loaded->problems.cend(),
                                       [](const Problem &problem) { return problem.subject == proxyKey; });
    if (!hasProxy)
        return failure(ErrorCode::ProxyUnreadable, m_profile.preferencesFile());
    return loaded->preferences;
}

Result<SecretPlace> PreferencesStore::secretPlace() const
{
    const QString path = m_profile.preferencesFile();
    const auto snapshot = SettingsFile::read(path, preferencesKind());
    return snapshot ? placeIn(*snapshot, path) : tl::unexpected(snapshot.error());
}

Result<SecretPlace> PreferencesStore::settleSecretPlace(const SecretPlace &place)
{
    if (auto made = makeProfile(m_profile); !made)
        return tl::unexpected(made.error());
    const QString path = m_profile.preferencesFile();
    const auto file = SettingsFile::lock(path, preferencesKind());
    if (!file)
        return tl::unexpected(file.error());
    const auto there = placeIn((*file)->before(), path);
    if (!there || there->storage != SecretPlace::Storage::Undecided)
        return there;
    auto values = (*file)->before().values;
    values.insert(secretStorageKey, SecretPlace::key(place.storage));
    if (!place.item.isEmpty())
        values.insert(secretItemKey, place.item);
    const auto written = (*file)->write(values);
    return written ? Result<SecretPlace>(place) : tl::unexpected(written.error());
}

Result<void> PreferencesStore::save(const Preferences &preferences, const std::optional<Preferences> &before)
{
    return change([&](const Preferences &there) -> Result<Change> { return Change{preferences, before.value_or(there)}; });
}

Result<void> PreferencesStore::replaceDefaultHeaders(const Headers &headers, const Headers &expected)
{
    return change([&](const Preferences &there) -> Result<Change> {
        if (there.defaultHeaders != expected)
            return failure(ErrorCode::ChangedElsewhere, m_profile.preferencesFile());
        Preferences wanted = there;
        wanted.defaultHeaders = headers;
        return Change{wanted, there};
    });
}

Result<void> PreferencesStore::change(const std::function<Result<Change>(const Preferences &there)> &decide)
{
    if (auto made = makeProfile(m_profile); !made)
        return made;
    const auto file = SettingsFile::lock(m_profile.preferencesFile(), preferencesKind());
    if (!file)
        return tl::unexpected(file.error());
    const auto &values = (*file)->before().values;
    const LoadedPreferences there = decode(values);
    const auto change = decide(there.preferences);
    if (!change)
        return tl::unexpected(change.error());
    const auto wanted = encode(change->wanted, change->before, values);
    const bool losesSomething = std::any_of(there.problems.cbegin(), there.problems.cend(), [&](const Problem &problem) {
        return wanted.value(problem.subject) != values.value(problem.subject);
    });
    if (losesSomething) {
        if (const auto copied = (*file)->keepCopy(); !copied)
            return copied;
    }
    const auto written = (*file)->write(wanted);
    if (!written)
        return tl::unexpected(written.error());
    return {};
}

} // namespace hookpanel
