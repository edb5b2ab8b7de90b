// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/validation.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QString ofLength(const QString &begin, int length)
{
    return begin + QString(length - int(begin.size()), u'x');
}

} // namespace

/// The URL rules of product section 3, for typed URLs (with placeholders) and for filled ones.
class TestUrlRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void takesPlaceholders_data();
    void takesPlaceholders();
    void refusesPlaceholders_data();
    void refusesPlaceholders();
    void everyControlCharacterIsRefused();
    void blanksAroundAreIgnored();
};

void TestUrlRules::takes_data()
{
    QTest::addColumn<QString>("url");

    for (const char *url :
         {// Hosts
          "http://example.com", "https://example.com", "https://example.com/", "http://localhost", "http://localhost/hook",
          "http://intranet/hook", "http://my_host/x", "http://_dmarc.example.com/", "http://a-b.example/", "http://a./",
          "http://example.com./hook", "http://x", "http://1e3.example/", "http://3com.example",
          // Any case
          "HTTP://EXAMPLE.COM/Hook", "HttpS://Example.Com:443/", "HTTPS://LOCALHOST:1",
          // IPv4
          "http://127.0.0.1", "http://10.0.0.7/purge", "http://255.255.255.255:65535/", "http://0.0.0.0:8080",
          // IPv6 literals
          "http://[::1]", "http://[::1]/", "https://[::1]:8443/hook", "http://[::]:1", "http://[2001:DB8::a:B]/x",
          "http://[2001:db8:0:0:0:0:0:1]/", "http://[::ffff:192.0.2.1]:80/", "http://[fe80::1%25eth0]/",
          "http://[fe80::1%eth0]:80/",
          // IDN
          "https://b\xc3\xbc"
          "cher.example/",
          "https://B\xc3\x9c"
          "CHER.example/",
          "https://xn--bcher-kva.example/", "https://\xe6\x97\xa5\xe6\x9c\xac.example:8080/x",
          // Ports
          "http://example.com:1/", "http://example.com:9", "http://example.com:80/", "http://example.com:65535/",
          "http://example.com:00080/",
          // Paths and queries
          "http://example.com?x=1", "http://example.com/?x=1&y=a%20b", "http://example.com/a@b", "http://example.com/a:b",
          "http://example.com/?u=user:pass@host", "http://example.com/?u=http://other/", "http://example.com//a//b",
          "http://example.com/a/../b/./c", "http://example.com/a b", "http://example.com/\xc3\xa9", "http://example.com/%",
          "http://example.com/%zz", "http://example.com/{a}|b^", "http://example.com/$5", "http://example.com/a;b=c,d",
          "http://example.com/[x]", "http://example.com/\\x"})
        QTest::addRow("%s", url) << QString::fromUtf8(url);
    QTest::newRow("2,048 characters") << ofLength(u"https://example.com/"_s, 2048);
}

void TestUrlRules::takes()
{
    QFETCH(QString, url);
    QCOMPARE(validateUrl(url), Problems{});
    QCOMPARE(checkFilledUrl(url), std::nullopt);
}

