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

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
