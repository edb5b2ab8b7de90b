// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontext.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// JSON as bytes against RFC 8259: what is taken, what is refused and where, and that no token is ever re-spelled.
class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void refusesRawControlCharacters();
    void refusesInvalidUtf8_data();
    void refusesInvalidUtf8();
    void depthIsLimited_data();
    void depthIsLimited();
    void depthOfMixedContainersIsLimited();
    void sizeIsLimited();
    void duplicateKeysAreRefused_data();
    void duplicateKeysAreRefused();
    void sameKeyInOtherObjectsIsTaken();
    void everyTruncationIsRefused();
    void everyChangedByteIsSurvived();
    void compactKeepsTokens_data();
    void compactKeepsTokens();
    void membersHaveOffsets();
    void stringsAreDecoded_data();
    void stringsAreDecoded();
    void stringOfOtherTypesIsNothing();
    void valuesAreReplacedInPlace();
    void stringsAreWrittenAsJavaScriptDoes_data();
    void stringsAreWrittenAsJavaScriptDoes();
};

void TestJsonText::takes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isObject");

    const QList<const char *> others{"[]",
                                     "[1]",
                                     "[[],[]]",
                                     "[ 1 , 2 ]",
                                     "0",
                                     "-0",
                                     "1.0",
                                     "1e5",
                                     "1E400",
                                     "-2.5e-7",
                                     "1e+0",
                                     "10",
                                     "0.001",
                                     "9007199254740993",
                                     "true",
                                     "false",
                                     "null",
                                     "\"\"",
                                     "\" \"",
                                     "\"\\u00e9\"",
                                     "\"\\/\\\\\\\"\\b\\f\\n\\r\\t\"",
                                     "\"\\ud800\"",
                                     "\"\\uDFFF\\uD800\"",
                                     "\"\\u0000\"",
                                     "\"\x7f\"",
                                     " \t\r\n1 \t\r\n",
                                     "\"\xe2\x80\xa8\xe2\x80\xa9\"",
                                     "\"\xf0\x9f\x98\x80\"",
                                     "\"\xc2\x80\"",
                                     "\"\xef\xbf\xbf\"",
                                     "\"\xf4\x8f\xbf\xbf\"",
                                     "\"\xed\x9f\xbf\""};
    for (const char *text : others)
        QTest::addRow("%s", text) << QByteArray(text) << false;
    const QList<const char *> objects{"{}", " { } ", "{\"\":0}", "{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}",
                                      "\r\n{\r\n\t\"a\" : true\r\n,\"b\":false , \"c\":null}\r\n"};
    for (const char *text : objects)
        QTest::addRow("%s", text) << QByteArray(text) << true;
}

void TestJsonText::takes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isObject);

    const auto json = JsonText::parse(text);
    QVERIFY2(json, qPrintable(json ? QString() : json.error().subject));
    QCOMPARE(json->bytes(), text);
    QCOMPARE(json->isObject(), isObject);
}

