// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/webhookdifference.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace hookpanel;

using Change = std::function<void(Webhook &)>;
Q_DECLARE_METATYPE(Change)

class TestWebhookDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachFieldAlone_data();
    void eachFieldAlone();
    void noDifference_data();
    void noDifference();
    void inTheOrderOfTheForm();
    void headersOnlyInOne_data();
    void headersOnlyInOne();
    void namesOnlyInOne();

private:
    static Webhook sample();
};

Webhook TestWebhookDifference::sample()
{
    Webhook webhook;
    webhook.name = u"Static build"_s;
    webhook.url = u"https://ci.example/build"_s;
    webhook.headers = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}};
    webhook.events.names = {u"entry.create"_s, u"media.create"_s};
    webhook.contentTypes = {false, {u"address"_s, u"article"_s}};
    return webhook;
}

void TestWebhookDifference::eachFieldAlone_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Field>("field");
    const auto row = [](const char *name, Field field, const Change &change) { QTest::newRow(name) << change << field; };
    row("name", Field::Name, [](Webhook &w) { w.name += u'x'; });
    row("URL", Field::Url, [](Webhook &w) { w.url += u'x'; });
    row("switch", Field::Enabled, [](Webhook &w) { w.enabled = !w.enabled; });
    row("header added", Field::Headers, [](Webhook &w) { w.headers.append({u"X-C"_s, u"3"_s}); });
    row("header removed", Field::Headers, [](Webhook &w) { w.headers.removeFirst(); });
    row("header value", Field::Headers, [](Webhook &w) { w.headers.first().value = u"9"_s; });
    row("header order", Field::Headers, [](Webhook &w) { w.headers.swapItemsAt(0, 1); });
    row("event added", Field::Events, [](Webhook &w) { w.events.names.append(u"entry.update"_s); });
    row("event removed", Field::Events, [](Webhook &w) { w.events.names.removeFirst(); });
    row("all events", Field::Events, [](Webhook &w) { w.events.all = true; });
    row("content type", Field::ContentTypes, [](Webhook &w) { w.contentTypes.names.append(u"x"_s); });
    row("all content types", Field::ContentTypes, [](Webhook &w) { w.contentTypes.all = true; });
    row("timeout", Field::Timeout, [](Webhook &w) { ++w.timeoutSeconds; });
    row("retry", Field::Retry, [](Webhook &w) { w.retry = RetrySchedule(RetrySchedule::Kind::Off); });
    row("signing", Field::Signing, [](Webhook &w) { w.signing.append(u"github"_s); });
}

void TestWebhookDifference::eachFieldAlone()
{
    QFETCH(const Change, change);
    QFETCH(const Field, field);
    Webhook other = sample();
    change(other);
    QCOMPARE(differingFields(sample(), other), QList<Field>{field});
    QCOMPARE(differingFields(other, sample()), QList<Field>{field});
}

void TestWebhookDifference::noDifference_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
    row("nothing", [](Webhook &) {});
    row("order of events", [](Webhook &w) { w.events.names.swapItemsAt(0, 1); });
    row("order of content types", [](Webhook &w) { w.contentTypes.names.swapItemsAt(0, 1); });
    row("id", [](Webhook &w) { w.id = WebhookId::create(); });
}

void TestWebhookDifference::noDifference()
{
    QFETCH(const Change, change);
    Webhook other = sample();
    change(other);
    QCOMPARE(differingFields(sample(), other), QList<Field>());

    Webhook all = sample();
    Webhook alsoAll = sample();
    all.events.all = true;
    alsoAll.events = Selection::everything(); // what is kept aside is no difference
    QCOMPARE(differingFields(all, alsoAll), QList<Field>());
}

void TestWebhookDifference::inTheOrderOfTheForm()
{
    const Webhook nothing;
    QCOMPARE(differingFields(sample(), nothing),
             (QList<Field>{Field::Name, Field::Url, Field::Headers, Field::Events, Field::ContentTypes}));
}

void TestWebhookDifference::headersOnlyInOne_data()
{
    QTest::addColumn<Headers>("mine");
    QTest::addColumn<Headers>("theirs");
    QTest::addColumn<Headers>("only");
    const Header a{u"X-A"_s, u"1"_s};
    const Header b{u"X-B"_s, u"2"_s};
    const Header other{u"X-A"_s, u"3"_s};
    const Header spelled{u"x-a"_s, u"1"_s};
    QTest::newRow("added") << Headers{a, b} << Headers{a} << Headers{b};
    QTest::newRow("removed") << Headers{a} << Headers{a, b} << Headers{};
    QTest::newRow("value") << Headers{a, b} << Headers{other, b} << Headers{a};
    QTest::newRow("spelling") << Headers{a} << Headers{spelled} << Headers{a};
    QTest::newRow("order alone") << Headers{a, b} << Headers{b, a} << Headers{a, b};
    QTest::newRow("none") << Headers{} << Headers{a} << Headers{};
}

void TestWebhookDifference::headersOnlyInOne()
{
    QFETCH(const Headers, mine);
    QFETCH(const Headers, theirs);
    QFETCH(const Headers, only);
    QCOMPARE(headersOnlyIn(mine, theirs), only);
}

void TestWebhookDifference::namesOnlyInOne()
{
    const Selection mine{false, {u"c"_s, u"a"_s, u"b"_s}};
    const Selection theirs{false, {u"a"_s, u"d"_s}};
    QCOMPARE(namesOnlyIn(mine, theirs), (QStringList{u"c"_s, u"b"_s}));
    QCOMPARE(namesOnlyIn(theirs, mine), QStringList{u"d"_s});
}

QTEST_APPLESS_MAIN(TestWebhookDifference)
#include "tst_webhookdifference.moc"
