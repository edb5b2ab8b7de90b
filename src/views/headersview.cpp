// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/headersview.h"

#include "core/validation.h"
#include "models/headertablemodel.h"
#include "views/icons.h"
#include "views/textdirection.h"

#include <QCompleter>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace hookpanel {

namespace {

constexpr int mostRowsShown = 8;

/// A line edit with a name for screen readers, and with suggestions in the name column. A cell with a problem is drawn with
/// a line in the colour of problems; the sentence stands below the table and in the cell's tool tip.
class HeaderDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        auto *editor = new QLineEdit(parent);
        auto *view = qobject_cast<HeadersView *>(this->parent());
        connect(editor, &QLineEdit::textChanged, view, &HeadersView::typed);
        writeLeftToRight(editor);
        editor->setFrame(false);
        editor->setAutoFillBackground(true);
        if (index.column() == HeaderTableModel::NameColumn) {
            editor->setAccessibleName(HeaderTableModel::tr("Header name"));
            auto *completer = new QCompleter(suggestedHeaderNames(), editor);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            editor->setCompleter(completer);
        } else {
            editor->setAccessibleName(HeaderTableModel::tr("Header value"));
            if (index.data(HeaderTableModel::SecretRole).toBool())
                editor->setPlaceholderText(HeaderTableModel::tr("New value"));
        }
        return editor;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.data(Qt::AccessibleDescriptionRole).toString().isEmpty())
            return;
        painter->fillRect(option.rect.adjusted(3, option.rect.height() - 2, -3, 0), badColor(option.palette));
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        drawLeftToRight(option);
        if (index.column() != HeaderTableModel::ValueColumn || !index.data(HeaderTableModel::SecretRole).toBool())
            return;
        const bool isMirrored = option->widget && option->widget->isRightToLeft();
        option->decorationPosition = isMirrored ? QStyleOptionViewItem::Right : QStyleOptionViewItem::Left;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(QStringLiteral("lock"));
        option->decorationSize = QSize(option->fontMetrics.ascent(), option->fontMetrics.ascent());
    }
};

} // namespace

HeadersView::HeadersView(QWidget *parent)
    : QTableView(parent)
{
    setItemDelegate(new HeaderDelegate(this));
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 7 / 4);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
}

void HeadersView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    horizontalHeader()->setSectionResizeMode(HeaderTableModel::NameColumn, QHeaderView::Interactive);
    horizontalHeader()->resizeSection(HeaderTableModel::NameColumn, fontMetrics().averageCharWidth() * 34);
    horizontalHeader()->setSectionResizeMode(HeaderTableModel::ValueColumn, QHeaderView::Stretch);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, [this] { updateGeometry(); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

void HeadersView::commitOpenEditor()
{
    QWidget *editor = indexWidget(currentIndex());
    if (!editor)
        return;
    commitData(editor);
    closeEditor(editor, QAbstractItemDelegate::NoHint);
}

Headers HeadersView::typedHeaders() const
{
    const auto *table = qobject_cast<const HeaderTableModel *>(model());
    if (!table)
        return {};
    const auto *editor = qobject_cast<const QLineEdit *>(indexWidget(currentIndex()));
    return table->headersWith(editor ? currentIndex() : QModelIndex(), editor ? editor->text() : QString());
}

QSize HeadersView::sizeHint() const
{
    const int rows = model() ? std::clamp(model()->rowCount(), 2, mostRowsShown) : 2;
    const int height
        = horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth();
    return {fontMetrics().averageCharWidth() * 60, height};
}

void HeadersView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && state() != EditingState)
        Q_EMIT removePressed();
    else
        QTableView::keyPressEvent(event);
}

void HeadersView::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    Q_EMIT typed(); // what stands in the editor may be dropped
    const QModelIndex current = currentIndex();
    const bool first = current.row() == 0 && current.column() == 0;
    const bool last = current.row() == model()->rowCount() - 1 && current.column() == model()->columnCount() - 1;
    const bool forward = last && hint == QAbstractItemDelegate::EditNextItem;
    const bool backward = first && hint == QAbstractItemDelegate::EditPreviousItem;
    if (!forward && !backward) {
        QTableView::closeEditor(editor, hint);
        return;
    }
    QTableView::closeEditor(editor, QAbstractItemDelegate::NoHint);
    focusNextPrevChild(forward);
}

} // namespace hookpanel
