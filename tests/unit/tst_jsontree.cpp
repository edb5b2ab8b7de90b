// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsontree.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// The whole text as nodes with their places: kinds, members, elements, and what is inside what.
class TestJsonTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void nodesHavePlaces();
    void nodesComeInTheOrderOfTheText();
    void membersAreFound();
    void valuesAreRead();
    void scalarsAreTrees_data();
    void scalarsAreTrees();
    void errorsAreThoseOfJsonText_data();
    void errorsAreThoseOfJsonText();
    void depthIsLimited();
    void everyNodeOfALargeTextIsThere();
};

void TestJsonTree::nodesHavePlaces()
{
    const QByteArray text = " { \"a\" : [ 1.0 , {\"b\":null} ] ,\"\\u0063\":\"x\" } ";
    const auto tree = JsonTree::parse(text);
    QVERIFY(tree);
    QCOMPARE(tree->bytes(), text);
    QVERIFY(tree->root().isObject());
    QCOMPARE(tree->bytes(0), text.trimmed());
    const QList<int> members = tree->children(0);
    QCOMPARE(members.size(), 2);
    QCOMPARE(tree->node(members.at(0)).key, u"a"_s);
    QCOMPARE(tree->bytes(members.at(0)), "[ 1.0 , {\"b\":null} ]");
    QCOMPARE(tree->node(members.at(0)).keyBegin, 3);
    QCOMPARE(tree->node(members.at(1)).key, u"c"_s);
    QCOMPARE(tree->bytes(members.at(1)), "\"x\"");
    const QList<int> elements = tree->children(members.at(0));
    QCOMPARE(elements.size(), 2);
    QCOMPARE(tree->bytes(elements.at(0)), "1.0");
    QCOMPARE(tree->node(elements.at(0)).keyBegin, -1);
    QCOMPARE(tree->node(elements.at(1)).parent, members.at(0));
    QCOMPARE(tree->node(tree->children(elements.at(1)).first()).kind, JsonNode::Kind::Null);
}

void TestJsonTree::nodesComeInTheOrderOfTheText()
{
    const auto tree = JsonTree::parse("{\"a\":[1,[2,[]],{\"b\":{}}],\"c\":3}");
    QVERIFY(tree);
    for (int node = 1; node < tree->size(); ++node) {
        QCOMPARE_LT(tree->node(node - 1).begin, tree->node(node).begin);
        QCOMPARE_LT(tree->node(node).parent, node);
    }
    // What follows a node is the first one that begins behind its end.
    for (int node = 0; node < tree->size(); ++node) {
        int expected = node + 1;
        while (expected < tree->size() && tree->node(expected).begin < tree->node(node).end)
            ++expected;
        QCOMPARE(tree->after(node), expected);
    }
}

void TestJsonTree::membersAreFound()
{
    const auto tree = JsonTree::parse("{\"info\":{\"singularName\":\"address\"},\"list\":[{\"info\":1}]}");
    QVERIFY(tree);
    QCOMPARE(tree->string(tree->find(0, {u"info"_s, u"singularName"_s})), u"address"_s);
    QCOMPARE(tree->find(0, {u"list"_s, u"info"_s}), -1); // an array has no members
    QCOMPARE(tree->find(0, {u"none"_s, u"info"_s}), -1);
    QCOMPARE(tree->find(0, u"Info"), -1);
    QCOMPARE(tree->find(-1, u"info"), -1);
}

void TestJsonTree::valuesAreRead()
{
    const auto tree = JsonTree::parse("[\"\\u00e9\\/\\ud83d\\ude00 \xc3\xa9\",true,false,null,1,\"true\"]");
    QVERIFY(tree);
    QCOMPARE(tree->string(1), u"é/😀 é"_s);
    QCOMPARE(tree->boolean(2), true);
    QCOMPARE(tree->boolean(3), false);
    QCOMPARE(tree->string(2), std::nullopt);
    QCOMPARE(tree->boolean(4), std::nullopt);
    QCOMPARE(tree->string(5), std::nullopt);
    QCOMPARE(tree->boolean(6), std::nullopt);
    QCOMPARE(tree->string(-1), std::nullopt);
    QCOMPARE(tree->boolean(-1), std::nullopt);
}

void TestJsonTree::scalarsAreTrees_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<JsonNode::Kind>("kind");

    using enum JsonNode::Kind;
    QTest::newRow("string") << QByteArray("\"\"") << String;
    QTest::newRow("number") << QByteArray("-0.5E+1") << Number;
    QTest::newRow("true") << QByteArray("true") << Boolean;
    QTest::newRow("false") << QByteArray("false") << Boolean;
    QTest::newRow("null") << QByteArray("null") << Null;
    QTest::newRow("object") << QByteArray("{}") << Object;
    QTest::newRow("array") << QByteArray("[]") << Array;
}

void TestJsonTree::scalarsAreTrees()
{
    QFETCH(QByteArray, text);
    const auto tree = JsonTree::parse(' ' + text + '\n');
    QVERIFY(tree);
    QCOMPARE(tree->size(), 1);
    QTEST(tree->root().kind, "kind");
    QCOMPARE(tree->bytes(0), text);
    QVERIFY(tree->children(0).isEmpty());
    QCOMPARE(tree->after(0), 1);
}

void TestJsonTree::errorsAreThoseOfJsonText_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "[1 2]", "{\"a\":{\"b\":1,\"b\":2}}", "nul",
                             "[\"\xff\"]", "{}{}", "[01]", "\xef\xbb\xbf{}", "[}", "{]", "{\"a\":\n[1,\n\"\\x\"]}"})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TestJsonTree::errorsAreThoseOfJsonText()
{
    QFETCH(QByteArray, text);
    const auto tree = JsonTree::parse(text);
    const auto json = JsonText::parse(text);
    QVERIFY(!tree);
    QVERIFY(!json);
    QCOMPARE(tree.error(), json.error());
}

void TestJsonTree::depthIsLimited()
{
    const auto nested = [](int levels) { return QByteArray(levels, '[') + QByteArray(levels, ']'); };
    const auto deepest = JsonTree::parse(nested(512));
    QVERIFY(deepest);
    QCOMPARE(deepest->size(), 512);
    QCOMPARE(deepest->node(511).parent, 510);
    QCOMPARE(deepest->after(511), 512);
    QCOMPARE(JsonTree::parse(nested(513)).error().code, ErrorCode::TooDeep);
    QCOMPARE(JsonTree::parse(nested(512), 511).error().code, ErrorCode::TooDeep);
    QVERIFY(JsonTree::parse(nested(511), 511));
    // Nothing recurses: as many brackets as fit are refused like any others.
    QCOMPARE(JsonTree::parse(QByteArray(1024 * 1024, '[')).error().code, ErrorCode::TooDeep);
}

void TestJsonTree::everyNodeOfALargeTextIsThere()
{
    QByteArray text = "[0";
    while (text.size() < 1024 * 1024 - 2)
        text += ",0";
    text += ']';
    const auto tree = JsonTree::parse(text);
    QVERIFY(tree);
    QCOMPARE(tree->size(), 1 + text.count('0'));
    QCOMPARE(tree->children(0).size(), text.count('0'));
    QCOMPARE(JsonTree::parse(QByteArray(1024 * 1024 + 1, ' ')).error().code, ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
