// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "store/translations.h"
#include "support/palettes.h"
#include "views/mainwindow.h"
#include "views/panelstyle.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleOptionButton>
#include <QTableView>

#include <cmath>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// WCAG 2 contrast of two colours: 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear
            = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// What a part of a picture is made of.
struct Ink {
    QColor ground; ///< The most frequent colour.
    QColor ink; ///< The one that stands out most from it.
    double contrast = 1;
};

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
        const double c = contrast(QColor(count.key()), found.ground);
        if (c > found.contrast) {
            found.contrast = c;
            found.ink = QColor(count.key());
        }
    }
    return found;
}

/// The part of a window's picture where a widget, or a part of it, stands.
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

LastOutcome last(int status, qint64 ms, const QDateTime &now)
{
    WireResult wire;
    wire.requestSent = true;
    wire.answerComplete = true;
    wire.status = status;
    wire.reached = Phase::Receiving;
    return {classify(wire), ms, now.addSecs(-ms), true};
}

LastOutcome lastWithoutAnswer(OutcomeKind kind, qint64 ms, const QDateTime &now)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.phase = Phase::Waiting;
    return {outcome, ms, now.addSecs(-ms), true};
}

/// Webhooks as an admin has them.
PanelContent content(const QDateTime &now)
{
    PanelContent content;
    const auto add = [&](const QString &name, const QString &url, const QStringList &events,
                         const std::optional<LastOutcome> &last, bool enabled = true) {
        StoredWebhook stored = storedWebhook(name, url);
        stored.webhook.events.names = events;
        stored.webhook.enabled = enabled;
        content.webhooks.append(stored);
        if (last)
            content.lastOutcomes.insert(stored.webhook.id, *last);
    };
    add(u"Search index"_s, u"https://search.example.com/hooks/reindex"_s,
        {u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s, u"entry.unpublish"_s}, last(200, 41, now));
    add(u"Static build"_s, u"https://ci.example.com/projects/website/build?branch=main"_s,
        {u"entry.publish"_s, u"entry.unpublish"_s}, last(503, 1240, now));
    add(u"Old cache"_s, u"http://10.0.0.7/purge"_s, {}, std::nullopt, false);
    add(u"Image thumbnails"_s, u"https://media.example.com/thumbnails"_s,
        {u"media.create"_s, u"media.update"_s, u"media.delete"_s}, last(204, 187, now));
    add(u"Newsletter draft"_s, u"https://mail.example.org/api/v2/drafts"_s, {u"entry.publish"_s}, last(401, 96, now));
    add(u"Audit log"_s, u"https://audit.internal.example.com:8443/ingest"_s, {},
        lastWithoutAnswer(OutcomeKind::ConnectionRefused, 3, now));
    content.webhooks.last().webhook.events.all = true;
    add(u"Übersetzungen"_s, u"https://übersetzung.example/eingang"_s, {u"entry.update"_s},
        lastWithoutAnswer(OutcomeKind::Timeout, 10'000, now));
    add(u"Data warehouse"_s, u"${WAREHOUSE_URL}/events"_s, {u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s},
        last(202, 318, now), false);
    return content;
}

/// One window on a fake service, dressed and brought into a state.
class Scene
{
public:
    explicit Scene(const PanelContent &content)
        : window(service, prompts, clock, catalogue(), {})
    {
        Q_EMIT service.loaded(content);
    }

    QTableView &table() { return find<QTableView>(window, "webhooksView"); }

    void openWebhook(int row)
    {
        table().setCurrentIndex(table().model()->index(row, 0));
        QTest::keyClick(&table(), Qt::Key_F2);
    }

    FakePanelService service;
    FakePrompts prompts;
    StillClock clock;
    MainWindow window;
};

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

private:
    static void looks();
    static void dress();
    static QImage take(QWidget &window, const QString &name);
    static void nothingIsCutOff(const QWidget &window);

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
    for (int turn = 0; turn < 10; ++turn) // layouts ask for a further layout
        QCoreApplication::sendPostedEvents();
    const QImage picture = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    if (!picture.save(QStringLiteral(PICTURES "/%1-%2.png").arg(name, suffix)))
        qFatal("The picture cannot be written");
    return picture;
}

/// Every text has the room that it needs; what may be shortened says so by its size policy.
void tst_Pictures::nothingIsCutOff(const QWidget &window)
{
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isText = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLabel *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QLineEdit *>(widget);
        const bool isOurs = !widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_");
        if (!isText || !isOurs || !widget->isVisible() || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)
            continue;
        const QSize needed = widget->minimumSizeHint();
        if (widget->width() < needed.width() || widget->height() < needed.height()) {
            QFAIL(qPrintable(u"%1 has %2×%3 and needs %4×%5"_s.arg(widget->objectName())
                                 .arg(widget->width())
                                 .arg(widget->height())
                                 .arg(needed.width())
                                 .arg(needed.height())));
        }
    }
}

