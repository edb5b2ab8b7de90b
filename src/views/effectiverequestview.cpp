// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/effectiverequestview.h"

#include "core/words.h"
#include "ui_effectiverequestview.h"
#include "views/findbar.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/style.h"

#include <QClipboard>
#include <QGuiApplication>

#include <utility>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownBodyBytes = 64 * 1024; ///< A longer body is a delay at each key; Copy has it all.

} // namespace

EffectiveRequestView::EffectiveRequestView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EffectiveRequestView>())
{
    m_ui->setupUi(this);
    makeHeading(m_ui->effectiveLabel);
    dressMessageText(m_ui->effectiveEdit);
    m_highlighter = new MessageHighlighter(m_ui->effectiveEdit);
    m_ui->effectiveLayout->addWidget(new FindBar(m_ui->effectiveEdit, this));
    connect(m_ui->copyRequestButton, &QPushButton::clicked, this, &EffectiveRequestView::copy);
}

EffectiveRequestView::~EffectiveRequestView() = default;

QList<QWidget *> EffectiveRequestView::controls() const
{
    return {m_ui->copyRequestButton, m_ui->effectiveEdit};
}

void EffectiveRequestView::refreshSoon()
{
    if (std::exchange(m_refreshAsked, true))
        return;
    const auto ask = [this] {
        if (m_refreshAsked)
            Q_EMIT refreshWanted();
    };
    QMetaObject::invokeMethod(this, ask, Qt::QueuedConnection);
}

void EffectiveRequestView::showRequest(const EffectiveRequest &effective)
{
    m_refreshAsked = false;
    m_shown = effective;
    const PreparedRequest &request = effective.request;
    QStringList lines;
    QList<MessageHighlighter::HeadLine> head;
    const auto add = [&](const QString &exact, const QString &remark, bool isHeader, bool isStruck) {
        head.append({isHeader, isStruck, remark.isEmpty() ? -1 : exact.size()});
        lines.append(remark.isEmpty() || exact.isEmpty() ? exact + remark : exact + u"  "_s + remark);
    };
    if (!request.shownUrl.isEmpty())
        add(QString(), tr("(to %1)", "the URL that is called").arg(request.shownUrl), false, false);
    add(requestLine(request), QString(), false, false);
    for (const EffectiveHeader &header : effective.headers) {
        const QString exact = QString::fromUtf8(header.header.name) + u": "_s + header.header.shown;
        add(exact, Words::originOf(header), true, header.replacedBy.has_value());
    }
    add(QString(), QString(), false, false);
    m_highlighter->setHead(head, true);

    QString body = QString::fromUtf8(request.body.left(shownBodyBytes));
    if (request.body.size() > shownBodyBytes)
        body += u'\n' + tr("(and %1 more)", "size").arg(Words::size(request.body.size() - shownBodyBytes));
    setMessageText(m_ui->effectiveEdit, lines.join(u'\n') + u'\n' + body);
    showProblem(m_ui->effectiveProblem, m_ui->effectiveEdit,
                effective.problem ? Words::whyNothingLeaves(*effective.problem) : QString());
}

void EffectiveRequestView::copy() const
{
    QGuiApplication::clipboard()->setText(requestText(m_shown.request));
}

} // namespace hookpanel
