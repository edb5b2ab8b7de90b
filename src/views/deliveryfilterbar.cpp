// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliveryfilterbar.h"

#include "core/words.h"
#include "ui_deliveryfilterbar.h"
#include "views/flowlayout.h"

#include <QSignalBlocker>

#include <algorithm>

namespace hookpanel {

namespace {

enum Kind { AnyKind, RealOnly, TestsOnly };

constexpr int hoursPerWeek = 7 * 24;

/// The outcomes whose words hold a text: people search for what they read.
QList<OutcomeKind> outcomesWith(const QString &text)
{
    QList<OutcomeKind> kinds;
    for (const OutcomeKind kind : outcomeKinds()) {
        Outcome outcome;
        outcome.kind = kind;
        if (Words::brief(outcome).contains(text, Qt::CaseInsensitive)
            || outcomeKey(kind).contains(text, Qt::CaseInsensitive))
            kinds.append(kind);
    }
    return kinds;
}

} // namespace

DeliveryFilterBar::DeliveryFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeliveryFilterBar>())
{
    m_ui->setupUi(this);
    auto *row = new FlowLayout(this);
    for (QWidget *filter : {m_ui->deliveryStateFilter, m_ui->deliveryWebhookFilter, m_ui->deliveryEventTypeFilter,
                            m_ui->deliveryKindFilter, m_ui->deliverySinceFilter})
        row->addWidget(filter);
    m_ui->deliveryStateBox->addItem(tr("All states"));
    for (const DeliveryState state : deliveryStates())
        m_ui->deliveryStateBox->addItem(Words::of(state), QVariant::fromValue(state));
    m_ui->deliveryKindBox->addItem(tr("Real and tests"), AnyKind);
    m_ui->deliveryKindBox->addItem(tr("Real only"), RealOnly);
    m_ui->deliveryKindBox->addItem(tr("Tests only"), TestsOnly);
    m_ui->deliverySinceBox->addItem(tr("Any time"), 0);
    m_ui->deliverySinceBox->addItem(tr("Last hour"), 1);
    m_ui->deliverySinceBox->addItem(tr("Last 24 hours"), 24);
    m_ui->deliverySinceBox->addItem(tr("Last 7 days"), hoursPerWeek);
    setEventTypes({});
    setWebhooks({});
    // Names may be long; what stands there first is whole in every language.
    for (QComboBox *box : {m_ui->deliveryWebhookBox, m_ui->deliveryEventTypeBox}) {
        box->setMinimumContentsLength(qMax(box->minimumContentsLength(), int(box->itemText(0).size())));
        connect(box, &QComboBox::currentTextChanged, box, &QWidget::setToolTip);
    }
    for (const QComboBox *box : {m_ui->deliveryStateBox, m_ui->deliveryWebhookBox, m_ui->deliveryEventTypeBox,
                                 m_ui->deliveryKindBox, m_ui->deliverySinceBox})
        connect(box, &QComboBox::currentIndexChanged, this, &DeliveryFilterBar::changed);
}

DeliveryFilterBar::~DeliveryFilterBar() = default;

void DeliveryFilterBar::setEventTypes(const QList<EventType> &types)
{
    const QVariant chosen = m_ui->deliveryEventTypeBox->currentData();
    const QSignalBlocker blocker(m_ui->deliveryEventTypeBox);
    m_ui->deliveryEventTypeBox->clear();
    m_ui->deliveryEventTypeBox->addItem(tr("All event types"));
    for (const EventType &type : types)
        m_ui->deliveryEventTypeBox->addItem(type.name, type.name);
    if (chosen.isValid() && m_ui->deliveryEventTypeBox->findData(chosen) < 0) // one that was removed has a history still
        m_ui->deliveryEventTypeBox->addItem(chosen.toString(), chosen);
    m_ui->deliveryEventTypeBox->setCurrentIndex(std::max(0, m_ui->deliveryEventTypeBox->findData(chosen)));
}

void DeliveryFilterBar::setWebhooks(const QHash<WebhookId, QString> &names)
{
    QList<std::pair<QString, QString>> sorted;
    for (auto name = names.cbegin(); name != names.cend(); ++name)
        sorted.append({*name, name.key().toString()});
    std::sort(sorted.begin(), sorted.end(), [](const auto &one, const auto &other) {
        const int order = QString::localeAwareCompare(one.first, other.first);
        return order != 0 ? order < 0 : one.second < other.second;
    });
    const QSignalBlocker blocker(m_ui->deliveryWebhookBox);
    const QVariant chosen = m_ui->deliveryWebhookBox->currentData();
    m_ui->deliveryWebhookBox->clear();
    m_ui->deliveryWebhookBox->addItem(tr("All webhooks"));
    for (const auto &[name, id] : sorted)
        m_ui->deliveryWebhookBox->addItem(name, id);
    m_ui->deliveryWebhookBox->setCurrentIndex(std::max(0, m_ui->deliveryWebhookBox->findData(chosen)));
}

void DeliveryFilterBar::showOnly(const WebhookId &webhook)
{
    {
        const QSignalBlocker blocker(this);
        for (QComboBox *box :
             {m_ui->deliveryStateBox, m_ui->deliveryEventTypeBox, m_ui->deliveryKindBox, m_ui->deliverySinceBox})
            box->setCurrentIndex(0);
        m_ui->deliveryWebhookBox->setCurrentIndex(std::max(0, m_ui->deliveryWebhookBox->findData(webhook.toString())));
    }
    Q_EMIT changed();
}

DeliveryFilter DeliveryFilterBar::filter(const QString &search, const QDateTime &now) const
{
    constexpr qint64 secondsPerHour = 3600;
    DeliveryFilter filter;
    if (const QVariant state = m_ui->deliveryStateBox->currentData(); state.isValid())
        filter.states = {state.value<DeliveryState>()};
    filter.webhook = WebhookId::fromString(m_ui->deliveryWebhookBox->currentData().toString());
    filter.eventType = m_ui->deliveryEventTypeBox->currentData().toString();
    if (const int kind = m_ui->deliveryKindBox->currentData().toInt(); kind != AnyKind)
        filter.test = kind == TestsOnly;
    if (const int hours = m_ui->deliverySinceBox->currentData().toInt(); hours > 0)
        filter.from = now.addSecs(-secondsPerHour * hours);
    filter.text = search.trimmed();
    if (!filter.text.isEmpty())
        filter.textOutcomes = outcomesWith(filter.text);
    return filter;
}

} // namespace hookpanel
