// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "store/translations.h"
#include "support/palettes.h"
#include "support/pictures.h"
#include "support/scene.h"
#include "views/panelstyle.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleOptionButton>
#include <QTableView>

#include <algorithm>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// What a widget says in words.
QString textOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        return edit->text().isEmpty() ? edit->placeholderText() : edit->text();
    if (const auto *box = qobject_cast<const QComboBox *>(&widget))
        return box->currentText();
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(&widget))
        return edit->toPlainText();
    return {};
}

/// The part of a widget that no scroll area hides, in its own coordinates.
QRect visiblePart(const QWidget &widget)
{
    return widget.isVisible() ? widget.visibleRegion().boundingRect() : QRect();
}

} // namespace

/// Makes the pictures of every screen, light and dark, and looks at what they show: text and switches stand out from their
/// ground, icons are there, boxes can be seen, nothing is cut off.
class tst_Pictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void cleanup();
    void webhooks_data() { looks(); }
    void webhooks();
    void empty_data() { looks(); }
    void empty();
    void importing_data() { looks(); }
    void importing();
    void webhook_data() { looks(); }
    void webhook();
    void webhookError_data() { looks(); }
    void webhookError();
    void conflict_data() { looks(); }
    void conflict();
    void failure_data() { looks(); }
    void failure();
    void deliveries_data() { looks(); }
    void deliveries();
    void sentEvent_data() { looks(); }
    void sentEvent() { takeScreen("sent event"); }
    void eventTypes_data() { looks(); }
    void eventTypes() { takeScreen("event types"); }
    void settings_data() { looks(); }
    void settings();
    void everyScreen_data();
    void everyScreen();
    void focusIsSeen_data();
    void focusIsSeen();

private:
    static void everyLook();
    static void looks();
    static void dress();
    static QImage take(QWidget &window, const QString &name);
    static void takeScreen(const char *name);

    QFont m_font;
};

void tst_Pictures::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    PanelStyle::install();
    installTranslations(*qApp, QLocale(QLocale::English));
    QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
    m_font = QApplication::font();
}

void tst_Pictures::cleanup()
{
    QApplication::setFont(m_font);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

/// The rows of every picture. Those of the documentation are the first two.
void tst_Pictures::looks()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("largeText");
    QTest::addColumn<bool>("rightToLeft");
    const QSize usual(1120, 760);
    QTest::newRow("light") << u"light"_s << false << usual << false << false;
    QTest::newRow("dark") << u"dark"_s << true << usual << false << false;
    QTest::newRow("small window") << u"small"_s << false << QSize(900, 600) << false << false;
    QTest::newRow("text at 200 %") << u"large-text"_s << false << QSize(1600, 1100) << true << false;
    QTest::newRow("right to left") << u"right-to-left"_s << true << usual << false << true;
}

void tst_Pictures::dress()
{
    QFETCH(const bool, dark);
    QFETCH(const bool, largeText);
    QFETCH(const bool, rightToLeft);
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    if (largeText) {
        QFont font = QApplication::font();
        font.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(font);
    }
}

QImage tst_Pictures::take(QWidget &window, const QString &name)
{
    QFETCH(const QString, suffix);
    const QImage picture = pictureOf(window);
    if (!picture.save(QStringLiteral(PICTURES "/%1-%2.png").arg(name, suffix)))
        qFatal("The picture cannot be written");
    return picture;
}

/// The picture of a screen that the accessibility walk knows by this name.
void tst_Pictures::takeScreen(const char *name)
{
    dress();
    QFETCH(const QSize, size);
    const auto &all = screens();
    const auto wanted
        = std::find_if(all.cbegin(), all.cend(), [name](const Screen &screen) { return qstrcmp(screen.name, name) == 0; });
    QVERIFY(wanted != all.cend());
    Scene scene;
    QVERIFY(scene.show(size));
    wanted->open(scene);
    take(scene.window, QString::fromLatin1(name).replace(u' ', u'-'));
    QCOMPARE(cutOffIn(scene.window), QString());
}

