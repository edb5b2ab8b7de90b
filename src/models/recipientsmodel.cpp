// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/recipientsmodel.h"

#include "core/measuredtime.h"
#include "core/words.h"
#include "models/deliverytablemodel.h"

#include <QCollator>

#include <algorithm>
#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

void RecipientsModel::setRecipients(const QList<Recipient> &recipients)
{
    QList<Row> rows;
    rows.reserve(recipients.size());
    for (const Recipient &recipient : recipients)
        rows.append({recipient, std::nullopt});
    setRows(std::move(rows));
}

void RecipientsModel::setSent(const QList<Delivery> &deliveries, const QList<Recipient> &notSent)
{
    QList<Row> rows;
    rows.reserve(deliveries.size() + notSent.size());
    for (const Delivery &delivery : deliveries)
        rows.append({{delivery.webhook, delivery.webhookName, delivery.url, std::nullopt}, delivery});
    for (const Recipient &recipient : notSent)
        rows.append({recipient, std::nullopt});
    setRows(std::move(rows));
}

void RecipientsModel::setRows(QList<Row> rows)
{
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::stable_sort(rows.begin(), rows.end(), [&collator](const Row &a, const Row &b) {
        if (a.recipient.reason.has_value() != b.recipient.reason.has_value())
            return b.recipient.reason.has_value();
        return collator.compare(a.recipient.name, b.recipient.name) < 0;
    });
    const bool areSame = std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(),
                                    [](const Row &a, const Row &b) { return a.recipient.webhook == b.recipient.webhook; });
    if (!areSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int i = 0; i < int(rows.size()); ++i) {
        if (m_rows.at(i).recipient == rows.at(i).recipient && m_rows.at(i).delivery == rows.at(i).delivery)
            continue;
        m_rows[i] = rows.at(i);
        Q_EMIT dataChanged(index(i, 0), index(i, columns - 1));
    }
}

void RecipientsModel::setRefused(bool isRefused)
{
    if (std::exchange(m_isRefused, isRefused) != isRefused && !m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, columns - 1));
}

void RecipientsModel::update(const QList<Delivery> &deliveries)
{
    for (const Delivery &delivery : deliveries) {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                        [&](const Row &row) { return row.delivery && row.delivery->id == delivery.id; });
        if (found == m_rows.end() || found->delivery == delivery)
            continue;
        found->delivery = delivery;
        const int row = int(found - m_rows.begin());
        Q_EMIT dataChanged(index(row, ResultColumn), index(row, ResultColumn));
    }
}

int RecipientsModel::receivers() const
{
    return int(std::count_if(m_rows.cbegin(), m_rows.cend(), [](const Row &row) { return !row.recipient.reason; }));
}

QList<DeliveryId> RecipientsModel::unfinished() const
{
    QList<DeliveryId> ids;
    for (const Row &row : m_rows) {
        if (row.delivery && !isOver(row.delivery->state))
            ids.append(row.delivery->id);
    }
    return ids;
}

WebhookId RecipientsModel::webhookAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).recipient.webhook : WebhookId();
}

int RecipientsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int RecipientsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString RecipientsModel::result(const Row &row) const
{
    if (row.recipient.reason)
        return Words::of(*row.recipient.reason);
    if (!row.delivery)
        return m_isRefused ? tr("gets nothing: the payload is refused") : tr("will receive");
    const Delivery &delivery = *row.delivery;
    QStringList parts;
    if (delivery.state == DeliveryState::WaitingRetry && delivery.dueAt.isValid()) // first: the end may be cut off
        parts.append(tr("next attempt %1", "time").arg(DeliveryTableModel::timeText(delivery.dueAt)));
    parts.append(Words::of(delivery.state));
    if (delivery.outcome && delivery.state != DeliveryState::Attempting) {
        parts.append(Words::brief(*delivery.outcome));
        if (const auto ms = measuredMs(*delivery.outcome, delivery.durationMs))
            parts.append(Words::duration(*ms));
    }
    return parts.join(u" · "_s);
}

QVariant RecipientsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ResultColumn)
            return result(row);
        return row.recipient.name.isEmpty() ? row.recipient.url : row.recipient.name;
    case Qt::ToolTipRole:
        if (index.column() == WebhookColumn)
            return row.recipient.url.isEmpty() ? row.recipient.name : row.recipient.name + u'\n' + row.recipient.url;
        return row.delivery && row.delivery->outcome ? Words::of(*row.delivery->outcome) : result(row);
    case GetsItRole:
        return !row.recipient.reason && !(m_isRefused && !row.delivery);
    case StateRole:
        return row.delivery ? QVariant::fromValue(row.delivery->state) : QVariant();
    default:
        return {};
    }
}

QVariant RecipientsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == WebhookColumn ? tr("Webhook") : tr("Result");
}

} // namespace hookpanel
