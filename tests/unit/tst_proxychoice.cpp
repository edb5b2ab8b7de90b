// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/proxychoice.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(hookpanel::Rule)

/// The text of a proxy, and which hosts are this machine.
class TestProxyChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodTexts_data();
    void goodTexts();
    void badTexts_data();
    void badTexts();
    void loopback_data();
    void loopback();
};

void TestProxyChoice::goodTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("system") << u" System "_s << u"system"_s;
    QTest::newRow("none") << u"none"_s << u"none"_s;
    QTest::newRow("http") << u"http://proxy.example:3128"_s << u"http://proxy.example:3128"_s;
    QTest::newRow("slash") << u"http://proxy.example:3128/"_s << u"http://proxy.example:3128"_s;
    QTest::newRow("upper case") << u"HTTP://Proxy.Example:3128"_s << u"http://proxy.example:3128"_s;
    QTest::newRow("no scheme") << u"proxy.example:3128"_s << u"http://proxy.example:3128"_s;
    QTest::newRow("socks") << u"socks5://10.0.0.1:1080"_s << u"socks5://10.0.0.1:1080"_s;
    QTest::newRow("IPv6") << u"http://[2001:db8::1]:3128"_s << u"http://[2001:db8::1]:3128"_s;
}

void TestProxyChoice::goodTexts()
{
    QFETCH(const QString, text);
    QFETCH(const QString, written);
    const auto choice = ProxyChoice::fromText(text);
    QVERIFY(choice);
    QCOMPARE(choice->toText(), written);
    QVERIFY(ProxyChoice::fromText(written) == choice);
}

void TestProxyChoice::badTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Rule>("rule");
    QTest::newRow("empty") << u" "_s << Rule::ProxyMissing;
    QTest::newRow("word") << u"systen"_s << Rule::ProxyInvalid;
    QTest::newRow("no port") << u"http://proxy.example"_s << Rule::ProxyInvalid;
    QTest::newRow("port 0") << u"http://proxy.example:0"_s << Rule::ProxyInvalid;
    QTest::newRow("port too high") << u"http://proxy.example:65536"_s << Rule::ProxyInvalid;
    QTest::newRow("no host") << u"http://:3128"_s << Rule::ProxyInvalid;
    QTest::newRow("https") << u"https://proxy.example:3128"_s << Rule::ProxyInvalid;
    QTest::newRow("socks4") << u"socks4://proxy.example:1080"_s << Rule::ProxyInvalid;
    QTest::newRow("path") << u"http://proxy.example:3128/proxy.pac"_s << Rule::ProxyInvalid;
    QTest::newRow("query") << u"http://proxy.example:3128?a"_s << Rule::ProxyInvalid;
    QTest::newRow("line break") << u"http://proxy\n.example:3128"_s << Rule::ProxyInvalid;
    QTest::newRow("user") << u"http://me@proxy.example:3128"_s << Rule::ProxyUserInfo;
    QTest::newRow("password") << u"http://me:secret@proxy.example:3128"_s << Rule::ProxyUserInfo;
    QTest::newRow("odd password") << u"http://me:p#/@proxy.example:3128"_s << Rule::ProxyUserInfo;
    QTest::newRow("password without scheme") << u"me:secret@proxy.example:3128"_s << Rule::ProxyUserInfo;
}

void TestProxyChoice::badTexts()
{
    QFETCH(const QString, text);
    QFETCH(const Rule, rule);
    const auto choice = ProxyChoice::fromText(text);
    QVERIFY(!choice);
    QCOMPARE(choice.error(), rule);
}

void TestProxyChoice::loopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("expected");
    for (const char *host : {"localhost", "LOCALHOST", "localhost.", "api.localhost", "127.0.0.1", "127.255.255.254", "::1",
                             "[::1]", "::ffff:127.0.0.1"})
        QTest::newRow(host) << QString::fromLatin1(host) << true;
    for (const char *host : {"", "localhost.example", "mylocalhost", "128.0.0.1", "127.0.0.1.example", "127.example",
                             "10.0.0.1", "::2", "127.0.0"})
        QTest::newRow(host) << QString::fromLatin1(host) << false;
}

void TestProxyChoice::loopback()
{
    QFETCH(const QString, host);
    QFETCH(const bool, expected);
    QCOMPARE(isLoopbackHost(host), expected);
}

QTEST_GUILESS_MAIN(TestProxyChoice)
#include "tst_proxychoice.moc"
