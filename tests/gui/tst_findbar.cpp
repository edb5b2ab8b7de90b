// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/findbar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// Finding words in a text.
class tst_FindBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void opensByKey();
    void countsAndWraps();
    void oddCharacters();
    void notFoundIsSaid();
    void followsTheText();
    void escapeClosesAndDoesNothingElse();
    void oneAtATime();
    void isNamed();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(*m_window, name); }
    QPlainTextEdit &text() { return the<QPlainTextEdit>("one"); }
    QLineEdit &words() { return the<QLineEdit>("one.wordsEdit"); }
    QString hits() { return the<QLabel>("one.hitsLabel").text(); }
    int place() { return text().textCursor().selectionStart(); }
    void open();

    std::unique_ptr<QWidget> m_window;
};

void tst_FindBar::init()
{
    failOnWarnings();
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    for (const char *name : {"one", "two"}) {
        auto *edit = new QPlainTextEdit(m_window.get());
        edit->setObjectName(QString::fromLatin1(name));
        edit->setReadOnly(true);
        layout->addWidget(edit);
        layout->addWidget(new FindBar(edit, m_window.get()));
    }
    text().setPlainText(u"an event, an Event\nand no more: EVENT"_s);
    QVERIFY(show(*m_window, {500, 400}));
}

void tst_FindBar::open()
{
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_F, Qt::ControlModifier);
}

void tst_FindBar::opensByKey()
{
    QVERIFY(!words().isVisible());
    open();
    QVERIFY(words().isVisible());
    QVERIFY(words().hasFocus());
    QVERIFY(!the("two.wordsEdit").isVisible());
}

void tst_FindBar::countsAndWraps()
{
    open();
    QTest::keyClicks(&words(), u"event"_s);
    QCOMPARE(hits(), u"1 of 3"_s);
    QCOMPARE(place(), 3);
    QTest::keyClick(&words(), Qt::Key_Return);
    QCOMPARE(hits(), u"2 of 3"_s);
    QCOMPARE(place(), 13);
    click(the("one.nextButton"));
    QCOMPARE(hits(), u"3 of 3"_s);
    QCOMPARE(place(), 32);
    QTest::keyClick(&words(), Qt::Key_Enter);
    QCOMPARE(hits(), u"1 of 3"_s);
    QTest::keyClick(&words(), Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(hits(), u"3 of 3"_s);
    click(the("one.previousButton"));
    QCOMPARE(hits(), u"2 of 3"_s);
    QVERIFY(words().isVisible());
    QCOMPARE(text().textCursor().selectedText(), u"Event"_s);
}

void tst_FindBar::oddCharacters()
{
    text().setPlainText(u"a\u00a0b \U0001F980 c\u2028d x"_s);
    open();
    words().setText(u"x"_s);
    QCOMPARE(hits(), u"1 of 1"_s);
    QCOMPARE(text().textCursor().selectedText(), u"x"_s);
    words().setText(u"\u00a0"_s);
    QCOMPARE(hits(), u"1 of 1"_s);
}

void tst_FindBar::notFoundIsSaid()
{
    open();
    QTest::keyClicks(&words(), u"webhook"_s);
    QCOMPARE(hits(), u"Not found"_s);
    QVERIFY(!the("one.nextButton").isEnabled());
    QTest::keyClick(&words(), Qt::Key_Return);
    words().clear();
    QCOMPARE(hits(), QString());
}

void tst_FindBar::followsTheText()
{
    open();
    words().setText(u"event"_s);
    text().setPlainText(u"event"_s);
    QCOMPARE(hits(), u"1 of 1"_s);
    text().setPlainText(QString());
    QCOMPARE(hits(), u"Not found"_s);
    QTest::keyClick(&words(), Qt::Key_Return);
}

void tst_FindBar::escapeClosesAndDoesNothingElse()
{
    QShortcut other(Qt::Key_Escape, m_window.get());
    QSignalSpy spy(&other, &QShortcut::activated);
    open();
    QTest::keyClick(&words(), Qt::Key_Escape);
    QVERIFY(!words().isVisible());
    QVERIFY(text().hasFocus());
    QCOMPARE(spy.size(), 0);
    open();
    text().setFocus();
    QTest::keyClick(&text(), Qt::Key_Escape);
    QVERIFY(!words().isVisible());
    QCOMPARE(spy.size(), 0);
    QTest::keyClick(&text(), Qt::Key_Escape);
    QCOMPARE(spy.size(), 1);
}

void tst_FindBar::oneAtATime()
{
    open();
    the("two").setFocus();
    QTest::keyClick(&the("two"), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(the("two.wordsEdit").isVisible());
    QVERIFY(the("two.wordsEdit").hasFocus());
    QVERIFY(!words().isVisible());
}

void tst_FindBar::isNamed()
{
    open();
    QCOMPARE(words().accessibleName(), u"Find in text"_s);
    QCOMPARE(the("one.nextButton").accessibleName(), u"Find next"_s);
    QCOMPARE(the("one.previousButton").accessibleName(), u"Find previous"_s);
}

QTEST_MAIN(tst_FindBar)
#include "tst_findbar.moc"
