// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventtype.h"
#include "core/validation.h"

#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

EventCatalogue catalogueOf(const QStringList &names)
{
    QList<EventType> types;
    for (const QString &name : names) {
        EventType type;
        type.name = name;
        types.append(type);
    }
    return EventCatalogue(types);
}

EventCatalogue smallCatalogue()
{
    return catalogueOf({u"trigger-test"_s, u"entry.create"_s, u"media.create"_s});
}

Webhook goodWebhook()
{
    Webhook webhook;
    webhook.name = u"Search index"_s;
    webhook.url = u"https://example.com/hook"_s;
    return webhook;
}

/// The single rule of a list of problems; fails the test when there is not exactly one.
std::optional<Rule> onlyRule(const Problems &problems)
{
    return problems.size() == 1 ? std::optional(problems.first().rule) : std::nullopt;
}

} // namespace

/// The rules of product section 3 for everything but the URL, which has tst_urlrules.
class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goodWebhookHasNoProblems();
    void names_data();
    void names();
    void headerNames_data();
    void headerNames();
    void duplicateHeaderNamesAreFoundWithoutCase();
    void headerValues_data();
    void headerValues();
    void everyControlCharacterIsRefusedInValues();
    void eachRowHasItsProblems();
    void headerFieldIsTold();
    void headerEncoding_data();
    void headerEncoding();
    void suggestedNamesAreAllowed();
    void events();
    void contentTypes();
    void timeouts_data();
    void timeouts();
    void retry();
    void signing();
    void tls_data();
    void tls();
    void problemsComeInTheOrderOfTheForm();
    void fieldsHaveKeys();
    void normalisingTrims();
};

void TestValidation::goodWebhookHasNoProblems()
{
    QCOMPARE(validate(goodWebhook(), smallCatalogue()), Problems{});
    // The defaults of the table in section 3.
    const Webhook webhook;
    QVERIFY(webhook.enabled);
    QVERIFY(webhook.headers.isEmpty());
    QVERIFY(webhook.events.isEmpty());
    QVERIFY(webhook.contentTypes.all);
    QCOMPARE(webhook.timeoutSeconds, 10);
    QCOMPARE(webhook.retry.kind(), RetrySchedule::Kind::Standard);
    QVERIFY(webhook.signing.isEmpty());
}

void TestValidation::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::optional<Rule>>("rule");

    const auto none = std::optional<Rule>();
    QTest::newRow("one character") << u"x"_s << none;
    QTest::newRow("any script") << u"索引 \u05d0 \u0623 Ж é"_s << none;
    QTest::newRow("punctuation first") << u"1. (draft) – “x”"_s << none;
    QTest::newRow("120 characters") << QString(120, u'x') << none;
    QTest::newRow("120 after trimming") << u"  "_s + QString(120, u'x') + u" \n"_s << none;
    QTest::newRow("120 characters beyond the BMP") << u"\U0001F600"_s.repeated(120) << none;
    QTest::newRow("empty") << QString() << std::optional(Rule::NameMissing);
    QTest::newRow("blanks") << u" \t "_s << std::optional(Rule::NameMissing);
    QTest::newRow("121 characters") << QString(121, u'x') << std::optional(Rule::NameTooLong);
    QTest::newRow("121 characters beyond the BMP") << u"\U0001F600"_s.repeated(121) << std::optional(Rule::NameTooLong);
    QTest::newRow("line break") << u"a\nb"_s << std::optional(Rule::NameControlCharacter);
    QTest::newRow("NUL") << QString(u"a"_s + QChar(0) + u'b') << std::optional(Rule::NameControlCharacter);
}

void TestValidation::names()
{
    QFETCH(QString, name);
    QFETCH(std::optional<Rule>, rule);

    const Problems problems = validateName(name);
    QCOMPARE(problems.size(), rule ? 1 : 0);
    QCOMPARE(onlyRule(problems), rule);
    if (rule)
        QCOMPARE(problems.first().field, Field::Name);
}

