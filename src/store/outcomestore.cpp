// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/outcomestore.h"

#include "core/clock.h"
#include "store/newprofile.h"
#include "store/settingsfile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView prefix("outcomes/");

const SettingsKind &outcomesKind()
{
    static const SettingsKind kind{OutcomeStore::schemaVersion, {}};
    return kind;
}

/// Without the outcome's detail: a receiver's words may hold anything.
QString toText(const LastOutcome &last)
{
    QJsonObject object{{u"outcome"_s, outcomeKey(last.outcome.kind)},
                       {u"phase"_s, phaseKey(last.outcome.phase)},
                       {u"durationMs"_s, last.durationMs},
                       {u"at"_s, toIsoUtc(last.at)},
                       {u"test"_s, last.test}};
    if (last.outcome.status != 0)
        object.insert(u"status"_s, last.outcome.status);
    if (last.outcome.tlsFault != TlsFault::None)
        object.insert(u"tlsFault"_s, tlsFaultKey(last.outcome.tlsFault));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<LastOutcome> fromText(const QString &text)
{
    const auto object = QJsonDocument::fromJson(text.toUtf8()).object();
    const auto kind = outcomeFromKey(object.value(u"outcome"_s).toString());
    const auto phase = phaseFromKey(object.value(u"phase"_s).toString());
    const auto fault = tlsFaultFromKey(object.value(u"tlsFault"_s).toString(u"none"_s));
    const auto at = QDateTime::fromString(object.value(u"at"_s).toString(), Qt::ISODateWithMs);
    if (!kind || !phase || !fault || !at.isValid())
        return std::nullopt;
    LastOutcome last;
    last.outcome = {*kind, object.value(u"status"_s).toInt(), *phase, *fault, {}};
    last.durationMs = object.value(u"durationMs"_s).toInteger();
    last.at = at.toUTC();
    last.test = object.value(u"test"_s).toBool();
    return last;
}

/// Writes the file with one entry set, or taken out when there is no text.
Result<void> change(const Profile &profile, const WebhookId &webhook, const std::optional<QString> &text)
{
    const auto file = SettingsFile::lock(profile.outcomesFile(), outcomesKind());
    if (!file)
        return tl::unexpected(file.error());
    auto values = (*file)->before().values;
    const QString key = prefix + webhook.toString();
    if (text)
        values.insert(key, *text);
    else if (values.remove(key) == 0)
        return {};
    const auto written = (*file)->write(values);
    if (!written)
        return tl::unexpected(written.error());
    return {};
}

} // namespace

OutcomeStore::OutcomeStore(const Profile &profile)
    : m_profile(profile)
{
}

QHash<WebhookId, LastOutcome> OutcomeStore::load() const
{
    QHash<WebhookId, LastOutcome> outcomes;
    const auto snapshot = SettingsFile::read(m_profile.outcomesFile(), outcomesKind());
    if (!snapshot)
        return outcomes;
    for (auto it = snapshot->values.cbegin(); it != snapshot->values.cend(); ++it) {
        const auto id = it.key().startsWith(prefix) ? WebhookId::fromString(it.key().sliced(prefix.size())) : WebhookId();
        const auto outcome = fromText(it.value());
        if (!id.isNull() && outcome)
            outcomes.insert(id, *outcome);
    }
    return outcomes;
}

Result<void> OutcomeStore::record(const WebhookId &webhook, const LastOutcome &outcome)
{
    if (webhook.isNull())
        return {};
    if (auto made = makeProfile(m_profile); !made)
        return made;
    return change(m_profile, webhook, toText(outcome));
}

Result<void> OutcomeStore::forget(const WebhookId &webhook)
{
    if (!QFileInfo::exists(m_profile.outcomesFile())) // do not make folders for nothing
        return {};
    return change(m_profile, webhook, std::nullopt);
}

} // namespace hookpanel
