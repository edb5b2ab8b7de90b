// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhooktablemodel.h"

#include "core/measuredtime.h"
#include "core/redaction.h"
#include "core/words.h"

#include <QLocale>

#include <algorithm>
#include <vector>

namespace hookpanel {

using namespace Qt::StringLiterals;

WebhookTableModel::WebhookTableModel(const EventCatalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

QString WebhookTableModel::nameOf(const Webhook &webhook)
{
    return webhook.name.isEmpty() ? webhook.id.toString() : webhook.name;
}

WebhookTableModel::Entry WebhookTableModel::makeEntry(const StoredWebhook &webhook) const
{
    const Webhook &value = webhook.webhook;
    QStringList searched{value.name, value.url};
    searched += value.events.names;
    if (value.events.all) {
        for (const EventType &type : m_catalogue.types())
            searched.append(type.name);
    }
    for (const Header &header : value.headers)
        searched.append(header.name);
    return {webhook, m_collator.sortKey(value.name), searched.join(u'\n').toCaseFolded()};
}

void WebhookTableModel::setWebhooks(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes)
{
    beginResetModel();
    m_entries.clear();
    m_entries.reserve(webhooks.size());
    for (const StoredWebhook &webhook : webhooks)
        m_entries.insert(webhook.webhook.id, makeEntry(webhook));
    m_lastOutcomes = lastOutcomes;
    m_shown = wanted();
    endResetModel();
}

const LastOutcome *WebhookTableModel::lastOf(const Entry &entry) const
{
    const auto found = m_lastOutcomes.constFind(entry.stored.webhook.id);
    const LastOutcome *told = found == m_lastOutcomes.cend() ? nullptr : &*found;
    const Health *health = healthOf(entry);
    const LastOutcome *delivered = health && health->lastDelivery ? &*health->lastDelivery : nullptr;
    if (told && delivered) // a test is told at once, and by its delivery a moment later, with the time of its end
        return told->at > delivered->at ? told : delivered;
    return told ? told : delivered;
}

const Health *WebhookTableModel::healthOf(const Entry &entry) const
{
    const auto found = m_health.constFind(entry.stored.webhook.id);
    return found == m_health.cend() ? nullptr : &*found;
}

void WebhookTableModel::setHealth(const QHash<WebhookId, Health> &health, const QDateTime &now)
{
    const auto before = std::exchange(m_health, health);
    m_now = now;
    if (m_shown.isEmpty())
        return;
    if (m_sortColumn == LastDeliveryColumn || m_sortColumn == HealthColumn)
        sort(m_sortColumn, m_sortOrder);
    // A wait for a retry is shorter each time.
    const auto isChanged = [&](const WebhookId &id) {
        const Health is = m_health.value(id);
        return before.value(id) != is || (is.lastDelivery && is.lastDelivery->retryAt.isValid());
    };
    int first = -1;
    int last = -1;
    for (int row = 0; row < m_shown.size(); ++row) {
        if (isChanged(m_shown.at(row))) {
            first = first < 0 ? row : first;
            last = row;
        }
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, LastDeliveryColumn), index(last, HealthColumn));
}

void WebhookTableModel::put(const StoredWebhook &webhook)
{
    const WebhookId id = webhook.webhook.id;
    m_entries.insert(id, makeEntry(webhook));
    place(id);
}

void WebhookTableModel::put(const QList<StoredWebhook> &webhooks)
{
    constexpr qsizetype many = 50;
    if (webhooks.size() < many) {
        for (const StoredWebhook &webhook : webhooks)
            put(webhook);
        return;
    }
    beginResetModel();
    for (const StoredWebhook &webhook : webhooks)
        m_entries.insert(webhook.webhook.id, makeEntry(webhook));
    m_shown = wanted();
    endResetModel();
}

QStringList WebhookTableModel::names() const
{
    QStringList names;
    names.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        names.append(entry.stored.webhook.name);
    return names;
}

void WebhookTableModel::remove(const WebhookId &id)
{
    const int row = rowOf(id);
    if (row >= 0) {
        beginRemoveRows({}, row, row);
        m_shown.removeAt(row);
        m_entries.remove(id);
        endRemoveRows();
    } else {
        m_entries.remove(id);
    }
}

void WebhookTableModel::setLastOutcome(const WebhookId &id, const LastOutcome &outcome)
{
    m_lastOutcomes.insert(id, outcome);
    if (!m_entries.contains(id))
        return;
    if (m_sortColumn == LastDeliveryColumn) {
        place(id);
    } else if (const int row = rowOf(id); row >= 0) {
        const QModelIndex changed = index(row, LastDeliveryColumn);
        Q_EMIT dataChanged(changed, changed);
    }
}

void WebhookTableModel::setEdition(Edition edition)
{
    if (m_edition == edition)
        return;
    m_edition = edition;
    if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0, EventsColumn), index(rowCount() - 1, EventsColumn));
}

