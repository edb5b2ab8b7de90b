// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/windowmemory.h"

#include "views/columnroom.h"
#include "views/splitter.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScreen>
#include <QStyle>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace hookpanel {

namespace {

constexpr double widestColumn = 300; ///< letters

template<typename Widget> QList<Widget *> named(const QWidget &window)
{
    QList<Widget *> found = window.findChildren<Widget *>();
    // A dialog that stands on the window is a child of it, but none of its parts.
    found.removeIf(
        [&window](const Widget *widget) { return widget->objectName().isEmpty() || widget->window() != &window; });
    return found;
}

double letterOf(const QTableView &table)
{
    return qMax(1, table.fontMetrics().averageCharWidth());
}

/// Widths of the columns that a user can drag; 0 for the others, which are laid out.
QList<double> widthsOf(const QTableView &table)
{
    QList<double> widths;
    const QHeaderView &header = *table.horizontalHeader();
    const auto *room = table.findChild<ColumnRoom *>(QString(), Qt::FindDirectChildrenOnly);
    for (int column = 0; column < header.count(); ++column) {
        // A narrow window squeezes and hides columns; what is remembered is how wide they are to be where there is room.
        const int wanted = room ? room->wantedWidth(column) : 0;
        const int width = wanted > 0 ? wanted : header.sectionSize(column);
        widths.append(header.sectionResizeMode(column) == QHeaderView::Interactive ? width / letterOf(table) : 0);
    }
    return widths;
}

void setWidths(QTableView &table, const QList<double> &widths)
{
    QHeaderView &header = *table.horizontalHeader();
    if (widths.size() != header.count()) // of a version with other columns
        return;
    for (int column = 0; column < header.count(); ++column) {
        if (widths.at(column) > 0 && header.sectionResizeMode(column) == QHeaderView::Interactive)
            header.resizeSection(column, int(std::lround(qMin(widths.at(column), widestColumn) * letterOf(table))));
    }
}

} // namespace

QRect fittedToScreens(const QRect &wanted, const QList<QRect> &screens)
{
    if (screens.isEmpty())
        return wanted;
    const auto shownOf = [&wanted](const QRect &screen) {
        const QRect shown = screen.intersected(wanted);
        return qint64(shown.width()) * shown.height();
    };
    const QRect screen = *std::max_element(screens.cbegin(), screens.cend(),
                                           [&shownOf](const QRect &a, const QRect &b) { return shownOf(a) < shownOf(b); });
    QRect fitted(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
    fitted.moveLeft(qBound(screen.left(), fitted.left(), screen.left() + screen.width() - fitted.width()));
    fitted.moveTop(qBound(screen.top(), fitted.top(), screen.top() + screen.height() - fitted.height()));
    return fitted;
}

WindowMemory::WindowMemory(QWidget &window, PanelService &service)
    : QObject(&window)
    , m_window(window)
    , m_service(service)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(settleMs);
    connect(&m_timer, &QTimer::timeout, this, &WindowMemory::save);
    const auto changed = [this] {
        if (m_window.isVisible())
            m_timer.start();
    };
    const auto tables = named<QTableView>(window);
    for (const QTableView *table : tables) {
        connect(table->horizontalHeader(), &QHeaderView::sectionResized, this, changed);
        connect(table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, changed);
    }
    const auto splitters = named<QSplitter>(window);
    for (const QSplitter *splitter : splitters)
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter, changed] {
            if (Splitter::isWhole(*splitter)) // a hidden part has no size to remember
                m_moved.insert(splitter->objectName(), splitter->sizes());
            changed();
        });
    window.installEventFilter(this);
}

void WindowMemory::restore(const WindowState &state)
{
    m_known = state;
    if (!state.geometry.isNull()) {
        // The geometry is without the frame, whose size is not known before the window is shown.
        const int titleBar = m_window.style()->pixelMetric(QStyle::PM_TitleBarHeight);
        QList<QRect> screens;
        const auto all = QGuiApplication::screens();
        for (const QScreen *screen : all)
            screens.append(screen->availableGeometry().adjusted(0, titleBar, 0, 0));
        m_window.setGeometry(fittedToScreens(state.geometry, screens));
    }
    if (state.maximised)
        m_window.setWindowState(m_window.windowState() | Qt::WindowMaximized);
    const auto tables = named<QTableView>(m_window);
    for (QTableView *table : tables) {
        setWidths(*table, state.columns.value(table->objectName()));
        const auto sorting = state.sorting.constFind(table->objectName());
        if (table->isSortingEnabled() && sorting != state.sorting.cend() && sorting->column >= 0
            && sorting->column < table->horizontalHeader()->count())
            table->sortByColumn(sorting->column, sorting->isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    const auto splitters = named<QSplitter>(m_window);
    for (QSplitter *splitter : splitters) {
        const QList<int> sizes = state.splitters.value(splitter->objectName());
        if (auto *arranged = qobject_cast<Splitter *>(splitter)) // its parts may be elsewhere now
            arranged->restoreByHand(sizes);
        else if (sizes.size() == splitter->count())
            splitter->setSizes(sizes);
    }
}

WindowState WindowMemory::state() const
{
    WindowState state = m_known; // what another version has remembered, and parts that nobody moved, stay
    const QRect normal = m_window.normalGeometry();
    state.maximised = m_window.isMaximized();
    state.geometry = normal.isValid() ? normal : m_window.geometry();
    const auto tables = named<QTableView>(m_window);
    for (const QTableView *table : tables) {
        const QString name = table->objectName();
        state.columns.insert(name, widthsOf(*table));
        const QHeaderView &header = *table->horizontalHeader();
        if (table->isSortingEnabled())
            state.sorting.insert(name, {header.sortIndicatorSection(), header.sortIndicatorOrder() == Qt::DescendingOrder});
    }
    for (auto moved = m_moved.cbegin(); moved != m_moved.cend(); ++moved)
        state.splitters.insert(moved.key(), moved.value());
    return state;
}

bool WindowMemory::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window) {
        const bool isArranged
            = event->type() == QEvent::Move || event->type() == QEvent::Resize || event->type() == QEvent::WindowStateChange;
        if (isArranged && m_window.isVisible())
            m_timer.start();
        else if (event->type() == QEvent::Hide && !event->spontaneous())
            save();
    }
    return QObject::eventFilter(watched, event);
}

void WindowMemory::save()
{
    m_timer.stop();
    const WindowState now = state();
    if (now == m_known)
        return;
    m_known = now;
    m_service.saveWindowState(now);
}

} // namespace hookpanel