void TestValidation::headerNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::optional<Rule>>("rule");

    // RFC 9110 5.6.2: all characters of a token.
    for (const char *name : {"Authorization",
                             "X-A",
                             "x",
                             "1",
                             "!#$%&'*+-.^_`|~09azAZ",
                             "X-Hook",
                             "X-Hookpanelist",
                             "X-Strapi",
                             "X-Strapi-Events",
                             "Content-Encoding",
                             "Hosts",
                             "TEs",
                             "User-Agent",
                             "Accept",
                             "Accept-Encoding",
                             "Accept-Language",
                             "Cookie",
                             "Date",
                             "Origin",
                             "Referer",
                             "Via",
                             "Proxy-Authorization",
                             "A-IM"})
        QTest::addRow("%s", name) << QString::fromLatin1(name) << std::optional<Rule>();

    QTest::newRow("empty") << QString() << std::optional(Rule::HeaderNameMissing);
    for (const char *name :
         {"X A", " X", "X ", "X:",  "X\t", "X\r\nY", "X(", "X)",  "X,",    "X/",        "X;",       "X<",  "X=",     "X>",
          "X?",  "X@", "X[", "X\\", "X]",  "X{",     "X}", "X\"", "X\x7f", "X\xc3\xa9", "\xd8\xa1", "X\n", "${NAME}"})
        QTest::addRow("invalid: %s", name) << QString::fromUtf8(name) << std::optional(Rule::HeaderNameInvalid);
    QTest::newRow("invalid: NUL") << QString(u"X"_s + QChar(0)) << std::optional(Rule::HeaderNameInvalid);

    for (const char *name : {"Host", "Content-Length", "Connection", "Transfer-Encoding", "Expect", "Upgrade", "TE",
                             "Trailer", "host", "CONTENT-LENGTH", "cOnNection", "te"})
        QTest::addRow("%s", name) << QString::fromLatin1(name) << std::optional(Rule::HeaderNameConnection);
    for (const char *name : {"Content-Type", "content-type", "X-Strapi-Event", "x-strapi-event", "X-Hookpanel-Delivery",
                             "X-Hookpanel-Attempt", "x-hookpanel-anything", "webhook-id", "Webhook-Timestamp",
                             "webhook-signature", "X-Hub-Signature-256", "X-Strapi-Signature-256", "x-strapi-signature-256"})
        QTest::addRow("%s", name) << QString::fromLatin1(name) << std::optional(Rule::HeaderNameOurs);
}

void TestValidation::headerNames()
{
    QFETCH(QString, name);
    QFETCH(std::optional<Rule>, rule);

    const Problems problems = validateHeaders({{name, u"value"_s}});
    QCOMPARE(problems.size(), rule ? 1 : 0);
    if (rule)
        QCOMPARE(problems.first(), (Problem{Field::Headers, *rule, 0, false, name}));
}

void TestValidation::duplicateHeaderNamesAreFoundWithoutCase()
{
    const Problems problems
        = validateHeaders({{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}, {u"x-a"_s, u"3"_s}, {u"X-A"_s, u"4"_s}});
    QCOMPARE(problems,
             (Problems{{Field::Headers, Rule::HeaderNameDuplicate, 2, false, u"x-a"_s},
                       {Field::Headers, Rule::HeaderNameDuplicate, 3, false, u"X-A"_s}}));
}

void TestValidation::headerValues_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<std::optional<Rule>>("rule");

    const auto none = std::optional<Rule>();
    QTest::newRow("empty") << QString() << none;
    QTest::newRow("blanks inside") << u"a  b"_s << none;
    QTest::newRow("Latin-1") << u"caf\u00e9"_s << none;
    QTest::newRow("beyond Latin-1") << u"\u20ac \U0001F600"_s << none;
    QTest::newRow("4,096 bytes") << QString(4096, u'x') << none;
    QTest::newRow("4,096 bytes of Latin-1") << QString(4096, u'\u00e9') << none;
    QTest::newRow("4,095 bytes of UTF-8") << QString(1365, u'\u20ac') << none;
    QTest::newRow("placeholder") << u"Bearer ${TOKEN}"_s << none;
    QTest::newRow("Strapi's placeholder") << u"${process.env.TOKEN}"_s << none;
    QTest::newRow("literal") << u"$${TOKEN"_s << none;
    QTest::newRow("4,097 bytes") << QString(4097, u'x') << std::optional(Rule::HeaderValueTooLong);
    QTest::newRow("4,098 bytes of UTF-8") << QString(1366, u'\u20ac') << std::optional(Rule::HeaderValueTooLong);
    QTest::newRow("Latin-1 made UTF-8 by one character")
        << QString(2047, u'\u00e9') + u"\u20ac"_s << std::optional(Rule::HeaderValueTooLong);
    QTest::newRow("CR LF") << u"a\r\nX-Evil: 1"_s << std::optional(Rule::HeaderValueControlCharacter);
    QTest::newRow("LF at the end") << u"a\n"_s << std::optional(Rule::HeaderValueControlCharacter);
    QTest::newRow("placeholder not closed") << u"Bearer ${TOKEN"_s << std::optional(Rule::BadPlaceholder);
    QTest::newRow("placeholder without a name") << u"${}"_s << std::optional(Rule::BadPlaceholder);
}

