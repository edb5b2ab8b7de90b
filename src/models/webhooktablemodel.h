// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliverysummary.h"
#include "core/eventtype.h"
#include "core/preferences.h"
#include "core/storedwebhook.h"

#include <QAbstractTableModel>
#include <QCollator>
#include <QHash>

namespace hookpanel {

/// The list of webhooks: searched and sorted here, on raw values, because a QSortFilterProxyModel takes seconds where an
/// index vector takes a millisecond (measured at 100,000 rows). Changes are announced precisely, so that a view keeps
/// its selection: one changed webhook is one dataChanged, or one move where its place in the order changed.
class WebhookTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        UrlColumn,
        EventsColumn,
        LastDeliveryColumn,
        HealthColumn,
        StatusColumn,
        EditColumn,
        DeleteColumn
    };
    static constexpr int columns = DeleteColumn + 1;

    /// Of the health column: a DayCount to be drawn, where there is something to draw.
    static constexpr int DayRole = Qt::UserRole;

    explicit WebhookTableModel(const EventCatalogue &catalogue, QObject *parent = nullptr);

    /// Replaces everything (a reset).
    void setWebhooks(const QList<StoredWebhook> &webhooks, const QHash<WebhookId, LastOutcome> &lastOutcomes);

    /// Adds the webhook or takes over its new state.
    void put(const StoredWebhook &webhook);

    /// The same for several; many at once are a reset, because each alone is a search for its place.
    void put(const QList<StoredWebhook> &webhooks);
    void remove(const WebhookId &id);

    void setLastOutcome(const WebhookId &id, const LastOutcome &outcome);

    /// How all receivers do, as of `now`; those that are not named were never used.
    void setHealth(const QHash<WebhookId, Health> &health, const QDateTime &now);
    void setEdition(Edition edition);

    /// Which event types there are.
    void setCatalogue(const EventCatalogue &catalogue);

    /// Shows only webhooks whose name, URL, event types or header names hold the text, in any case. Empty shows all.
    void setSearch(const QString &text);
    [[nodiscard]] const QString &search() const { return m_search; }

    /// All webhooks, shown or not.
    [[nodiscard]] qsizetype count() const { return m_entries.size(); }
    [[nodiscard]] QList<WebhookId> ids() const { return m_entries.keys(); }
    [[nodiscard]] QStringList names() const; ///< Of all webhooks, in no order.

    /// What a webhook is called in the list; a damaged one may have lost its name.
    [[nodiscard]] static QString nameOf(const Webhook &webhook);

    [[nodiscard]] WebhookId idAt(int row) const;
    [[nodiscard]] int rowOf(const WebhookId &id) const; ///< -1 when it is not shown.
    [[nodiscard]] const StoredWebhook *find(const WebhookId &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// The switch of a row was moved by the user. The row changes when the webhook is stored, not before.
    void switchRequested(const hookpanel::WebhookId &id, bool enabled);

private:
    struct Entry {
        StoredWebhook stored;
        QCollatorSortKey nameKey;
        QString haystack; ///< What a search looks in, case folded.
    };

    [[nodiscard]] Entry makeEntry(const StoredWebhook &webhook) const;
    [[nodiscard]] const LastOutcome *lastOf(const Entry &entry) const;
    [[nodiscard]] const Health *healthOf(const Entry &entry) const;
    [[nodiscard]] QString lastDeliveryText(const LastOutcome *last) const;
    [[nodiscard]] QString retryText(const LastOutcome &last) const;
    [[nodiscard]] QString healthText(const Entry &entry) const;
    [[nodiscard]] QString spokenHealth(const Entry &entry) const;
    [[nodiscard]] bool matches(const Entry &entry) const;
    [[nodiscard]] bool precedes(const Entry &a, const Entry &b) const;
    [[nodiscard]] int compare(const Entry &a, const Entry &b) const;
    [[nodiscard]] QList<WebhookId> wanted() const;
    void place(const WebhookId &id);
    [[nodiscard]] QVariant text(const Entry &entry, int column) const;
    [[nodiscard]] QVariant spokenText(const Entry &entry, int column) const;
    [[nodiscard]] QVariant toolTip(const Entry &entry, int column) const;
    [[nodiscard]] QString eventsText(const Selection &events) const;

    EventCatalogue m_catalogue;
    Edition m_edition = Edition::Community;
    QCollator m_collator;
    QHash<WebhookId, Entry> m_entries;
    QHash<WebhookId, LastOutcome> m_lastOutcomes; ///< Kept apart, so that a webhook that an undo brings back has it still.
    QHash<WebhookId, Health> m_health; ///< From the deliveries.
    QDateTime m_now; ///< As of when that is.
    QList<WebhookId> m_shown; ///< In the order of the view.
    QString m_search;
    int m_sortColumn = NameColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace hookpanel
