// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/pictures.h"

#include "views/daychart.h"
#include "views/readablecolors.h"
#include "views/timelineview.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCoreApplication>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPixmap>
#include <QStyle>
#include <QStyleOption>
#include <QTableView>

#include <algorithm>

namespace hookpanel::test {

using namespace Qt::StringLiterals;

Ink inkOf(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    Ink found;
    int most = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (*count > most) {
            most = *count;
            found.ground = QColor(count.key());
        }
    }
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        const double c = contrastOf(QColor(count.key()), found.ground);
        if (c > found.contrast) {
            found.contrast = c;
            found.ink = QColor(count.key());
        }
    }
    return found;
}

double contrastOfDifference(const QImage &a, const QImage &b)
{
    double found = 1;
    for (int y = 0; y < std::min(a.height(), b.height()); ++y) {
        for (int x = 0; x < std::min(a.width(), b.width()); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y))
                found = std::max(found, contrastOf(QColor(a.pixel(x, y)), QColor(b.pixel(x, y))));
        }
    }
    return found;
}

QImage pictureOf(QWidget &window)
{
    for (int turn = 0; turn < 10; ++turn) // layouts ask for a further layout
        QCoreApplication::sendPostedEvents();
    return window.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QImage part(const QImage &picture, const QWidget &widget, const QRect &rect)
{
    const qreal ratio = picture.devicePixelRatio();
    const QPoint corner = widget.mapTo(widget.window(), rect.topLeft()) * ratio;
    return picture.copy(QRect(corner, rect.size() * ratio));
}

QImage part(const QImage &picture, const QWidget &widget)
{
    return part(picture, widget, widget.rect());
}

namespace {

QString cutOffInList(const QListWidget &list)
{
    for (int row = 0; row < list.count(); ++row) {
        const QListWidgetItem *item = list.item(row);
        const int icon = list.style()->pixelMetric(QStyle::PM_ListViewIconSize);
        const int margin = list.style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1;
        const int needed = icon + 4 * margin + list.fontMetrics().horizontalAdvance(item->text());
        if (const int room = list.visualItemRect(item).intersected(list.viewport()->rect()).width(); room < needed)
            return u"“%1” has %2 and needs %3"_s.arg(item->text()).arg(room).arg(needed);
    }
    return {};
}

/// What may be shortened: names and addresses of people, which their labels tell whole in a tip. Not a text of ours.
bool isData(const QWidget &label)
{
    static const QStringList names{u"titleLabel"_s, u"targetLabel"_s, u"historyTargetLabel"_s, u"headingLabel"_s,
                                   u"eventTypeNameLabel"_s};
    return names.contains(label.objectName());
}

int widestLineOf(const QLabel &label)
{
    int widest = 0;
    const QStringList lines = label.text().split(u'\n');
    for (const QString &line : lines)
        widest = std::max(widest, label.fontMetrics().horizontalAdvance(line));
    return widest;
}

/// A text that is drawn shorter than it is, although its widget has all the room that it asks for.
QString shortenedIn(const QWidget &widget)
{
    int room = 0;
    int needed = 0;
    if (const auto *label = qobject_cast<const QLabel *>(&widget)) {
        if (label->wordWrap() || isData(widget) || label->textFormat() == Qt::RichText || !label->pixmap().isNull()
            || qobject_cast<const TimelineView *>(label) || qobject_cast<const DayChart *>(label))
            return {};
        room = label->contentsRect().width();
        needed = widestLineOf(*label);
    } else if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
        if (box->sizeAdjustPolicy() == QComboBox::AdjustToMinimumContentsLengthWithIcon
            && box->toolTip().contains(box->currentText()))
            return {}; // a name, or a sentence: the tip has all of it
        QStyleOptionComboBox option;
        option.initFrom(box);
        option.editable = box->isEditable();
        room = box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box).width() - 2;
        needed = box->fontMetrics().horizontalAdvance(box->currentText());
    }
    return room < needed ? u"%1 has %2 for its text and needs %3"_s.arg(widget.objectName()).arg(room).arg(needed)
                         : QString();
}

QString cutHeadingIn(const QTableView &table)
{
    const QHeaderView &header = *table.horizontalHeader();
    for (int column = 0; column < header.count() && header.isVisible(); ++column) {
        const QString heading = table.model()->headerData(column, Qt::Horizontal).toString();
        const int needed = header.fontMetrics().horizontalAdvance(heading);
        if (!header.isSectionHidden(column) && header.sectionSize(column) < needed)
            return u"The heading “%1” has %2 and needs %3"_s.arg(heading).arg(header.sectionSize(column)).arg(needed);
    }
    return {};
}

} // namespace

QString cutOffIn(const QWidget &window)
{
    const auto tables = window.findChildren<QTableView *>();
    for (const QTableView *table : tables) {
        if (const QString cut = table->isVisible() ? cutHeadingIn(*table) : QString(); !cut.isEmpty())
            return cut;
    }
    const auto lists = window.findChildren<QListWidget *>();
    for (const QListWidget *list : lists) {
        if (list->property("iconsOnly").toBool())
            continue;
        if (const QString cut = list->isVisible() ? cutOffInList(*list) : QString(); !cut.isEmpty())
            return cut;
    }
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isText = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLabel *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget);
        const bool isOurs = !widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_");
        if (isText && isOurs && widget->isVisible()) {
            if (const QString cut = shortenedIn(*widget); !cut.isEmpty())
                return cut;
        }
        if (!isText || !isOurs || !widget->isVisible() || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            continue;
        QSize needed = widget->minimumSizeHint();
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && label->wordWrap())
            needed.setHeight(std::max(needed.height(), label->heightForWidth(label->width())));
        if (qobject_cast<const QLineEdit *>(widget))
            needed.setWidth(widget->fontMetrics().averageCharWidth() * 8); // what is longer scrolls
        if (widget->width() < needed.width() || widget->height() < needed.height()) {
            return u"%1 has %2×%3 and needs %4×%5"_s.arg(widget->objectName())
                .arg(widget->width())
                .arg(widget->height())
                .arg(needed.width())
                .arg(needed.height());
        }
        const QWidget *parent = widget->parentWidget();
        if (parent && !parent->rect().contains(widget->geometry()))
            return u"%1 reaches out of %2"_s.arg(widget->objectName(), parent->objectName());
    }
    return {};
}

} // namespace hookpanel::test