void tst_Pictures::webhooks()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    QTableView &table = scene.table();
    table.selectRow(1);
    table.setCurrentIndex(table.model()->index(1, 0));
    const QImage picture = take(scene.window, u"webhooks"_s);
    QCOMPARE(cutOffIn(scene.window), QString());

    for (int row = 0; row < table.model()->rowCount(); ++row) {
        const auto cell = [&](int column) {
            return part(picture, *table.viewport(),
                        table.visualRect(table.model()->index(row, column)).adjusted(2, 2, -2, -2));
        };
        for (const int column :
             {WebhookTableModel::NameColumn, WebhookTableModel::UrlColumn, WebhookTableModel::EventsColumn,
              WebhookTableModel::LastDeliveryColumn, WebhookTableModel::StatusColumn}) {
            const double found = inkOf(cell(column)).contrast;
            QVERIFY2(found >= 4.5, qPrintable(u"text in row %1, column %2: %3"_s.arg(row).arg(column).arg(found)));
        }
        for (const int column : {WebhookTableModel::EditColumn, WebhookTableModel::DeleteColumn}) {
            const double found = inkOf(cell(column)).contrast;
            QVERIFY2(found >= 3.0, qPrintable(u"icon in row %1, column %2: %3"_s.arg(row).arg(column).arg(found)));
        }
        // The switch stands at the leading end of the cell, as wide as nine fifths of its height.
        QRect place = table.visualRect(table.model()->index(row, WebhookTableModel::StatusColumn));
        const QSize switchSize(table.fontMetrics().height() * 9 / 5, table.fontMetrics().height());
        place = QStyle::alignedRect(table.layoutDirection(), Qt::AlignLeading | Qt::AlignVCenter, switchSize,
                                    place.adjusted(8, 0, -8, 0));
        // Both of its halves: the one with the knob and the one without.
        for (const QRect &half :
             {place.adjusted(-4, -2, -place.width() / 2, 2), place.adjusted(place.width() / 2, -2, 4, 2)}) {
            const double found = inkOf(part(picture, *table.viewport(), half)).contrast;
            QVERIFY2(found >= 3.0, qPrintable(u"switch in row %1: %2"_s.arg(row).arg(found)));
        }
    }
    for (const char *name : {"webhooksTitleLabel", "createButton", "enableButton", "deleteButton", "selectionLabel"}) {
        const double found = inkOf(part(picture, find(scene.window, name))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

void tst_Pictures::empty()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene(PanelContent{});
    QVERIFY(scene.show(size));
    const QImage picture = take(scene.window, u"empty"_s);
    QCOMPARE(cutOffIn(scene.window), QString());
    QVERIFY(inkOf(part(picture, find(scene.window, "emptyLabel"))).contrast >= 4.5);
    QVERIFY(inkOf(part(picture, find(scene.window, "createFirstButton"))).contrast >= 4.5);
}

/// The preview of an import: its boxes are seen, and its texts can be read.
void tst_Pictures::importing()
{
    dress();
    QFETCH(const QSize, size);
    const PanelContent existing = sampleContent();
    Scene scene(existing);
    QVERIFY(scene.show(size));
    ImportPlan plan;
    plan.items.resize(3);
    for (int i = 0; i < 3; ++i)
        plan.items[i].webhook = existing.webhooks.at(i).webhook;
    plan.items[0].notes = {{ImportNote::Kind::SecretMissing, u"Authorization"_s}};
    plan.items[1].action = ImportAction::Update;
    plan.items[1].changed = {Field::Url, Field::Headers};
    plan.items[2].action = ImportAction::Skip;
    plan.changedDefaults = QStringList{u"X-Site"_s};
    Q_EMIT scene.service.importPlanned(plan);
    auto &dialog = find<QDialog>(scene.window, "ImportDialog");
    auto &table = find<QTableView>(dialog, "importView");
    QVERIFY(table.model()->setData(table.model()->index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
    const QImage picture = take(dialog, u"import"_s);
    QCOMPARE(cutOffIn(dialog), QString());
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        for (const int column : {0, 1, 3}) {
            const QRect place = table.visualRect(table.model()->index(row, column)).adjusted(2, 2, -2, -2);
            const double found = inkOf(part(picture, *table.viewport(), place)).contrast;
            QVERIFY2(found >= 4.5, qPrintable(u"row %1, column %2: %3"_s.arg(row).arg(column).arg(found)));
        }
    }
    for (const char *name : {"countsLabel", "introductionLabel", "notesEdit", "importDialogButton", "importCancelButton"})
        QVERIFY2(inkOf(part(picture, find(dialog, name))).contrast >= 4.5, name);
}

void tst_Pictures::webhook()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    scene.openWebhook(u"Static build"_s);
    QCOMPARE(find<QLineEdit>(scene.window, "nameEdit").text(), u"Static build"_s);
    click(find(scene.window, "triggerButton"));
    const QByteArray body = R"({"accepted":true,"queue":"builds","position":1})";
    Q_EMIT scene.service.attemptUpdated(answered(scene.lastAttempt(), 200, "OK", body));
    QCoreApplication::sendPostedEvents();
    const QImage picture = take(scene.window, u"webhook"_s);
    QCOMPARE(cutOffIn(scene.window), QString());

    for (const char *name : {"stateLabel", "sentenceLabel", "timelineLabel", "sentEdit", "receivedEdit", "effectiveLabel",
                             "saveButton", "triggerButton", "backButton", "nameEdit", "urlEdit", "nameLabel"}) {
        const QWidget &widget = find(scene.window, name);
        QImage shown = picture;
        if (widget.visibleRegion().isEmpty()) { // below the others, where letters are large
            auto &area = find<QScrollArea>(scene.window, "formArea");
            area.ensureWidgetVisible(&find(scene.window, name));
            QVERIFY2(!widget.visibleRegion().isEmpty(), name);
            shown = pictureOf(scene.window);
        }
        const double found = inkOf(part(shown, widget, widget.rect().adjusted(2, 2, -2, -2))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

void tst_Pictures::webhookError()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    scene.openWebhook(u"Static build"_s);
    auto &url = find<QLineEdit>(scene.window, "urlEdit");
    url.setText(u"ftp://ci.example.com/build"_s);
    click(find(scene.window, "saveButton"));
    QCoreApplication::sendPostedEvents();
    const QImage picture = take(scene.window, u"webhook-error"_s);
    QCOMPARE(cutOffIn(scene.window), QString());

    const Ink error = inkOf(part(picture, find(scene.window, "urlError")));
    QVERIFY2(error.contrast >= 4.5, qPrintable(QString::number(error.contrast)));
    QVERIFY2(error.ink.red() > error.ink.blue(), "an error is red");

    auto &area = find<QScrollArea>(scene.window, "formArea");
    for (const char *name : {"entry.create", "media.create"}) {
        auto &box = find<QCheckBox>(scene.window, name);
        QVERIFY(!box.isChecked());
        area.ensureWidgetVisible(&box);
        const QImage seen = scene.window.grab().toImage().convertToFormat(QImage::Format_RGB32);
        QStyleOptionButton option;
        option.initFrom(&box);
        const QRect indicator = box.style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, &box);
        const double found = inkOf(part(seen, box, indicator.adjusted(-2, -2, 2, 2).intersected(box.rect()))).contrast;
        QVERIFY2(found >= 3.0, qPrintable(u"unchecked box %1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

/// Another program changed what is being edited.
void tst_Pictures::conflict()
{
    dress();
    QFETCH(const QSize, size);
    const PanelContent content = sampleContent();
    Scene scene(content);
    QVERIFY(scene.show(size));
    scene.openWebhook(u"Static build"_s);
    find<QLineEdit>(scene.window, "urlEdit").setText(u"https://ci.example.com/build/main"_s);
    StoredWebhook theirs = content.webhooks.constFirst();
    for (const StoredWebhook &stored : content.webhooks)
        theirs = stored.webhook.name == u"Static build" ? stored : theirs;
    theirs.webhook.enabled = !theirs.webhook.enabled;
    theirs.webhook.headers.last().value = u"staging"_s;
    theirs.webhook.events.names.append(u"media.delete"_s);
    Q_EMIT scene.service.webhookStored(theirs);
    const QImage picture = take(scene.window, u"conflict"_s);
    QCOMPARE(cutOffIn(scene.window), QString());

    for (const char *name : {"conflictLabel", "keepMineButton", "takeTheirsButton"}) {
        const double found = inkOf(part(picture, find(scene.window, name))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
    auto &table = find<QTableView>(scene.window, "conflictView");
    QCOMPARE(table.model()->rowCount(), 4);
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        const QRect cell = table.visualRect(table.model()->index(0, column)).adjusted(2, 2, -2, -2);
        QVERIFY(inkOf(part(picture, *table.viewport(), cell)).contrast >= 4.5);
    }
}

/// Something in the list could not be saved.
void tst_Pictures::failure()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    scene.table().setCurrentIndex(scene.table().model()->index(1, 0));
    QTest::keyClick(&scene.table(), Qt::Key_Space);
    const WebhookId id = scene.service.switched.last().ids.first();
    const QString path = u"/home/admin/.config/hookpanel/webhooks/%1.ini"_s.arg(id.toString());
    Q_EMIT scene.service.webhookFailed(id, Error{ErrorCode::CannotWrite, path, {}, 0, 0, {}, Cause::NotWhollyWritten});
    const QImage picture = take(scene.window, u"failure"_s);
    QCOMPARE(cutOffIn(scene.window), QString());
    for (const char *name : {"failureLabel", "tryAgainButton", "dismissButton"}) {
        const double found = inkOf(part(picture, find(scene.window, name))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

void tst_Pictures::deliveries()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    const auto wanted = std::find_if(screens().cbegin(), screens().cend(),
                                     [](const Screen &screen) { return qstrcmp(screen.name, "delivery") == 0; });
    QVERIFY(wanted != screens().cend());
    wanted->open(scene);
    take(scene.window, u"deliveries"_s);
    QCOMPARE(cutOffIn(scene.window), QString());
}

void tst_Pictures::settings()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene;
    QVERIFY(scene.show(size));
    scene.openSettings();
    const QImage picture = take(scene.window, u"settings"_s);
    QCOMPARE(cutOffIn(scene.window), QString());
    for (const char *name : {"settingsTitleLabel", "requestsHeading", "defaultHeadersHelp", "defaultTimeoutLabel"}) {
        const double found = inkOf(part(picture, find(scene.window, name))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

/// Every screen with every kind of dress, at the smallest size that is promised.
void tst_Pictures::everyLook()
{
    QTest::addColumn<int>("screen");
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("largeText");
    QTest::addColumn<bool>("rightToLeft");
    const QSize small(900, 600);
    for (int index = 0; index < screens().size(); ++index) {
        const QByteArray name(screens().at(index).name);
        for (const bool dark : {false, true}) {
            for (const bool largeText : {false, true}) {
                for (const bool rightToLeft : {false, true}) {
                    const QString suffix
                        = u"%1%2%3"_s.arg(dark ? u"dark"_s : u"light"_s, largeText ? u"-large-text"_s : u""_s,
                                          rightToLeft ? u"-right-to-left"_s : u""_s);
                    QTest::newRow(name + ", " + suffix.toLatin1())
                        << index << u"at-900-"_s + suffix << dark << small << largeText << rightToLeft;
                }
            }
        }
    }
}

void tst_Pictures::everyScreen_data()
{
    everyLook();
}

void tst_Pictures::everyScreen()
{
    dress();
    QFETCH(const int, screen);
    QFETCH(const QSize, size);
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show(size));
    wanted.open(scene);
    const QImage picture = take(scene.window, QString::fromLatin1(wanted.name).replace(u' ', u'-'));
    QCOMPARE(scene.window.size(), size);
    QCOMPARE(cutOffIn(scene.window), QString());

    int looked = 0;
    const auto widgets = scene.window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const QString text = textOf(*widget);
        const QRect seen = visiblePart(*widget);
        // A part of a line says nothing about its text.
        const bool isWhole = seen == widget->rect() || qobject_cast<const QPlainTextEdit *>(widget);
        if (seen.width() < widget->fontMetrics().averageCharWidth() * 3)
            continue; // shortened to nothing
        if (text.trimmed().isEmpty() || !widget->isEnabled() || !isWhole || seen.height() < widget->fontMetrics().height())
            continue;
        const double found = inkOf(part(picture, *widget, seen.adjusted(2, 2, -2, -2))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1 “%2”: %3"_s.arg(widget->objectName(), text.left(40)).arg(found)));
        ++looked;
    }
    QVERIFY2(looked >= 3, qPrintable(QString::number(looked)));
}

void tst_Pictures::focusIsSeen_data()
{
    QTest::addColumn<int>("screen");
    QTest::addColumn<bool>("dark");
    for (int index = 0; index < screens().size(); ++index) {
        QTest::addRow("%s, light", screens().at(index).name) << index << false;
        QTest::addRow("%s, dark", screens().at(index).name) << index << true;
    }
}

/// Each control that the keyboard reaches looks different while it has the focus, by 3:1 at least (WCAG 2.2 2.4.13), also
/// where the mouse gave it.
void tst_Pictures::focusIsSeen()
{
    QFETCH(const int, screen);
    QFETCH(const bool, dark);
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show({1200, 1400}));
    wanted.open(scene);
    for (int turn = 0; turn < 10; ++turn)
        QCoreApplication::sendPostedEvents();
    int looked = 0;
    const auto found = scene.window.findChildren<QWidget *>();
    // Guarded: an editor of a cell that lost the focus goes with a later turn of the loop.
    const QList<QPointer<QWidget>> widgets(found.cbegin(), found.cend());
    for (const QPointer<QWidget> &widget : widgets) {
        if (!widget)
            continue;
        const QRect seen = visiblePart(*widget);
        const bool reached = (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && !widget->focusProxy();
        if (!reached || seen.height() < widget->fontMetrics().height() || qobject_cast<QScrollArea *>(widget.data()))
            continue;
        widget->setFocus(Qt::MouseFocusReason);
        if (auto *edit = qobject_cast<QLineEdit *>(widget.data()))
            edit->deselect(); // the selection is no sign of the focus alone
        const QImage with = part(pictureOf(scene.window), *widget, visiblePart(*widget));
        widget->clearFocus();
        const QImage without = part(pictureOf(scene.window), *widget, visiblePart(*widget));
        const double contrast = contrastOfDifference(with, without);
        QVERIFY2(contrast >= 3.0, qPrintable(u"%1: %2"_s.arg(widget->objectName()).arg(contrast)));
        ++looked;
    }
    QVERIFY(looked > 1);
}

QTEST_MAIN(tst_Pictures)
#include "tst_pictures.moc"
