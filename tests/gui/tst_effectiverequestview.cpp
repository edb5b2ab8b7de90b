// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "gui/guitest.h"
#include "support/palettes.h"
#include "views/effectiverequestview.h"
#include "views/readablecolors.h"
#include "views/webhookpage.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QTextBlock>
#include <QTextLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The pane of the form that says what would be sent.
class tst_EffectiveRequestView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_palette = QApplication::palette(); }
    void init();
    void cleanup();
    void showsTheFormWhileItIsTyped();
    void cellsOfHeadersAreLive();
    void replacedHeadersAreSaidAndStruck();
    void placeholdersAreNeverFilled();
    void aLiteralIsToldApart();
    void unsetVariablesHideNothing();
    void saysWhyNothingWouldLeave_data();
    void saysWhyNothingWouldLeave();
    void unreadableDefaultHeadersAreSaid();
    void followsEventAndPayload();
    void aWrongPayloadIsShownAndSaid();
    void triggerSendsWhatIsShown();
    void copyHasNoRemarks();
    void longBodiesAreCutForTheEyeOnly();
    void manyChangesAreOneUpdate();
    void theReaderKeepsItsPlace();
    void standsBesideTheFormWhereThereIsRoom();
    void remarksAreReadable_data();
    void remarksAreReadable();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_page, name); }
    QPlainTextEdit &edit() { return the<QPlainTextEdit>("effectiveEdit"); }
    QString text()
    {
        QCoreApplication::sendPostedEvents();
        return edit().toPlainText();
    }
    QStringList lines() { return text().split(u'\n'); }
    QTextCharFormat formatAt(const QString &words);

    QPalette m_palette;
    StillClock m_clock;
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<WebhookPage> m_page;
};

void tst_EffectiveRequestView::init()
{
    failOnWarnings();
    m_clock = StillClock();
    m_service = std::make_unique<FakePanelService>();
    m_prompts = std::make_unique<FakePrompts>();
    m_page = std::make_unique<WebhookPage>(*m_service, *m_prompts, m_clock, catalogue());
    m_page->editWebhook(storedWebhook(u"A"_s, u"https://ci.example/build"_s));
    QVERIFY(show(*m_page, {1200, 900}));
}

void tst_EffectiveRequestView::cleanup()
{
    m_page.reset();
    QApplication::setPalette(m_palette);
}

/// How the first place with these words is drawn.
QTextCharFormat tst_EffectiveRequestView::formatAt(const QString &words)
{
    const auto at = int(text().indexOf(words));
    if (at < 0)
        qFatal("The text does not hold these words");
    const QTextBlock block = edit().document()->findBlock(at);
    const auto formats = block.layout()->formats();
    for (const auto &range : formats) {
        if (range.start <= at - block.position() && range.start + range.length > at - block.position())
            return range.format;
    }
    return {};
}

void tst_EffectiveRequestView::showsTheFormWhileItIsTyped()
{
    QCOMPARE(edit().accessibleName(), u"Effective request"_s);
    QVERIFY(edit().isReadOnly());
    QVERIFY(edit().isVisible());
    QVERIFY(lines().contains(u"(to https://ci.example/build)"_s));
    QVERIFY(lines().contains(u"POST /build HTTP/1.1"_s));
    QVERIFY(lines().contains(u"Host: ci.example  (fixed)"_s));
    auto &url = the<QLineEdit>("urlEdit");
    url.setFocus();
    QTest::keyClicks(&url, u"/x?y=1"_s);
    QVERIFY2(lines().contains(u"POST /build/x?y=1 HTTP/1.1"_s), qPrintable(text()));
    QVERIFY(m_service->saved.isEmpty());
    QVERIFY(text().endsWith(u"\n\n{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}"_s));
}