void TestJsonText::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    const auto row = [](const char *name, const QByteArray &text, int line, int column) {
        QTest::newRow(name) << text << line << column;
    };
    row("nothing", "", 1, 1);
    row("only white space", " \n ", 2, 2);
    row("byte order mark", "\xef\xbb\xbf{}", 1, 1);
    row("byte order mark later", "{}\xef\xbb\xbf", 1, 3);
    row("word", "hello", 1, 1);
    row("True", "True", 1, 1);
    row("nul", "nul", 1, 1);
    row("truex", "truex", 1, 5);
    row("NaN", "NaN", 1, 1);
    row("Infinity", "-Infinity", 1, 1);
    row("plus", "+1", 1, 1);
    row("leading zero", "01", 1, 2);
    row("leading zero, negative", "-01", 1, 3);
    row("only minus", "-", 1, 1);
    row("no digit before the point", ".5", 1, 1);
    row("no digit after the point", "1.", 1, 3);
    row("no digit after the point, exponent", "1.e5", 1, 3);
    row("no digit in the exponent", "1e", 1, 3);
    row("no digit in the signed exponent", "1e+", 1, 4);
    row("point in the exponent", "1e1.5", 1, 4);
    row("hexadecimal", "0x1f", 1, 2);
    row("digits of another script", "\xd9\xa1", 1, 1);
    row("two values", "1 2", 1, 3);
    row("text after the end", "{} x", 1, 4);
    row("closing bracket", "]", 1, 1);
    row("wrong bracket", "[1}", 1, 3);
    row("wrong brace", "{\"a\":1]", 1, 7);
    row("trailing comma in an array", "[1,]", 1, 4);
    row("trailing comma in an object", "{\"a\":1,}", 1, 8);
    row("leading comma", "[,1]", 1, 2);
    row("two commas", "[1,,2]", 1, 4);
    row("no comma", "[1 2]", 1, 4);
    row("no colon", "{\"a\" 1}", 1, 6);
    row("no value", "{\"a\":}", 1, 6);
    row("no key", "{1:1}", 1, 2);
    row("bare key", "{a:1}", 1, 2);
    row("single quotes", "{'a':1}", 1, 2);
    row("comment", "{/* */}", 1, 2);
    row("line comment", "{} // x", 1, 4);
    row("form feed is no white space", "\f1", 1, 1);
    row("no-break space is no white space",
        "\xc2\xa0"
        "1",
        1, 1);
    row("NUL at the end", QByteArray("{}\0", 3), 1, 3);
    row("NUL inside", QByteArray("[1\0]", 4), 1, 3);
    row("unknown escape", "\"\\x\"", 1, 3);
    row("escaped apostrophe", "\"\\'\"", 1, 3);
    row("upper-case escape", "\"\\U0041\"", 1, 3);
    row("three hexadecimal digits", "\"\\u123\"", 1, 7);
    row("no hexadecimal digit", "\"\\u12g4\"", 1, 6);
    row("string not closed", "\"abc", 1, 5);
    row("string closed by an escape", "\"abc\\\"", 1, 7);
    row("line feed in a string", "{\n \"a\":\"x\ny\"}", 2, 8);
    row("on the third line", "{\n\"a\":1,\n  b:2}", 3, 3);
    row("carriage returns", "{\r\n\"a\":1,\r\n  b:2}", 3, 3);
    row("column counts characters", "{\"\xc3\xa9\xe2\x82\xac\":x}", 1, 7);
    row("column counts characters beyond the BMP", "{\"\xf0\x9f\x98\x80\":x}", 1, 6);
}

void TestJsonText::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);

    const auto json = JsonText::parse(text);
    QVERIFY(!json);
    QCOMPARE(json.error().code, ErrorCode::NotJson);
    QVERIFY(!json.error().subject.isEmpty());
    QCOMPARE(json.error().line, line);
    QCOMPARE(json.error().column, column);
}

void TestJsonText::refusesRawControlCharacters()
{
    for (char c = 0; c < 0x20; ++c) {
        const auto json = JsonText::parse(QByteArray("[\"a") + c + "\"]");
        QVERIFY2(!json, qPrintable(QString::number(c)));
        QCOMPARE(json.error().code, ErrorCode::NotJson);
        QCOMPARE(json.error().column, 4);
    }
}

void TestJsonText::refusesInvalidUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");

    // The offset is that of the first byte of the ill-formed sequence.
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("Latin-1") << QByteArray("\xe9 \"");
    QTest::newRow("two bytes, second wrong") << QByteArray("\xc3(");
    QTest::newRow("two bytes, overlong") << QByteArray("\xc0\x80");
    QTest::newRow("two bytes, overlong C1") << QByteArray("\xc1\xbf");
    QTest::newRow("three bytes, overlong") << QByteArray("\xe0\x9f\xbf");
    QTest::newRow("three bytes, third wrong") << QByteArray("\xe2\x82(");
    QTest::newRow("first surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("last surrogate") << QByteArray("\xed\xbf\xbf");
    QTest::newRow("four bytes, overlong") << QByteArray("\xf0\x8f\xbf\xbf");
    QTest::newRow("beyond U+10FFFF") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("F5") << QByteArray("\xf5\x80\x80\x80");
    QTest::newRow("FE") << QByteArray("\xfe");
    QTest::newRow("FF") << QByteArray("\xff");
}