void WebhookTableModel::setCatalogue(const EventCatalogue &catalogue)
{
    if (m_catalogue.types() == catalogue.types())
        return;
    m_catalogue = catalogue;
    for (Entry &entry : m_entries) {
        if (entry.stored.webhook.events.all) // a search looks in the names of all types
            entry = makeEntry(entry.stored);
    }
    if (!m_shown.isEmpty())
        Q_EMIT dataChanged(index(0, EventsColumn), index(rowCount() - 1, EventsColumn));
}

void WebhookTableModel::setSearch(const QString &text)
{
    const QString folded = text.trimmed().toCaseFolded();
    if (folded == m_search)
        return;
    m_search = folded;
    beginResetModel();
    m_shown = wanted();
    endResetModel();
}

WebhookId WebhookTableModel::idAt(int row) const
{
    return row >= 0 && row < m_shown.size() ? m_shown.at(row) : WebhookId();
}

int WebhookTableModel::rowOf(const WebhookId &id) const
{
    return int(m_shown.indexOf(id));
}

const StoredWebhook *WebhookTableModel::find(const WebhookId &id) const
{
    const auto entry = m_entries.constFind(id);
    return entry == m_entries.cend() ? nullptr : &entry->stored;
}

int WebhookTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int WebhookTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant WebhookTableModel::data(const QModelIndex &index, int role) const
{
    const auto entry = m_entries.constFind(idAt(index.row()));
    if (!index.isValid() || entry == m_entries.cend())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*entry, index.column());
    case Qt::AccessibleTextRole:
        return spokenText(*entry, index.column());
    case Qt::ToolTipRole:
        return toolTip(*entry, index.column());
    case DayRole: {
        const Health *health = healthOf(*entry);
        const bool isDrawn = index.column() == HealthColumn && health && health->successPercent();
        return isDrawn ? QVariant::fromValue(health->hours) : QVariant();
    }
    case Qt::AccessibleDescriptionRole: // the mark of a webhook with problems is not a word, and columns may be hidden
        return index.column() == NameColumn ? toolTip(*entry, NameColumn) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() != StatusColumn)
            return {};
        if (!entry->stored.isSwitchKnown())
            return Qt::PartiallyChecked;
        return entry->stored.webhook.enabled ? Qt::Checked : Qt::Unchecked;
    default:
        return {};
    }
}

QVariant WebhookTableModel::text(const Entry &entry, int column) const
{
    const Webhook &webhook = entry.stored.webhook;
    switch (column) {
    case NameColumn:
        return entry.stored.needsAttention() ? u"⚠ "_s + nameOf(webhook) : nameOf(webhook);
    case UrlColumn:
        return redaction::url(webhook.url);
    case EventsColumn:
        return eventsText(webhook.events);
    case LastDeliveryColumn:
        return lastDeliveryText(lastOf(entry));
    case HealthColumn:
        return healthText(entry);
    case StatusColumn:
        if (!entry.stored.isSwitchKnown())
            return tr("Unknown");
        return webhook.enabled ? tr("Enabled") : tr("Disabled");
    default:
        return {};
    }
}

QString WebhookTableModel::lastDeliveryText(const LastOutcome *last) const
{
    if (!last)
        return tr("never");
    const Outcome &outcome = last->outcome;
    const QString mark = outcome.kind == OutcomeKind::Success ? u"✓"_s : u"✗"_s;
    const QString what = outcome.status > 0 ? QString::number(outcome.status) : Words::brief(outcome);
    const auto measured = measuredMs(outcome, last->durationMs);
    if (!last->retryAt.isValid() && !measured)
        return tr("%1 %2", "mark, status or outcome").arg(mark, what);
    const QString more = last->retryAt.isValid() ? retryText(*last) : Words::duration(*measured);
    return tr("%1 %2 · %3", "mark, status or outcome, duration").arg(mark, what, more);
}

QString WebhookTableModel::retryText(const LastOutcome &last) const
{
    const qint64 ms = m_now.msecsTo(last.retryAt);
    return ms <= 0 ? tr("retry now") : tr("retry %1", "time until then").arg(Words::remaining(ms));
}

