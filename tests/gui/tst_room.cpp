// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/pictures.h"
#include "support/scene.h"
#include "views/panelstyle.h"

#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleFactory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// What of a window can be seen only after scrolling sideways: a sentence, or nothing.
QString sidewaysIn(const QWidget &window)
{
    QList<const QAbstractScrollArea *> areas;
    const auto pages = window.findChildren<QScrollArea *>();
    for (const QScrollArea *page : pages)
        areas.append(page);
    for (const char *table : {"webhooksView", "recipientsView", "contentTypesView", "eventTypesView"})
        areas.append(&find<QAbstractItemView>(window, table));
    for (const QAbstractScrollArea *area : std::as_const(areas)) {
        if (const int beyond = area->horizontalScrollBar()->maximum(); area->isVisible() && beyond > 0)
            return u"%1 scrolls sideways by %2"_s.arg(area->objectName()).arg(beyond);
    }
    return {};
}

} // namespace

/// Every screen has room in the smallest window that is promised, also when its text is twice as large.
class tst_Room : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void cleanup();
    void largeText_data();
    void largeText();

private:
    QFont m_font;
};

void tst_Room::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    PanelStyle::install();
    QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
    m_font = QApplication::font();
}

void tst_Room::cleanup()
{
    QApplication::setFont(m_font);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void tst_Room::largeText_data()
{
    QTest::addColumn<int>("screen");
    QTest::addColumn<int>("percent");
    QTest::addColumn<bool>("rightToLeft");
    for (int index = 0; index < screens().size(); ++index) {
        QTest::newRow(screens().at(index).name) << index << 100 << false;
        QTest::addRow("%s, large", screens().at(index).name) << index << 200 << false;
        QTest::addRow("%s, large, right to left", screens().at(index).name) << index << 200 << true;
    }
}

void tst_Room::largeText()
{
    QFETCH(const int, screen);
    QFETCH(const int, percent);
    QFETCH(const bool, rightToLeft);
    QFont font = m_font;
    font.setPointSizeF(font.pointSizeF() * percent / 100);
    QApplication::setFont(font);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const QSize smallest(900, 600);
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show(smallest));
    wanted.open(scene);
    const QImage picture = pictureOf(scene.window);
    const QString name = QString::fromLatin1(wanted.name).replace(u' ', u'-');
    QVERIFY(picture.save(QStringLiteral(PICTURES "/%1-room-%2%3.png")
                             .arg(name)
                             .arg(percent)
                             .arg(rightToLeft ? u"-right-to-left"_s : QString())));
    QCOMPARE(scene.window.size(), smallest);
    QCOMPARE(cutOffIn(scene.window), QString());
    QCOMPARE(sidewaysIn(scene.window), QString());
}

QTEST_MAIN(tst_Room)
#include "tst_room.moc"
