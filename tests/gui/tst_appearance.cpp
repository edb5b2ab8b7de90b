// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/pictures.h"
#include "support/scene.h"
#include "views/appearance.h"
#include "views/icons.h"
#include "views/panelstyle.h"
#include "views/readablecolors.h"
#include "views/style.h"

#include <QDirIterator>
#include <QLabel>
#include <QStyleFactory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// A desktop whose preference the test sets.
class FakeDesktop final : public AppearanceSource
{
public:
    [[nodiscard]] ColorScheme scheme() const override { return m_scheme; }

    void prefer(ColorScheme scheme)
    {
        m_scheme = scheme;
        Q_EMIT schemeChanged();
    }

private:
    ColorScheme m_scheme = ColorScheme::Unknown;
};

bool isAppDark()
{
    return isDark(QGuiApplication::palette());
}

} // namespace

/// Light and dark: what is chosen, what the desktop prefers, and that everything on the screen follows at once.
class tst_Appearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void palettesAreReadable_data();
    void palettesAreReadable();
    void palettesAreComplete_data() { palettesAreReadable_data(); }
    void palettesAreComplete();
    void choiceAndDesktop_data();
    void choiceAndDesktop();
    void followsLive();
    void platformsOwnPaletteStays();
    void platformMayChange();
    void labelsFollow_data();
    void labelsFollow();
    void everyScreenFollows_data();
    void everyScreenFollows();
    void oneGrid();

private:
    QPalette m_platform;
};

void tst_Appearance::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    PanelStyle::install();
    m_platform = QGuiApplication::palette();
    QVERIFY(!isDark(m_platform)); // the offscreen platform's
}

void tst_Appearance::init()
{
    failOnWarnings();
    QApplication::setPalette(QPalette());
}

void tst_Appearance::cleanup()
{
    QApplication::setPalette(QPalette());
}

void tst_Appearance::palettesAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << Appearance::lightPalette() << false;
    QTest::newRow("dark") << Appearance::darkPalette() << true;
}

void tst_Appearance::palettesAreReadable()
{
    QFETCH(const QPalette, palette);
    QFETCH(const bool, dark);
    QCOMPARE(isDark(palette), dark);
    const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs{
        {QPalette::WindowText, QPalette::Window},
        {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::PlaceholderText, QPalette::Base},
        {QPalette::Link, QPalette::Base},
        {QPalette::Link, QPalette::Window},
        {QPalette::LinkVisited, QPalette::Base},
        {QPalette::LinkVisited, QPalette::Window},
    };
    for (const auto &[ink, ground] : pairs) {
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            const double found = contrastOf(palette.color(group, ink), palette.color(group, ground));
            const double wanted = group == QPalette::Disabled ? 3.0 : 4.5;
            QVERIFY2(found >= wanted, qPrintable(u"%1 on %2, group %3: %4"_s.arg(ink).arg(ground).arg(group).arg(found)));
        }
    }
    for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
        for (const QColor &color : {goodColor(palette), badColor(palette)})
            QVERIFY(contrastOf(color, palette.color(ground)) >= 4.5);
        // The line that marks the focus.
        QVERIFY(contrastOf(palette.color(QPalette::Highlight), palette.color(ground)) >= 3.0);
    }
    QVERIFY(contrastOf(mutedColor(palette), palette.color(QPalette::Window)) >= 4.5);
}

void tst_Appearance::palettesAreComplete()
{
    QFETCH(const QPalette, palette);
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role != QPalette::NoRole)
                QVERIFY2(palette.isBrushSet(group, QPalette::ColorRole(role)), qPrintable(QString::number(role)));
        }
    }
}

void tst_Appearance::choiceAndDesktop_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<int>("desktop");
    QTest::addColumn<bool>("dark");
    const auto row = [](const char *name, Theme theme, ColorScheme desktop, bool dark) {
        QTest::newRow(name) << int(theme) << int(desktop) << dark;
    };
    row("system, no opinion", Theme::System, ColorScheme::Unknown, false);
    row("system, light", Theme::System, ColorScheme::Light, false);
    row("system, dark", Theme::System, ColorScheme::Dark, true);
    row("light, dark desktop", Theme::Light, ColorScheme::Dark, false);
    row("light, no opinion", Theme::Light, ColorScheme::Unknown, false);
    row("dark, light desktop", Theme::Dark, ColorScheme::Light, true);
    row("dark, no opinion", Theme::Dark, ColorScheme::Unknown, true);
}

void tst_Appearance::choiceAndDesktop()
{
    QFETCH(const int, theme);
    QFETCH(const int, desktop);
    QFETCH(const bool, dark);
    FakeDesktop source;
    source.prefer(ColorScheme(desktop));
    const Appearance appearance(&source, Theme(theme));
    QCOMPARE(isAppDark(), dark); // at once: a window that is shown next does not flash
}