QString WebhookTableModel::healthText(const Entry &entry) const
{
    const Health *health = healthOf(entry);
    if (!health || health->state() == Health::State::NeverUsed)
        return tr("–");
    const auto percent = health->successPercent();
    return percent ? tr("%1 %", "percent").arg(*percent) : Words::of(health->state());
}

QString WebhookTableModel::spokenHealth(const Entry &entry) const
{
    const Health *health = healthOf(entry);
    if (!health || health->state() == Health::State::NeverUsed)
        return Words::of(Health::State::NeverUsed);
    const QString state = Words::of(health->state());
    const int all = health->succeeded() + health->failed();
    return all == 0 ? state
                    : tr("%1: %2 of %3 delivered in the last 24 hours", "Healthy or Failing, count, count")
                          .arg(state)
                          .arg(health->succeeded())
                          .arg(all);
}

QVariant WebhookTableModel::spokenText(const Entry &entry, int column) const
{
    switch (column) {
    case NameColumn:
        return nameOf(entry.stored.webhook);
    case LastDeliveryColumn: {
        const LastOutcome *last = lastOf(entry);
        if (!last || last->outcome.status == 0)
            return text(entry, column);
        return tr("%1, %2 · %3", "outcome, status, duration")
            .arg(Words::brief(last->outcome), QString::number(last->outcome.status),
                 last->retryAt.isValid() ? retryText(*last) : Words::duration(last->durationMs));
    }
    case HealthColumn:
        return spokenHealth(entry);
    case EditColumn:
        return tr("Edit");
    case DeleteColumn:
        return tr("Delete");
    default:
        return text(entry, column);
    }
}

QVariant WebhookTableModel::toolTip(const Entry &entry, int column) const
{
    const Webhook &webhook = entry.stored.webhook;
    switch (column) {
    case NameColumn: {
        QStringList lines{webhook.name};
        for (const Problem &problem : entry.stored.problems)
            lines.append(Words::of(problem));
        // In a narrow window, or in large letters, these columns give way to this one.
        for (const int other : {int(EventsColumn), int(LastDeliveryColumn), int(HealthColumn)})
            lines.append(tr("%1: %2", "heading of a column, what it says")
                             .arg(headerData(other, Qt::Horizontal, Qt::DisplayRole).toString(),
                                  spokenText(entry, other).toString()));
        return lines.join(u'\n');
    }
    case UrlColumn:
        return redaction::url(webhook.url);
    case EventsColumn:
        if (webhook.events.all)
            return tr("All events, future ones too");
        return webhook.events.isEmpty() ? tr("Only the Trigger button will use this webhook.")
                                        : webhook.events.names.join(u'\n');
    case LastDeliveryColumn: {
        const LastOutcome *last = lastOf(entry);
        if (!last)
            return tr("Nothing was sent to this webhook yet.");
        return QLocale().toString(last->at.toLocalTime(), QLocale::ShortFormat) + u'\n' + Words::of(last->outcome);
    }
    case HealthColumn: {
        const Health *health = healthOf(entry);
        return health && health->last ? spokenHealth(entry)
                                      : tr("Health is measured from real deliveries; there are none yet.");
    }
    case StatusColumn:
        if (!entry.stored.isSwitchKnown())
            return tr("Its file does not tell whether it is enabled. Click to switch it off.");
        return webhook.enabled ? tr("Gets events. Click to switch it off.")
                               : tr("Gets no events; its Trigger button still works. Click to switch it on.");
    case EditColumn:
        return tr("Edit");
    case DeleteColumn:
        return tr("Delete");
    default:
        return {};
    }
}

QString WebhookTableModel::eventsText(const Selection &events) const
{
    if (events.all)
        return tr("all");
    if (events.names.isEmpty())
        return tr("none");
    if (events.names.size() == 1)
        return events.names.first();
    const auto shown = m_catalogue.shownIn(m_edition);
    QStringList offered = events.names; // types that are not shown count too when they are subscribed
    for (const EventType &type : shown) {
        if (type.name != triggerTest)
            offered.append(type.name);
    }
    offered.removeDuplicates();
    return tr("%1 of %2").arg(events.names.size()).arg(offered.size());
}

bool WebhookTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != StatusColumn || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    Q_EMIT switchRequested(idAt(index.row()), value.value<Qt::CheckState>() == Qt::Checked);
    return true;
}

QVariant WebhookTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case UrlColumn:
        return tr("URL");
    case EventsColumn:
        return tr("Events");
    case LastDeliveryColumn:
        return tr("Last delivery");
    case HealthColumn:
        return tr("Health");
    case StatusColumn:
        return tr("Status");
    case EditColumn: // spoken, but not drawn: the pens and trash cans below explain themselves
        return role == Qt::AccessibleTextRole ? tr("Edit") : QString();
    case DeleteColumn:
        return role == Qt::AccessibleTextRole ? tr("Delete") : QString();
    default:
        return {};
    }
}