void TestValidation::headerValues()
{
    QFETCH(QString, value);
    QFETCH(std::optional<Rule>, rule);

    const Problems problems = validateHeaders({{u"X-A"_s, value}});
    QCOMPARE(problems.size(), rule ? 1 : 0);
    if (rule)
        QCOMPARE(problems.first(), (Problem{Field::Headers, *rule, 0, true, u"X-A"_s}));
    if (rule != Rule::BadPlaceholder)
        QCOMPARE(checkHeaderValue(value), rule);
}

void TestValidation::everyControlCharacterIsRefusedInValues()
{
    for (int c = 0; c <= 0xff; ++c) {
        const bool isControl = c < 0x20 || (c >= 0x7f && c <= 0x9f);
        const auto rule = checkHeaderValue(u"a"_s + QChar(c) + u'b');
        QCOMPARE(rule.has_value(), isControl);
    }
}

void TestValidation::eachRowHasItsProblems()
{
    const Problems problems = validateHeaders({{u"Host"_s, u"a\nb"_s}, {u"X-Fine"_s, {}}, {{}, u"v"_s}});
    QCOMPARE(problems,
             (Problems{{Field::Headers, Rule::HeaderNameConnection, 0, false, u"Host"_s},
                       {Field::Headers, Rule::HeaderValueControlCharacter, 0, true, u"Host"_s},
                       {Field::Headers, Rule::HeaderNameMissing, 2, false, {}}}));
}

void TestValidation::headerFieldIsTold()
{
    const Problems problems = validateHeaders({{u"Host"_s, u"x"_s}}, Field::DefaultHeaders);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().field, Field::DefaultHeaders);
}

void TestValidation::headerEncoding_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("empty") << QString() << QByteArray();
    QTest::newRow("ASCII") << u"abc"_s << QByteArray("abc");
    QTest::newRow("Latin-1") << u"\u00e9\u00ff\u00a0"_s << QByteArray("\xe9\xff\xa0");
    QTest::newRow("one character beyond") << u"\u00e9\u0100"_s << QByteArray("\xc3\xa9\xc4\x80");
    QTest::newRow("euro") << u"\u20ac"_s << QByteArray("\xe2\x82\xac");
    QTest::newRow("beyond the BMP") << u"\U0001F600"_s << QByteArray("\xf0\x9f\x98\x80");
}

void TestValidation::headerEncoding()
{
    QFETCH(QString, value);
    QTEST(encodeHeaderValue(value), "bytes");
}

void TestValidation::suggestedNamesAreAllowed()
{
    const QStringList names = suggestedHeaderNames();
    // Strapi's 35 less Connection, Content-Length, Content-Type, Expect, Host, TE and Upgrade.
    QCOMPARE(names.size(), 28);
    for (const QString &name : names)
        QCOMPARE(validateHeaders({{name, u"x"_s}}), Problems{});
    QVERIFY(names.contains(u"Authorization"_s));
    QCOMPARE(names.first(), u"A-IM"_s);
    QCOMPARE(names.last(), u"Warning"_s);
    for (const QString &name :
         {u"Host"_s, u"Content-Type"_s, u"Content-Length"_s, u"Connection"_s, u"Expect"_s, u"TE"_s, u"Upgrade"_s})
        QVERIFY(!names.contains(name));
}

void TestValidation::events()
{
    Webhook webhook = goodWebhook();
    const auto problemsOf = [&](const Selection &selection, const QStringList &knownBefore = {}) {
        webhook.events = selection;
        return validate(webhook, smallCatalogue(), knownBefore);
    };
    QCOMPARE(problemsOf({false, {}}), Problems{}); // an empty set is allowed
    QCOMPARE(problemsOf(Selection::everything()), Problems{});
    QCOMPARE(problemsOf({false, {u"entry.create"_s, u"media.create"_s}}), Problems{});
    QCOMPARE(problemsOf({false, {u"entry.create"_s, u"order.paid"_s}}),
             (Problems{{Field::Events, Rule::EventUnknown, 1, false, u"order.paid"_s}}));
    // What another version stored is kept.
    QCOMPARE(problemsOf({false, {u"entry.create"_s, u"order.paid"_s}}, {u"order.paid"_s}), Problems{});
    QCOMPARE(problemsOf({false, {triggerTest}}),
             (Problems{{Field::Events, Rule::EventNotSubscribable, 0, false, u"trigger-test"_s}}));
    QCOMPARE(onlyRule(problemsOf({false, {u"Entry.Create"_s}})), std::optional(Rule::EventUnknown));
    QCOMPARE(onlyRule(problemsOf({false, {QString()}})), std::optional(Rule::EventUnknown));
}

