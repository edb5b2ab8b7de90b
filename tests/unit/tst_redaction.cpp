// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/redaction.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_Redaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void headerValues_data();
    void headerValues();
};

void tst_Redaction::headerValues_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("masked");
    QTest::newRow("harmless") << u"X-Request-Id"_s << u"abc"_s << false;
    QTest::newRow("authorization") << u"Authorization"_s << u"Bearer abc"_s << true;
    QTest::newRow("any case") << u"aUTHORIZATION"_s << u"abc"_s << true;
    QTest::newRow("proxy") << u"Proxy-Authorization"_s << u"Basic abc"_s << true;
    QTest::newRow("cookie") << u"Cookie"_s << u"sid=1"_s << true;
    QTest::newRow("set-cookie") << u"Set-Cookie"_s << u"sid=1"_s << true;
    QTest::newRow("api key") << u"X-Api-Key"_s << u"k"_s << true;
    QTest::newRow("token") << u"X-Gitlab-Token"_s << u"t"_s << true;
    QTest::newRow("password") << u"X-Password"_s << u"p"_s << true;
    QTest::newRow("secret") << u"Client-Secret"_s << u"s"_s << true;
    QTest::newRow("placeholder") << u"Authorization"_s << u"${TOKEN}"_s << false;
    QTest::newRow("Strapi's placeholder") << u"Authorization"_s << u"${process.env.TOKEN}"_s << false;
    QTest::newRow("scheme and placeholder") << u"Authorization"_s << u"Bearer ${TOKEN}"_s << false;
    QTest::newRow("something beside the placeholder") << u"Authorization"_s << u"Bearer abc${TOKEN}"_s << true;
    QTest::newRow("scheme alone is a value") << u"X-Api-Key"_s << u"Bearer"_s << true;
    QTest::newRow("empty") << u"Authorization"_s << QString() << false;
}

void tst_Redaction::headerValues()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    QFETCH(const bool, masked);
    QCOMPARE(redaction::headerValue(name, value), masked ? redaction::mask.toString() : value);
}

QTEST_GUILESS_MAIN(tst_Redaction)
#include "tst_redaction.moc"
