// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deliverytablemodel.h"

#include "core/words.h"

#include <QLocale>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

DeliveryTableModel::DeliveryTableModel(DeliveryService &service, QObject *parent)
    : QAbstractTableModel(parent)
    , m_service(service)
{
    connect(&service, &DeliveryService::pageReady, this, &DeliveryTableModel::onPage);
    connect(&service, &DeliveryService::deliveriesUpdated, this, &DeliveryTableModel::onUpdated);
    connect(&service, &DeliveryService::deliveriesFailed, this, [this] { m_asking = false; });
}

void DeliveryTableModel::setFilter(const DeliveryFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void DeliveryTableModel::reload()
{
    m_asking = false; // an answer that is still on its way is to another question
    ask(DeliveryPage::Place::Newest, 0);
}

void DeliveryTableModel::loadOlder()
{
    if (!m_atOldest && !m_rows.isEmpty())
        ask(DeliveryPage::Place::Older, m_rows.last().position);
}

void DeliveryTableModel::loadNewer()
{
    if (!m_atNewest && !m_rows.isEmpty())
        ask(DeliveryPage::Place::Newer, m_rows.first().position);
}

void DeliveryTableModel::ask(DeliveryPage::Place place, qint64 position)
{
    if (m_asking)
        return;
    m_asking = true;
    m_service.requestPage(++m_ticket, m_filter, place, position, pageRows);
}

void DeliveryTableModel::onPage(const DeliveryPage &page)
{
    if (page.ticket != m_ticket)
        return;
    m_asking = false;
    switch (page.place) {
    case DeliveryPage::Place::Newest:
        beginResetModel();
        m_rows = page.deliveries;
        m_atNewest = true;
        m_atOldest = page.isLast;
        endResetModel();
        Q_EMIT loaded();
        break;
    case DeliveryPage::Place::Older:
        m_atOldest = page.isLast;
        append(page.deliveries);
        trimTop();
        break;
    case DeliveryPage::Place::Newer:
        m_atNewest = page.isLast;
        insertAtTop(page.deliveries);
        trimBottom();
        break;
    }
}

void DeliveryTableModel::append(const QList<Delivery> &deliveries)
{
    QList<Delivery> added;
    for (const Delivery &delivery : deliveries) {
        if (m_rows.isEmpty() || delivery.position < m_rows.last().position)
            added.append(delivery);
    }
    if (added.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + added.size() - 1));
    m_rows += added;
    endInsertRows();
}

/// Newest first, all of them newer than what is there.
void DeliveryTableModel::insertAtTop(const QList<Delivery> &deliveries)
{
    QList<Delivery> added;
    for (const Delivery &delivery : deliveries) {
        if (m_rows.isEmpty() || delivery.position > m_rows.first().position)
            added.append(delivery);
    }
    if (added.isEmpty())
        return;
    beginInsertRows({}, 0, int(added.size() - 1));
    m_rows = added + m_rows;
    endInsertRows();
}

void DeliveryTableModel::trimTop()
{
    const qsizetype tooMany = m_rows.size() - mostRows;
    if (tooMany <= 0)
        return;
    beginRemoveRows({}, 0, int(tooMany - 1));
    m_rows.remove(0, tooMany);
    endRemoveRows();
    m_atNewest = false;
}

void DeliveryTableModel::trimBottom()
{
    const qsizetype tooMany = m_rows.size() - mostRows;
    if (tooMany <= 0)
        return;
    beginRemoveRows({}, mostRows, int(m_rows.size() - 1));
    m_rows.remove(mostRows, tooMany);
    endRemoveRows();
    m_atOldest = false;
}

void DeliveryTableModel::onUpdated(const QList<Delivery> &deliveries)
{
    QList<Delivery> fresh;
    for (const Delivery &delivery : deliveries) {
        const bool isNew = m_rows.isEmpty() || delivery.position > m_rows.first().position;
        if (!isNew)
            update(delivery);
        else if (m_atNewest && m_filter.matches(delivery))
            fresh.append(delivery);
    }
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const Delivery &one, const Delivery &other) { return one.position > other.position; });
    // Several updates of one delivery may come at once: the last is the one that counts.
    QList<Delivery> added;
    for (const Delivery &delivery : fresh) {
        if (!added.isEmpty() && added.last().position == delivery.position)
            added.last() = delivery;
        else
            added.append(delivery);
    }
    insertAtTop(added);
    trimBottom();
}

void DeliveryTableModel::update(const Delivery &delivery)
{
    const int row = rowOf(delivery.id);
    if (row < 0)
        return;
    if (m_filter.matches(delivery)) {
        m_rows[row] = delivery;
        Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
        return;
    }
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

const Delivery *DeliveryTableModel::at(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows.at(row) : nullptr;
}

int DeliveryTableModel::rowOf(const DeliveryId &id) const
{
    const auto found
        = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const Delivery &delivery) { return delivery.id == id; });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int DeliveryTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DeliveryTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant DeliveryTableModel::data(const QModelIndex &index, int role) const
{
    const Delivery *delivery = at(index.row());
    if (!delivery)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*delivery, index.column());
    case Qt::ToolTipRole:
        if (index.column() == OutcomeColumn && delivery->outcome)
            return Words::of(*delivery->outcome);
        return index.column() == WebhookColumn ? delivery->url : text(*delivery, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == DurationColumn || index.column() == AttemptsColumn)
            return int(Qt::AlignTrailing | Qt::AlignVCenter);
        break;
    default:
        break;
    }
    return {};
}

QString DeliveryTableModel::text(const Delivery &delivery, int column) const
{
    const auto time = [](const QDateTime &at) { return QLocale().toString(at.toLocalTime(), QLocale::ShortFormat); };
    switch (Column(column)) {
    case StateColumn:
        return Words::of(delivery.state);
    case TimeColumn:
        return QLocale().toString(delivery.createdAt.toLocalTime().date(), QLocale::ShortFormat) + u' '
            + delivery.createdAt.toLocalTime().toString(u"HH:mm:ss"_s);
    case EventColumn:
        return delivery.test ? tr("%1 (test)").arg(delivery.eventType) : delivery.eventType;
    case WebhookColumn:
        return delivery.webhookName;
    case OutcomeColumn:
        return delivery.outcome ? Words::brief(*delivery.outcome) : QString();
    case DurationColumn:
        return delivery.outcome ? Words::duration(delivery.durationMs) : QString();
    case AttemptsColumn:
        return QLocale().toString(delivery.attempts);
    case NextAttemptColumn:
        return delivery.dueAt.isValid() ? time(delivery.dueAt) : QString();
    }
    return {};
}

QVariant DeliveryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case StateColumn:
        return tr("State");
    case TimeColumn:
        return tr("Time");
    case EventColumn:
        return tr("Event");
    case WebhookColumn:
        return tr("Webhook");
    case OutcomeColumn:
        return tr("Outcome");
    case DurationColumn:
        return tr("Duration");
    case AttemptsColumn:
        return tr("Attempts");
    case NextAttemptColumn:
        return tr("Next attempt");
    }
    return {};
}

} // namespace hookpanel
