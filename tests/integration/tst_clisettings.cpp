// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// `settings` and `default-headers`, with the real program and a real profile.
class TestCliSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void settingsWithoutKeyPrintsAll();
    void settingIsSetAndPrinted_data();
    void settingIsSetAndPrinted();
    void badSetting_data();
    void badSetting();
    void defaultHeadersAreAnArray();
    void defaultHeadersAreReplacedByName();
    void defaultHeadersAreRemovedByName();
    void badDefaultHeader_data();
    void badDefaultHeader();

private:
    std::unique_ptr<CliRunner> m_cli;
};

void TestCliSettings::init()
{
    m_cli = std::make_unique<CliRunner>();
}

void TestCliSettings::settingsWithoutKeyPrintsAll()
{
    const CliResult json = m_cli->json({u"settings"_s});
    QCOMPARE(json.code, 0);
    const QJsonObject expected{{u"payload-format"_s, 5},    {u"edition"_s, u"community"_s},  {u"timeout"_s, 10},
                               {u"retry"_s, u"standard"_s}, {u"proxy"_s, u"system"_s},       {u"theme"_s, u"system"_s},
                               {u"retention-days"_s, 30},   {u"retention-count"_s, 100'000}, {u"attempts-at-once"_s, 32},
                               {u"intake-port"_s, u"off"_s}};
    QCOMPARE(json.object(), expected);
    const CliResult text = m_cli->run({u"settings"_s});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out.simplified(),
             QByteArray(
                 "payload-format 5 edition community timeout 10 retry standard "
                 "proxy system theme system retention-days 30 retention-count 100000 attempts-at-once 32 intake-port off"));
    QCOMPARE(text.err, QByteArray());
}

void TestCliSettings::settingIsSetAndPrinted_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QJsonValue>("json");

    QTest::newRow("format 4") << u"payload-format"_s << u"4"_s << QJsonValue(4);
    QTest::newRow("format 5") << u"payload-format"_s << u"5"_s << QJsonValue(5);
    QTest::newRow("enterprise") << u"edition"_s << u"enterprise"_s << QJsonValue(u"enterprise"_s);
    QTest::newRow("community") << u"edition"_s << u"community"_s << QJsonValue(u"community"_s);
    QTest::newRow("timeout") << u"timeout"_s << u"120"_s << QJsonValue(120);
    QTest::newRow("no retries") << u"retry"_s << u"off"_s << QJsonValue(u"off"_s);
    QTest::newRow("own retries") << u"retry"_s << u"1,5,60"_s << QJsonValue(QJsonArray({1, 5, 60}));
    QTest::newRow("no proxy") << u"proxy"_s << u"none"_s << QJsonValue(u"none"_s);
    const QString socks = u"socks5://[2001:db8::1]:1080"_s;
    QTest::newRow("own proxy") << u"proxy"_s << socks << QJsonValue(socks);
    QTest::newRow("retention by age") << u"retention-days"_s << u"3650"_s << QJsonValue(3650);
    QTest::newRow("retention by count") << u"retention-count"_s << u"1"_s << QJsonValue(1);
    QTest::newRow("intake") << u"intake-port"_s << u"14747"_s << QJsonValue(14747);
    QTest::newRow("no intake") << u"intake-port"_s << u"off"_s << QJsonValue(u"off"_s);
    QTest::newRow("attempts at once") << u"attempts-at-once"_s << u"256"_s << QJsonValue(256);
    QTest::newRow("dark") << u"theme"_s << u"dark"_s << QJsonValue(u"dark"_s);
}

void TestCliSettings::settingIsSetAndPrinted()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QJsonValue, json);
    const CliResult set = m_cli->run({u"settings"_s, key, value});
    QCOMPARE(set.code, 0);
    QCOMPARE(set.out, value.toUtf8() + '\n');
    const CliResult shown = m_cli->run({u"settings"_s, key});
    QCOMPARE(shown.out, value.toUtf8() + '\n');
    QCOMPARE(m_cli->json({u"settings"_s, key}).object(), QJsonObject({{key, json}}));
    QCOMPARE(m_cli->json({u"settings"_s, key, value}).object(), QJsonObject({{key, json}}));
    QCOMPARE(m_cli->json({u"settings"_s}).object()[key], json);
}

