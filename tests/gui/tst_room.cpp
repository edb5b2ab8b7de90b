// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "store/translations.h"
#include "support/pictures.h"
#include "support/scene.h"
#include "views/panelstyle.h"

#include <QDir>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleFactory>
#include <QTranslator>

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

/// By how much the screen's dots per inch make everything larger already (QT_FONT_DPI).
double screenFactor()
{
    return qMax(1.0, QGuiApplication::primaryScreen()->logicalDotsPerInchX() / 96);
}

void forgetTranslations()
{
    const auto translators = qApp->findChildren<QTranslator *>();
    for (QTranslator *translator : translators) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
}

} // namespace

/// Every screen has room in the smallest window that is promised, also when its text is twice as large: by its font, or, in
/// a second run (see CMakeLists.txt), by the dots per inch of the screen, with which styles count differently.
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
    forgetTranslations();
}

void tst_Room::largeText_data()
{
    QTest::addColumn<int>("screen");
    QTest::addColumn<int>("percent");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<bool>("german");
    for (int index = 0; index < screens().size(); ++index) {
        const char *name = screens().at(index).name;
        if (screenFactor() < 2)
            QTest::newRow(name) << index << 100 << false << false;
        QTest::addRow("%s, large", name) << index << 200 << false << false;
        QTest::addRow("%s, large, right to left", name) << index << 200 << true << false;
        QTest::addRow("%s, large, German", name) << index << 200 << false << true;
    }
}

void tst_Room::largeText()
{
    QFETCH(const int, screen);
    QFETCH(const int, percent);
    QFETCH(const bool, rightToLeft);
    QFETCH(const bool, german);
    installTranslations(*qApp, QLocale(german ? QLocale::German : QLocale::English));
    QFont font = m_font;
    font.setPointSizeF(font.pointSizeF() * percent / 100 / screenFactor());
    QApplication::setFont(font);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const QSize smallest(900, 600);
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show(smallest));
    wanted.open(scene);
    const QImage picture = pictureOf(scene.window);
    const QString name = QString::fromLatin1(wanted.name).replace(u' ', u'-');
    QVERIFY(picture.save(QStringLiteral(PICTURES "/%1-room-%2%3%4%5.png")
                             .arg(name)
                             .arg(percent)
                             .arg(rightToLeft ? u"-right-to-left"_s : QString(), german ? u"-german"_s : QString(),
                                  screenFactor() > 1 ? u"-dpi"_s : QString())));
    QCOMPARE(scene.window.size(), smallest);
    QCOMPARE(cutOffIn(scene.window), QString());
    QCOMPARE(sidewaysIn(scene.window), QString());
}

QTEST_MAIN(tst_Room)
#include "tst_room.moc"
