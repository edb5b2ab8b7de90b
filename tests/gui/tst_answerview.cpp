// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontokens.h"
#include "core/words.h"
#include "gui/guitest.h"
#include "support/palettes.h"
#include "views/answerview.h"
#include "views/bodysaver.h"
#include "views/messagehighlighter.h"
#include "views/readablecolors.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBlock>
#include <QTextLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

Response responseWith(const QByteArray &body, const QByteArray &contentType = "application/json")
{
    Response response;
    response.status = 200;
    response.reason = "OK";
    response.headers = {{"Server", "nginx"}, {"Content-Type", contentType}};
    response.body = body;
    response.size = body.size();
    return response;
}

} // namespace

/// The answer: as it came, indented, its headers; what is odd about it; and saving its body.
class tst_AnswerView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_palette = QApplication::palette(); }
    void init();
    void cleanup();
    void rawIsTheWholeAnswer();
    void prettyChangesWhiteSpaceOnly();
    void headersAlone();
    void theModeStays();
    void nothingIsSaid();
    void oddBodiesAreSaid_data();
    void oddBodiesAreSaid();
    void manyLinesAreCutAndSaid();
    void jsonIsColoured_data();
    void jsonIsColoured();
    void whatIsNoJsonIsNotColoured();
    void longLinesAreColouredAtTheirBeginning();
    void suggestedNames_data();
    void suggestedNames();
    void savesTheBytes();
    void savingMayFail();
    void savingAPartIsSaid();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_view, name); }
    QString text() { return the<QPlainTextEdit>("receivedEdit").toPlainText(); }
    QString note() { return the("answerNote").isVisible() ? the<QLabel>("answerNote").text() : QString(); }
    void choose(AnswerView::Mode mode) { the<QTabBar>("answerTabs").setCurrentIndex(mode); }
    QColor colorOf(const QString &words);

    QPalette m_palette;
    std::unique_ptr<AnswerView> m_view;
};

void tst_AnswerView::init()
{
    failOnWarnings();
    m_view = std::make_unique<AnswerView>();
    QVERIFY(show(*m_view, {500, 300}));
}

void tst_AnswerView::cleanup()
{
    m_view.reset();
    QApplication::setPalette(m_palette);
}

/// The colour of the first place with these words; an invalid one where it has none of its own.
QColor tst_AnswerView::colorOf(const QString &words)
{
    const auto at = int(text().indexOf(words));
    const QTextBlock block = the<QPlainTextEdit>("receivedEdit").document()->findBlock(at);
    const auto formats = block.layout()->formats();
    for (const auto &range : formats) {
        const bool isThere = range.start <= at - block.position() && range.start + range.length > at - block.position();
        if (isThere && range.format.hasProperty(QTextFormat::ForegroundBrush))
            return range.format.foreground().color();
    }
    return {};
}

void tst_AnswerView::rawIsTheWholeAnswer()
{
    const Response response = responseWith(R"({"b":1.0,"a":[]})");
    m_view->showResponse(response, {});
    QCOMPARE(text(), responseText(response));
    QVERIFY(text().startsWith(u"HTTP 200 OK\nServer: nginx\n"));
    QVERIFY(text().endsWith(u"\n\n{\"b\":1.0,\"a\":[]}"));
    QCOMPARE(the("receivedEdit").accessibleName(), u"Response received"_s);
    QCOMPARE(note(), QString());
    const auto &tabs = the<QTabBar>("answerTabs");
    QCOMPARE(tabs.count(), 3);
    QCOMPARE(tabs.tabText(AnswerView::Raw), u"Raw"_s);
    QCOMPARE(tabs.tabText(AnswerView::Pretty), u"Pretty"_s);
    QCOMPARE(tabs.tabText(AnswerView::Headers), u"Headers"_s);
}

void tst_AnswerView::prettyChangesWhiteSpaceOnly()
{
    const QByteArray body = R"({"b":1.0,"a":[1E400,"\u00e9\/"],"a":2})"; // twice the same key: no payload of ours, but JSON
    m_view->showResponse(responseWith(body), {});
    choose(AnswerView::Pretty);
    QCOMPARE(text(), u"{\n  \"b\": 1.0,\n  \"a\": [\n    1E400,\n    \"\\u00e9\\/\"\n  ],\n  \"a\": 2\n}"_s);
    QCOMPARE(note(), QString());
}

void tst_AnswerView::headersAlone()
{
    m_view->showResponse(responseWith("{}"), {});
    choose(AnswerView::Headers);
    QCOMPARE(text(), u"HTTP 200 OK\nServer: nginx\nContent-Type: application/json\n"_s);
}

void tst_AnswerView::theModeStays()
{
    choose(AnswerView::Pretty);
    m_view->showResponse(responseWith("[1]"), {});
    QCOMPARE(text(), u"[\n  1\n]"_s);
    m_view->showResponse(responseWith("[2]"), {});
    QCOMPARE(text(), u"[\n  2\n]"_s);
}

