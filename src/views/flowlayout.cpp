// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace hookpanel {

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(8); // of the grid that all pages share
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addTrailingWidget(QWidget *widget)
{
    m_firstTrailing = count();
    addWidget(widget);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

FlowLayout::Line FlowLayout::trailing() const
{
    Line line;
    for (int index = qMax(0, m_firstTrailing); m_firstTrailing >= 0 && index < m_items.size(); ++index) {
        if (!m_items.at(index)->isEmpty())
            line.append(index);
    }
    return line;
}

QList<FlowLayout::Line> FlowLayout::linesFor(int width) const
{
    const Line last = trailing();
    QList<Line> lines;
    for (int index = 0; index < m_items.size(); ++index) {
        if (m_items.at(index)->isEmpty())
            continue;
        // The trailing ones stay together: all of them go to the next line, or none.
        const Line next = !last.isEmpty() && index == last.first() ? last : Line{index};
        if (lines.isEmpty() || widthOf(lines.last() + next) > width)
            lines.append(Line());
        lines.last().append(index);
    }
    return lines;
}

int FlowLayout::widthOf(const Line &line) const
{
    int width = int(qMax<qsizetype>(0, line.size() - 1)) * spacing();
    for (const int index : line)
        width += m_items.at(index)->sizeHint().width();
    return width;
}

int FlowLayout::heightOf(const Line &line) const
{
    int height = 0;
    for (const int index : line)
        height = qMax(height, m_items.at(index)->sizeHint().height());
    return height;
}

int FlowLayout::heightForWidth(int width) const
{
    int height = 0;
    const QList<Line> lines = linesFor(width);
    for (const Line &line : lines)
        height += heightOf(line) + (height > 0 ? spacing() : 0);
    return height;
}

QSize FlowLayout::sizeHint() const
{
    const QList<Line> one = linesFor(QWIDGETSIZE_MAX);
    return one.isEmpty() ? QSize(0, 0) : QSize(widthOf(one.first()), heightOf(one.first()));
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->sizeHint());
    }
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int y = rect.y();
    const QList<Line> lines = linesFor(rect.width());
    for (const Line &line : lines) {
        const int height = heightOf(line);
        const int room = rect.width() - widthOf(line);
        int x = rect.x();
        bool isTrailing = false;
        for (const int index : line) {
            if (!isTrailing && m_firstTrailing >= 0 && index >= m_firstTrailing) {
                isTrailing = true;
                x += room;
            }
            const QSize size = m_items.at(index)->sizeHint();
            const QRect place(x, y + (height - size.height()) / 2, size.width(), size.height());
            m_items.at(index)->setGeometry(QStyle::visualRect(direction, rect, place));
            x += size.width() + spacing();
        }
        y += height + spacing();
    }
}

} // namespace hookpanel
