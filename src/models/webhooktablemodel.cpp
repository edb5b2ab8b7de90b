// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhooktablemodel.h"

#include "core/words.h"

#include <QLocale>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// What a webhook is called in the list; a damaged one may have lost its name.
QString nameOf(const Webhook &webhook)
{
    return webhook.name.isEmpty() ? webhook.id.toString() : webhook.name;
}

} // namespace

WebhookTableModel::WebhookTableModel(const EventCatalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
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
    return found == m_lastOutcomes.cend() ? nullptr : &*found;
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
    case Qt::AccessibleDescriptionRole: // the mark of a webhook with problems is not a word
        return index.column() == NameColumn && !entry->stored.problems.isEmpty() ? toolTip(*entry, NameColumn) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() == StatusColumn)
            return entry->stored.webhook.enabled ? Qt::Checked : Qt::Unchecked;
        return {};
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
        return webhook.url;
    case EventsColumn:
        return eventsText(webhook.events);
    case LastDeliveryColumn: {
        const LastOutcome *last = lastOf(entry);
        if (!last)
            return tr("never");
        const Outcome &outcome = last->outcome;
        const QString mark = outcome.kind == OutcomeKind::Success ? u"✓"_s : u"✗"_s;
        const QString what = outcome.status > 0 ? QString::number(outcome.status) : Words::brief(outcome);
        return tr("%1 %2 · %3", "mark, status or outcome, duration").arg(mark, what, Words::duration(last->durationMs));
    }
    case HealthColumn:
        return tr("–");
    case StatusColumn:
        return webhook.enabled ? tr("Enabled") : tr("Disabled");
    default:
        return {};
    }
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
            .arg(Words::brief(last->outcome), QString::number(last->outcome.status), Words::duration(last->durationMs));
    }
    case HealthColumn:
        return tr("Never used");
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
        return lines.join(u'\n');
    }
    case UrlColumn:
        return webhook.url;
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
    case HealthColumn:
        return tr("Health is measured from real deliveries; there are none yet.");
    case StatusColumn:
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
    case StatusColumn: // enabled ones first
        return number(right.enabled, left.enabled);
    default:
        return a.nameKey.compare(b.nameKey);
    }
}

bool WebhookTableModel::precedes(const WebhookId &a, const WebhookId &b) const
{
    const Entry &left = *m_entries.constFind(a);
    const Entry &right = *m_entries.constFind(b);
    int order = compare(left, right);
    if (order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    order = left.nameKey.compare(right.nameKey);
    return order != 0 ? order < 0 : a < b;
}

QList<WebhookId> WebhookTableModel::wanted() const
{
    QList<WebhookId> ids;
    ids.reserve(m_entries.size());
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (matches(*entry))
            ids.append(entry.key());
    }
    std::sort(ids.begin(), ids.end(), [this](const WebhookId &a, const WebhookId &b) { return precedes(a, b); });
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
    const auto found = std::lower_bound(others.cbegin(), others.cend(), id,
                                        [this](const WebhookId &a, const WebhookId &b) { return precedes(a, b); });
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
