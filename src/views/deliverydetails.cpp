// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/deliverydetails.h"

#include "core/words.h"
#include "models/deliverytablemodel.h"
#include "ui_deliverydetails.h"
#include "views/textdirection.h"

#include <QLocale>
#include <QPushButton>
#include <QSet>
#include <QSignalBlocker>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

DeliveryDetails::DeliveryDetails(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::DeliveryDetails>())
{
    m_ui->setupUi(this);
    m_ui->attemptTabs->setExpanding(false);
    m_ui->attemptTabs->setDrawBase(false);
    m_ui->headingLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_ui->attemptTabs->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_ui->detailsLayout->setStretchFactor(m_ui->attemptView, 1);
    m_ui->detailsLayout->setAlignment(m_ui->pendingLabel, Qt::AlignTop);
    nameParts();
    showHold(Hold::None);
    showShare({}, 0);
    connect(m_ui->shareButton, &QPushButton::clicked, this, [this] { Q_EMIT recipientsRequested(m_event); });
    connect(m_ui->attemptTabs, &QTabBar::currentChanged, this, &DeliveryDetails::showChosen);
    connect(m_ui->attemptView, &AttemptView::trustRequested, this, &DeliveryDetails::trustRequested);
    connect(m_ui->attemptView, &AttemptView::saveRequested, this, &DeliveryDetails::saveRequested);
}

DeliveryDetails::~DeliveryDetails() = default;

/// The parts of an attempt are in the form as well, and each widget of the window has a name of its own.
void DeliveryDetails::nameParts()
{
    const auto parts = m_ui->attemptView->findChildren<QWidget *>();
    for (QWidget *part : parts) {
        if (const QString name = part->objectName(); !name.isEmpty() && !name.startsWith(u"qt_"))
            part->setObjectName(u"history"_s + name.at(0).toUpper() + name.mid(1));
    }
    m_ui->attemptView->setObjectName(u"historyAttemptView"_s);
}

void DeliveryDetails::setTrustable(bool trustable)
{
    m_ui->attemptView->setTrustable(trustable);
}

void DeliveryDetails::setClock(const Clock &clock)
{
    m_clock = &clock;
    m_ui->attemptView->setClock(clock);
}

void DeliveryDetails::show(const Delivery &delivery, const QList<Attempt> &attempts)
{
    const bool isSame = delivery.id == m_delivery;
    const int chosen = m_ui->attemptTabs->currentIndex();
    const bool wasLast = chosen == m_ui->attemptTabs->count() - 1;
    const QList<Attempt> live = isSame ? m_attempts : QList<Attempt>();
    m_delivery = delivery.id;
    m_event = delivery.event;
    if (!isSame)
        showShare({}, 0);
    m_attempts = attempts;
    for (Attempt &attempt : m_attempts) { // of one on the wire the history knows nothing but that it is
        const auto known
            = std::find_if(live.cbegin(), live.cend(), [&](const Attempt &one) { return one.number == attempt.number; });
        // What another process tells of its own may be newer.
        if (!attempt.isFinished() && known != live.cend() && known->phase >= attempt.phase)
            attempt = *known;
        else if (!attempt.isFinished() && attempt.startedAt.isValid()) // another process has it on the wire
            attempt.durationMs = qMax(qint64(0), attempt.startedAt.msecsTo(m_clock->nowUtc()));
    }
    const QString webhook = delivery.webhookName.isEmpty() ? delivery.url : delivery.webhookName;
    m_ui->headingLabel->setText(
        tr("%1 → %2 · %3", "event type, webhook, id").arg(delivery.eventType, webhook, delivery.id.toString()));
    m_ui->pendingLabel->setText(delivery.state == DeliveryState::Cancelled ? tr("Nothing was sent.")
                                                                           : tr("Nothing was sent yet."));
    fillTabs();
    if (isSame && !wasLast)
        m_ui->attemptTabs->setCurrentIndex(chosen);
    showChosen();
}

void DeliveryDetails::showHold(Hold hold)
{
    m_ui->holdLabel->setText(Words::of(hold));
    m_ui->holdLabel->setVisible(hold != Hold::None);
}