Qt::ItemFlags WebhookTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const StoredWebhook *webhook = find(idAt(index.row()));
    if (index.column() == StatusColumn && webhook && !webhook->readOnly)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

void WebhookTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns)
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<WebhookId> ids;
    for (const QModelIndex &index : before)
        ids.append(idAt(index.row()));
    m_sortColumn = column;
    m_sortOrder = order;
    m_shown = wanted();
    QHash<WebhookId, int> rows;
    for (int row = 0; row < m_shown.size(); ++row)
        rows.insert(m_shown.at(row), row);
    QModelIndexList after;
    for (int i = 0; i < before.size(); ++i)
        after.append(index(rows.value(ids.at(i)), before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

bool WebhookTableModel::matches(const Entry &entry) const
{
    return m_search.isEmpty() || entry.haystack.contains(m_search);
}

int WebhookTableModel::compare(const Entry &a, const Entry &b) const
{
    const Webhook &left = a.stored.webhook;
    const Webhook &right = b.stored.webhook;
    const auto number = [](auto x, auto y) { return x < y ? -1 : int(y < x); };
    switch (m_sortColumn) {
    case UrlColumn:
        return left.url.compare(right.url, Qt::CaseInsensitive);
    case EventsColumn: {
        const auto weight = [](const Selection &events) { return events.all ? INT_MAX : int(events.names.size()); };
        return number(weight(left.events), weight(right.events));
    }
    case LastDeliveryColumn: {
        const auto time = [this](const Entry &entry) {
            const LastOutcome *last = lastOf(entry);
            return last ? last->at.toMSecsSinceEpoch() : 0;
        };
        return number(time(a), time(b));
    }
    case HealthColumn: { // those that fail first, those that were never used last
        const auto weight = [this](const Entry &entry) {
            const Health *health = healthOf(entry);
            if (!health || health->state() == Health::State::NeverUsed)
                return 1000;
            return (health->state() == Health::State::Healthy ? 500 : 0) + health->successPercent().value_or(100);
        };
        return number(weight(a), weight(b));
    }
    case StatusColumn: { // enabled ones first, then those whose status is not known
        const auto rank = [](const StoredWebhook &stored) {
            return !stored.isSwitchKnown() ? 1 : stored.webhook.enabled ? 0 : 2;
        };
        return number(rank(a.stored), rank(b.stored));
    }
    default:
        return a.nameKey.compare(b.nameKey);
    }
}

bool WebhookTableModel::precedes(const Entry &a, const Entry &b) const
{
    int order = compare(a, b);
    if (order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    order = a.nameKey.compare(b.nameKey);
    return order != 0 ? order < 0 : a.stored.webhook.id < b.stored.webhook.id;
}

QList<WebhookId> WebhookTableModel::wanted() const
{
    std::vector<const Entry *> entries; // sorting ids would look each of them up with every comparison
    entries.reserve(size_t(m_entries.size()));
    for (const Entry &entry : m_entries) {
        if (matches(entry))
            entries.push_back(&entry);
    }
    std::sort(entries.begin(), entries.end(), [this](const Entry *a, const Entry *b) { return precedes(*a, *b); });
    QList<WebhookId> ids;
    ids.reserve(qsizetype(entries.size()));
    for (const Entry *entry : entries)
        ids.append(entry->stored.webhook.id);
    return ids;
}

/// Brings one webhook to its place after it was added or changed.
void WebhookTableModel::place(const WebhookId &id)
{
    const int from = rowOf(id);
    if (!matches(*m_entries.constFind(id))) {
        if (from >= 0) {
            beginRemoveRows({}, from, from);
            m_shown.removeAt(from);
            endRemoveRows();
        }
        return;
    }

    QList<WebhookId> others = m_shown;
    if (from >= 0)
        others.removeAt(from);
    const auto found = std::lower_bound(others.cbegin(), others.cend(), id, [this](const WebhookId &a, const WebhookId &b) {
        return precedes(*m_entries.constFind(a), *m_entries.constFind(b));
    });
    const int to = int(found - others.cbegin());
    others.insert(to, id);
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_shown = others;
        endInsertRows();
        return;
    }
    if (from != to) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        m_shown = others;
        endMoveRows();
    }
    Q_EMIT dataChanged(index(to, 0), index(to, columns - 1));
}

} // namespace hookpanel
