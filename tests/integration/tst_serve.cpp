// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "store/catalogueresource.h"
#include "store/deliveryhistory.h"
#include "store/deliverystore.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <signal.h>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int events = 500;
constexpr int kills = 25;
constexpr int patienceMs = 120'000;

/// A receiver that fails in one way before it takes what comes, and the webhook that sends to it.
struct Target {
    QString way;
    std::unique_ptr<LoopbackReceiver> receiver;
    WebhookId webhook;
};

/// Every way to fail that is tried again. Those at the connection read no request.
QList<std::pair<QString, Answer>> ways()
{
    return {
        {u"500"_s, Answer::status(500, "no")},
        {u"503"_s, Answer::status(503)},
        {u"408"_s, Answer::status(408)},
        {u"429"_s, Answer::status(429).withHeader("Retry-After", "1")},
        {u"hang"_s, Answer::hang()},
        {u"close"_s, Answer::closeBeforeReply()},
        {u"reset"_s, Answer::reset()},
        {u"partial status line"_s, Answer::partialStatusLine()},
        {u"partial headers"_s, Answer::partialHeaders()},
        {u"half headers"_s, Answer::halfHeaders()},
        {u"short body"_s, Answer::shortBody(200, 100, "ok")},
        {u"trickle"_s, Answer::trickle(200, 100'000, 100)},
        {u"garbage"_s, Answer::garbage("\x01\x02\x03 what")},
        {u"closed after the answer"_s, Answer::status(500).thenClose()},
        {u"banner"_s, Answer::sshBanner()},
        {u"reads nothing"_s, Answer::readNothing()},
    };
}

/// Waits until the process has said this.
bool hasSaid(QProcess &process, const QByteArray &words)
{
    QByteArray said;
    return QTest::qWaitFor(
        [&] {
            said += process.readAllStandardError();
            return said.contains(words);
        },
        patienceMs);
}

QByteArray payloadFor(int number, const QString &model)
{
    return R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","model":")" + model.toUtf8()
        + R"(","entry":{"id":)" + QByteArray::number(number) + "}}";
}

} // namespace

/// `serve`, killed again and again: nothing accepted is lost, and what is recorded is what happened.
class TestServe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();
    void survivesKills();
    void endsInOrderOnSigterm();
    void standsByAndTakesOver();

private:
    void addTargets(int failures);
    Target addTarget(const QString &way);
    DeliveryId accept(int number, const Target &target);
    void start(QProcess &process);
    [[nodiscard]] int requestCount() const;
    [[nodiscard]] qint64 count(const QList<DeliveryState> &states);
    void waitForMoment(int kill, QProcess &process);
    void checkAgainstReceiver(const Target &target, const QList<Delivery> &deliveries);

    std::unique_ptr<CliRunner> m_cli;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<DeliveryHistory> m_history;
    std::vector<Target> m_targets;
};

void TestServe::init()
{
    m_cli = std::make_unique<CliRunner>();
    auto store = DeliveryStore::open(Profile::inFolder(m_cli->profile()));
    QVERIFY(store);
    m_store = std::move(*store);
    auto history = DeliveryHistory::open(Profile::inFolder(m_cli->profile()));
    QVERIFY(history);
    m_history = std::move(*history);
}

void TestServe::cleanup()
{
    m_history.reset();
    m_store.reset();
    m_targets.clear();
    m_cli.reset();
}

Target TestServe::addTarget(const QString &way)
{
    Target target{way, std::make_unique<LoopbackReceiver>(), {}};
    Webhook webhook;
    webhook.name = way;
    webhook.url = target.receiver->url().toString();
    webhook.events = Selection::everything();
    webhook.timeoutSeconds = Webhook::shortestTimeout;
    webhook.retry
        = RetrySchedule::custom(QList<std::chrono::seconds>(RetrySchedule::maximumWaits, RetrySchedule::shortestWait));
    WebhookStore webhooks(Profile::inFolder(m_cli->profile()), *readCatalogue());
    const auto stored = webhooks.save(webhook);
    if (!stored)
        qFatal("not saved");
    target.webhook = stored->webhook.id;
    return target;
}

void TestServe::addTargets(int failures)
{
    for (const auto &[way, answer] : ways()) {
        m_targets.push_back(addTarget(way));
        for (int i = 0; i < failures; ++i)
            m_targets.back().receiver->answerNext(answer);
        m_targets.back().receiver->answer(Answer::status(200, "taken").delayed(3));
    }
}

DeliveryId TestServe::accept(int number, const Target &target)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const NewDelivery delivery{DeliveryId::create(), target.webhook, target.way, target.receiver->url().toString()};
    const AcceptedEvent event{EventId::create(), {u"entry.create"_s, now, payloadFor(number, target.way)}, now, false};
    if (!m_store->accept(event, {delivery}))
        qFatal("not accepted");
    return delivery.id;
}

void TestServe::start(QProcess &process)
{
    m_cli->start(process, {u"serve"_s});
    QVERIFY(process.waitForStarted());
}

int TestServe::requestCount() const
{
    int count = 0;
    for (const Target &target : m_targets)
        count += target.receiver->requestCount();
    return count;
}

qint64 TestServe::count(const QList<DeliveryState> &states)
{
    DeliveryFilter filter;
    filter.states = states;
    return m_history->count(filter).value_or(-1);
}

