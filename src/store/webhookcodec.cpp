// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/webhookcodec.h"

#include "core/preferences.h"
#include "core/webhookjson.h"

#include <algorithm>
#include <array>

namespace hookpanel::webhookcodec {

using namespace Qt::StringLiterals;

namespace {

/// Takes a value out of an optional one; tells whether there was one.
template<typename T> bool assign(T &target, const std::optional<T> &value)
{
    if (value)
        target = *value;
    return value.has_value();
}

QString enabledToText(const Webhook &webhook)
{
    return webhook.enabled ? u"true"_s : u"false"_s;
}

bool enabledFromText(const QString &text, Webhook &webhook)
{
    const QString word = text.trimmed().toLower();
    const bool isOn = word == u"true" || word == u"1";
    if (!isOn && word != u"false" && word != u"0")
        return false;
    webhook.enabled = isOn;
    return true;
}

bool timeoutFromText(const QString &text, Webhook &webhook)
{
    return assign(webhook.timeoutSeconds, secondsFromText(text));
}

bool signingFromText(const QString &text, Webhook &webhook)
{
    const auto schemes = json::selectionFromText(text);
    if (!schemes || schemes->all)
        return false;
    webhook.signing = schemes->names;
    return true;
}

/// One entry of a webhook's file. `read` leaves the webhook alone when it fails.
struct Entry {
    Field field;
    QLatin1StringView key;
    QString (*write)(const Webhook &webhook);
    bool (*read)(const QString &text, Webhook &webhook);
    bool isRare = false; ///< Not written while it is as in a new webhook.
};

/// The fields of a webhook: a new one is one row here.
const std::array<Entry, 11> &entries()
{
    static const std::array<Entry, 11> all{{
        {Field::Name, "webhook/name"_L1, [](const Webhook &w) { return w.name; },
         [](const QString &text, Webhook &w) { return assign<QString>(w.name, text); }},
        {Field::Url, "webhook/url"_L1, [](const Webhook &w) { return w.url; },
         [](const QString &text, Webhook &w) { return assign<QString>(w.url, text); }},
        {Field::Enabled, enabledKey, enabledToText, enabledFromText},
        {Field::Headers, "webhook/headers"_L1, [](const Webhook &w) { return json::headersToText(w.headers); },
         [](const QString &text, Webhook &w) { return assign(w.headers, json::headersFromText(text)); }},
        {Field::Events, "webhook/events"_L1, [](const Webhook &w) { return json::selectionToText(w.events); },
         [](const QString &text, Webhook &w) { return assign(w.events, json::selectionFromText(text)); }},
        {Field::ContentTypes, "webhook/contentTypes"_L1,
         [](const Webhook &w) { return json::selectionToText(w.contentTypes); },
         [](const QString &text, Webhook &w) { return assign(w.contentTypes, json::selectionFromText(text)); }},
        {Field::Timeout, "webhook/timeoutSeconds"_L1, [](const Webhook &w) { return QString::number(w.timeoutSeconds); },
         timeoutFromText},
        {Field::Retry, "webhook/retry"_L1, [](const Webhook &w) { return w.retry.toText(); },
         [](const QString &text, Webhook &w) { return assign(w.retry, RetrySchedule::fromText(text)); }},
        {Field::Signing, "webhook/signing"_L1,
         [](const Webhook &w) {
             return json::selectionToText(Selection{false, w.signing});
         },
         signingFromText},
        {Field::Signing, "webhook/signingKeys"_L1, [](const Webhook &w) { return json::signingKeysToText(w.signingKeys); },
         [](const QString &text, Webhook &w) { return assign(w.signingKeys, json::signingKeysFromText(text)); }, true},
        {Field::Tls, "webhook/tls"_L1, [](const Webhook &w) { return json::tlsPolicyToText(w.tls); },
         [](const QString &text, Webhook &w) { return assign(w.tls, json::tlsPolicyFromText(text)); }},
    }};
    return all;
}

} // namespace

Decoded decode(const settingsformat::Values &values)
{
    Decoded decoded;
    for (const Entry &entry : entries()) {
        const auto found = values.constFind(entry.key);
        if (found == values.cend() || entry.read(*found, decoded.webhook))
            continue;
        // Of headers and keys the name is told, not the text: it may hold secrets.
        const bool mayBeSecret = entry.field == Field::Headers || entry.isRare;
        decoded.problems.append({entry.field, Rule::ValueUnreadable, -1, false, mayBeSecret ? QString(entry.key) : *found});
    }
    return decoded;
}

bool tellsSwitch(const settingsformat::Values &values)
{
    return values.contains(enabledKey);
}

settingsformat::Values encode(const Webhook &webhook, const settingsformat::Values &before)
{
    const Webhook webhookBefore = decode(before).webhook;
    settingsformat::Values values = before;
    for (const Entry &entry : entries()) {
        const QString text = entry.write(webhook);
        const bool isNew = !before.contains(entry.key) && (!entry.isRare || text != entry.write(Webhook()));
        if (isNew || text != entry.write(webhookBefore))
            values.insert(entry.key, text);
    }
    return values;
}

int schemaVersionOf(const settingsformat::Values &values)
{
    const Webhook webhook = decode(values).webhook;
    const bool hasSecrets = !webhook.signingKeys.isEmpty() || webhook.tls.hasPassphrase()
        || std::any_of(webhook.headers.cbegin(), webhook.headers.cend(),
                       [](const Header &header) { return header.isSecret; });
    return hasSecrets ? 2 : 1;
}

} // namespace hookpanel::webhookcodec
