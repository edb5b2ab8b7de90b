// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tst_settingsroundtrip_random.h"

#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// Any text, with a liking for what INI and JSON treat specially. Surrogate pairs are whole, and there is no byte order
/// mark: QJsonDocument drops one that begins a string (measured: Qt 6.4.2).
QString randomText(QRandomGenerator &random, int longest)
{
    // Among them marks of direction (right to left, isolates), joiners, a combining mark, a noncharacter, other controls.
    static const QString favourites
        = u"\"\\,;=# \t@%[]{}()\n\rx0a9ABé日\u0085\u2028\u200e\u200f\u202e\u2066\u2069\u200d\u0301"
          u"\ufffe\u0001\u001b\u007f\u0080\u009f"_s;
    QString text;
    const int length = random.bounded(longest + 1);
    for (int i = 0; i < length; ++i) {
        if (random.bounded(8) == 0)
            text += QString::fromUcs4(U"🎣");
        else if (random.bounded(3) == 0)
            text += favourites.at(random.bounded(int(favourites.size())));
        else
            text += QChar(char16_t(random.bounded(1, 0xd800)));
    }
    return text;
}

QStringList randomTexts(QRandomGenerator &random, int most)
{
    QStringList texts;
    const int count = random.bounded(most + 1);
    for (int i = 0; i < count; ++i)
        texts.append(randomText(random, 20));
    return texts;
}

Headers randomHeaders(QRandomGenerator &random)
{
    Headers headers;
    const int count = random.bounded(4);
    for (int i = 0; i < count; ++i)
        headers.append({randomText(random, 20), randomText(random, 200)});
    return headers;
}

RetrySchedule randomSchedule(QRandomGenerator &random)
{
    const auto kind = RetrySchedule::Kind(random.bounded(4));
    if (kind != RetrySchedule::Kind::Custom)
        return RetrySchedule(kind);
    QList<std::chrono::seconds> waits;
    const int count = random.bounded(1, RetrySchedule::maximumWaits);
    for (int i = 0; i < count; ++i)
        waits.append(std::chrono::seconds(random.bounded(1, 7 * 24 * 3600)));
    return RetrySchedule::custom(waits);
}

Selection randomSelection(QRandomGenerator &random)
{
    return random.bounded(3) == 0 ? Selection::everything() : Selection{false, randomTexts(random, 5)};
}

TlsPolicy randomPolicy(QRandomGenerator &random)
{
    TlsPolicy policy;
    policy.trust = TlsPolicy::Trust(random.bounded(3));
    if (policy.trust == TlsPolicy::Trust::ExtraCa)
        policy.caFile = randomText(random, 100);
    if (policy.trust == TlsPolicy::Trust::Pinned)
        policy.pin = QByteArray(32, char(random.bounded(256))).toHex();
    if (random.bounded(2) == 0)
        policy.clientCertificate = randomText(random, 100);
    if (random.bounded(2) == 0)
        policy.clientKey = randomText(random, 100);
    return policy;
}

/// A version 4 UUID of the generator's bits.
WebhookId randomId(QRandomGenerator &random)
{
    std::array<quint32, 4> bits{};
    random.fillRange(bits.data(), bits.size());
    const auto bytes = QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits);
    return WebhookId::fromString(QUuid::fromRfc4122(bytes).toString());
}

} // namespace

namespace roundtrip {

QList<Webhook> randomWebhooks(quint32 seed, int count)
{
    QRandomGenerator random(seed);
    QList<Webhook> webhooks;
    for (int i = 0; i < count; ++i) {
        Webhook webhook;
        webhook.id = randomId(random);
        webhook.name = randomText(random, Webhook::maximumNameLength);
        webhook.url = u"https://a.example/"_s + randomText(random, i % 10 == 0 ? Webhook::maximumUrlLength : 100);
        webhook.enabled = random.bounded(2) == 0;
        webhook.headers = randomHeaders(random);
        webhook.events = randomSelection(random);
        webhook.contentTypes = randomSelection(random);
        webhook.timeoutSeconds = random.bounded(1, 121);
        webhook.retry = randomSchedule(random);
        webhook.signing = randomTexts(random, 3);
        webhook.tls = randomPolicy(random);
        webhooks.append(webhook);
    }
    return webhooks;
}

Preferences randomPreferences(quint32 seed)
{
    QRandomGenerator random(seed);
    Preferences preferences;
    preferences.defaultHeaders = randomHeaders(random);
    preferences.payloadFormat = random.bounded(2) == 0 ? PayloadFormat::Strapi4 : PayloadFormat::Strapi5;
    preferences.edition = random.bounded(2) == 0 ? Edition::Community : Edition::Enterprise;
    preferences.timeoutSeconds = random.bounded(1, 121);
    preferences.retry = randomSchedule(random);
    const QStringList proxies{u"system"_s, u"none"_s, u"http://proxy.example:3128"_s, u"socks5://[2001:db8::1]:1080"_s};
    preferences.proxy = *ProxyChoice::fromText(proxies.at(random.bounded(proxies.size())));
    preferences.theme = Theme(random.bounded(3));
    return preferences;
}

} // namespace roundtrip
