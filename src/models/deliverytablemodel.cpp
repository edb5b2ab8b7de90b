// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deliverytablemodel.h"

#include "core/measuredtime.h"
#include "core/words.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

DeliveryTableModel::DeliveryTableModel(DeliveryService &service, QObject *parent)
    : QAbstractTableModel(parent)
    , m_service(service)
{
    connect(&service, &DeliveryService::pageReady, this, &DeliveryTableModel::onPage);
    connect(&service, &DeliveryService::deliveriesUpdated, this, &DeliveryTableModel::onUpdated);
    connect(&service, &DeliveryService::holdsChanged, this, &DeliveryTableModel::onHolds);
    connect(&service, &DeliveryService::deliveriesFailed, this, [this] {
        m_asking = false;
        m_refreshing = false;
    });
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
    m_refreshing = false;
    m_refreshNext = false;
    ask(DeliveryPage::Place::Newest, 0);
}

void DeliveryTableModel::refresh()
{
    if (m_asking) {
        m_refreshNext = true;
        return;
    }
    m_asking = true;
    m_refreshing = true;
    const int rows = qMax(pageRows, int(m_rows.size()));
    if (m_atNewest || m_rows.isEmpty())
        m_service.requestPage(++m_ticket, m_filter, DeliveryPage::Place::Newest, 0, rows);
    else
        m_service.requestPage(++m_ticket, m_filter, DeliveryPage::Place::Older, m_rows.first().position + 1, rows);
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
    if (std::exchange(m_refreshing, false))
        mergeIn(page);
    else
        take(page);
    onUpdated(std::exchange(m_meanwhile, {})); // the page may have been read before
    if (std::exchange(m_refreshNext, false))
        refresh();
}

void DeliveryTableModel::take(const DeliveryPage &page)
{
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

/// The page holds what is there now, from the first row of the window or the newest on, as far as it reaches.
void DeliveryTableModel::mergeIn(const DeliveryPage &page)
{
    const bool reaches = m_rows.isEmpty() || page.isLast || page.deliveries.last().position <= m_rows.first().position;
    if (!reaches) { // all of it is newer than what is shown
        take({page.ticket, DeliveryPage::Place::Newest, page.deliveries, page.isLast});
        return;
    }
    const qint64 lowest = page.isLast ? 0 : page.deliveries.last().position;
    QSet<qint64> there;
    for (const Delivery &delivery : page.deliveries)
        there.insert(delivery.position);
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (m_rows.at(row).position >= lowest && !there.contains(m_rows.at(row).position))
            removeRowsAt(row, 1);
    }
    insertAtTop(page.deliveries); // those that are newer, at once
    for (const Delivery &delivery : page.deliveries) {
        const int row = rowAt(delivery.position);
        if (row >= m_rows.size() || m_rows.at(row).position != delivery.position) {
            insertInPlace(delivery);
        } else if (m_rows.at(row) != delivery) {
            m_rows[row] = delivery;
            Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
        }
    }
    if (page.isLast)
        m_atOldest = true;
    trimBottom();
    Q_EMIT loaded();
}

/// The row of this position, or the one before which it belongs.
int DeliveryTableModel::rowAt(qint64 position) const
{
    const auto found = std::lower_bound(m_rows.cbegin(), m_rows.cend(), position,
                                        [](const Delivery &delivery, qint64 wanted) { return delivery.position > wanted; });
    return int(found - m_rows.cbegin());
}

void DeliveryTableModel::insertInPlace(const Delivery &delivery)
{
    const int row = rowAt(delivery.position);
    beginInsertRows({}, row, row);
    m_rows.insert(row, delivery);
    endInsertRows();
}

void DeliveryTableModel::removeRowsAt(int first, int count)
{
    beginRemoveRows({}, first, first + count - 1);
    m_rows.remove(first, count);
    endRemoveRows();
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
    removeRowsAt(0, int(tooMany));
    m_atNewest = false;
}

