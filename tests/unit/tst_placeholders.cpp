// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/placeholders.h"

#include <QHash>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// An environment that holds exactly these variables.
Environment environmentOf(const QHash<QString, QString> &variables)
{
    return [variables](const QString &name) {
        const auto found = variables.constFind(name);
        return found == variables.cend() ? std::nullopt : std::optional(*found);
    };
}

const QHash<QString, QString> usual{{u"A"_s, u"one"_s},         {u"B_2"_s, u"two"_s},    {u"_c"_s, u"three"_s},
                                    {u"EMPTY"_s, u""_s},        {u"AGAIN"_s, u"${A}"_s}, {u"process"_s, u"four"_s},
                                    {u"UNICODE"_s, u"\u00e9"_s}};

} // namespace

/// Placeholders of product section 3: ${NAME}, ${process.env.NAME} and $${.
class TestPlaceholders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void fills_data();
    void fills();
    void unsetOrEmptyVariableIsNamed_data();
    void unsetOrEmptyVariableIsNamed();
    void refusesWhatIsNotWellFormed_data();
    void refusesWhatIsNotWellFormed();
    void knowsWhetherThereAreAny();
    void replacesByPosition();
    void readsTheProcessEnvironment();
};

void TestPlaceholders::fills_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("filled");

    QTest::newRow("empty") << u""_s << u""_s << u""_s << false;
    QTest::newRow("none") << u"plain"_s << u"plain"_s << u"plain"_s << false;
    QTest::newRow("whole") << u"${A}"_s << u"one"_s << u"${A}"_s << true;
    QTest::newRow("inside") << u"Bearer ${A}!"_s << u"Bearer one!"_s << u"Bearer ${A}!"_s << true;
    QTest::newRow("Strapi's") << u"Bearer ${process.env.A}"_s << u"Bearer one"_s << u"Bearer ${A}"_s << true;
    QTest::newRow("several") << u"${A}${B_2}-${_c}${A}"_s << u"onetwo-threeone"_s << u"${A}${B_2}-${_c}${A}"_s << true;
    QTest::newRow("variable named process") << u"${process}"_s << u"four"_s << u"${process}"_s << true;
    QTest::newRow("not ASCII") << u"\u20ac${UNICODE}"_s << u"\u20ac\u00e9"_s << u"\u20ac${UNICODE}"_s << true;
    QTest::newRow("values are not filled again") << u"${AGAIN}"_s << u"${A}"_s << u"${AGAIN}"_s << true;
    QTest::newRow("literal") << u"$${A}"_s << u"${A}"_s << u"${A}"_s << false;
    QTest::newRow("literal of an unset variable") << u"$${NONE}"_s << u"${NONE}"_s << u"${NONE}"_s << false;
    QTest::newRow("literal that is not well formed") << u"$${ x"_s << u"${ x"_s << u"${ x"_s << false;
    QTest::newRow("literal, then filled") << u"$${${A}}"_s << u"${one}"_s << u"${${A}}"_s << true;
    QTest::newRow("dollars") << u"$ $$ $5 {A} $A }"_s << u"$ $$ $5 {A} $A }"_s << u"$ $$ $5 {A} $A }"_s << false;
    QTest::newRow("dollar at the end") << u"${A}$"_s << u"one$"_s << u"${A}$"_s << true;
}

void TestPlaceholders::fills()
{
    QFETCH(QString, text);
    QFETCH(bool, filled);

    QVERIFY(placeholders::isWellFormed(text));
    QCOMPARE(placeholders::contains(text), filled);
    const auto result = placeholders::fill(text, environmentOf(usual));
    QVERIFY(result);
    QTEST(result->value, "value");
    QTEST(result->shown, "shown");
    QCOMPARE(result->filled, filled);
}

void TestPlaceholders::unsetOrEmptyVariableIsNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");

    QTest::newRow("unset") << u"${NONE}"_s << u"NONE"_s;
    QTest::newRow("empty") << u"${EMPTY}"_s << u"EMPTY"_s;
    QTest::newRow("Strapi's") << u"${process.env.NONE}"_s << u"NONE"_s;
    QTest::newRow("second") << u"${A} ${NONE}"_s << u"NONE"_s;
    QTest::newRow("first of two") << u"${EMPTY} ${NONE}"_s << u"EMPTY"_s;
    QTest::newRow("case counts") << u"${a}"_s << u"a"_s;
}

void TestPlaceholders::unsetOrEmptyVariableIsNamed()
{
    QFETCH(QString, text);

    const auto result = placeholders::fill(text, environmentOf(usual));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::UnsetVariable);
    QTEST(result.error().subject, "name");
}

void TestPlaceholders::refusesWhatIsNotWellFormed_data()
{
    QTest::addColumn<QString>("text");

    for (const char *text :
         {"${", "${A", "${}", "${ A}", "${A }", "${1A}", "${A-B}", "${A.B}", "${process.env.}", "${process.env.1}",
          "${process.ENV.A}", "${env.A}", "${A}${", "x${\xc3\xa9}", "${A\n}", "$${A}${"})
        QTest::addRow("%s", text) << QString::fromUtf8(text);
}

void TestPlaceholders::refusesWhatIsNotWellFormed()
{
    QFETCH(QString, text);

    QVERIFY(!placeholders::isWellFormed(text));
    const auto result = placeholders::fill(text, environmentOf(usual));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::BadPlaceholder);
}

void TestPlaceholders::knowsWhetherThereAreAny()
{
    QVERIFY(placeholders::contains(u"a${NONE}b"_s));
    QVERIFY(!placeholders::contains(u"a$${NONE}b"_s));
    QVERIFY(!placeholders::contains(QString()));
}

void TestPlaceholders::replacesByPosition()
{
    const auto number = [](int index) { return QString::number(index); };
    QCOMPARE(placeholders::replaced(u"${A}://${process.env.B}:${C}/$${D}"_s, number), u"0://1:2/${D}"_s);
    QCOMPARE(placeholders::replaced(u"plain"_s, number), u"plain"_s);
    QCOMPARE(placeholders::replaced(QString(), number), QString());
}

void TestPlaceholders::readsTheProcessEnvironment()
{
    const Environment environment = processEnvironment();
    qputenv("HOOKPANEL_TEST_SET", "v\xc3\xa4lue");
    qputenv("HOOKPANEL_TEST_EMPTY", "");
    qunsetenv("HOOKPANEL_TEST_UNSET");
    QCOMPARE(environment(u"HOOKPANEL_TEST_SET"_s), std::optional(u"v\u00e4lue"_s));
    QCOMPARE(environment(u"HOOKPANEL_TEST_EMPTY"_s), std::optional(u""_s));
    QCOMPARE(environment(u"HOOKPANEL_TEST_UNSET"_s), std::nullopt);
}

QTEST_GUILESS_MAIN(TestPlaceholders)
#include "tst_placeholders.moc"
