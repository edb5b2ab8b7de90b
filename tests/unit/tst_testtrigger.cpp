// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/testtrigger.h"

#include "core/words.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace hookpanel {

namespace {

class FakeClock final : public Clock
{
public:
    QDateTime nowUtc() const override { return QDateTime::fromString(u"2026-11-23T16:33:57.070Z"_s, Qt::ISODateWithMs); }
    qint64 monotonicMs() const override { return 0; }
};

/// Keeps what it is told and sends nothing.
class FakeSender final : public Sender
{
public:
    void send(const Attempt &attempt, ConnectionUse use) override { sent.append({attempt, use}); }
    void cancel(const DeliveryId &delivery) override { cancelled.append(delivery); }

    QList<std::pair<Attempt, ConnectionUse>> sent;
    QList<DeliveryId> cancelled;
};

std::optional<QString> environment(const QString &name)
{
    if (name == u"TOKEN")
        return u"secret"_s;
    return std::nullopt;
}

} // namespace

class TestTestTrigger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sendsOnAFreshConnection();
    void disabledWebhooksToo();
    void whatCannotBeBuilt_data();
    void whatCannotBeBuilt();
    void signsTests();
    void passesUpdatesOfTests();
    void cancels();

private:
    [[nodiscard]] TestOrder order() const;

    FakeClock m_clock;
};

TestOrder TestTestTrigger::order() const
{
    TestOrder order;
    order.webhook.id = WebhookId::create();
    order.webhook.name = u"Build"_s;
    order.webhook.url = u"https://ci.example/build"_s;
    order.webhook.timeoutSeconds = 7;
    order.event = makeTestEvent(m_clock.nowUtc());
    return order;
}

void TestTestTrigger::sendsOnAFreshConnection()
{
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    TestOrder order = this->order();
    order.webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s}};
    trigger.start(order, {{u"X-Default"_s, u"1"_s}});

    QCOMPARE(sender.sent.size(), 1);
    const auto &[attempt, use] = sender.sent.first();
    QCOMPARE(use, ConnectionUse::Fresh);
    QCOMPARE(attempt.delivery, order.delivery);
    QCOMPARE(attempt.webhook, order.webhook.id);
    QCOMPARE(attempt.eventType, u"trigger-test"_s);
    QVERIFY(attempt.test);
    QCOMPARE(attempt.number, 1);
    QCOMPARE(attempt.startedAt, m_clock.nowUtc());
    QVERIFY(!attempt.isFinished());
    QCOMPARE(attempt.request.body, "{\"event\":\"trigger-test\",\"createdAt\":\"2026-11-23T16:33:57.070Z\"}");
    QCOMPARE(attempt.request.timeoutSeconds, 7);
    QByteArrayList own;
    for (const PreparedHeader &header : attempt.request.headers) {
        QVERIFY(!header.name.startsWith("X-Hookpanel-")); // a test bears no delivery mark
        if (header.origin != HeaderOrigin::Fixed)
            own.append(header.name + ": " + header.value + " (" + header.shown.toLatin1() + ')');
    }
    QCOMPARE(own, QByteArrayList({"X-Default: 1 (1)", "Authorization: Bearer secret (Bearer ${TOKEN})"}));
}

void TestTestTrigger::disabledWebhooksToo()
{
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    TestOrder order = this->order();
    order.webhook.enabled = false;
    trigger.start(order, {});
    QCOMPARE(sender.sent.size(), 1);
}

void TestTestTrigger::whatCannotBeBuilt_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QString>("word"); // that the sentence must hold
    QTest::newRow("unset variable in the URL") << u"https://${NOWHERE}/x"_s << Headers() << u"NOWHERE"_s;
    QTest::newRow("unset variable in a header")
        << u"https://a.example/"_s << Headers{{u"X-A"_s, u"${process.env.NOTHING}"_s}} << u"NOTHING"_s;
    QTest::newRow("filled URL breaks a rule") << u"${TOKEN}/x"_s << Headers() << u"${TOKEN}"_s;
    QTest::newRow("bad placeholder") << u"https://a.example/${"_s << Headers() << u"${NAME}"_s;
}

void TestTestTrigger::whatCannotBeBuilt()
{
    QFETCH(QString, url);
    QFETCH(Headers, headers);
    QFETCH(QString, word);
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    QSignalSpy updates(&trigger, &TestTrigger::attemptUpdated);
    TestOrder order = this->order();
    order.webhook.url = url;
    order.webhook.headers = headers;
    trigger.start(order, {});

    QCOMPARE(sender.sent.size(), 0);
    QCOMPARE(updates.size(), 1);
    const auto attempt = updates.first().first().value<Attempt>();
    QCOMPARE(attempt.delivery, order.delivery);
    QVERIFY(attempt.test);
    QVERIFY(attempt.isFinished());
    QCOMPARE(attempt.outcome->kind, OutcomeKind::InvalidRequest);
    const QString sentence = Words::of(*attempt.outcome);
    QVERIFY2(sentence.contains(word), qPrintable(sentence));
    QVERIFY(!sentence.contains(u"secret"_s));
    QCOMPARE(attempt.request.shownUrl, url); // as typed
    QCOMPARE(attempt.request.body, order.event.payload);
    QVERIFY(!attempt.response);
}

void TestTestTrigger::signsTests()
{
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    QSignalSpy updates(&trigger, &TestTrigger::attemptUpdated);
    TestOrder order = this->order();
    order.webhook.signing = {u"standard"_s};
    trigger.start(order, {});
    QCOMPARE(sender.sent.size(), 0); // no key: not unsigned either
    QCOMPARE(updates.last().first().value<Attempt>().outcome->error->code, ErrorCode::SigningKeyMissing);

    order.webhook.signingKeys = {{{}, {}, {}, u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s}};
    trigger.start(order, {});
    QCOMPARE(sender.sent.size(), 1);
    const auto &headers = sender.sent.first().first.request.headers;
    const auto valueOf = [&headers](const QByteArray &name) {
        const auto found = std::find_if(headers.cbegin(), headers.cend(),
                                        [&name](const PreparedHeader &header) { return header.name == name; });
        return found == headers.cend() ? QByteArray() : found->value;
    };
    QCOMPARE(valueOf("webhook-id"), order.delivery.toString().toLatin1());
    QVERIFY(valueOf("webhook-signature").startsWith("v1,"));
}

void TestTestTrigger::passesUpdatesOfTests()
{
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    QSignalSpy updates(&trigger, &TestTrigger::attemptUpdated);
    Attempt attempt;
    attempt.delivery = DeliveryId::create();
    Q_EMIT sender.attemptUpdated(attempt); // a real event's: somebody else's business
    QCOMPARE(updates.size(), 0);
    attempt.test = true;
    Q_EMIT sender.attemptUpdated(attempt);
    QCOMPARE(updates.size(), 1);
    QCOMPARE(updates.first().first().value<Attempt>(), attempt);
}

void TestTestTrigger::cancels()
{
    FakeSender sender;
    TestTrigger trigger(sender, m_clock, &environment);
    const DeliveryId delivery = DeliveryId::create();
    trigger.cancel(delivery);
    QCOMPARE(sender.cancelled, QList<DeliveryId>{delivery});
}

} // namespace hookpanel

QTEST_GUILESS_MAIN(hookpanel::TestTestTrigger)

#include "tst_testtrigger.moc"