void TestJsonText::refusesInvalidUtf8()
{
    QFETCH(QByteArray, bytes);

    const QList<QByteArray> before{"\"", "\"\xf0\x9f\x98\x80\xc3\xa9", '"' + QByteArray(70'000, 'x')};
    for (const QByteArray &prefix : before) {
        const auto json = JsonText::parse(prefix + bytes + "\xff\"");
        QVERIFY(!json);
        QCOMPARE(json.error().code, ErrorCode::NotUtf8);
        QCOMPARE(json.error().subject, QString::number(prefix.size()));
        // Cut in the middle of a character at the very end.
        const auto cut = JsonText::parse(prefix + bytes.first(1));
        QVERIFY(!cut);
        QCOMPARE(cut.error().code, ErrorCode::NotUtf8);
        QCOMPARE(cut.error().subject, QString::number(prefix.size()));
    }
}

void TestJsonText::depthIsLimited_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("close");

    QTest::newRow("arrays") << QByteArray("[") << QByteArray() << QByteArray("]");
    QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray("1") << QByteArray("}");
}

void TestJsonText::depthIsLimited()
{
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, close);

    QVERIFY(JsonText::parse(open.repeated(512) + middle + close.repeated(512)));
    const auto tooDeep = JsonText::parse(open.repeated(513) + middle + close.repeated(513));
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().code, ErrorCode::TooDeep);
    QCOMPARE(tooDeep.error().line, 1);
    QCOMPARE(tooDeep.error().column, int(open.size()) * 512 + 1);
    // A hostile text must not use up the stack either.
    const auto hostile = JsonText::parse(open.repeated(100'000));
    QVERIFY(!hostile);
    QCOMPARE(hostile.error().code, ErrorCode::TooDeep);
}

void TestJsonText::depthOfMixedContainersIsLimited()
{
    const QByteArray open = "[{\"a\":";
    const QByteArray close = "}]";
    QVERIFY(JsonText::parse(open.repeated(256) + "1" + close.repeated(256)));
    QVERIFY(!JsonText::parse(open.repeated(256) + "[]" + close.repeated(256)));
    // Depth is not number: siblings do not count.
    QVERIFY(JsonText::parse("[" + QByteArray("[],").repeated(2'000) + "[]]"));
}

void TestJsonText::sizeIsLimited()
{
    const QByteArray full = '"' + QByteArray(JsonText::maximumBytes - 2, 'x') + '"';
    QCOMPARE(full.size(), 1'048'576);
    QVERIFY(JsonText::parse(full));
    const auto tooLarge = JsonText::parse(full + ' ');
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().code, ErrorCode::TooLarge);
    QCOMPARE(tooLarge.error().subject, u"1048577"_s);
}

void TestJsonText::duplicateKeysAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    QTest::newRow("root") << QByteArray("{\"a\":1,\"b\":2,\"a\":3}") << u"a"_s << 1 << 14;
    QTest::newRow("escaped") << QByteArray("{\"a\":1,\"\\u0061\":3}") << u"a"_s << 1 << 8;
    QTest::newRow("empty") << QByteArray("{\"\":1,\"\":3}") << QString() << 1 << 7;
    QTest::newRow("nested") << QByteArray("{\"x\":[{\"y\":{\n\"k\":1,\n \"k\":1}}]}") << u"k"_s << 3 << 2;
    QTest::newRow("surrogate pair") << QByteArray("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":1}")
                                    << QString::fromUtf8("\xf0\x9f\x98\x80") << 1 << 19;
    QTest::newRow("per cent") << QByteArray("{\"%1\":1,\"%1\":3}") << u"%1"_s << 1 << 9;
}

void TestJsonText::duplicateKeysAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);

    const auto json = JsonText::parse(text);
    QVERIFY(!json);
    QCOMPARE(json.error().code, ErrorCode::DuplicateKey);
    QCOMPARE(json.error().subject, key);
    QTEST(json.error().line, "line");
    QTEST(json.error().column, "column");
}

