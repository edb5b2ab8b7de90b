// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventtype.h"

#include "core/jsontext.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Levenshtein distance: how many letters must be added, dropped or changed.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int substituted = diagonal + (a.at(i) == b.at(j) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substituted});
        }
    }
    return row.last();
}

/// "order" as "Order", for a heading.
QString capitalised(const QString &word)
{
    return word.left(1).toUpper() + word.mid(1);
}

constexpr int orderOfOwn = 1000; ///< Behind the built-in ones.

} // namespace

bool isEventTypeName(const QString &name)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\z"_s);
    return form.match(name).hasMatch();
}

EventType makeOwnEventType(const QString &name, const QByteArray &sample)
{
    EventType type;
    type.name = name;
    type.group = capitalised(name.section(u'.', 0, 0));
    type.action = capitalised(name.contains(u'.') ? name.section(u'.', 1) : name);
    type.order = orderOfOwn;
    type.own = true;
    type.sample = sample;
    if (const auto json = JsonText::parse(sample)) {
        for (const JsonText::Member &member : json->members()) {
            if (member.key != u"event" && member.key != u"createdAt")
                type.keys.append(member.key);
        }
    }
    return type;
}

EventCatalogue::EventCatalogue(const QList<EventType> &types)
    : m_types(types)
{
    std::stable_sort(m_types.begin(), m_types.end(),
                     [](const EventType &a, const EventType &b) { return a.order < b.order; });
}

const EventType *EventCatalogue::find(const QString &name) const
{
    const auto found
        = std::find_if(m_types.cbegin(), m_types.cend(), [&](const EventType &type) { return type.name == name; });
    return found == m_types.cend() ? nullptr : &*found;
}

EventCatalogue EventCatalogue::withOwn(const QList<EventType> &own) const
{
    QList<EventType> types = m_types;
    types.removeIf([](const EventType &type) { return type.own; });
    const EventCatalogue builtIn(types);
    std::copy_if(own.cbegin(), own.cend(), std::back_inserter(types),
                 [&builtIn](const EventType &type) { return !builtIn.contains(type.name); });
    return EventCatalogue(types);
}

QList<EventType> EventCatalogue::shownIn(Edition edition) const
{
    QList<EventType> shown;
    std::copy_if(m_types.cbegin(), m_types.cend(), std::back_inserter(shown), [edition](const EventType &type) {
        return edition == Edition::Enterprise || type.edition == Edition::Community;
    });
    return shown;
}

QString EventCatalogue::nearest(const QString &name) const
{
    QString best;
    int bestDistance = int(name.size()) / 2 + 1;
    for (const EventType &type : m_types) {
        const int found = distance(name.toLower(), type.name.toLower());
        if (found < bestDistance) {
            best = type.name;
            bestDistance = found;
        }
    }
    return best;
}

} // namespace hookpanel
