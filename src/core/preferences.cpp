// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preferences.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString payloadFormatKey(PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::Strapi4:
        return u"4"_s;
    case PayloadFormat::Strapi5:
        return u"5"_s;
    }
    Q_UNREACHABLE();
}

std::optional<PayloadFormat> payloadFormatFromKey(const QString &key)
{
    for (const PayloadFormat format : {PayloadFormat::Strapi4, PayloadFormat::Strapi5}) {
        if (key == payloadFormatKey(format))
            return format;
    }
    return std::nullopt;
}

QString editionKey(Edition edition)
{
    switch (edition) {
    case Edition::Community:
        return u"community"_s;
    case Edition::Enterprise:
        return u"enterprise"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Edition> editionFromKey(const QString &key)
{
    for (const Edition edition : {Edition::Community, Edition::Enterprise}) {
        if (key == editionKey(edition))
            return edition;
    }
    return std::nullopt;
}

QString themeKey(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return u"system"_s;
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Theme> themeFromKey(const QString &key)
{
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark}) {
        if (key == themeKey(theme))
            return theme;
    }
    return std::nullopt;
}

std::optional<int> secondsFromText(const QString &text)
{
    bool isNumber = false;
    const int seconds = text.trimmed().toInt(&isNumber);
    return isNumber ? std::optional(seconds) : std::nullopt;
}

std::optional<int> countFromText(const QString &text, int most)
{
    bool isNumber = false;
    const int count = text.trimmed().toInt(&isNumber);
    return isNumber && count >= 1 && count <= most ? std::optional(count) : std::nullopt;
}

Headers withEdits(const Headers &current, const Headers &base, const Headers &edited)
{
    const auto headerIn = [](const Headers &headers, const QString &name) {
        std::optional<Header> found;
        for (const Header &header : headers) {
            if (isSameHeaderName(header.name, name))
                found = header;
        }
        if (found)
            found->name = name; // spelled so or so it is the same header
        return found;
    };
    Headers result;
    for (const Header &header : edited) {
        const bool isEdited = headerIn(base, header.name) != header;
        const auto now = headerIn(current, header.name);
        if (isEdited)
            result.append(header);
        else if (now) // else somebody else removed it
            result.append(*now);
    }
    for (const Header &header : current) {
        const bool isNew = !headerIn(base, header.name) && !headerIn(edited, header.name);
        if (isNew)
            result.append(header);
    }
    return result;
}

} // namespace hookpanel