void tst_AnswerView::nothingIsSaid()
{
    m_view->showResponse(responseWith("[1]"), {});
    QVERIFY(the("saveBodyButton").isEnabled());
    m_view->showResponse({}, u"No answer was received."_s);
    QCOMPARE(text(), u"No answer was received."_s);
    QVERIFY(!the("saveBodyButton").isEnabled());
    QCOMPARE(the<QLabel>("receivedLabel").text(), u"Response received"_s);
}

void tst_AnswerView::oddBodiesAreSaid_data()
{
    QTest::addColumn<Response>("response");
    QTest::addColumn<AnswerView::Mode>("mode");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("shown");
    QTest::newRow("no body") << responseWith("") << AnswerView::Pretty << u"no body"_s << QString();
    QTest::newRow("no body, raw") << responseWith("") << AnswerView::Raw << QString() << u"HTTP 200 OK"_s;
    QTest::newRow("no JSON") << responseWith("<p>{busy}", "text/html") << AnswerView::Pretty << u"not JSON"_s
                             << u"<p>{busy}"_s;
    QTest::newRow("no JSON, raw") << responseWith("busy") << AnswerView::Raw << QString() << u"busy"_s;
    QTest::newRow("no UTF-8") << responseWith("caf\xe9 {}") << AnswerView::Pretty << u"not UTF-8"_s << u"caf\ufffd {}"_s;
    QTest::newRow("no UTF-8, raw") << responseWith("\xff\xfe") << AnswerView::Raw << u"not UTF-8"_s << u"\ufffd"_s;
    Response cut = responseWith(R"({"a":[1,"tw)");
    cut.size = 2'000'000;
    QTest::newRow("cut") << cut << AnswerView::Pretty << Words::size(2'000'000) << u"{\n  \"a\": [\n    1,\n    \"tw"_s;
    QTest::newRow("cut, raw") << cut << AnswerView::Raw << Words::size(2'000'000) << u"{\"a\":[1,\"tw"_s;
}

void tst_AnswerView::oddBodiesAreSaid()
{
    QFETCH(const Response, response);
    QFETCH(const AnswerView::Mode, mode);
    QFETCH(const QString, words);
    QFETCH(const QString, shown);
    choose(mode);
    m_view->showResponse(response, {});
    QVERIFY2(text().contains(shown), qPrintable(text()));
    QVERIFY2(words.isEmpty() ? note().isEmpty() : note().contains(words), qPrintable(note()));
    QCOMPARE(the("receivedEdit").accessibleDescription(), note());
    choose(AnswerView::Headers);
    QCOMPARE(note(), QString());
}