void tst_Appearance::followsLive()
{
    FakeDesktop desktop;
    Appearance appearance(&desktop, Theme::System);
    QVERIFY(!isAppDark());
    desktop.prefer(ColorScheme::Dark);
    QVERIFY(isAppDark());
    desktop.prefer(ColorScheme::Light);
    QVERIFY(!isAppDark());
    appearance.setTheme(Theme::Dark);
    QVERIFY(isAppDark());
    desktop.prefer(ColorScheme::Dark);
    desktop.prefer(ColorScheme::Light);
    QVERIFY(isAppDark());
    appearance.setTheme(Theme::System);
    QVERIFY(!isAppDark());
}

void tst_Appearance::platformsOwnPaletteStays()
{
    FakeDesktop desktop;
    Appearance appearance(&desktop, Theme::Light);
    QCOMPARE(QGuiApplication::palette().color(QPalette::Window), m_platform.color(QPalette::Window));
    appearance.setTheme(Theme::Dark);
    QCOMPARE(QGuiApplication::palette().color(QPalette::Window), Appearance::darkPalette().color(QPalette::Window));
    appearance.setTheme(Theme::System);
    QCOMPARE(QGuiApplication::palette().color(QPalette::Window), m_platform.color(QPalette::Window));
}

void tst_Appearance::platformMayChange()
{
    // What KDE's platform theme does when its colours change: the application's palette is another one.
    FakeDesktop desktop;
    desktop.prefer(ColorScheme::Light);
    const Appearance appearance(&desktop, Theme::System);
    QPalette other = Appearance::darkPalette();
    other.setColor(QPalette::Window, QColor(0x20, 0x10, 0x10));
    QApplication::setPalette(other);
    QVERIFY(!isAppDark()); // the desktop still says light
    desktop.prefer(ColorScheme::Dark); // what the platform has now is light again
    QVERIFY(isAppDark());
}

void tst_Appearance::labelsFollow_data()
{
    QTest::addColumn<int>("tone");
    for (const Tone tone : {Tone::Plain, Tone::Muted, Tone::Good, Tone::Bad})
        QTest::addRow("%d", int(tone)) << int(tone);
}

void tst_Appearance::labelsFollow()
{
    QFETCH(const int, tone);
    QWidget window;
    auto *label = new QLabel(u"Words"_s, &window);
    auto *picture = new QLabel(&window);
    setTone(label, Tone(tone));
    showIcon(picture, u"check"_s);
    QVERIFY(show(window, {200, 100}));
    const QImage lightIcon = picture->pixmap().toImage();
    Appearance appearance(nullptr, Theme::System);
    for (const Theme theme : {Theme::Dark, Theme::Light, Theme::Dark}) {
        appearance.setTheme(theme);
        const QColor ground = QGuiApplication::palette().color(QPalette::Window);
        // Widgets hear of a new palette by an event of the application (Qt 6.4.2).
        QTRY_VERIFY(contrastOf(label->palette().color(QPalette::WindowText), ground) >= 4.5);
        QTRY_COMPARE(picture->pixmap().toImage() == lightIcon, theme == Theme::Light);
    }
    setTone(label, Tone::Plain);
    QCOMPARE(label->palette().color(QPalette::WindowText), QGuiApplication::palette().color(QPalette::WindowText));
}

void tst_Appearance::everyScreenFollows_data()
{
    QTest::addColumn<int>("screen");
    for (int index = 0; index < screens().size(); ++index)
        QTest::newRow(screens().at(index).name) << index;
}

/// A screen that changes while it is seen looks as one that was dark from the beginning.
void tst_Appearance::everyScreenFollows()
{
    QFETCH(const int, screen);
    const Screen &wanted = screens().at(screen);
    const PanelContent content = wanted.empty ? PanelContent() : sampleContent();
    Appearance appearance(nullptr, Theme::Light);
    const auto look = [&](Theme first) {
        appearance.setTheme(first);
        Scene scene(content);
        if (!scene.show({1200, 900}))
            qFatal("The window is not shown");
        wanted.open(scene);
        const QImage before = pictureOf(scene.window); // everything has its place
        Q_UNUSED(before)
        appearance.setTheme(Theme::Dark);
        if (QWidget *focus = scene.window.focusWidget())
            focus->clearFocus(); // a cursor blinks
        return pictureOf(scene.window);
    };
    const QImage changed = look(Theme::Light);
    const QImage dark = look(Theme::Dark);
    QVERIFY(changed == dark);
}

/// Margins and spacings of all forms are 0, 4, 8, 12 or 16 pixels.
void tst_Appearance::oneGrid()
{
    const QRegularExpression space(u"name=\"(\\w*(?:Margin|[sS]pacing))\"[^>]*>\\s*<number>(\\d+)</number>"_s);
    QDirIterator forms(QStringLiteral(SOURCE_ROOT "/ui"), {u"*.ui"_s});
    int seen = 0;
    while (forms.hasNext()) {
        QFile file(forms.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto matches = space.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const auto match = matches.next();
            const int pixels = match.captured(2).toInt();
            QVERIFY2(QList({0, 4, 8, 12, 16}).contains(pixels),
                     qPrintable(u"%1: %2 is %3"_s.arg(file.fileName(), match.captured(1)).arg(pixels)));
            ++seen;
        }
    }
    QVERIFY(seen > 20);
}

QTEST_MAIN(tst_Appearance)
#include "tst_appearance.moc"