void TestUrlRules::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Rule>("rule");

    const auto rows = [](Rule rule, std::initializer_list<const char *> urls) {
        for (const char *url : urls)
            QTest::addRow("'%s'", url) << QString::fromUtf8(url) << rule;
    };
    rows(Rule::UrlMissing, {""});
    rows(Rule::UrlNoScheme,
         {"example.com", "example.com/hook", "www.example.com", "//example.com/hook", "/hook", "localhost", "localhost:8080",
          "localhost:8080/hook", "example.com:80?x=1", "127.0.0.1:8080/x", "[::1]:80/", "://example.com", "http", "https//x",
          "?x", ":80", "1http://example.com/"});
    rows(Rule::UrlWrongScheme,
         {"ftp://example.com/", "file:///etc/passwd", "FILE:///etc/passwd", "javascript:alert(1)", "mailto:a@example.com",
          "data:text/plain,x", "ws://example.com/", "wss://example.com/", "httpss://example.com/", "http+unix://x/",
          "ssh://example.com", "about:blank", "gopher://example.com"});
    rows(Rule::UrlNoHost,
         {"http:", "http:/", "http://", "http:///", "http:///hook", "https://?x", "https://:80/", "http:example.com",
          "http:/example.com", "https:///example.com/"});
    rows(Rule::UrlUserInfo,
         {"http://user@example.com/", "http://user:pass@example.com/", "http://:pass@example.com/", "http://@example.com/",
          "http://:@example.com/", "HTTPS://USER:PASS@EXAMPLE.COM", "http://user%40x:p%3Aq@example.com/",
          "http://a@b@example.com/", "http://user:pass@[::1]:80/", "http://user:12@example.com:80", "http://user@/",
          "http://example.com\\@other.example/", "http://example.com:80@other.example/", "http://user:@example.com?x#y"});
    rows(Rule::UrlFragment,
         {"http://example.com#", "http://example.com/#", "http://example.com/#top", "http://example.com/?x#y",
          "http://example.com#user@host", "http://[::1]/#"});
    rows(Rule::UrlBadPort,
         {"http://example.com:0/", "http://example.com:65536/", "http://example.com:99999", "http://example.com:100000/",
          "http://example.com:-1/", "http://example.com:+1/", "http://example.com:8o/", "http://example.com:80a/",
          "http://example.com: 80/", "http://example.com:0x50/", "http://example.com:/",
          "http://example.com:", "http://[::1]:0/", "http://[::1]:65536", "http://[::1]:x/", "http://example.com:8.0/",
          "http://example.com:\xd9\xa1/"});
    rows(Rule::UrlBadHost,
         {"http://ex ample.com/",
          "http://a..b/",
          "http://.a/",
          "http://-a-/",
          "http://a*b/",
          "http://a,b/",
          "http://a!b/",
          "http://ex%20ample/",
          "http://user%40host/",
          "http://user\xef\xbc\xa0host/",
          "http://host\\x/",
          "http://xn--/",
          "http://[::1",
          "http://::1]/",
          "http://::1/",
          "http://fe80::1/",
          "http://2001:db8::1/",
          "http://[]/",
          "http://[g::1]/",
          "http://[::1]x/",
          "http://x[::1]/",
          "http://[1.2.3.4]/",
          "http://[example.com]/",
          "http://[v1.fe]/",
          "http://[1:2:3]/",
          "http://[::1]]/",
          "http://[[::1]]/",
          "http://256.1.1.1/",
          "http://999.999.999.999/",
          "http://1.2.3.4.5/",
          "http://08.1.1.1/",
          "http://\xe2\x80\x8b/",
          "http://<script>/",
          "http://{host}/"});
    QTest::newRow("label of 64") << u"http://"_s + QString(64, u'a') + u".example/"_s << Rule::UrlBadHost;
    QTest::newRow("host of 254") << u"http://"_s + u"abcd."_s.repeated(50) + u"abcd/"_s << Rule::UrlBadHost;
    QTest::newRow("2,049 characters") << ofLength(u"https://example.com/"_s, 2049) << Rule::UrlTooLong;
    QTest::newRow("very long, no URL") << QString(100'000, u'x') << Rule::UrlTooLong;
}

void TestUrlRules::refuses()
{
    QFETCH(QString, url);
    QFETCH(Rule, rule);

    QCOMPARE(validateUrl(url), (Problems{{Field::Url, rule, -1, false, url}}));
    QCOMPARE(checkFilledUrl(url), std::optional(rule));
}

void TestUrlRules::takesPlaceholders_data()
{
    QTest::addColumn<QString>("url");

    for (const char *url : {"${URL}",
                            "${BASE}/hook",
                            "${BASE}hook",
                            "${BASE}?x=1",
                            "${BASE}:8080/hook",
                            "${BASE}${PATH}",
                            "${BASE}/${A}/${B}",
                            "${process.env.BASE}/hook",
                            "${SCHEME}://example.com/",
                            "${SCHEME}://${HOST}:${PORT}/",
                            "${SCHEME}:${REST}",
                            "http${S}://example.com/",
                            "${A}${B}://example.com/",
                            "http:${REST}",
                            "http://${HOST}",
                            "https://${HOST}/",
                            "https://${HOST}:8080/x",
                            "https://${HOST}:${PORT}/x",
                            "http://[${V6}]:${PORT}/",
                            "http://[${V6}]/",
                            "http://[${A}::${B}]:${PORT}/",
                            "http://${HOST}:${PORT}/[${X}]",
                            "http://[fe80::${X}]/",
                            "https://${SUB}.example.com/",
                            "https://www.${DOMAIN}/",
                            "https://example.com:${PORT}",
                            "https://example.com:80${X}/",
                            "https://example.com/${A}",
                            "https://example.com/?t=${TOKEN}&u=${process.env.USER}",
                            "https://example.com/?t=$${TOKEN}",
                            "https://example.com/$${x",
                            "https://example.com${PATH}",
                            "https://${HOST}${PATH}",
                            "HTTPS://${HOST}/",
                            "${BASE}/?u=http://other/",
                            "${A}://${B}",
                            "http://${A}${B}${C}"})
        QTest::addRow("%s", url) << QString::fromUtf8(url);
    QTest::newRow("2,048 characters") << ofLength(u"https://example.com/${A}"_s, 2048);
    QTest::newRow("2,048 characters, placeholder first") << ofLength(u"${A}/"_s, 2048);
}