void tst_EffectiveRequestView::cellsOfHeadersAreLive()
{
    click(the("createHeaderButton"));
    QTest::keyClicks(QApplication::focusWidget(), u"X-Stage"_s);
    QVERIFY(lines().contains(u"X-Stage:   (webhook)"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"li"_s);
    QVERIFY2(lines().contains(u"X-Stage: li  (webhook)"_s), qPrintable(text()));
    QTest::keyClicks(QApplication::focusWidget(), u"ve"_s);
    QVERIFY(lines().contains(u"X-Stage: live  (webhook)"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // what was typed is not taken
    QVERIFY2(lines().contains(u"X-Stage:   (webhook)"_s), qPrintable(text()));
}

void tst_EffectiveRequestView::replacedHeadersAreSaidAndStruck()
{
    Preferences preferences;
    preferences.defaultHeaders = {{u"x-stage"_s, u"test"_s}, {u"X-Team"_s, u"web"_s}};
    m_page->setPreferences(preferences);
    StoredWebhook stored = storedWebhook(u"A"_s);
    stored.webhook.headers = {{u"X-Stage"_s, u"live"_s}, {u"User-Agent"_s, u"curl"_s}};
    m_page->editWebhook(stored);
    QVERIFY(lines().contains(u"x-stage: test  (default, replaced by webhook)"_s));
    QVERIFY(lines().contains(u"X-Stage: live  (webhook)"_s));
    QVERIFY(lines().contains(u"X-Team: web  (default)"_s));
    QVERIFY(lines().contains(u"User-Agent: curl  (webhook)"_s));
    QVERIFY(formatAt(u"x-stage: test"_s).fontStrikeOut());
    QVERIFY(!formatAt(u"(default, replaced"_s).fontStrikeOut());
    QVERIFY(formatAt(u"(default, replaced"_s).fontItalic());
    QVERIFY(!formatAt(u"X-Stage: live"_s).fontStrikeOut());
    QVERIFY(formatAt(u"User-Agent: Hookpanel"_s).fontStrikeOut());
}

void tst_EffectiveRequestView::aLiteralIsToldApart()
{
    m_service->variables = {{u"A"_s, u"1"_s}, {u"HOST"_s, u"hidden.example"_s}};
    StoredWebhook stored = storedWebhook(u"A"_s, u"https://${HOST}/$${A}"_s);
    stored.webhook.headers = {{u"X-Real"_s, u"see ${A}"_s}, {u"X-Literal"_s, u"see $${A}"_s}};
    m_page->editWebhook(stored);
    QVERIFY(lines().contains(u"X-Real: see ${A}  (webhook)"_s));
    QVERIFY(lines().contains(u"X-Literal: see ${A}  (webhook) (${A} is no variable and leaves as it stands)"_s));
    const auto marked = [this](const QString &line, qsizetype at) {
        const QTextBlock block = edit().document()->findBlock(int(text().indexOf(line) + at));
        const int place = int(text().indexOf(line) + at) - block.position();
        const auto formats = block.layout()->formats();
        for (const auto &range : formats) {
            if (range.start <= place && range.start + range.length > place)
                return range.format.underlineStyle() == QTextCharFormat::DotLine;
        }
        return false;
    };
    QVERIFY(marked(u"X-Real: see ${A}"_s, 12));
    QVERIFY(!marked(u"X-Real: see ${A}"_s, 9));
    QVERIFY(!marked(u"X-Literal: see ${A}"_s, 15));
    QVERIFY(marked(u"Host: ${HOST}"_s, 6));
    QVERIFY(lines().contains(u"POST /$%7BA%7D HTTP/1.1"_s));
    QVERIFY(!marked(u"POST /$%7BA%7D"_s, 6));
}

void tst_EffectiveRequestView::placeholdersAreNeverFilled()
{
    m_service->variables = {{u"TOKEN"_s, u"s3cret"_s}, {u"HOST"_s, u"hidden.example"_s}};
    StoredWebhook stored = storedWebhook(u"A"_s, u"https://${HOST}/hook"_s);
    stored.webhook.headers = {{u"Authorization"_s, u"${TOKEN}"_s}};
    m_page->editWebhook(stored);
    QVERIFY(lines().contains(u"Authorization: ${TOKEN}  (webhook)"_s));
    QVERIFY(lines().contains(u"Host: ${HOST}  (fixed)"_s));
    QVERIFY(!text().contains(u"s3cret"));
    QVERIFY(!text().contains(u"hidden"));
    QVERIFY(!the("effectiveProblem").isVisible());
    QVERIFY(!find<EffectiveRequestView>(*m_page, "effectiveView").shown().problem);
}

void tst_EffectiveRequestView::unsetVariablesHideNothing()
{
    StoredWebhook stored = storedWebhook(u"A"_s, u"https://${HOST}/hook"_s);
    stored.webhook.headers = {{u"Authorization"_s, u"${TOKEN}"_s}, {u"X-A"_s, u"1"_s}};
    m_page->editWebhook(stored);
    QVERIFY(lines().contains(u"(to https://${HOST}/hook)"_s));
    QVERIFY(lines().contains(u"Authorization: ${TOKEN}  (webhook, TOKEN is not set)"_s));
    QVERIFY(lines().contains(u"X-A: 1  (webhook)"_s));
    QVERIFY(text().contains(u"trigger-test\""));
    const auto &problem = the<QLabel>("effectiveProblem");
    QVERIFY(problem.isVisible());
    QVERIFY2(problem.text().contains(u"HOST"), qPrintable(problem.text()));
    QCOMPARE(edit().accessibleDescription(), problem.text());
}

void tst_EffectiveRequestView::saysWhyNothingWouldLeave_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Header>("header");
    QTest::addColumn<QString>("words");
    const QString fine = u"https://ci.example/build"_s;
    QTest::newRow("no URL") << QString() << Header{} << u"The URL is missing"_s;
    QTest::newRow("scheme") << u"ftp://x"_s << Header{} << u"https://"_s;
    QTest::newRow("header") << fine << Header{u"Host"_s, u"x"_s} << u"“Host” belongs to the connection"_s;
    QTest::newRow("placeholder") << fine << Header{u"X-A"_s, u"${"_s} << u"placeholder"_s;
    QTest::newRow("variable") << fine << Header{u"X-A"_s, u"${NOT_SET}"_s} << u"NOT_SET is not set"_s;
}

void tst_EffectiveRequestView::saysWhyNothingWouldLeave()
{
    QFETCH(const QString, url);
    QFETCH(const Header, header);
    QFETCH(const QString, words);
    StoredWebhook stored = storedWebhook(u"A"_s, url);
    if (!header.name.isEmpty())
        stored.webhook.headers = {header};
    m_page->editWebhook(stored);
    QVERIFY(text().contains(u"X-Strapi-Event: trigger-test"));
    const auto &problem = the<QLabel>("effectiveProblem");
    QVERIFY(problem.isVisible());
    QVERIFY2(problem.text().startsWith(u"Nothing would be sent."), qPrintable(problem.text()));
    QVERIFY2(problem.text().contains(words), qPrintable(problem.text()));
    the<QLineEdit>("urlEdit").setText(u"https://ci.example/"_s);
    stored = storedWebhook(u"A"_s);
    m_page->editWebhook(stored);
    QVERIFY(!text().isEmpty());
    QVERIFY(!problem.isVisible());
}

void tst_EffectiveRequestView::unreadableDefaultHeadersAreSaid()
{
    Problem problem;
    problem.field = Field::DefaultHeaders;
    problem.rule = Rule::DefaultHeadersLost;
    problem.subject = u"hookpanel.ini"_s;
    m_page->setPreferences({}, {problem});
    QVERIFY(!text().isEmpty());
    QVERIFY(the<QLabel>("effectiveProblem").text().contains(u"hookpanel.ini"));
    m_page->setPreferences({});
    QVERIFY(!text().isEmpty());
    QVERIFY(!the("effectiveProblem").isVisible());
}

void tst_EffectiveRequestView::followsEventAndPayload()
{
    the<QComboBox>("eventBox").setCurrentText(u"entry.create"_s);
    QVERIFY(lines().contains(u"X-Strapi-Event: entry.create  (fixed)"_s));
    QVERIFY(text().contains(u"{\"event\":\"entry.create\",\"createdAt\":\"2026-11-23T16:33:57.070Z\","));
    const QString edited = u"{ \"event\": \"entry.create\", \"createdAt\": \"2026-11-24T08:00:00Z\", \"z\": 1.0 }"_s;
    the<QPlainTextEdit>("payloadEdit").setPlainText(edited);
    QVERIFY(text().endsWith(edited));
    QVERIFY(lines().contains(u"Content-Length: %1  (fixed)"_s.arg(edited.size())));
}

void tst_EffectiveRequestView::aWrongPayloadIsShownAndSaid()
{
    the<QComboBox>("eventBox").setCurrentText(u"entry.create"_s);
    the<QPlainTextEdit>("payloadEdit").setPlainText(u"{oops"_s);
    QVERIFY(text().endsWith(u"\n{oops"));
    QVERIFY(the<QLabel>("effectiveProblem").text().contains(u"The payload is not JSON"));
}

void tst_EffectiveRequestView::triggerSendsWhatIsShown()
{
    QVERIFY(text().contains(u"16:33:57.070Z"));
    m_clock.now = m_clock.now.addMSecs(4321);
    click(the("triggerButton"));
    const auto &order = m_service->triggered.last();
    QVERIFY(order.event.payload.contains("16:34:01.391Z"));
    QVERIFY(text().endsWith(QString::fromUtf8(order.event.payload)));
    const auto sent = prepareRequest(order.webhook, {}, order.event, m_service->environment());
    QVERIFY(sent);
    QCOMPARE(find<EffectiveRequestView>(*m_page, "effectiveView").shown().request, *sent);
}

void tst_EffectiveRequestView::copyHasNoRemarks()
{
    StoredWebhook stored = storedWebhook(u"A"_s);
    stored.webhook.headers = {{u"User-Agent"_s, u"curl"_s}, {u"X-A"_s, u"${TOKEN}"_s}};
    m_service->variables = {{u"TOKEN"_s, u"s3cret"_s}};
    m_page->editWebhook(stored);
    QVERIFY(text().contains(u"replaced"));
    click(the("copyRequestButton"));
    const QString copied = QApplication::clipboard()->text();
    QCOMPARE(copied, requestText(find<EffectiveRequestView>(*m_page, "effectiveView").shown().request));
    QVERIFY(copied.startsWith(u"POST /hook HTTP/1.1\nHost: example.com\n"));
    QVERIFY(copied.contains(u"\nX-A: ${TOKEN}\n"));
    QVERIFY(!copied.contains(u'('));
    QVERIFY(!copied.contains(u"User-Agent: Hookpanel"));
}

void tst_EffectiveRequestView::longBodiesAreCutForTheEyeOnly()
{
    the<QComboBox>("eventBox").setCurrentText(u"entry.create"_s);
    const QString payload = u"{\"event\":\"entry.create\",\"createdAt\":\"2026-11-24T08:00:00Z\",\"z\":\""_s
        + QString(200'000, u'x') + u"\"}"_s;
    the<QPlainTextEdit>("payloadEdit").setPlainText(payload);
    QVERIFY(text().size() < 80'000);
    QVERIFY(text().endsWith(u" more)"));
    QCOMPARE(find<EffectiveRequestView>(*m_page, "effectiveView").shown().request.body, payload.toUtf8());
    click(the("copyRequestButton"));
    QVERIFY(QApplication::clipboard()->text().endsWith(payload));
}

void tst_EffectiveRequestView::manyChangesAreOneUpdate()
{
    QCoreApplication::sendPostedEvents();
    QSignalSpy wanted(&find<EffectiveRequestView>(*m_page, "effectiveView"), &EffectiveRequestView::refreshWanted);
    auto &url = the<QLineEdit>("urlEdit");
    for (int i = 0; i < 50; ++i)
        url.setText(u"https://ci.example/%1"_s.arg(i));
    QCOMPARE(wanted.size(), 0);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(edit().toPlainText().contains(u"POST /49 "));
}

void tst_EffectiveRequestView::theReaderKeepsItsPlace()
{
    StoredWebhook stored = storedWebhook(u"A"_s);
    for (int i = 0; i < 60; ++i)
        stored.webhook.headers.append({u"X-%1"_s.arg(i), u"1"_s});
    m_page->editWebhook(stored);
    QVERIFY(!text().isEmpty());
    QScrollBar *bar = edit().verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 10);
    bar->setValue(10);
    the<QLineEdit>("urlEdit").setText(u"https://other.example/x"_s);
    QVERIFY(text().contains(u"other.example"));
    QCOMPARE(bar->value(), 10);
}

void tst_EffectiveRequestView::standsBesideTheFormWhereThereIsRoom()
{
    auto &view = the("effectiveView");
    QCOMPARE(view.parentWidget(), &the("formSplitter"));
    edit().setFocus();
    m_page->resize(740, 600);
    QTRY_COMPARE(view.parentWidget(), &the("formContents"));
    QTRY_VERIFY(view.isVisible());
    QVERIFY(edit().hasFocus());
    QVERIFY(text().contains(u"POST"));
    auto &area = the<QScrollArea>("formArea");
    QVERIFY2(area.width() > 600, "the form has the whole width");
    QVERIFY(view.y() > the("contentTypesBox").y());
    m_page->resize(1400, 900);
    QTRY_COMPARE(view.parentWidget(), &the("formSplitter"));
    QVERIFY(view.isVisible());
    QVERIFY(edit().hasFocus());
    QTRY_VERIFY(area.width() >= m_page->width() / 2);
    QTRY_VERIFY(view.width() >= m_page->width() / 4);
}

void tst_EffectiveRequestView::remarksAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void tst_EffectiveRequestView::remarksAreReadable()
{
    QFETCH(const QPalette, palette);
    QVERIFY(!text().isEmpty());
    QApplication::setPalette(palette);
    QTRY_COMPARE(edit().palette().color(QPalette::Base), palette.color(QPalette::Base));
    for (const QString &words : {u"(fixed)"_s, u"Host"_s, u"\"event\""_s, u"\"trigger-test\""_s}) {
        const QColor color = formatAt(words).foreground().color();
        QVERIFY(formatAt(words).hasProperty(QTextFormat::ForegroundBrush));
        QVERIFY2(contrastOf(color, palette.color(QPalette::Base)) >= 4.5, qPrintable(words));
    }
}

QTEST_MAIN(tst_EffectiveRequestView)
#include "tst_effectiverequestview.moc"
