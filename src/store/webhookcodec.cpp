// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/webhookcodec.h"

#include "core/preferences.h"
#include "core/webhookjson.h"

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
};

/// The fields of a webhook: a new one is one row here.
const std::array<Entry, 10> &entries()
{
    static const std::array<Entry, 10> all{{
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
        if (found != values.cend() && !entry.read(*found, decoded.webhook))
            decoded.problems.append({entry.field, Rule::ValueUnreadable, -1, false, *found});
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
        if (!before.contains(entry.key) || text != entry.write(webhookBefore))
            values.insert(entry.key, text);
    }
    return values;
}

} // namespace hookpanel::webhookcodec