void DeliveryTableModel::trimBottom()
{
    const qsizetype tooMany = m_rows.size() - mostRows;
    if (tooMany <= 0)
        return;
    removeRowsAt(mostRows, int(tooMany));
    m_atOldest = false;
}

void DeliveryTableModel::onUpdated(const QList<Delivery> &deliveries)
{
    if (m_asking)
        m_meanwhile += deliveries;
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
    const int row = rowAt(delivery.position);
    const bool isThere = row < m_rows.size() && m_rows.at(row).position == delivery.position;
    const bool matches = m_filter.matches(delivery);
    if (isThere && matches) {
        m_rows[row] = delivery;
        Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
    } else if (isThere) {
        removeRowsAt(row, 1);
    } else if (matches && (row < m_rows.size() || m_atOldest)) { // its new state brings it in
        insertInPlace(delivery);
    }
}

Hold DeliveryTableModel::holdOf(const Delivery &delivery) const
{
    return isWaiting(delivery.state) ? m_holds.value(delivery.webhook, Hold::None) : Hold::None;
}

void DeliveryTableModel::onHolds(const Holds &holds)
{
    const Holds before = std::exchange(m_holds, holds);
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const Delivery &delivery = m_rows.at(row);
        const auto in = [&delivery](const Holds &all) { return all.value(delivery.webhook, Hold::None); };
        if (isWaiting(delivery.state) && in(before) != in(m_holds))
            Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
    }
    Q_EMIT holdsChanged();
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
    case StateRole:
        return QVariant::fromValue(delivery->state);
    case Qt::ToolTipRole:
        if (index.column() == OutcomeColumn && delivery->outcome && delivery->state != DeliveryState::Attempting)
            return Words::of(*delivery->outcome);
        if (const Hold hold = holdOf(*delivery);
            hold != Hold::None && (index.column() == StateColumn || index.column() == NextAttemptColumn))
            return Words::of(hold);
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

/// "24 Nov 2026 11:09:53", in the user's way to write a date; the seconds matter.
QString DeliveryTableModel::timeText(const QDateTime &time)
{
    const QDateTime local = time.toLocalTime();
    return QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + local.toString(u"HH:mm:ss"_s);
}

QString DeliveryTableModel::text(const Delivery &delivery, int column) const
{
    const bool isOnTheWire = delivery.state == DeliveryState::Attempting;
    switch (Column(column)) {
    case StateColumn:
        if (delivery.sentAgain)
            return tr("%1 · sent again", "state").arg(Words::of(delivery.state));
        // A test that did not arrive is neither failed nor a dead letter, and nobody cancelled it.
        return delivery.test && delivery.state == DeliveryState::Cancelled && delivery.outcome
                && delivery.outcome->kind != OutcomeKind::Cancelled
            ? tr("Not delivered")
            : Words::of(delivery.state);
    case TimeColumn:
        return timeText(delivery.createdAt);
    case EventColumn:
        return delivery.test ? tr("%1 (test)").arg(delivery.eventType) : delivery.eventType;
    case WebhookColumn:
        return delivery.webhookName.isEmpty() ? delivery.url : delivery.webhookName; // of a form without a name
    case OutcomeColumn:
        // Of the attempt before this one: beside "Sending now" it would be taken for this one's.
        return delivery.outcome && !isOnTheWire ? Words::brief(*delivery.outcome) : QString();
    case DurationColumn:
        if (!delivery.outcome || isOnTheWire)
            return {};
        if (const auto ms = measuredMs(*delivery.outcome, delivery.durationMs))
            return Words::duration(*ms);
        return u"–"_s;
    case AttemptsColumn:
        return QLocale().toString(delivery.attempts);
    case NextAttemptColumn:
        if (const Hold hold = holdOf(delivery); hold != Hold::None)
            return Words::brief(hold);
        return delivery.dueAt.isValid() ? timeText(delivery.dueAt) : QString();
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