void DeliveryDetails::fillTabs()
{
    const QSignalBlocker blocker(m_ui->attemptTabs);
    while (m_ui->attemptTabs->count() > m_attempts.size())
        m_ui->attemptTabs->removeTab(m_ui->attemptTabs->count() - 1);
    for (int i = 0; i < int(m_attempts.size()); ++i) {
        const Attempt &attempt = m_attempts.at(i);
        const QString what = attempt.outcome ? Words::brief(*attempt.outcome) : Words::of(attempt.phase);
        const QString text = isolatedIn(
            layoutDirection(), tr("%1: %2", "number of the attempt, outcome").arg(QLocale().toString(attempt.number), what));
        if (i < m_ui->attemptTabs->count())
            m_ui->attemptTabs->setTabText(i, text);
        else
            m_ui->attemptTabs->addTab(text);
    }
    m_ui->attemptTabs->setCurrentIndex(int(m_attempts.size()) - 1);
    m_ui->attemptTabs->setVisible(m_attempts.size() > 1);
}

void DeliveryDetails::showChosen()
{
    if (const auto attempt = shownAttempt())
        m_ui->attemptView->showAttempt(*attempt);
    else
        m_ui->attemptView->forget();
    m_ui->attemptView->setVisible(!m_attempts.isEmpty());
    m_ui->pendingLabel->setVisible(m_attempts.isEmpty());
}

std::optional<Attempt> DeliveryDetails::shownAttempt() const
{
    const int chosen = m_ui->attemptTabs->currentIndex();
    return chosen >= 0 && chosen < m_attempts.size() ? std::make_optional(m_attempts.at(chosen)) : std::nullopt;
}

void DeliveryDetails::showShare(const QList<Delivery> &sent, int notSentTo)
{
    QSet<WebhookId> webhooks;
    for (const Delivery &delivery : sent)
        webhooks.insert(delivery.webhook);
    QStringList sentences{tr("This event went to %n webhook(s).", nullptr, int(webhooks.size()))};
    if (notSentTo > 0)
        sentences.append(tr("%n did not get it.", "webhooks", notSentTo));
    m_ui->shareLabel->setText((sentences + others(sent)).join(u' '));
    m_ui->shareLabel->setVisible(!sent.isEmpty() || notSentTo > 0);
    m_ui->shareButton->setVisible(!sent.isEmpty() || notSentTo > 0);
}

/// Of a delivery that was sent again, or sends one again: the one before it and the one after it.
QStringList DeliveryDetails::others(const QList<Delivery> &sent) const
{
    constexpr int idLength = 8; // enough to tell one from another, and for the command line
    const auto shown
        = std::find_if(sent.cbegin(), sent.cend(), [this](const Delivery &one) { return one.id == m_delivery; });
    if (shown == sent.cend())
        return {};
    const Delivery *before = nullptr;
    const Delivery *after = nullptr;
    for (const Delivery &one : sent) {
        if (one.webhook != shown->webhook)
            continue;
        if (one.position < shown->position && (!before || before->position < one.position))
            before = &one;
        else if (one.position > shown->position && (!after || one.position < after->position))
            after = &one;
    }
    QStringList sentences;
    if (before)
        sentences.append(tr("It sends delivery %1 of %2 again.", "id, time")
                             .arg(before->id.toString().left(idLength), DeliveryTableModel::timeText(before->createdAt)));
    if (after)
        sentences.append(tr("It was sent again on %1, as delivery %2.", "time, id")
                             .arg(DeliveryTableModel::timeText(after->createdAt), after->id.toString().left(idLength)));
    return sentences;
}

void DeliveryDetails::forget()
{
    m_delivery = {};
    m_event = {};
    showShare({}, 0);
    m_attempts.clear();
    m_ui->headingLabel->clear();
    showHold(Hold::None);
    fillTabs();
    showChosen();
}

void DeliveryDetails::showLive(const Attempt &attempt)
{
    if (attempt.delivery != m_delivery)
        return;
    const auto same = std::find_if(m_attempts.begin(), m_attempts.end(),
                                   [&](const Attempt &one) { return one.number == attempt.number; });
    if (same == m_attempts.end()) {
        m_attempts.append(attempt);
        fillTabs();
    } else {
        *same = attempt;
    }
    showChosen();
}

} // namespace hookpanel