void TestCliSettings::badSetting_data()
{
    QTest::addColumn<QStringList>("operands");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");

    QTest::newRow("format") << QStringList{u"payload-format"_s, u"3"_s} << 65 << u"payload-format"_s;
    QTest::newRow("edition") << QStringList{u"edition"_s, u"gold"_s} << 65 << u"edition"_s;
    QTest::newRow("timeout 0") << QStringList{u"timeout"_s, u"0"_s} << 65 << u"timeout"_s;
    QTest::newRow("timeout -5") << QStringList{u"timeout"_s, u"-5"_s} << 65 << u"timeout"_s;
    QTest::newRow("timeout word") << QStringList{u"timeout"_s, u"soon"_s} << 65 << u"timeout"_s;
    QTest::newRow("empty timeout") << QStringList{u"timeout"_s, QString()} << 65 << u"timeout"_s;
    QTest::newRow("retry word") << QStringList{u"retry"_s, u"often"_s} << 65 << u"retry"_s;
    QTest::newRow("retry 0") << QStringList{u"retry"_s, u"0"_s} << 65 << u"retry"_s;
    QTest::newRow("proxy word") << QStringList{u"proxy"_s, u"fast"_s} << 65 << u"proxy"_s;
    QTest::newRow("proxy without port") << QStringList{u"proxy"_s, u"http://proxy.example"_s} << 65 << u"proxy"_s;
    QTest::newRow("proxy with a password")
        << QStringList{u"proxy"_s, u"http://u:secret@proxy.example:3128"_s} << 65 << u"proxy"_s;
    QTest::newRow("theme") << QStringList{u"theme"_s, u"blue"_s} << 65 << u"theme"_s;
    QTest::newRow("no days") << QStringList{u"retention-days"_s, u"0"_s} << 65 << u"retention-days"_s;
    QTest::newRow("too many days") << QStringList{u"retention-days"_s, u"3651"_s} << 65 << u"retention-days"_s;
    QTest::newRow("days in words") << QStringList{u"retention-days"_s, u"all"_s} << 65 << u"retention-days"_s;
    QTest::newRow("no deliveries") << QStringList{u"retention-count"_s, u"0"_s} << 65 << u"retention-count"_s;
    QTest::newRow("half a delivery") << QStringList{u"retention-count"_s, u"1.5"_s} << 65 << u"retention-count"_s;
    for (const char *port : {"0", "65536", "on", "-1", ""})
        QTest::addRow("port %s", port) << QStringList{u"intake-port"_s, QString::fromLatin1(port)} << 65 << u"intake-port"_s;
    QTest::newRow("token of one's own") << QStringList{u"intake-token"_s, u"abc"_s} << 65 << u"intake-token"_s;
    QTest::newRow("no attempts") << QStringList{u"attempts-at-once"_s, u"0"_s} << 65 << u"attempts-at-once"_s;
    QTest::newRow("too many at once") << QStringList{u"attempts-at-once"_s, u"257"_s} << 65 << u"attempts-at-once"_s;
    QTest::newRow("unknown key") << QStringList{u"colour"_s} << 6 << u"colour"_s;
    QTest::newRow("unknown key with value") << QStringList{u"colour"_s, u"blue"_s} << 6 << u"colour"_s;
    QTest::newRow("too many") << QStringList{u"timeout"_s, u"5"_s, u"6"_s} << 64 << QString();
}

void TestCliSettings::badSetting()
{
    QFETCH(QStringList, operands);
    QFETCH(int, code);
    QFETCH(QString, field);
    QCOMPARE(m_cli->run({u"settings"_s, u"timeout"_s, u"20"_s}).code, 0);
    const auto before = m_cli->snapshot();
    const CliResult result = m_cli->json(QStringList{u"settings"_s} + operands);
    QCOMPARE(result.code, code);
    QCOMPARE(result.error()[u"field"].toString(), field);
    QVERIFY(!result.error()[u"message"].toString().isEmpty());
    QVERIFY(!result.err.isEmpty());
    QVERIFY(!result.err.contains("secret") && !result.out.contains("secret"));
    QCOMPARE(m_cli->snapshot(), before);
    QCOMPARE(m_cli->run(QStringList{u"settings"_s} + operands).out, QByteArray());
}

