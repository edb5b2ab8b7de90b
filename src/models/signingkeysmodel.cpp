// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/signingkeysmodel.h"

#include "core/secrets.h"

#include <QLocale>

namespace hookpanel {

void SigningKeysModel::setKeys(const QList<WebhookKey> &keys, const QDateTime &now)
{
    beginResetModel();
    m_keys = keys;
    m_now = now;
    endResetModel();
}

int SigningKeysModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

int SigningKeysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant SigningKeysModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const WebhookKey &key = m_keys.at(index.row());
    if (index.column() == UntilColumn)
        return untilText(key);
    return secrets::masked(key);
}

QString SigningKeysModel::untilText(const WebhookKey &key) const
{
    const bool isUnsaved = key.reference.isEmpty();
    if (!key.endsAt.isValid())
        return isUnsaved ? tr("Once it is saved, without an end") : tr("Without an end");
    const QString moment = QLocale().toString(key.endsAt.toLocalTime(), QLocale::ShortFormat);
    return key.endsAt <= m_now ? tr("Ended on %1").arg(moment) : tr("Until %1").arg(moment);
}

QVariant SigningKeysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return section == SecretColumn ? tr("Secret") : tr("Signs");
}

} // namespace hookpanel
