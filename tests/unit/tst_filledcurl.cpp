// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/curl.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QString mask = u"••••"_s;

/// As a history keeps it.
PreparedHeader kept(const QByteArray &name, const QString &shown)
{
    return {name, shown.toUtf8(), shown, HeaderOrigin::Webhook};
}

std::optional<QString> environment(const QString &name)
{
    return name == u"TOKEN" ? std::optional(u"t0k'en"_s) : name == u"HOST" ? std::optional(u"a.example"_s) : std::nullopt;
}

} // namespace

/// What was sent, as a command with the secrets of today.
class tst_FilledCurl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fillsWhatIsTheSame();
    void saysWhatIsNot_data();
    void saysWhatIsNot();
    void defaultHeadersCount();
    void urlOfAnotherVariable();
    void secretsStayWithTheirServer_data();
    void secretsStayWithTheirServer();

private:
    [[nodiscard]] FilledCurl filled(const Headers &defaults = {}) const
    {
        return filledCurlCommand(m_sent, effectiveRequest(m_webhook, defaults, {u"entry.create"_s, {}, {}}, environment));
    }

    Webhook m_webhook;
    PreparedRequest m_sent;
};

void tst_FilledCurl::init()
{
    m_webhook = {};
    m_webhook.url = u"https://${HOST}/hook"_s;
    m_webhook.headers = {{u"Authorization"_s, u"Bearer s3cret"_s}, {u"X-Stage"_s, u"a ${TOKEN}"_s}};
    m_sent = {};
    m_sent.shownUrl = u"https://${HOST}/hook"_s;
    m_sent.headers = {kept("Authorization", mask), kept("X-Stage", u"a ${TOKEN}"_s), kept("X-Plain", u"plain"_s)};
    m_sent.body = R"({"event":"entry.create"})";
}

void tst_FilledCurl::fillsWhatIsTheSame()
{
    const FilledCurl command = filled();
    QCOMPARE(command.notFilled, QStringList());
    QVERIFY2(command.text.contains(u"--url 'https://a.example/hook'"), qPrintable(command.text));
    QVERIFY2(command.text.contains(u"-H 'Authorization: Bearer s3cret'"), qPrintable(command.text));
    QVERIFY2(command.text.contains(u"-H 'X-Stage: a t0k'\\''en'"), qPrintable(command.text));
    QVERIFY(command.text.contains(u"-H 'X-Plain: plain'"));
    QVERIFY(!command.text.contains(u"${"));
    QVERIFY(!command.text.contains(mask));
    QVERIFY(command.text.contains(QString::fromUtf8(m_sent.body)));
}

void tst_FilledCurl::saysWhatIsNot_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QStringList>("notFilled");
    QTest::newRow("removed") << Headers{} << QStringList{u"Authorization"_s, u"X-Stage"_s};
    QTest::newRow("another variable") << Headers{{u"authorization"_s, u"Basic eA=="_s}, {u"X-Stage"_s, u"a ${OTHER}"_s}}
                                      << QStringList{u"X-Stage"_s};
    QTest::newRow("another text around it")
        << Headers{{u"Authorization"_s, u"Bearer s3cret"_s}, {u"X-Stage"_s, u"b ${TOKEN}"_s}} << QStringList{u"X-Stage"_s};
    QTest::newRow("no variable any more") << Headers{{u"Authorization"_s, u"${UNSET}"_s}, {u"X-Stage"_s, u"a ${TOKEN}"_s}}
                                          << QStringList{u"Authorization"_s};
}

/// There the command is as without secrets.
void tst_FilledCurl::saysWhatIsNot()
{
    QFETCH(const Headers, headers);
    QFETCH(const QStringList, notFilled);
    m_webhook.headers = headers;
    const FilledCurl command = filled();
    QCOMPARE(command.notFilled, notFilled);
    for (const QString &name : notFilled)
        QVERIFY2(command.text.contains(u"\"${"_s + (name == u"X-Stage" ? u"TOKEN"_s : u"AUTHORIZATION"_s) + u'}'),
                 qPrintable(command.text));
}

void tst_FilledCurl::defaultHeadersCount()
{
    m_webhook.headers.removeFirst();
    QVERIFY(filled({{u"Authorization"_s, u"Bearer default"_s}}).text.contains(u"'Authorization: Bearer default'"));
}

void tst_FilledCurl::urlOfAnotherVariable()
{
    m_webhook.url = u"https://b.example/hook"_s;
    const FilledCurl command = filled();
    QCOMPARE(command.notFilled, (QStringList{u"URL"_s, u"Authorization"_s, u"X-Stage"_s}));
    QVERIFY2(command.text.contains(u"${HOST}"), qPrintable(command.text));
    QVERIFY2(!command.text.contains(u"s3cret"), qPrintable(command.text));
}

void tst_FilledCurl::secretsStayWithTheirServer_data()
{
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("now");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("same") << u"https://a.example/hook"_s << u"https://a.example/hook"_s << true;
    QTest::newRow("another path") << u"https://a.example/hook"_s << u"https://a.example/other"_s << true;
    QTest::newRow("port as usual") << u"https://a.example:443/hook"_s << u"https://a.example/hook"_s << true;
    QTest::newRow("another host") << u"https://old.example/hook"_s << u"https://new.example/hook"_s << false;
    QTest::newRow("another port") << u"https://a.example/hook"_s << u"https://a.example:8443/hook"_s << false;
    QTest::newRow("another scheme") << u"http://a.example/hook"_s << u"https://a.example/hook"_s << false;
    QTest::newRow("filled since") << u"https://a.example/hook"_s << u"https://${HOST}/hook"_s << false;
}

void tst_FilledCurl::secretsStayWithTheirServer()
{
    QFETCH(const QString, then);
    QFETCH(const QString, now);
    m_sent.shownUrl = then;
    m_webhook.url = now;
    const FilledCurl command = filled();
    QTEST(command.text.contains(u"s3cret"), "isSame");
    QTEST(command.text.contains(u"t0k"), "isSame");
    QTEST(command.notFilled.isEmpty(), "isSame");
}

QTEST_GUILESS_MAIN(tst_FilledCurl)
#include "tst_filledcurl.moc"