void TestUrlRules::takesPlaceholders()
{
    QFETCH(QString, url);
    QCOMPARE(validateUrl(url), Problems{});
}

void TestUrlRules::refusesPlaceholders_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Rule>("rule");

    const auto rows = [](Rule rule, std::initializer_list<const char *> urls) {
        for (const char *url : urls)
            QTest::addRow("'%s'", url) << QString::fromUtf8(url) << rule;
    };
    rows(Rule::BadPlaceholder,
         {"${", "${}", "https://${HOST", "https://${HOST /", "https://${1}/", "https://${A-B}/",
          "https://example.com/${a b}", "https://example.com/${A}/${"});
    rows(Rule::UrlUserInfo,
         {"https://${USER}@example.com/", "https://${USER}:${PASS}@example.com/", "https://user:${PASS}@example.com/",
          "https://${USER}@${HOST}/", "${BASE}@example.com/", "https://${A}@", "${SCHEME}://user@example.com/",
          "http${S}://user@example.com/"});
    rows(Rule::UrlFragment,
         {"${BASE}#", "${BASE}/hook#${X}", "https://${HOST}/#", "https://example.com/#${A}", "${SCHEME}://example.com/#x"});
    rows(Rule::UrlWrongScheme, {"ftp://${HOST}/", "ftp${S}://${HOST}/", "file:///${X}"});
    rows(Rule::UrlNoScheme,
         {"example.com/${X}", "localhost:${PORT}/x", "/${X}", "//${HOST}/", "$${BASE}/hook", "://${HOST}", "mailto:${X}",
          "example.com:80/${X}"});
    rows(Rule::UrlNoHost, {"https:///${X}", "https://:${PORT}/", "https://?${X}", "${SCHEME}:///x"});
    rows(Rule::UrlBadPort,
         {"https://${HOST}:0/", "https://${HOST}:65536/", "https://${HOST}:x/", "https://example.com:a${X}/"});
    rows(Rule::UrlBadHost, {"https://a b${X}/", "https://$${HOST}/", "https://[${V6}/", "https://[${V6}]x/"});
    QTest::newRow("2,049 characters") << ofLength(u"https://example.com/${A}"_s, 2049) << Rule::UrlTooLong;
    QTest::newRow("control character") << u"${BASE}/a\tb"_s << Rule::UrlControlCharacter;
}

void TestUrlRules::refusesPlaceholders()
{
    QFETCH(QString, url);
    QFETCH(Rule, rule);
    QCOMPARE(validateUrl(url), (Problems{{Field::Url, rule, -1, false, url}}));
}

void TestUrlRules::everyControlCharacterIsRefused()
{
    for (int c = 0; c <= 0x9f; ++c) {
        if (c >= 0x20 && c < 0x7f)
            continue;
        for (const QString &pattern :
             {u"http://example.com/a%1b"_s, u"http://exam%1ple.com/"_s, u"ht%1tp://example.com/"_s}) {
            const QString url = pattern.arg(QChar(c));
            QCOMPARE(checkFilledUrl(url), std::optional(Rule::UrlControlCharacter));
            QCOMPARE(validateUrl(url).size(), 1);
            QCOMPARE(validateUrl(url).first().rule, Rule::UrlControlCharacter);
        }
        // In a filled URL at the ends too: a value with a line break is not quietly mended.
        QCOMPARE(checkFilledUrl(u"http://example.com/"_s + QChar(c)), std::optional(Rule::UrlControlCharacter));
    }
}

void TestUrlRules::blanksAroundAreIgnored()
{
    QCOMPARE(validateUrl(u"  https://example.com/ \n"_s), Problems{});
    QCOMPARE(validateUrl(u"   "_s).first().rule, Rule::UrlMissing);
}

QTEST_GUILESS_MAIN(TestUrlRules)
#include "tst_urlrules.moc"
