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

/// What looks like a variable and is none, as `$${NAME}` does when it leaves.
QStringList literalsIn(const QString &shown, const QList<TextSpan> &variables)
{
    QStringList literals;
    const auto spans = variablesIn(shown);
    for (const TextSpan &span : spans) {
        if (!variables.contains(span))
            literals.append(shown.mid(span.begin, span.length));
    }
    literals.removeDuplicates();
    return literals;
}

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
    const auto add = [&](const QString &exact, const QString &remark, MessageHighlighter::HeadLine line) {
        line.noteBegin = remark.isEmpty() ? -1 : exact.size();
        head.append(line);
        lines.append(remark.isEmpty() || exact.isEmpty() ? exact + remark : exact + u"  "_s + remark);
    };
    if (!request.shownUrl.isEmpty())
        add(QString(), tr("(to %1)", "the URL that is called").arg(request.shownUrl), {});
    const QString first = requestLine(request);
    add(first, QString(), {false, false, -1, request.isUrlFilled() ? variablesIn(first) : QList<TextSpan>()});
    for (const EffectiveHeader &header : effective.headers) {
        const QString name = QString::fromUtf8(header.header.name) + u": "_s;
        const QString &shown = header.header.shown;
        const bool isOfUrl = request.isUrlFilled() && isSameHeaderName(header.header.name, "Host");
        QList<TextSpan> variables = isOfUrl ? variablesIn(shown) : header.variables;
        QString remark = Words::originOf(header);
        if (const QStringList literal = literalsIn(shown, variables); !literal.isEmpty())
            remark += u' ' + tr("(%1 is no variable and leaves as it stands)").arg(literal.join(u", "_s));
        for (TextSpan &variable : variables)
            variable.begin += name.size();
        add(name + shown, remark, {true, header.replacedBy.has_value(), -1, variables});
    }
    add(QString(), QString(), {});

    QString body = QString::fromUtf8(request.body.left(shownBodyBytes));
    if (request.body.size() > shownBodyBytes)
        body += u'\n' + tr("(and %1 more)", "size").arg(Words::size(request.body.size() - shownBodyBytes));
    m_highlighter->showMessage(lines.join(u'\n') + u'\n' + body, head, true);
    showProblem(m_ui->effectiveProblem, m_ui->effectiveEdit,
                effective.problem ? Words::whyNothingLeaves(*effective.problem) : QString());
}

void EffectiveRequestView::copy() const
{
    PreparedRequest request = m_shown.request;
    for (PreparedHeader &header : request.headers) {
        if (header.origin == HeaderOrigin::Signature && header.value.isEmpty())
            header.shown = tr("(computed when it is sent)", "the value of a signature");
    }
    QGuiApplication::clipboard()->setText(requestText(request));
}

} // namespace hookpanel
