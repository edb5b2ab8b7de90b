// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "views/messagehighlighter.h"
#include "views/payloadedit.h"

#include <QTextBlock>
#include <QTextLayout>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// A payload in a text field: the field changes nothing of it.
class tst_PayloadEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void whatIsSetComesBack_data();
    void whatIsSetComesBack();
    void marksAreEscapedWhenTyped();
    void settingAgain();
    void longLinesAreQuick_data();
    void longLinesAreQuick();
};

void tst_PayloadEdit::whatIsSetComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"{\"a\":1}"_s;
    QTest::newRow("line separator") << u"{\"a\":\"\u2028\"}"_s;
    QTest::newRow("paragraph separator") << u"{\"a\":\"\u2029\"}"_s;
    QTest::newRow("frame marks") << u"{\"a\":\"\ufdd0\ufdd1\"}"_s;
    QTest::newRow("object replacement, no-break space") << u"{\"a\":\"\ufffc\u00a0\"}"_s;
    QTest::newRow("line ends of Windows") << u"{\r\n\"a\":1\r\n}\r\n"_s;
    QTest::newRow("line ends of old") << u"{\r\"a\":1\r}"_s;
    QTest::newRow("nothing") << QString();
}

void tst_PayloadEdit::whatIsSetComesBack()
{
    QFETCH(QString, text);
    PayloadEdit edit;
    edit.setPayload(u"before"_s);
    QString told = u"nothing"_s;
    connect(&edit, &QPlainTextEdit::textChanged, &edit, [&] { told = edit.payload(); });
    edit.setPayload(text);
    QCOMPARE(edit.payload(), text);
    QCOMPARE(told, text);
}

/// Once it is changed it is what the user sees.
void tst_PayloadEdit::marksAreEscapedWhenTyped()
{
    PayloadEdit edit;
    edit.setPayload(u"[\"\u2029\",\"\u2028\"]"_s);
    edit.moveCursor(QTextCursor::End);
    QTest::keyClicks(&edit, u" "_s);
    QCOMPARE(edit.payload(), u"[\"\\u2029\",\"\u2028\"] "_s);
    QCOMPARE(edit.document()->blockCount(), 1);
    edit.undo();
    QCOMPARE(edit.payload(), u"[\"\u2029\",\"\u2028\"]"_s);
}

void tst_PayloadEdit::settingAgain()
{
    PayloadEdit edit;
    edit.setPayload(u"\u2029"_s);
    edit.setPayload(u"\\u2029"_s); // looks the same
    QCOMPARE(edit.payload(), u"\\u2029"_s);
}

void tst_PayloadEdit::longLinesAreQuick_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isEased");
    QTest::newRow("usual") << 1000 << false;
    QTest::newRow("long") << 100'000 << true;
}

/// Time is not measured: it is what costs time that must not be there.
void tst_PayloadEdit::longLinesAreQuick()
{
    QFETCH(int, size);
    QFETCH(bool, isEased);
    PayloadEdit edit;
    edit.setLineWrapMode(QPlainTextEdit::NoWrap);
    new MessageHighlighter(&edit); // belongs to the text's document
    QVERIFY(show(edit, {500, 400}));
    edit.setPayload(u"[\n\""_s + QString(size, u'x') + u"\"]"_s);
    QCOMPARE(edit.lineWrapMode(), isEased ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    QCOMPARE(bool(edit.font().styleStrategy() & QFont::PreferNoShaping), isEased);
    QTRY_COMPARE(edit.document()->lastBlock().layout()->formats().isEmpty(), isEased);
}

QTEST_MAIN(tst_PayloadEdit)

#include "tst_payloadedit.moc"
