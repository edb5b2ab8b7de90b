// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/pageroom.h"

#include "views/effectiverequestview.h"
#include "views/splitter.h"
#include "views/triggerpanel.h"
#include "views/webhookform.h"

#include <QLayout>
#include <QPointer>
#include <QScrollArea>

namespace hookpanel {

namespace {

constexpr int effectiveCharacters = 52; ///< Of a line of the effective request beside the form, at least.
constexpr int effectiveLines = 20; ///< Of the effective request below the form.

} // namespace

PageRoom::PageRoom(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

/// Of the trigger view, at its width: its texts wrap.
int PageRoom::leastTriggerHeight() const
{
    const QLayout *layout = m_parts.trigger.layout();
    return layout->hasHeightForWidth() ? layout->totalHeightForWidth(m_parts.trigger.width())
                                       : layout->totalSizeHint().height();
}

void PageRoom::shareHeight()
{
    TriggerPanel &panel = m_parts.trigger;
    const bool hasContent = panel.hasContent();
    // Without content there is nothing to share, and nothing that a user could set by hand.
    // A splitter knows nothing of texts that wrap: it would give the height of one line.
    const int least = leastTriggerHeight();
    panel.setMinimumHeight(hasContent ? 0 : least);
    panel.setMaximumHeight(hasContent ? QWIDGETSIZE_MAX : least);
    m_parts.splitter.handle(1)->setEnabled(hasContent);
    const bool isNew = hasContent && !m_hadContent;
    m_hadContent = hasContent;
    if (!hasContent || (m_parts.splitter.isSetByHand() && !isNew))
        return;
    const int height = m_parts.splitter.height();
    const int wanted = qMax(panel.sizeHint().height(), height / 2);
    m_parts.splitter.propose({height - wanted, wanted});
}

void PageRoom::placeEffectiveRequest(int pageWidth)
{
    EffectiveRequestView *view = &m_parts.effective;
    const QFontMetrics metrics = view->fontMetrics();
    const int needed = m_parts.form.sizeHint().width() + metrics.averageCharWidth() * effectiveCharacters;
    const bool isWide = pageWidth >= needed;
    if (isWide == (view->parentWidget() == &m_parts.formSplitter))
        return;
    const QPointer<QWidget> focus = view->focusWidget() && view->focusWidget()->hasFocus() ? view->focusWidget() : nullptr;
    view->setMinimumHeight(isWide ? 0 : metrics.lineSpacing() * effectiveLines);
    if (isWide) {
        m_parts.formSplitter.addWidget(view);
        const int form = qMax(m_parts.formArea.sizeHint().width(), pageWidth * 4 / 7);
        m_parts.formSplitter.propose({form, pageWidth - form});
    } else {
        m_parts.form.appendSection(view);
    }
    Q_EMIT moved();
    if (focus)
        focus->setFocus();
}

} // namespace hookpanel
