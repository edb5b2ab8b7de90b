// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/answerview.h"

#include "core/jsontext.h"
#include "core/jsontokens.h"
#include "core/words.h"
#include "ui_answerview.h"
#include "views/findbar.h"
#include "views/icons.h"
#include "views/messagehighlighter.h"
#include "views/messagetext.h"
#include "views/style.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPrettyLines = 20'000; ///< 130,000, of a list of digits, took a second to lay out (Qt 6.4.2).

/// Where the text ends that is shown of an indented body: at the end, or where it has too many lines.
qsizetype endOfShown(const QString &text)
{
    qsizetype lines = 0;
    for (qsizetype at = text.indexOf(u'\n'); at >= 0; at = text.indexOf(u'\n', at + 1)) {
        if (++lines == mostPrettyLines)
            return at;
    }
    return text.size();
}

bool isJson(const Response &response)
{
    if (JsonText::parse(response.body, JsonText::DuplicateKeys::Allowed))
        return true;
    // A part of a text proves nothing; it is taken for what it begins like.
    const QByteArray begin = response.body.left(64).trimmed();
    return response.isTruncated() && (begin.startsWith('{') || begin.startsWith('['));
}

} // namespace

AnswerView::AnswerView(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::AnswerView>())
{
    m_ui->setupUi(this);
    dressMessageText(m_ui->receivedEdit);
    m_highlighter = new MessageHighlighter(m_ui->receivedEdit);
    m_ui->answerLayout->addWidget(new FindBar(m_ui->receivedEdit, this));
    dressTabs(m_ui->answerTabs, tr("Show response as"));
    m_ui->answerTabs->addTab(tr("Raw"));
    m_ui->answerTabs->addTab(tr("Pretty"));
    m_ui->answerTabs->addTab(tr("Headers"));
    m_ui->answerTabs->setTabToolTip(Raw, tr("The whole answer as it came"));
    m_ui->answerTabs->setTabToolTip(Pretty, tr("The body, indented where it is JSON"));
    m_ui->answerTabs->setTabToolTip(Headers, tr("Status line and headers"));
    connect(m_ui->answerTabs, &QTabBar::currentChanged, this, &AnswerView::showText);
    connect(m_ui->saveBodyButton, &QPushButton::clicked, this, [this] {
        if (m_response)
            Q_EMIT saveRequested(*m_response);
    });
    showText();
}

AnswerView::~AnswerView() = default;

QList<QWidget *> AnswerView::controls() const
{
    return {m_ui->answerTabs, m_ui->saveBodyButton, m_ui->receivedEdit};
}

void AnswerView::showResponse(const std::optional<Response> &response, const QString &nothing)
{
    if (m_response == response && m_nothing == nothing)
        return;
    m_response = response;
    m_nothing = nothing;
    showText();
}

void AnswerView::showText()
{
    const qint64 size = m_response ? m_response->size : 0;
    m_ui->receivedLabel->setText(m_response ? tr("Response received · %1").arg(Words::size(size)) : tr("Response received"));
    m_ui->saveBodyButton->setEnabled(m_response && !m_response->body.isEmpty());
    if (!m_response) {
        m_highlighter->showMessage(m_nothing, {}, false);
        showNote({}, false);
        return;
    }
    const bool json = isJson(*m_response);
    m_linesAreCut = false;
    const auto head = headOfMessage(m_response->headers.size());
    switch (Mode(m_ui->answerTabs->currentIndex())) {
    case Raw:
        m_highlighter->showMessage(responseText(*m_response), head, json);
        break;
    case Pretty: {
        const QString body = bodyText(*m_response).text;
        const QString text = json ? prettyJson(body) : body;
        const qsizetype end = endOfShown(text);
        m_linesAreCut = end < text.size();
        m_highlighter->showMessage(text.left(end), {}, json);
        break;
    }
    case Headers:
        m_highlighter->showMessage(responseHead(*m_response), head, false);
        break;
    }
    showNote(remarks(json).join(u' '), false);
}

QStringList AnswerView::remarks(bool isJson) const
{
    const auto mode = Mode(m_ui->answerTabs->currentIndex());
    if (mode == Headers)
        return {};
    QStringList sentences;
    const Response &response = *m_response;
    if (response.body.isEmpty()) {
        if (mode == Pretty)
            sentences.append(tr("The answer has no body."));
        return sentences;
    }
    if (response.isTruncated())
        sentences.append(
            tr("The first %1 of %2 are shown.").arg(Words::size(response.body.size()), Words::size(response.size)));
    if (m_linesAreCut)
        sentences.append(tr("The first %1 lines are shown; Raw shows all of it.").arg(locale().toString(mostPrettyLines)));
    if (!bodyText(response).isUtf8)
        sentences.append(tr("The body is not UTF-8 text; what cannot be read is shown as \ufffd."));
    else if (mode == Pretty && !isJson)
        sentences.append(tr("The body is not JSON; it is shown as it came."));
    return sentences;
}

void AnswerView::showNote(const QString &sentence, bool isBad)
{
    isBad ? makeBad(m_ui->answerNote) : makePlain(m_ui->answerNote);
    m_ui->answerNote->setText(sentence);
    m_ui->answerNote->setVisible(!sentence.isEmpty());
    m_ui->receivedEdit->setAccessibleDescription(sentence);
}

void AnswerView::showSaved(const QString &sentence, bool done)
{
    showNote(sentence, !done);
}

} // namespace hookpanel
