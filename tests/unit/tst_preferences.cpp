// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/preferences.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// The names that preferences have outside of the program.
class TestPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsBesideOthers_data();
    void editsBesideOthers();
    void keys();
    void seconds();
};

void TestPreferences::keys()
{
    QCOMPARE(payloadFormatKey(PayloadFormat::Strapi4), u"4"_s);
    QCOMPARE(payloadFormatKey(PayloadFormat::Strapi5), u"5"_s);
    for (const PayloadFormat format : {PayloadFormat::Strapi4, PayloadFormat::Strapi5})
        QCOMPARE(payloadFormatFromKey(payloadFormatKey(format)), std::optional(format));
    for (const QString &key : {u""_s, u"3"_s, u"45"_s, u" 5"_s})
        QVERIFY(!payloadFormatFromKey(key));

    QCOMPARE(editionKey(Edition::Community), u"community"_s);
    QCOMPARE(editionKey(Edition::Enterprise), u"enterprise"_s);
    for (const Edition edition : {Edition::Community, Edition::Enterprise})
        QCOMPARE(editionFromKey(editionKey(edition)), std::optional(edition));
    for (const QString &key : {u""_s, u"team"_s, u"Community"_s})
        QVERIFY(!editionFromKey(key));

    QCOMPARE(themeKey(Theme::System), u"system"_s);
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark})
        QCOMPARE(themeFromKey(themeKey(theme)), std::optional(theme));
    for (const QString &key : {u""_s, u"Dark"_s, u"black"_s})
        QVERIFY(!themeFromKey(key));
}

void TestPreferences::seconds()
{
    QCOMPARE(secondsFromText(u"10"_s), std::optional(10));
    QCOMPARE(secondsFromText(u" -3 "_s), std::optional(-3));
    for (const QString &text : {u""_s, u"x"_s, u"1.5"_s, u"1 2"_s, u"99999999999"_s})
        QVERIFY2(!secondsFromText(text), qPrintable(text));
}

void TestPreferences::editsBesideOthers_data()
{
    const Header a{u"A"_s, u"1"_s};
    const Header b{u"B"_s, u"2"_s};
    const Header x{u"X"_s, u"9"_s};
    const Header a2{u"a"_s, u"other"_s};
    QTest::addColumn<Headers>("current");
    QTest::addColumn<Headers>("base");
    QTest::addColumn<Headers>("edited");
    QTest::addColumn<Headers>("wanted");
    QTest::newRow("nobody else") << Headers{a} << Headers{a} << Headers{a, b} << Headers{a, b};
    QTest::newRow("removed by the edit") << Headers{a, b} << Headers{a, b} << Headers{b} << Headers{b};
    QTest::newRow("added elsewhere") << Headers{a, x} << Headers{a} << Headers{a, b} << Headers{a, b, x};
    QTest::newRow("removed elsewhere") << Headers{b} << Headers{a, b} << Headers{a, b, x} << Headers{b, x};
    QTest::newRow("changed elsewhere") << Headers{a2} << Headers{a} << Headers{a, b} << Headers{{u"A"_s, u"other"_s}, b};
    QTest::newRow("both changed it") << Headers{a2} << Headers{a} << Headers{{u"A"_s, u"mine"_s}}
                                     << Headers{{u"A"_s, u"mine"_s}};
}

void TestPreferences::editsBesideOthers()
{
    QFETCH(const Headers, current);
    QFETCH(const Headers, base);
    QFETCH(const Headers, edited);
    QTEST(withEdits(current, base, edited), "wanted");
}

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
