// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/outcomestore.h"

#include "core/clock.h"
#include "store/newprofile.h"
#include "store/settingsfile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

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

/// Writes the file with what `change` makes of its values, unless that is nothing.
Result<void> rewrite(const Profile &profile, const std::function<bool(settingsformat::Values &)> &change)
{
    const auto file = SettingsFile::lock(profile.outcomesFile(), outcomesKind());
    if (!file)
        return tl::unexpected(file.error());
    auto values = (*file)->before().values;
    if (!change(values))
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

LoadedOutcomes OutcomeStore::loadWithError() const
{
    LoadedOutcomes loaded;
    const auto snapshot = SettingsFile::read(m_profile.outcomesFile(), outcomesKind());
    if (!snapshot) {
        loaded.error = snapshot.error();
        return loaded;
    }
    if (snapshot->damage && !snapshot->newer)
        loaded.error = failure(ErrorCode::OutcomesDamaged, m_profile.outcomesFile(), *snapshot->damage).value();
    for (auto it = snapshot->values.cbegin(); it != snapshot->values.cend(); ++it) {
        const auto id = it.key().startsWith(prefix) ? WebhookId::fromString(it.key().sliced(prefix.size())) : WebhookId();
        const auto outcome = fromText(it.value());
        if (!id.isNull() && outcome)
            loaded.outcomes.insert(id, *outcome);
    }
    return loaded;
}

Result<void> OutcomeStore::record(const WebhookId &webhook, const LastOutcome &outcome)
{
    if (webhook.isNull())
        return {};
    if (auto made = makeProfile(m_profile); !made)
        return made;
    return rewrite(m_profile, [&](settingsformat::Values &values) {
        values.insert(prefix + webhook.toString(), toText(outcome));
        return true;
    });
}

Result<void> OutcomeStore::forget(const QList<WebhookId> &webhooks)
{
    if (webhooks.isEmpty() || !QFileInfo::exists(m_profile.outcomesFile())) // do not make folders for nothing
        return {};
    return rewrite(m_profile, [&](settingsformat::Values &values) {
        qsizetype taken = 0;
        for (const WebhookId &webhook : webhooks)
            taken += values.remove(prefix + webhook.toString());
        return taken > 0;
    });
}

} // namespace hookpanel