void TestValidation::contentTypes()
{
    Webhook webhook = goodWebhook();
    const auto problemsOf = [&](const Selection &selection) {
        webhook.contentTypes = selection;
        return validate(webhook, smallCatalogue());
    };
    QCOMPARE(problemsOf(Selection::everything()), Problems{});
    QCOMPARE(problemsOf({false, {u"address"_s, u"api::address.address"_s}}), Problems{});
    QCOMPARE(onlyRule(problemsOf({false, {}})), std::optional(Rule::ContentTypeEmpty));
    QCOMPARE(onlyRule(problemsOf({false, {u"address"_s, u""_s}})), std::optional(Rule::ContentTypeEmpty));
    QCOMPARE(problemsOf({false, {}}).first().field, Field::ContentTypes);
}

void TestValidation::timeouts_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("valid");
    for (const int seconds : {1, 2, 10, 119, 120})
        QTest::addRow("%d", seconds) << seconds << true;
    for (const int seconds : {-1, 0, 121, 1'000'000})
        QTest::addRow("%d", seconds) << seconds << false;
}

void TestValidation::timeouts()
{
    QFETCH(int, seconds);
    QFETCH(bool, valid);

    Webhook webhook = goodWebhook();
    webhook.timeoutSeconds = seconds;
    const Problems problems = validate(webhook, smallCatalogue());
    QCOMPARE(problems.isEmpty(), valid);
    if (!valid)
        QCOMPARE(problems, (Problems{{Field::Timeout, Rule::TimeoutOutOfRange, -1, false, QString::number(seconds)}}));
}

void TestValidation::retry()
{
    Webhook webhook = goodWebhook();
    webhook.retry = RetrySchedule::custom({std::chrono::seconds(0)});
    QCOMPARE(onlyRule(validate(webhook, smallCatalogue())), std::optional(Rule::RetryInvalid));
    webhook.retry = RetrySchedule(RetrySchedule::Kind::Off);
    QCOMPARE(validate(webhook, smallCatalogue()), Problems{});
}

void TestValidation::tls_data()
{
    QTest::addColumn<TlsPolicy>("policy");
    QTest::addColumn<QList<Rule>>("rules");
    using Trust = TlsPolicy::Trust;
    const QByteArray pin = QByteArray(64, 'a');
    const auto row = [](const char *title, const TlsPolicy &policy, const QList<Rule> &rules = {}) {
        QTest::newRow(title) << policy << rules;
    };
    row("verify", {});
    row("authority", {Trust::ExtraCa, u"/ca.pem"_s});
    row("no authority", {Trust::ExtraCa}, {Rule::TlsCaFileMissing});
    row("a path that is not whole", {Trust::ExtraCa, u"ca.pem"_s}, {Rule::TlsCaFileMissing});
    row("pin", {Trust::Pinned, {}, pin});
    row("no pin", {Trust::Pinned}, {Rule::TlsPinInvalid});
    row("a pin that is short", {Trust::Pinned, {}, pin.chopped(1)}, {Rule::TlsPinInvalid});
    row("a pin in upper case", {Trust::Pinned, {}, pin.toUpper()}, {Rule::TlsPinInvalid});
    row("a pin of SHA-1", {Trust::Pinned, {}, pin.left(40)}, {Rule::TlsPinInvalid});
    row("client", {Trust::Verify, {}, {}, u"/c.pem"_s, u"/k.pem"_s});
    row("client without key", {Trust::Verify, {}, {}, u"/c.pem"_s, {}}, {Rule::TlsClientKeyMissing});
    row("key without client", {Trust::Verify, {}, {}, {}, u"/k.pem"_s}, {Rule::TlsClientCertificateMissing});
    row("paths that are not whole", {Trust::Verify, {}, {}, u"c.pem"_s, u"k.pem"_s},
        {Rule::TlsClientCertificateMissing, Rule::TlsClientKeyMissing});
}