void TestJsonText::sameKeyInOtherObjectsIsTaken()
{
    QVERIFY(JsonText::parse("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}],\"A\":1,\"a \":1}"));
    // Lone surrogates are characters of their own, and a byte order mark inside a key is one too.
    QVERIFY(JsonText::parse("{\"\\ud800\":1,\"\\ud801\":2,\"?\":3,\"\xef\xbf\xbd\":4}"));
    QVERIFY(JsonText::parse("{\"\xef\xbb\xbf"
                            "a\":1,\"a\":2}"));
}

void TestJsonText::everyTruncationIsRefused()
{
    const QByteArray whole
        = "{\"event\":\"entry.create\",\"createdAt\":\"2020-01-10T08:47:36.649Z\",\"entry\":{\"id\":-12.5e+3,"
          "\"t\":[true,false,null,\"\\u00e9\\n\",\"\xe2\x82\xac\xf0\x9f\x98\x80\"],\"o\":{}, \"e\":[ ]}}";
    QVERIFY(JsonText::parse(whole));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const auto json = JsonText::parse(whole.first(length));
        QVERIFY2(!json, qPrintable(QString::number(length)));
        const ErrorCode code = json.error().code;
        QVERIFY(code == ErrorCode::NotJson || code == ErrorCode::NotUtf8);
        QVERIFY(code == ErrorCode::NotUtf8 || json.error().column > 0);
    }
}

void TestJsonText::everyChangedByteIsSurvived()
{
    // Every byte replaced by every other byte: parse() must come back, and what it takes must be usable.
    const QByteArray whole = "{\"a\":[1,-2.5e7,\"\\u00e9\xc3\xa9\"],\"b\":true}";
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            QByteArray changed = whole;
            changed[at] = char(byte);
            const auto json = JsonText::parse(changed);
            if (!json)
                continue;
            const QByteArray compact = json->compact();
            QVERIFY2(JsonText::parse(compact), changed.constData());
            for (const JsonText::Member &member : json->members())
                QVERIFY2(JsonText::parse(json->value(member)), changed.constData());
        }
    }
}

void TestJsonText::compactKeepsTokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("compact");

    QTest::newRow("white space") << QByteArray(" {\r\n\t\"a\" : [ 1 , 2 ] ,\n \"b\" : { } }\n")
                                 << QByteArray("{\"a\":[1,2],\"b\":{}}");
    QTest::newRow("inside strings") << QByteArray("[ \" a  b \" , \"\\\" x \\\\\" , \"\\\\\" ]")
                                    << QByteArray("[\" a  b \",\"\\\" x \\\\\",\"\\\\\"]");
    QTest::newRow("order and spelling") << QByteArray(
        "{ \"z\" : 1.0, \"a\" : 1e5, \"m\" : -2.5e-7, \"n\" : 9007199254740993, \"o\" : 1E400 , \"p\" : "
        "\"\\u00e9\\/\\ud800\xe2\x80\xa8\" }")
                                        << QByteArray(
                                               "{\"z\":1.0,\"a\":1e5,\"m\":-2.5e-7,\"n\":9007199254740993,\"o\":1E400,\"p\":"
                                               "\"\\u00e9\\/\\ud800\xe2\x80\xa8\"}");
    QTest::newRow("already compact") << QByteArray("[]") << QByteArray("[]");
}

void TestJsonText::compactKeepsTokens()
{
    QFETCH(QByteArray, text);

    const auto json = JsonText::parse(text);
    QVERIFY(json);
    QTEST(json->compact(), "compact");
    QCOMPARE(json->bytes(), text);
}

void TestJsonText::membersHaveOffsets()
{
    const QByteArray text = " { \"b\" : { \"x\" : 1 } , \"\\u0061\":[2] ,\"c\":1.0 }";
    const auto json = JsonText::parse(text);
    QVERIFY(json);
    QCOMPARE(json->members().size(), 3);
    QCOMPARE(json->members().at(0).key, u"b"_s);
    QCOMPARE(json->members().at(1).key, u"a"_s);
    QCOMPARE(json->value(json->members().at(0)), "{ \"x\" : 1 }");
    QCOMPARE(json->value(json->members().at(1)), "[2]");
    QCOMPARE(json->value(json->members().at(2)), "1.0");
    QCOMPARE(text.mid(json->members().at(1).keyBegin, 8), "\"\\u0061\"");
    QCOMPARE(json->find(u"c"_s), &json->members().at(2));
    QCOMPARE(json->find(u"x"_s), nullptr);
    QVERIFY(JsonText::parse("[{\"a\":1}]")->members().isEmpty());
}