void tst_Pictures::webhooks()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene(content(StillClock().now));
    QVERIFY(show(scene.window, size));
    QTableView &table = scene.table();
    table.selectRow(1);
    table.setCurrentIndex(table.model()->index(1, 0));
    const QImage picture = take(scene.window, u"webhooks"_s);
    nothingIsCutOff(scene.window);

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
    Scene scene({});
    QVERIFY(show(scene.window, size));
    const QImage picture = take(scene.window, u"empty"_s);
    nothingIsCutOff(scene.window);
    QVERIFY(inkOf(part(picture, find(scene.window, "emptyLabel"))).contrast >= 4.5);
    QVERIFY(inkOf(part(picture, find(scene.window, "createFirstButton"))).contrast >= 4.5);
}

/// The preview of an import: its boxes are seen, and its texts can be read.
void tst_Pictures::importing()
{
    dress();
    QFETCH(const QSize, size);
    const PanelContent existing = content(StillClock().now);
    Scene scene(existing);
    QVERIFY(show(scene.window, size));
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
    nothingIsCutOff(dialog);
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

namespace {

/// A form as it is while somebody works on it.
void fill(StoredWebhook &stored)
{
    Webhook &webhook = stored.webhook;
    webhook.headers = {{u"Authorization"_s, u"Bearer ${BUILD_TOKEN}"_s}, {u"X-Environment"_s, u"production"_s}};
}

PanelContent contentWithHeaders(const StillClock &clock)
{
    PanelContent made = content(clock.now);
    for (StoredWebhook &stored : made.webhooks) {
        if (stored.webhook.name == u"Static build")
            fill(stored);
    }
    return made;
}

/// The attempt of the last Trigger of a scene, prepared with an environment that knows the token.
Attempt lastAttempt(const Scene &scene)
{
    const auto &order = scene.service.triggered.last();
    Attempt attempt = attemptTo(order.webhook, order.delivery, order.event);
    const auto environment = [](const QString &) { return std::optional(u"s3cr3t"_s); };
    attempt.request = *prepareRequest(order.webhook, {}, order.event, environment);
    return attempt;
}

} // namespace

void tst_Pictures::webhook()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene(contentWithHeaders(StillClock()));
    QVERIFY(show(scene.window, size));
    scene.openWebhook(6);
    QCOMPARE(find<QLineEdit>(scene.window, "nameEdit").text(), u"Static build"_s);
    click(find(scene.window, "triggerButton"));
    const QByteArray body = R"({"accepted":true,"queue":"builds","position":1})";
    Q_EMIT scene.service.attemptUpdated(answered(lastAttempt(scene), 200, "OK", body));
    QCoreApplication::sendPostedEvents();
    const QImage picture = take(scene.window, u"webhook"_s);
    nothingIsCutOff(scene.window);

    for (const char *name : {"stateLabel", "sentenceLabel", "timelineLabel", "sentEdit", "receivedEdit", "effectiveLabel",
                             "saveButton", "triggerButton", "backButton", "nameEdit", "urlEdit", "nameLabel"}) {
        const QWidget &widget = find(scene.window, name);
        const double found = inkOf(part(picture, widget, widget.rect().adjusted(2, 2, -2, -2))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

void tst_Pictures::webhookError()
{
    dress();
    QFETCH(const QSize, size);
    Scene scene(contentWithHeaders(StillClock()));
    QVERIFY(show(scene.window, size));
    scene.openWebhook(6);
    auto &url = find<QLineEdit>(scene.window, "urlEdit");
    url.setText(u"ftp://ci.example.com/build"_s);
    click(find(scene.window, "saveButton"));
    QCoreApplication::sendPostedEvents();
    const QImage picture = take(scene.window, u"webhook-error"_s);
    nothingIsCutOff(scene.window);

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
    const PanelContent content = contentWithHeaders(StillClock());
    Scene scene(content);
    QVERIFY(show(scene.window, size));
    scene.openWebhook(6);
    find<QLineEdit>(scene.window, "urlEdit").setText(u"https://ci.example.com/build/main"_s);
    StoredWebhook theirs = content.webhooks.constFirst();
    for (const StoredWebhook &stored : content.webhooks)
        theirs = stored.webhook.name == u"Static build" ? stored : theirs;
    theirs.webhook.enabled = !theirs.webhook.enabled;
    theirs.webhook.headers.last().value = u"staging"_s;
    theirs.webhook.events.names.append(u"media.delete"_s);
    Q_EMIT scene.service.webhookStored(theirs);
    const QImage picture = take(scene.window, u"conflict"_s);
    nothingIsCutOff(scene.window);

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
    Scene scene(content(StillClock().now));
    QVERIFY(show(scene.window, size));
    scene.table().setCurrentIndex(scene.table().model()->index(1, 0));
    QTest::keyClick(&scene.table(), Qt::Key_Space);
    const WebhookId id = scene.service.switched.last().ids.first();
    const QString path = u"/home/admin/.config/hookpanel/webhooks/%1.ini"_s.arg(id.toString());
    Q_EMIT scene.service.webhookFailed(id, Error{ErrorCode::CannotWrite, path, {}, 0, 0, {}, Cause::NotWhollyWritten});
    const QImage picture = take(scene.window, u"failure"_s);
    nothingIsCutOff(scene.window);
    for (const char *name : {"failureLabel", "tryAgainButton", "dismissButton"}) {
        const double found = inkOf(part(picture, find(scene.window, name))).contrast;
        QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1String(name)).arg(found)));
    }
}

QTEST_MAIN(tst_Pictures)
#include "tst_pictures.moc"