void TestValidation::tls()
{
    QFETCH(TlsPolicy, policy);
    QFETCH(QList<Rule>, rules);
    Webhook webhook = goodWebhook();
    webhook.tls = policy;
    QList<Rule> found;
    const Problems problems = validate(webhook, smallCatalogue());
    for (const Problem &problem : problems) {
        QCOMPARE(problem.field, Field::Tls);
        found.append(problem.rule);
    }
    QCOMPARE(found, rules);
    QCOMPARE(fingerprintFromText(u" AB:"_s.repeated(1) + u"cd:"_s.repeated(30) + u"EF "_s),
             std::optional("ab" + QByteArray("cd").repeated(30) + "ef"));
    for (const QString &wrong : {u"ab"_s, QString(64, u'g'), u"ab:"_s.repeated(32), QString(65, u'a')})
        QVERIFY(!fingerprintFromText(wrong));
}

void TestValidation::signing()
{
    Webhook webhook = goodWebhook();
    webhook.signing = {u"standard"_s, u"github"_s, u"strapi"_s};
    QCOMPARE(validate(webhook, smallCatalogue()), Problems{});
    webhook.signing = {u"standard"_s, u"svix"_s};
    QCOMPARE(validate(webhook, smallCatalogue()), (Problems{{Field::Signing, Rule::SigningUnknown, 1, false, u"svix"_s}}));

    // One that was stored is another version's.
    Webhook before = webhook;
    QCOMPARE(validate(webhook, smallCatalogue(), before), Problems{});
    webhook.signing = {u"svix"_s, u"other"_s};
    QCOMPARE(validate(webhook, smallCatalogue(), before),
             (Problems{{Field::Signing, Rule::SigningUnknown, 1, false, u"other"_s}}));
    webhook.events.names = {u"order.paid"_s, u"order.sent"_s};
    before.events.names = {u"order.paid"_s};
    before.signing = webhook.signing;
    QCOMPARE(validate(webhook, smallCatalogue(), before),
             (Problems{{Field::Events, Rule::EventUnknown, 1, false, u"order.sent"_s}}));
}

void TestValidation::problemsComeInTheOrderOfTheForm()
{
    Webhook webhook;
    webhook.url = u"ftp://example.com"_s;
    webhook.headers = {{u"Host"_s, u"x"_s}};
    webhook.events.names = {u"nothing.known"_s};
    webhook.contentTypes = {};
    webhook.timeoutSeconds = 0;
    webhook.retry = RetrySchedule::custom({});
    webhook.signing = {u"none"_s};
    QList<Field> fields;
    const Problems problems = validate(webhook, smallCatalogue());
    for (const Problem &problem : problems)
        fields.append(problem.field);
    QCOMPARE(fields,
             (QList<Field>{Field::Name, Field::Url, Field::Headers, Field::Events, Field::ContentTypes, Field::Timeout,
                           Field::Retry, Field::Signing}));
}

void TestValidation::fieldsHaveKeys()
{
    QCOMPARE(fieldKey(Field::Name), u"name"_s);
    QCOMPARE(fieldKey(Field::Url), u"url"_s);
    QCOMPARE(fieldKey(Field::Enabled), u"enabled"_s);
    QCOMPARE(fieldKey(Field::Headers), u"headers"_s);
    QCOMPARE(fieldKey(Field::Events), u"events"_s);
    QCOMPARE(fieldKey(Field::ContentTypes), u"contentTypes"_s);
    QCOMPARE(fieldKey(Field::Timeout), u"timeoutSeconds"_s);
    QCOMPARE(fieldKey(Field::Retry), u"retry"_s);
    QCOMPARE(fieldKey(Field::Signing), u"signing"_s);
    for (int field = 0; field <= int(Field::File); ++field)
        QVERIFY(!fieldKey(Field(field)).isEmpty());
}

void TestValidation::normalisingTrims()
{
    Webhook webhook;
    webhook.name = u"  a b "_s;
    webhook.url = u" https://h/ \n"_s;
    webhook.headers = {{u" X-A "_s, u" v  w "_s}, {u" "_s, u""_s}, {u""_s, u" "_s}, {u""_s, u"v"_s}, {u"X-B"_s, u""_s}};
    webhook.events.names = {u"b"_s, u"a"_s, u"b"_s};
    webhook.contentTypes = {false, {u"x"_s, u"x"_s}};
    const Webhook made = normalised(webhook);
    QCOMPARE(made.name, u"a b"_s);
    QCOMPARE(made.url, u"https://h/"_s);
    QCOMPARE(made.headers, (Headers{{u"X-A"_s, u"v  w"_s}, {u""_s, u"v"_s}, {u"X-B"_s, u""_s}}));
    QCOMPARE(made.events.names, (QStringList{u"b"_s, u"a"_s}));
    QCOMPARE(made.contentTypes.names, (QStringList{u"x"_s}));
    QCOMPARE(normalised(made), made);
}

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