void TestJsonText::stringsAreDecoded_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("decoded");

    QTest::newRow("empty") << QByteArray("\"\"") << u""_s;
    QTest::newRow("plain") << QByteArray("\"entry.create\"") << u"entry.create"_s;
    QTest::newRow("UTF-8") << QByteArray("\"\xc3\xa9\xf0\x9f\x98\x80\"") << u"\u00e9\U0001F600"_s;
    QTest::newRow("escapes") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"") << u"\"\\/\b\f\n\r\t"_s;
    QTest::newRow("hexadecimal") << QByteArray("\"a\\u00E9\\u00e9b\"") << u"a\u00e9\u00e9b"_s;
    QTest::newRow("surrogate pair") << QByteArray("\"\\uD83D\\ude00\"") << u"\U0001F600"_s;
    QTest::newRow("NUL") << QByteArray("\"a\\u0000b\"") << QString(u"a"_s + QChar(0) + u'b');
    QTest::newRow("byte order mark") << QByteArray("\"\xef\xbb\xbfx\"") << u"\ufeffx"_s;
}

void TestJsonText::stringsAreDecoded()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, decoded);

    const auto json = JsonText::parse("{\"k\": " + token + " }");
    QVERIFY(json);
    QCOMPARE(json->string(u"k"_s), std::optional(decoded));
}

void TestJsonText::stringOfOtherTypesIsNothing()
{
    const auto json = JsonText::parse("{\"n\":1,\"z\":null,\"o\":{\"s\":\"x\"},\"a\":[\"x\"],\"b\":true}");
    QVERIFY(json);
    for (const QString &key : {u"n"_s, u"z"_s, u"o"_s, u"a"_s, u"b"_s, u"s"_s, u"missing"_s})
        QCOMPARE(json->string(key), std::nullopt);
}

void TestJsonText::valuesAreReplacedInPlace()
{
    const auto json = JsonText::parse("{ \"a\" : 1.0 , \"b\" : {\"a\":2} }");
    QVERIFY(json);
    QCOMPARE(json->withValue(*json->find(u"a"_s), "\"new\""), "{ \"a\" : \"new\" , \"b\" : {\"a\":2} }");
    QCOMPARE(json->withValue(*json->find(u"b"_s), "0"), "{ \"a\" : 1.0 , \"b\" : 0 }");
}

void TestJsonText::stringsAreWrittenAsJavaScriptDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("token");

    // The right column is what JSON.stringify gives.
    QTest::newRow("empty") << QString() << QByteArray("\"\"");
    QTest::newRow("plain") << u"a/b"_s << QByteArray("\"a/b\"");
    QTest::newRow("quote, backslash") << u"\"\\"_s << QByteArray("\"\\\"\\\\\"");
    QTest::newRow("short escapes") << u"\b\f\n\r\t"_s << QByteArray("\"\\b\\f\\n\\r\\t\"");
    QTest::newRow("other controls") << u"\x01\x0b\x1f\x7f"_s << QByteArray("\"\\u0001\\u000b\\u001f\x7f\"");
    QTest::newRow("not ASCII") << u"\u00e9\u2028\U0001F600"_s << QByteArray("\"\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80\"");
    QTest::newRow("lone high surrogate") << QString(QChar(0xd800)) + u'x' << QByteArray("\"\\ud800x\"");
    QTest::newRow("lone low surrogate") << u'x' + QString(QChar(0xdfff)) << QByteArray("\"x\\udfff\"");
    QTest::newRow("per cent") << u"%1 %2"_s << QByteArray("\"%1 %2\"");
}

void TestJsonText::stringsAreWrittenAsJavaScriptDoes()
{
    QFETCH(QString, text);

    QTEST(jsonString(text), "token");
    const auto json = JsonText::parse("{\"k\":" + jsonString(text) + '}');
    QVERIFY(json);
    QCOMPARE(json->string(u"k"_s), std::optional(text));
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