void TestServe::survivesKills()
{
    addTargets(4);
    int number = 0;
    for (int kill = 0; kill < kills; ++kill) {
        for (; number < events * (kill + 1) / kills; ++number)
            accept(number, m_targets.at(size_t(number) % m_targets.size()));
        QProcess process;
        waitForMoment(kill, process);
        ::kill(pid_t(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
    }
    QCOMPARE(number, events);

    QProcess last;
    start(last);
    QTRY_COMPARE_WITH_TIMEOUT(count({DeliveryState::Delivered}), events, patienceMs);
    last.terminate();
    QCOMPARE(CliRunner::finish(last).code, 0);

    const auto deliveries = m_history->list({}, 0, events * 2);
    QVERIFY(deliveries);
    QCOMPARE(deliveries->size(), events);
    for (const Target &target : m_targets)
        checkAgainstReceiver(target, *deliveries);
}

/// Starts it and waits for one of the moments at which a kill may hurt: before it has done anything, at its first write
/// (it recovers what the one before had on the wire, spreads, or claims), when it has the lock, at its first request, and
/// anywhere later.
void TestServe::waitForMoment(int kill, QProcess &process)
{
    auto *random = QRandomGenerator::global();
    const int before = requestCount();
    (void)m_store->hasChangedElsewhere(); // what was written until now does not count
    start(process);
    const QDeadlineTimer patience(patienceMs);
    const auto comes = [&patience](const auto &moment) {
        while (!moment() && !patience.hasExpired()) // without a pause: the moments are short
            ;
        return !patience.hasExpired();
    };
    switch (kill % 5) {
    case 0:
        break;
    case 1:
        QVERIFY(comes([this] { return m_store->hasChangedElsewhere(); }));
        break;
    case 2:
        QVERIFY(hasSaid(process, "Dispatching"));
        break;
    case 3:
        QVERIFY(comes([&] { return requestCount() > before || count({DeliveryState::Pending}) == 0; }));
        break;
    default:
        const int enough = before + 1 + int(random->bounded(events / kills));
        QTRY_VERIFY_WITH_TIMEOUT(requestCount() >= enough || count({DeliveryState::Pending}) == 0, patienceMs);
    }
}

void TestServe::checkAgainstReceiver(const Target &target, const QList<Delivery> &deliveries)
{
    QHash<QByteArray, int> arrived; // by delivery and attempt
    for (const ReceivedRequest &request : target.receiver->requests())
        ++arrived[request.header("X-Hookpanel-Delivery") + ' ' + request.header("X-Hookpanel-Attempt")];
    const bool readsRequests = target.way != u"banner"_s && target.way != u"reads nothing"_s;
    for (const Delivery &delivery : deliveries) {
        if (delivery.webhook != target.webhook)
            continue;
        const auto attempts = m_history->attempts(delivery.id);
        QVERIFY(attempts);
        QCOMPARE(attempts->size(), delivery.attempts);
        for (qsizetype i = 0; i < attempts->size(); ++i) {
            const Attempt &attempt = attempts->at(i);
            QCOMPARE(attempt.number, i + 1);
            QVERIFY(attempt.isFinished());
            const OutcomeKind kind = attempt.outcome->kind;
            QCOMPARE(kind == OutcomeKind::Success, i + 1 == attempts->size());
            const int times = arrived.take(delivery.id.toString().toLatin1() + ' ' + QByteArray::number(attempt.number));
            const bool maySee = kind == OutcomeKind::Interrupted || (!readsRequests && kind != OutcomeKind::Success);
            QVERIFY2(maySee ? times <= 1 : times == 1,
                     qPrintable(u"%1: %2 arrived %3 times"_s.arg(target.way, outcomeKey(kind)).arg(times)));
        }
    }
    QVERIFY2(arrived.isEmpty(), qPrintable(target.way)); // nothing arrived that is not recorded
}

void TestServe::endsInOrderOnSigterm()
{
    m_targets.push_back(addTarget(u"slow"_s));
    const Target &target = m_targets.back();
    target.receiver->answer(Answer::status(200).delayed(300));
    const DeliveryId id = accept(0, target);
    QProcess process;
    start(process);
    QTRY_COMPARE(target.receiver->requestCount(), 1);
    process.terminate();
    QCOMPARE(CliRunner::finish(process).code, 0);
    QCOMPARE((*m_store->find(id))->state, DeliveryState::Delivered);
    QCOMPARE(target.receiver->requestCount(), 1);
}

void TestServe::standsByAndTakesOver()
{
    m_targets.push_back(addTarget(u"taken"_s));
    QProcess first;
    start(first);
    QVERIFY(hasSaid(first, "Dispatching"));
    QProcess second;
    start(second);
    QVERIFY(hasSaid(second, "Standing by"));
    ::kill(pid_t(first.processId()), SIGKILL);
    QVERIFY(first.waitForFinished());
    const DeliveryId id = accept(0, m_targets.back());
    QTRY_COMPARE((*m_store->find(id))->state, DeliveryState::Delivered);
    second.terminate();
    QCOMPARE(CliRunner::finish(second).code, 0);
    QCOMPARE(m_targets.back().receiver->requestCount(), 1);
}

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