void TestCliSettings::defaultHeadersAreAnArray()
{
    const CliResult none = m_cli->json({u"default-headers"_s});
    QCOMPARE(none.code, 0);
    QVERIFY(none.document().isArray());
    QVERIFY(none.array().isEmpty());

    const CliResult set = m_cli->json({u"default-headers"_s, u"set"_s, u"X-A: 1"_s, u"Authorization: Bearer ${TOKEN}"_s});
    QCOMPARE(set.code, 0);
    const QJsonArray expected{QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"1"_s}},
                              QJsonObject{{u"name"_s, u"Authorization"_s}, {u"value"_s, u"Bearer ${TOKEN}"_s}}};
    QCOMPARE(set.array(), expected);
    QCOMPARE(m_cli->json({u"default-headers"_s}).array(), expected);
    QCOMPARE(m_cli->run({u"default-headers"_s}).out, QByteArray("X-A: 1\nAuthorization: Bearer ${TOKEN}\n"));
}

void TestCliSettings::defaultHeadersAreReplacedByName()
{
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"X-A: 1"_s, u"X-B: 2"_s}).code, 0);
    const CliResult result = m_cli->run({u"default-headers"_s, u"set"_s, u"x-a: 3"_s, u"X-C: 4"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray("x-a: 3\nX-B: 2\nX-C: 4\n"));
}

void TestCliSettings::defaultHeadersAreRemovedByName()
{
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"X-A: 1"_s, u"X-B: 2"_s, u"X-C: 3"_s}).code, 0);
    const CliResult result = m_cli->run({u"default-headers"_s, u"remove"_s, u"x-a"_s, u"X-C"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray("X-B: 2\n"));
}

void TestCliSettings::badDefaultHeader_data()
{
    QTest::addColumn<QStringList>("operands");
    QTest::addColumn<int>("code");

    QTest::newRow("no header") << QStringList{u"set"_s, u"X-B: 2"_s, u"X-Token"_s} << 65;
    QTest::newRow("connection") << QStringList{u"set"_s, u"X-B: 2"_s, u"Host: h"_s} << 65;
    QTest::newRow("ours") << QStringList{u"set"_s, u"X-Strapi-Event: e"_s} << 65;
    QTest::newRow("two lines") << QStringList{u"set"_s, u"X-B: a\nb"_s} << 65;
    QTest::newRow("placeholder") << QStringList{u"set"_s, u"X-B: ${"_s} << 65;
    QTest::newRow("unknown name") << QStringList{u"remove"_s, u"X-A"_s, u"X-Z"_s} << 6;
    QTest::newRow("no verb") << QStringList{u"X-B: 2"_s} << 64;
    QTest::newRow("nothing to set") << QStringList{u"set"_s} << 64;
    QTest::newRow("nothing to remove") << QStringList{u"remove"_s} << 64;
}

void TestCliSettings::badDefaultHeader()
{
    QFETCH(QStringList, operands);
    QFETCH(int, code);
    QCOMPARE(m_cli->run({u"default-headers"_s, u"set"_s, u"X-A: 1"_s}).code, 0);
    const auto before = m_cli->snapshot();
    const CliResult result = m_cli->json(QStringList{u"default-headers"_s} + operands);
    QCOMPARE(result.code, code);
    QVERIFY(!result.error()[u"message"].toString().isEmpty());
    QVERIFY(!result.err.isEmpty());
    if (code != 64)
        QCOMPARE(result.error()[u"field"].toString(), u"defaultHeaders"_s);
    QCOMPARE(m_cli->snapshot(), before);
}

QTEST_GUILESS_MAIN(TestCliSettings)
#include "tst_clisettings.moc"
