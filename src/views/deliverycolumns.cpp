// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliverycolumns.h"

#include "core/words.h"
#include "models/deliverytablemodel.h"
#include "views/columnroom.h"

#include <QHeaderView>
#include <QTableView>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int webhookLetters = 18;

QString refused()
{
    Outcome outcome;
    outcome.kind = OutcomeKind::ConnectionRefused;
    return Words::brief(outcome);
}

} // namespace

void sizeDeliveryColumns(QTableView *view, const QDateTime &now)
{
    QHeaderView *header = view->horizontalHeader();
    const QFontMetrics metrics = view->fontMetrics();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    const QString time = DeliveryTableModel::timeText(now);
    const QList<std::pair<int, QString>> samples{{DeliveryTableModel::StateColumn, Words::of(DeliveryState::WaitingRetry)},
                                                 {DeliveryTableModel::TimeColumn, time},
                                                 {DeliveryTableModel::EventColumn, u"entry.unpublish"_s},
                                                 {DeliveryTableModel::OutcomeColumn, refused()},
                                                 {DeliveryTableModel::DurationColumn, Words::duration(10'000)},
                                                 {DeliveryTableModel::AttemptsColumn, {}},
                                                 {DeliveryTableModel::NextAttemptColumn, time}};
    for (const auto &[column, sample] : samples) {
        const QString heading = view->model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int widest = qMax(metrics.horizontalAdvance(sample), metrics.horizontalAdvance(heading));
        header->resizeSection(column, widest + metrics.averageCharWidth() * 2);
    }
    header->setMinimumSectionSize(metrics.averageCharWidth() * 6);
    header->resizeSection(DeliveryTableModel::WebhookColumn, metrics.averageCharWidth() * webhookLetters);
    header->setTextElideMode(Qt::ElideRight);
    header->setSectionResizeMode(DeliveryTableModel::WebhookColumn, QHeaderView::Stretch);
    const int letter = metrics.averageCharWidth();
    new ColumnRoom(view, DeliveryTableModel::WebhookColumn,
                   {{DeliveryTableModel::WebhookColumn, letter * 12},
                    {DeliveryTableModel::StateColumn, letter * 9},
                    {DeliveryTableModel::TimeColumn, letter * 12},
                    {DeliveryTableModel::EventColumn, letter * 9},
                    {DeliveryTableModel::OutcomeColumn, letter * 10},
                    {DeliveryTableModel::DurationColumn, header->sectionSize(DeliveryTableModel::DurationColumn)},
                    {DeliveryTableModel::AttemptsColumn, header->sectionSize(DeliveryTableModel::AttemptsColumn)},
                    {DeliveryTableModel::NextAttemptColumn, letter * 12}},
                   {DeliveryTableModel::DurationColumn, DeliveryTableModel::AttemptsColumn,
                    DeliveryTableModel::NextAttemptColumn, DeliveryTableModel::EventColumn, DeliveryTableModel::TimeColumn});
}

} // namespace hookpanel