void tst_AnswerView::manyLinesAreCutAndSaid()
{
    QByteArray body = "[0";
    for (int i = 0; i < 50'000; ++i)
        body += ",1";
    choose(AnswerView::Pretty);
    m_view->showResponse(responseWith(body + "]"), {});
    QCOMPARE(text().count(u'\n') + 1, 20'000);
    QVERIFY2(note().contains(QLocale().toString(20'000)), qPrintable(note()));
    choose(AnswerView::Raw);
    QVERIFY(text().endsWith(u",1]"));
    QCOMPARE(note(), QString());
}

void tst_AnswerView::jsonIsColoured_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QPalette grey(QColor(0x80, 0x80, 0x80));
    grey.setColor(QPalette::Base, QColor(0x78, 0x78, 0x78));
    grey.setColor(QPalette::Text, Qt::black);
    QTest::newRow("on which none of ours is readable") << grey;
}

void tst_AnswerView::jsonIsColoured()
{
    QFETCH(const QPalette, palette);
    m_view->showResponse(responseWith(R"({"key":["text",12,true]})"), {});
    QApplication::setPalette(palette);
    const auto &edit = the<QPlainTextEdit>("receivedEdit");
    QTRY_COMPARE(edit.palette().color(QPalette::Base), palette.color(QPalette::Base));
    for (const AnswerView::Mode mode : {AnswerView::Raw, AnswerView::Pretty}) {
        choose(mode);
        QSet<QRgb> colors;
        for (const QString &words : {u"\"key\""_s, u"\"text\""_s, u"12"_s, u"true"_s}) {
            const QColor color = colorOf(words);
            QVERIFY2(color.isValid(), qPrintable(words));
            const double found = contrastOf(color, palette.color(QPalette::Base));
            QVERIFY2(found >= 4.5, qPrintable(u"%1: %2"_s.arg(words).arg(found)));
            colors.insert(color.rgb());
        }
        if (palette.color(QPalette::Base).lightness() != 0x78)
            QCOMPARE(colors.size(), 4);
    }
    QVERIFY(contrastOf(remarkColor(palette), palette.color(QPalette::Base)) >= 4.5);
}

void tst_AnswerView::whatIsNoJsonIsNotColoured()
{
    m_view->showResponse(responseWith("<p id=\"a\">12</p>", "text/html"), {});
    QVERIFY(!colorOf(u"\"a\""_s).isValid());
    QVERIFY(colorOf(u"Server"_s).isValid());
    choose(AnswerView::Pretty);
    QVERIFY(!colorOf(u"\"a\""_s).isValid());
}

void tst_AnswerView::longLinesAreColouredAtTheirBeginning()
{
    QByteArray body = R"(["first")";
    while (body.size() < Response::keptBytes - 16)
        body += ",12345";
    m_view->showResponse(responseWith(body + R"(,"last"])"), {});
    QVERIFY(colorOf(u"\"first\""_s).isValid());
    QVERIFY(!colorOf(u"\"last\""_s).isValid());
}

void tst_AnswerView::suggestedNames_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("name");
    QTest::newRow("json") << QByteArray("application/json; charset=utf-8") << QByteArray("{}") << u"response.json"_s;
    QTest::newRow("problem") << QByteArray("application/problem+json") << QByteArray("{}") << u"response.json"_s;
    QTest::newRow("html") << QByteArray("text/HTML") << QByteArray("<p>") << u"response.html"_s;
    QTest::newRow("text") << QByteArray("text/plain") << QByteArray("busy") << u"response.txt"_s;
    QTest::newRow("unknown text") << QByteArray("x-what/ever") << QByteArray("busy") << u"response.txt"_s;
    QTest::newRow("unknown bytes") << QByteArray("../../etc") << QByteArray("\xff") << u"response.bin"_s;
}

void tst_AnswerView::suggestedNames()
{
    QFETCH(const QByteArray, contentType);
    QFETCH(const QByteArray, body);
    QTEST(BodySaver::suggestedName(responseWith(body, contentType)), "name");
}

void tst_AnswerView::savesTheBytes()
{
    FakePanelService service;
    FakePrompts prompts;
    BodySaver saver(service, prompts);
    connect(m_view.get(), &AnswerView::saveRequested, &saver,
            [&](const Response &response) { saver.save(m_view.get(), response); });
    connect(&saver, &BodySaver::ended, m_view.get(), &AnswerView::showSaved);
    const QByteArray body("\xff\0{}\r\n", 6);
    m_view->showResponse(responseWith(body), {});
    choose(AnswerView::Pretty); // whatever is shown of it
    click(the("saveBodyButton"));
    QCOMPARE(prompts.suggestedNames, QStringList{u"response.json"_s});
    QVERIFY(service.written.isEmpty());
    prompts.name(u"/somewhere/a.json"_s);
    QCOMPARE(service.written.size(), 1);
    QCOMPARE(service.written.first().first, u"/somewhere/a.json"_s);
    QCOMPARE(service.written.first().second, body);
    Q_EMIT service.fileWritten(u"/somewhere/else"_s); // not ours
    QVERIFY(!note().contains(u"Saved"));
    Q_EMIT service.fileWritten(u"/somewhere/a.json"_s);
    QVERIFY2(note().contains(u"Saved 6 byte"), qPrintable(note()));
    QVERIFY(note().contains(u"/somewhere/a.json"));
    m_view->showResponse(responseWith("[]"), {});
    QVERIFY(!note().contains(u"Saved"));
}

void tst_AnswerView::savingMayFail()
{
    FakePanelService service;
    FakePrompts prompts;
    BodySaver saver(service, prompts);
    QSignalSpy ended(&saver, &BodySaver::ended);
    saver.save(m_view.get(), responseWith("{}"));
    prompts.name(u"/full/a.json"_s);
    const Error error{ErrorCode::CannotWrite, u"/full/a.json"_s, u"No space left on device"_s};
    Q_EMIT service.fileFailed(u"/full/a.json"_s, error);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toString(), Words::of(error));
    QCOMPARE(ended.first().last().toBool(), false);
}

void tst_AnswerView::savingAPartIsSaid()
{
    FakePanelService service;
    FakePrompts prompts;
    BodySaver saver(service, prompts);
    QSignalSpy ended(&saver, &BodySaver::ended);
    Response cut = responseWith(QByteArray(Response::keptBytes, 'x'));
    cut.size = 2'000'000;
    saver.save(m_view.get(), cut);
    prompts.name(u"/a"_s);
    Q_EMIT service.fileWritten(u"/a"_s);
    const QString sentence = ended.first().first().toString();
    QVERIFY2(sentence.contains(Words::size(Response::keptBytes)) && sentence.contains(Words::size(2'000'000)),
             qPrintable(sentence));
}

QTEST_MAIN(tst_AnswerView)
#include "tst_answerview.moc"
