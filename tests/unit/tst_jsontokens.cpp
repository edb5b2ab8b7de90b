// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontext.h"
#include "core/jsontokens.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QStringList solid(const QString &text)
{
    QStringList tokens;
    JsonLexer lexer(text);
    while (const auto token = lexer.next()) {
        if (token->kind != JsonToken::Kind::Space)
            tokens.append(text.mid(token->begin, token->length));
    }
    return tokens;
}

/// A random JSON value with odd spellings.
QString randomValue(QRandomGenerator &random, int depth)
{
    static const QStringList scalars{u"1.0"_s,
                                     u"-0"_s,
                                     u"1E400"_s,
                                     u"12345678901234567890"_s,
                                     u"true"_s,
                                     u"null"_s,
                                     u"\"\\u00e9\\/\""_s,
                                     u"\"a \\\" , : { [\""_s,
                                     u"\"\""_s,
                                     u"\"\u00fc\U0001F980\u2028\""_s};
    static const QStringList spaces{u""_s, u" "_s, u"\n\t"_s, u"\r\n "_s};
    const auto space = [&] { return spaces.at(random.bounded(int(spaces.size()))); };
    const int kind = depth > 5 ? 0 : random.bounded(4);
    if (kind < 2)
        return space() + scalars.at(random.bounded(int(scalars.size()))) + space();
    QStringList parts;
    const int count = random.bounded(4);
    for (int i = 0; i < count; ++i) {
        const QString value = randomValue(random, depth + 1);
        parts.append(kind == 2 ? value : space() + u"\"k%1\""_s.arg(i) + space() + u':' + value);
    }
    const QString inside = parts.isEmpty() ? space() : parts.join(u',');
    return space() + (kind == 2 ? u'[' + inside + u']' : u'{' + inside + u'}') + space();
}

} // namespace

/// Tokens of JSON for showing it: nothing is spelled anew, and no text is too broken to be cut.
class TestJsonTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void kinds();
    void pretty_data();
    void pretty();
    void prettyChangesWhiteSpaceOnly();
    void anyTextCanBeCut();
    void deepTextsStaySmall();
};

void TestJsonTokens::kinds()
{
    const QString text = u"{\"a\" :[-1.5e+3,true , \"b\"]}#"_s;
    JsonLexer lexer(text);
    QList<JsonToken::Kind> kinds;
    qsizetype at = 0;
    while (const auto token = lexer.next()) {
        QCOMPARE(token->begin, at);
        QVERIFY(token->length > 0);
        at += token->length;
        kinds.append(token->kind);
    }
    QCOMPARE(at, text.size());
    using enum JsonToken::Kind;
    QCOMPARE(kinds,
             (QList{Punctuation, Key, Space, Punctuation, Punctuation, Number, Punctuation, Word, Space, Punctuation, Space,
                    String, Punctuation, Punctuation, Other}));
}

void TestJsonTokens::pretty_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("object") << u"{\"b\":1.0,\"a\":[1E400, {}],\"c\":[]}"_s
                            << u"{\n  \"b\": 1.0,\n  \"a\": [\n    1E400,\n    {}\n  ],\n  \"c\": []\n}"_s;
    QTest::newRow("empty") << u" { } "_s << u"{}"_s;
    QTest::newRow("scalar") << u" 12 "_s << u"12"_s;
    QTest::newRow("strings") << u"[\"{,:}\",\"\\\"\"]"_s << u"[\n  \"{,:}\",\n  \"\\\"\"\n]"_s;
    QTest::newRow("cut off") << u"{\"a\":[1,{\"b\":\"c d"_s << u"{\n  \"a\": [\n    1,\n    {\n      \"b\": \"c d"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestJsonTokens::pretty()
{
    QFETCH(const QString, text);
    QTEST(prettyJson(text), "expected");
}

void TestJsonTokens::prettyChangesWhiteSpaceOnly()
{
    QRandomGenerator random(20261123);
    for (int i = 0; i < 500; ++i) {
        const QString text = randomValue(random, 0);
        const auto json = JsonText::parse(text.toUtf8());
        QVERIFY2(json, qPrintable(text));
        const QString pretty = prettyJson(text);
        QCOMPARE(solid(pretty), solid(text));
        const auto again = JsonText::parse(pretty.toUtf8());
        QVERIFY2(again, qPrintable(pretty));
        QCOMPARE(again->compact(), json->compact());
        QCOMPARE(prettyJson(pretty), pretty);
    }
}

void TestJsonTokens::anyTextCanBeCut()
{
    QRandomGenerator random(7);
    const QString letters = u"{}[]:,\"\\ \n-+.eE019atrue\u00fc#\u2028"_s;
    for (int i = 0; i < 2000; ++i) {
        QString text;
        const int length = random.bounded(40);
        for (int c = 0; c < length; ++c)
            text += letters.at(random.bounded(int(letters.size())));
        QCOMPARE(solid(prettyJson(text)), solid(text));
    }
}

void TestJsonTokens::deepTextsStaySmall()
{
    QString text(1000, u'[');
    for (int i = 0; i < 10'000; ++i)
        text += u"1,"_s;
    QVERIFY(prettyJson(text).size() < 80 * text.size());
    QCOMPARE(solid(prettyJson(text)).size(), solid(text).size());
}

QTEST_GUILESS_MAIN(TestJsonTokens)
#include "tst_jsontokens.moc"
