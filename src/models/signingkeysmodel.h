// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/webhook.h"

#include <QAbstractTableModel>

namespace hookpanel {

/// The signing secrets of a webhook, the newest first: masked, and until when each of them signs.
class SigningKeysModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SecretColumn, UntilColumn, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    /// `now` tells which of them have ended.
    void setKeys(const QList<WebhookKey> &keys, const QDateTime &now);
    [[nodiscard]] const QList<WebhookKey> &keys() const { return m_keys; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString untilText(const WebhookKey &key) const;

    QList<WebhookKey> m_keys;
    QDateTime m_now;
};

} // namespace hookpanel
