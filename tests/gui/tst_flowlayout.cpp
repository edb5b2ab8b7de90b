// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/flowlayout.h"

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// A row that goes on in further lines.
class tst_FlowLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneLine();
    void twoLines();
    void trailingOnesStayTogether();
    void rightToLeft();
    void hiddenOnesTakeNoRoom();

private:
    QWidget &box(int number) { return *m_boxes.at(number); }

    std::unique_ptr<QWidget> m_window;
    FlowLayout *m_layout = nullptr;
    QList<QWidget *> m_boxes;
};

/// Three boxes of 100 × 20, the last one trailing.
void tst_FlowLayout::init()
{
    failOnWarnings();
    m_window = std::make_unique<QWidget>();
    m_layout = new FlowLayout(m_window.get());
    m_boxes.clear();
    for (int i = 0; i < 3; ++i) {
        m_boxes.append(new QWidget(m_window.get()));
        m_boxes.last()->setFixedSize(100, 20);
    }
    m_layout->addWidget(m_boxes.at(0));
    m_layout->addWidget(m_boxes.at(1));
    m_layout->addTrailingWidget(m_boxes.at(2));
    m_window->show();
}

void tst_FlowLayout::oneLine()
{
    m_window->resize(400, 20);
    QCOMPARE(m_layout->heightForWidth(400), 20);
    QCOMPARE(m_layout->sizeHint(), QSize(3 * 100 + 2 * m_layout->spacing(), 20));
    QCOMPARE(box(0).pos(), QPoint(0, 0));
    QCOMPARE(box(1).pos(), QPoint(100 + m_layout->spacing(), 0));
    QCOMPARE(box(2).pos(), QPoint(300, 0)); // at the far end
}

void tst_FlowLayout::twoLines()
{
    QCOMPARE(m_layout->heightForWidth(250), 40 + m_layout->spacing());
    QCOMPARE(m_layout->minimumSize(), QSize(100, 20));
    m_window->resize(250, 60);
    QCOMPARE(box(1).pos(), QPoint(100 + m_layout->spacing(), 0));
    QCOMPARE(box(2).pos(), QPoint(150, 20 + m_layout->spacing()));
    m_window->resize(10, 100); // too narrow for any: one in each line
    QCOMPARE(box(1).y(), 20 + m_layout->spacing());
}

void tst_FlowLayout::trailingOnesStayTogether()
{
    QWidget more(m_window.get());
    more.setFixedSize(50, 20);
    m_layout->addWidget(&more);
    more.show();
    m_window->resize(340, 60); // room for three of them in a line
    QTRY_COMPARE(box(2).pos(), QPoint(340 - 50 - m_layout->spacing() - 100, 20 + m_layout->spacing()));
    QCOMPARE(more.pos(), QPoint(290, 20 + m_layout->spacing()));
    QCOMPARE(box(1).y(), 0);
}

void tst_FlowLayout::rightToLeft()
{
    m_window->setLayoutDirection(Qt::RightToLeft);
    m_window->resize(400, 20);
    QTRY_COMPARE(box(0).pos(), QPoint(300, 0));
    QCOMPARE(box(2).pos(), QPoint(0, 0));
}

void tst_FlowLayout::hiddenOnesTakeNoRoom()
{
    box(0).hide();
    box(1).hide();
    m_window->resize(250, 20);
    QTRY_COMPARE(box(2).pos(), QPoint(150, 0));
    QCOMPARE(m_layout->heightForWidth(250), 20);
}

QTEST_MAIN(tst_FlowLayout)
#include "tst_flowlayout.moc"
