// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliverystore.h"

#include "store/database.h"
#include "store/deliveryhistory.h"
#include "store/deliveryschema.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), Qt::UTC);
const QByteArray payload = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00.000Z","n":1e400})";

AcceptedEvent acceptedEvent(bool test = false)
{
    return {EventId::create(), {u"entry.create"_s, now, payload}, now, test};
}

NewDelivery newDelivery(const WebhookId &webhook, const QString &name = u"Search"_s)
{
    return {DeliveryId::create(), webhook, name, u"https://${HOST}/hook"_s};
}

Attempt ended(const ClaimedDelivery &claimed, OutcomeKind kind, int status = 0)
{
    Attempt attempt;
    attempt.delivery = claimed.delivery.id;
    attempt.webhook = claimed.delivery.webhook;
    attempt.eventType = claimed.event.type;
    attempt.number = claimed.delivery.attempts;
    attempt.startedAt = now;
    attempt.durationMs = 41;
    attempt.phase = Phase::Receiving;
    attempt.timeline = {{Phase::Queued, 0}, {Phase::Connecting, std::nullopt}, {Phase::Receiving, 3}};
    attempt.request.shownUrl = u"https://${HOST}/hook"_s;
    attempt.request.url = QUrl(u"https://secret.example/hook"_s);
    attempt.request.headers = {{"Authorization", "Bearer filled", u"Bearer ${TOKEN}"_s, HeaderOrigin::Webhook},
                               {"X-Api-Key", "literal", u"literal"_s, HeaderOrigin::Default}};
    attempt.request.body = claimed.event.payload;
    attempt.response = Response{status, "OK", {{"Set-Cookie", "sid=1"}, {"X-Odd", "\xe4"}}, "{\"ok\":true}", 11};
    Outcome outcome;
    outcome.kind = kind;
    outcome.status = status;
    outcome.phase = Phase::Receiving;
    attempt.outcome = outcome;
    return attempt;
}

/// By value: what the callers give is gone at the end of their expression.
template<typename T> T good(const Result<T> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
    return *result;
}

void good(const Result<void> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
}

/// Takes away what later steps of the ladder made.
void backToVersion1(const QString &path)
{
    const auto database
        = good(Database::open(path, deliverySchema()).map([](auto &&opened) { return std::shared_ptr(std::move(opened)); }));
    for (const auto &statement : {u"DROP TABLE not_sent"_s, u"DROP TABLE not_sent_lists"_s, u"DROP TABLE hand_ins"_s,
                                  u"DROP INDEX events_unsent"_s, u"PRAGMA user_version = 1"_s, u"VACUUM"_s})
        QVERIFY(database->run(statement));
}

} // namespace

class tst_DeliveryStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init();
    void cleanup();

    void filesArePrivate();
    void newerVersionIsRefused();
    void damageInTheMiddleIsNotTheEnd();
    void damagedFileIsSetAside();
    void schemaOfTheFrozenVersion();

    void acceptsAllOrNothing();
    void claimsOnce();
    void twoProcessesClaimOnce();
    void recordsAnAttempt();
    void keepsNoSecret();
    void retryComesDue();
    void lateEndChangesNothing();
    void recoversInterrupted();
    void interruptedTellsWhatWasOnTheWire();
    void whyARequestCouldNotBeBuilt();
    void spreadsOverdue();
    void retryNowAndStop();
    void stoppedOnTheWire_data();
    void stoppedOnTheWire();
    void stopAllOfAWebhook();
    void resendIsANewDelivery();
    void resentIsNoDeadLetter();
    void batchIsOneCommit();
    void noWayBack();
    void webhooksWithDueWork();
    void listsNewestFirst();
    void filters_data();
    void filters();
    void searchTakesTheTextAsItStands();
    void searchKnowsNoCaseInAnyScript_data();
    void searchKnowsNoCaseInAnyScript();
    void seesAnotherProcess();
    void openingChangesNothing();
    void clockThatWasSetBack();
    void listsWhatIsNew();
    void noHistoryWithoutAFile();
    void summaryOfADay();
    void purgesByAge();
    void purgesByCount();
    void purgeGivesDiskBack();

private:
    [[nodiscard]] QString file() const { return m_profile.deliveriesFile(); }
    ClaimedDelivery acceptAndClaim(const WebhookId &webhook = WebhookId::create());

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::unique_ptr<DeliveryStore> m_store;
    std::unique_ptr<DeliveryHistory> m_history;
};

void tst_DeliveryStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    auto opened = DeliveryStore::open(m_profile);
    QVERIFY(opened.has_value());
    m_store = std::move(*opened);
    auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history.has_value());
    m_history = std::move(*history);
}

void tst_DeliveryStore::cleanup()
{
    m_history.reset();
    m_store.reset();
    m_folder.reset();
}

ClaimedDelivery tst_DeliveryStore::acceptAndClaim(const WebhookId &webhook)
{
    const NewDelivery delivery = newDelivery(webhook);
    good(m_store->accept(acceptedEvent(), {delivery}));
    return good(m_store->claim({delivery.id}, now)).value(0);
}

void tst_DeliveryStore::filesArePrivate()
{
    good(m_store->accept(acceptedEvent(), {}));
    for (const auto &suffix : {QString(), u"-wal"_s, u"-shm"_s}) {
        const QFileInfo info(file() + suffix);
        QVERIFY2(info.exists(), qPrintable(info.filePath()));
        QCOMPARE(info.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }
}

void tst_DeliveryStore::newerVersionIsRefused()
{
    m_history.reset();
    m_store.reset();
    {
        auto database = Database::open(file(), deliverySchema());
        QVERIFY(database.has_value());
        QVERIFY((*database)->run(u"PRAGMA user_version = 99"_s).has_value());
    }
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    const QByteArray before = bytes.readAll();
    const auto opened = DeliveryStore::open(m_profile);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerVersion);
    QCOMPARE(opened.error().subject, file());
    bytes.seek(0);
    QCOMPARE(bytes.readAll(), before);
}

/// Rows that come after damage are not just left out.
void tst_DeliveryStore::damageInTheMiddleIsNotTheEnd()
{
    QList<NewDelivery> deliveries;
    for (int i = 0; i < 2000; ++i)
        deliveries.append(newDelivery(WebhookId::create()));
    good(m_store->accept(acceptedEvent(), deliveries));
    m_history.reset();
    m_store.reset();
    QByteArray bytes;
    {
        QFile before(file());
        QVERIFY(before.open(QIODevice::ReadOnly));
        bytes = before.readAll();
    }
    // A page of the table itself, by a row that stands in the middle of it: its head says what kind of page it is.
    constexpr int pageSize = 8192;
    const qsizetype at = bytes.indexOf(deliveries.at(1000).webhook.toString().toLatin1() + "Search");
    QVERIFY(at > 0);
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        QVERIFY(damaged.seek(at / pageSize * pageSize));
        QCOMPARE(damaged.write(QByteArray(pageSize, '\xa5')), pageSize);
    }
    auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history.has_value());
    const auto listed = (*history)->list({}, 0, 5000);
    QVERIFY2(!listed, listed ? qPrintable(QString::number(listed->size())) : "");
    QCOMPARE(listed.error().code, ErrorCode::Damaged);
}

void tst_DeliveryStore::damagedFileIsSetAside()
{
    m_history.reset();
    m_store.reset();
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::WriteOnly));
    bytes.write(QByteArray(20'000, 'x'));
    bytes.close();
    const auto opened = DeliveryStore::open(m_profile);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Damaged);

    const QString aside = good(DeliveryStore::setAside(m_profile, now));
    QCOMPARE(aside, file() + u".damaged-20261124-080000-000"_s);
    QCOMPARE(QFileInfo(aside).size(), 20'000);
    auto fresh = DeliveryStore::open(m_profile);
    QVERIFY(fresh.has_value());
    QVERIFY(good((*fresh)->webhooksWithDue(now)).isEmpty());
}

/// A file as version 1 shipped it is read by every later version. It was made by this very store: one event for a webhook,
/// accepted, claimed, and recorded as delivered with the answer below; then all connections were closed, so that the log is
/// in the file. Set HOOKPANEL_FREEZE to a file name to make it anew while no version 1 has been shipped.
void tst_DeliveryStore::schemaOfTheFrozenVersion()
{
    if (const QString frozen = qEnvironmentVariable("HOOKPANEL_FREEZE"); !frozen.isEmpty()) {
        good(m_store->record({{ended(acceptAndClaim(), OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
        m_history.reset();
        m_store.reset();
        backToVersion1(file());
        QVERIFY(QFile::copy(file(), frozen));
        return;
    }
    m_history.reset();
    m_store.reset();
    QVERIFY(QFile::remove(file()));
    QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/deliveries-1.sqlite"), file()));
    QVERIFY(QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner));
    auto opened = DeliveryStore::open(m_profile);
    QVERIFY(opened.has_value());
    auto history = DeliveryHistory::open(m_profile);
    QVERIFY(history.has_value());
    const auto deliveries = good((*history)->list({}, 0, 10));
    QCOMPARE(deliveries.size(), 1);
    QCOMPARE(deliveries.first().state, DeliveryState::Delivered);
    const auto attempts = good((*history)->attempts(deliveries.first().id));
    QCOMPARE(attempts.size(), 1);
    QCOMPARE(attempts.first().request.body, payload);
    QCOMPARE(attempts.first().response->body, "{\"ok\":true}");
}

void tst_DeliveryStore::acceptsAllOrNothing()
{
    const auto event = acceptedEvent();
    NewDelivery twice = newDelivery(WebhookId::create());
    QVERIFY(!m_store->accept(event, {twice, twice}));
    QCOMPARE(good(m_history->count({})), 0);
    QVERIFY(!good(m_history->event(event.id)));

    const NewDelivery other = newDelivery(WebhookId::create());
    good(m_store->accept(event, {twice, other}));
    QCOMPARE(good(m_history->count({})), 2);
    QCOMPARE(*good(m_history->event(event.id)), event.event);
    const Delivery delivery = *good(m_store->find(twice.id));
    QCOMPARE(delivery.state, DeliveryState::Pending);
    QCOMPARE(delivery.event, event.id);
    QCOMPARE(delivery.webhookName, u"Search"_s);
    QCOMPARE(delivery.url, u"https://${HOST}/hook"_s);
    QCOMPARE(delivery.createdAt, now);
    QCOMPARE(delivery.dueAt, now);
    QVERIFY(!delivery.outcome);
}

void tst_DeliveryStore::claimsOnce()
{
    const auto claimed = acceptAndClaim();
    QCOMPARE(claimed.delivery.state, DeliveryState::Attempting);
    QCOMPARE(claimed.delivery.attempts, 1);
    QCOMPARE(claimed.event.payload, payload);
    QVERIFY(good(m_store->claim({claimed.delivery.id, DeliveryId::create()}, now)).isEmpty());
    const auto attempts = good(m_history->attempts(claimed.delivery.id));
    QCOMPARE(attempts.size(), 1);
    QVERIFY(!attempts.first().isFinished());
}

void tst_DeliveryStore::twoProcessesClaimOnce()
{
    auto other = DeliveryStore::open(m_profile);
    QVERIFY(other.has_value());
    const NewDelivery delivery = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {delivery}));
    QCOMPARE(good((*other)->claim({delivery.id}, now)).size(), 1);
    QCOMPARE(good(m_store->claim({delivery.id}, now)).size(), 0);
}

void tst_DeliveryStore::recordsAnAttempt()
{
    const auto claimed = acceptAndClaim();
    const Attempt attempt = ended(claimed, OutcomeKind::Success, 200);
    good(m_store->record({{attempt, {DeliveryState::Delivered, {}, 0}}}));

    const Delivery delivery = *good(m_store->find(claimed.delivery.id));
    QCOMPARE(delivery.state, DeliveryState::Delivered);
    QCOMPARE(delivery.outcome, attempt.outcome);
    QCOMPARE(delivery.durationMs, 41);
    QVERIFY(!delivery.dueAt.isValid());

    const Attempt kept = good(m_history->attempts(delivery.id)).value(0);
    QCOMPARE(kept.outcome, attempt.outcome);
    QCOMPARE(kept.timeline, attempt.timeline);
    QCOMPARE(kept.request.body, payload);
    QCOMPARE(kept.response->body, attempt.response->body);
    QCOMPARE(kept.response->size, 11);
    QCOMPARE(kept.response->headers.last(), attempt.response->headers.last());
    QCOMPARE(kept.startedAt, attempt.startedAt);
}

void tst_DeliveryStore::keepsNoSecret()
{
    const auto claimed = acceptAndClaim();
    Attempt attempt = ended(claimed, OutcomeKind::Redirected, 301);
    attempt.request.filled = {{u"filled"_s, u"${TOKEN}"_s, true}, {u"secret.example"_s, u"${HOST}"_s, true}};
    attempt.response->headers.emplaceBack("Location", "https://secret.example/hook");
    attempt.response->headers.emplaceBack("X-Echo", "Bearer filled");
    attempt.response->body = "I was sent \"Bearer filled\" and \"literal\"";
    attempt.response->size = attempt.response->body.size();
    good(m_store->record({{attempt, {DeliveryState::Failed, {}, 0}}}));
    const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
    QCOMPARE(kept.response->body, "I was sent \"Bearer ${TOKEN}\" and \"••••\"");
    QVERIFY(!kept.response->isTruncated());
    QVERIFY(kept.outcome->detail.isEmpty());
    QCOMPARE(kept.request.headers.at(0).shown, u"Bearer ${TOKEN}"_s);
    QCOMPARE(kept.request.headers.at(1).shown, u"••••"_s);
    m_history.reset();
    m_store.reset();
    for (const auto &suffix : {QString(), u"-wal"_s}) {
        QFile bytes(file() + suffix);
        if (!bytes.open(QIODevice::ReadOnly))
            continue; // the log is gone once the last connection is closed
        const QByteArray all = bytes.readAll();
        for (const char *secret : {"filled", "literal", "secret.example", "sid=1"})
            QVERIFY2(!all.contains(secret), secret);
    }
}

void tst_DeliveryStore::retryComesDue()
{
    const auto claimed = acceptAndClaim();
    const QDateTime later = now.addSecs(5);
    good(m_store->record({{ended(claimed, OutcomeKind::ReceiverError, 503), {DeliveryState::WaitingRetry, later, 1}}}));
    const WebhookId webhook = claimed.delivery.webhook;
    QCOMPARE(good(m_store->nextDue({})), later);
    QVERIFY(good(m_store->due(webhook, later.addMSecs(-1), 9)).isEmpty());
    QCOMPARE(good(m_store->due(webhook, later, 9)), {claimed.delivery.id});
    QCOMPARE(good(m_store->find(claimed.delivery.id))->waitsUsed, 1);

    const auto again = good(m_store->claim({claimed.delivery.id}, later));
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().delivery.attempts, 2);
    QCOMPARE(again.first().event, claimed.event);
    QVERIFY(!good(m_store->nextDue({})).isValid());
}

void tst_DeliveryStore::lateEndChangesNothing()
{
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now, 1}}}));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Delivered);
}

void tst_DeliveryStore::recoversInterrupted()
{
    const auto real = acceptAndClaim();
    const NewDelivery test = newDelivery(WebhookId::create());
    good(m_store->beginTest(acceptedEvent(true), test));
    QVERIFY(good(m_store->webhooksWithDue(now.addDays(1))).isEmpty());

    const QDateTime later = now.addSecs(60);
    QCOMPARE(good(m_store->recoverInterrupted(later)), 1);
    const Delivery waiting = *good(m_store->find(real.delivery.id));
    QCOMPARE(waiting.state, DeliveryState::WaitingRetry);
    QCOMPARE(waiting.dueAt, later);
    QCOMPARE(waiting.outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(good(m_history->attempts(real.delivery.id)).value(0).outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(good(m_store->recoverInterrupted(later)), 0);

    // A test may still run in another process, until its longest time is over.
    QCOMPARE(good(m_store->endLostTests(later)), 0);
    QCOMPARE(good(m_store->find(test.id))->state, DeliveryState::Attempting);
    QCOMPARE(good(m_store->endLostTests(now.addSecs(131))), 1);
    const Delivery lost = *good(m_store->find(test.id));
    QCOMPARE(lost.state, DeliveryState::Cancelled);
    QCOMPARE(lost.outcome->kind, OutcomeKind::Interrupted);
}

void tst_DeliveryStore::interruptedTellsWhatWasOnTheWire()
{
    const NewDelivery delivery = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {delivery}));
    const auto prepare
        = [](const ClaimedDelivery &claimed) { return std::optional(ended(claimed, OutcomeKind::Success).request); };
    QCOMPARE(good(m_store->claim({delivery.id}, now, prepare)).size(), 1);
    QCOMPARE(good(m_store->recoverInterrupted(now.addSecs(60))), 1);
    const Attempt kept = good(m_history->attempts(delivery.id)).value(0);
    QCOMPARE(kept.outcome->kind, OutcomeKind::Interrupted);
    QCOMPARE(kept.startedAt, now);
    QCOMPARE(kept.request.shownUrl, u"https://${HOST}/hook"_s);
    QCOMPARE(kept.request.body, payload);
    QCOMPARE(kept.request.headers.size(), 2);
    QCOMPARE(kept.request.headers.at(0).shown, u"Bearer ${TOKEN}"_s);
    QCOMPARE(kept.request.headers.at(1).shown, u"••••"_s);
}

void tst_DeliveryStore::whyARequestCouldNotBeBuilt()
{
    using enum ErrorCode;
    for (const Error &error : {Error{.code = UnsetVariable, .subject = u"TOKEN"_s},
                               Error{.code = BadFilledUrl, .subject = u"${BASE}/x"_s, .rule = Rule::UrlNoScheme},
                               Error{.code = BadFilledHeader, .subject = u"X-A"_s, .rule = Rule::HeaderValueTooLong},
                               Error{.code = DefaultHeadersUnreadable, .subject = u"/p/hookpanel.ini"_s}}) {
        const auto claimed = acceptAndClaim();
        Attempt attempt = ended(claimed, OutcomeKind::InvalidRequest);
        attempt.outcome = invalidRequest(error);
        good(m_store->record({{attempt, {DeliveryState::Failed, {}, 0}}}));
        const Attempt kept = good(m_history->attempts(claimed.delivery.id)).value(0);
        QVERIFY(kept.outcome->error.has_value());
        QCOMPARE(*kept.outcome->error, error);
    }
}

void tst_DeliveryStore::spreadsOverdue()
{
    QList<DeliveryId> ids;
    for (int i = 0; i < 5; ++i) {
        const auto claimed = acceptAndClaim();
        ids.append(claimed.delivery.id);
        good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(i), 1}}}));
    }
    const QDateTime later = now.addSecs(3600);
    QCOMPARE(good(m_store->spreadOverdue(later, 10'000)), 5);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(good(m_store->find(ids.at(i)))->dueAt, later.addMSecs(2000 * i));
    QCOMPARE(good(m_store->spreadOverdue(later, 10'000)), 0);
}

void tst_DeliveryStore::retryNowAndStop()
{
    const auto claimed = acceptAndClaim();
    const DeliveryId id = claimed.delivery.id;
    QVERIFY(!good(m_store->retryNow(id, now)));
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addDays(1), 1}}}));
    QVERIFY(good(m_store->retryNow(id, now)));
    QCOMPARE(good(m_store->find(id))->dueAt, now);
    QVERIFY(good(m_store->stop(id, now)));
    const Delivery stopped = *good(m_store->find(id));
    QCOMPARE(stopped.state, DeliveryState::Cancelled);
    QCOMPARE(stopped.outcome->kind, OutcomeKind::Dropped);
    QVERIFY(!good(m_store->retryNow(id, now)));
    QVERIFY(!good(m_store->stop(id, now)));
}

/// Stopped by another process, which cannot abort it.
void tst_DeliveryStore::stoppedOnTheWire_data()
{
    QTest::addColumn<DeliveryState>("judged");
    QTest::addColumn<DeliveryState>("state");
    QTest::newRow("a retry was to follow") << DeliveryState::WaitingRetry << DeliveryState::Cancelled;
    QTest::newRow("it arrived all the same") << DeliveryState::Delivered << DeliveryState::Delivered;
    QTest::newRow("no retry was to follow") << DeliveryState::Dead << DeliveryState::Dead;
}

void tst_DeliveryStore::stoppedOnTheWire()
{
    QFETCH(const DeliveryState, judged);
    const auto claimed = acceptAndClaim();
    QVERIFY(good(m_store->stop(claimed.delivery.id, now)));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Attempting);
    const QDateTime dueAt = judged == DeliveryState::WaitingRetry ? now.addDays(1) : QDateTime();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {judged, dueAt, 1}}}));
    const Delivery delivery = *good(m_store->find(claimed.delivery.id));
    QTEST(delivery.state, "state");
    QVERIFY(!delivery.dueAt.isValid());
    QCOMPARE(delivery.outcome->kind, OutcomeKind::Dropped);
}

void tst_DeliveryStore::stopAllOfAWebhook()
{
    const WebhookId webhook = WebhookId::create();
    const NewDelivery other = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {newDelivery(webhook), other}));
    good(m_store->accept(acceptedEvent(), {newDelivery(webhook)}));
    QCOMPARE(good(m_store->stopAll(webhook, now)), 2);
    QCOMPARE(good(m_store->find(other.id))->state, DeliveryState::Pending);
}

void tst_DeliveryStore::resendIsANewDelivery()
{
    const auto claimed = acceptAndClaim();
    const NewDelivery again = newDelivery(claimed.delivery.webhook);
    good(m_store->addDelivery(claimed.delivery.event, again, now.addSecs(1)));
    const auto resent = good(m_store->claim({again.id}, now.addSecs(1))).value(0);
    QCOMPARE(resent.event, claimed.event);
    QCOMPARE(resent.delivery.attempts, 1);
    const auto unknown = m_store->addDelivery(EventId::create(), newDelivery(WebhookId::create()), now);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::NoSuchEvent);
}

/// What fails within it is undone alone; all is seen by others at once, or never.
void tst_DeliveryStore::batchIsOneCommit()
{
    const NewDelivery first = newDelivery(WebhookId::create());
    const NewDelivery second = newDelivery(WebhookId::create());
    {
        auto batch = m_store->batch();
        QVERIFY(batch.has_value());
        good(m_store->accept(acceptedEvent(), {first}));
        QVERIFY(!m_store->accept(acceptedEvent(), {second, second})); // its event goes with it
        good(m_store->accept(acceptedEvent(), {second}));
        QCOMPARE(good(m_history->count({})), 0);
        good(batch->commit());
    }
    QCOMPARE(good(m_history->count({})), 2);
    {
        auto batch = m_store->batch();
        QVERIFY(batch.has_value());
        QVERIFY(good(m_store->stop(first.id, now)));
    }
    QCOMPARE(good(m_store->find(first.id))->state, DeliveryState::Pending);
    QVERIFY(good(m_store->stop(first.id, now))); // and what comes after is as ever
    QCOMPARE(good(m_history->find(first.id))->state, DeliveryState::Cancelled);
}

/// A state that cannot follow is not written, whoever asks for it.
void tst_DeliveryStore::noWayBack()
{
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Pending, now, 0}}}));
    QCOMPARE(good(m_store->find(claimed.delivery.id))->state, DeliveryState::Attempting);
    QVERIFY(!good(m_history->attempts(claimed.delivery.id)).value(0).isFinished());
}

/// Each is counted and listed until it was sent again, whatever became of that.
void tst_DeliveryStore::resentIsNoDeadLetter()
{
    QList<Delivery> letters;
    for (int i = 0; i < 3; ++i) {
        const auto claimed = acceptAndClaim();
        good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Dead, {}, 1}}}));
        letters.append(*good(m_store->find(claimed.delivery.id)));
    }
    QCOMPARE(good(m_store->deadLetters(0, 2)), letters.first(2));
    QCOMPARE(good(m_store->deadLetters(letters.at(1).position, 2)), letters.last(1));

    // To another webhook it is another delivery.
    good(m_store->addDelivery(letters.at(1).event, newDelivery(WebhookId::create()), now));
    QCOMPARE(good(m_store->countDeadLetters()), 3);
    const NewDelivery again = newDelivery(letters.at(1).webhook);
    good(m_store->addDelivery(letters.at(1).event, again, now));
    QCOMPARE(good(m_store->countDeadLetters()), 2);
    QCOMPARE(good(m_history->summary(now)).deadLetters, 2);
    QCOMPARE(good(m_store->deadLetters(0, 9)), QList<Delivery>({letters.at(0), letters.at(2)}));

    const auto claimed = good(m_store->claim({again.id}, now)).value(0);
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::Dead, {}, 1}}}));
    QCOMPARE(good(m_store->countDeadLetters()), 3);
    QCOMPARE(good(m_store->deadLetters(letters.at(2).position, 9)).value(0).id, again.id);
}

void tst_DeliveryStore::webhooksWithDueWork()
{
    QList<WebhookId> wanted;
    for (int i = 0; i < 4; ++i) {
        wanted.append(WebhookId::create());
        good(m_store->accept(acceptedEvent(), {newDelivery(wanted.last()), newDelivery(wanted.last())}));
    }
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(9), 1}}}));
    std::sort(wanted.begin(), wanted.end(), [](const auto &a, const auto &b) { return a.toString() < b.toString(); });
    QCOMPARE(good(m_store->webhooksWithDue(now)), wanted);
    QCOMPARE(good(m_store->webhooksWithDue(now.addSecs(9))).size(), 5);
    QCOMPARE(good(m_store->webhooksWithDue(now.addMSecs(-1))).size(), 0);
}

void tst_DeliveryStore::listsNewestFirst()
{
    QList<DeliveryId> ids;
    for (int i = 0; i < 7; ++i) {
        const NewDelivery delivery = newDelivery(WebhookId::create());
        ids.prepend(delivery.id);
        good(m_store->accept(acceptedEvent(), {delivery}));
    }
    QList<DeliveryId> listed;
    qint64 before = 0;
    for (int page = 0; page < 3; ++page) {
        for (const Delivery &delivery : good(m_history->list({}, before, 3))) {
            listed.append(delivery.id);
            before = delivery.position;
        }
    }
    QCOMPARE(listed, ids);
}

void tst_DeliveryStore::filters_data()
{
    QTest::addColumn<DeliveryFilter>("filter");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const QStringList &names, auto set) {
        DeliveryFilter filter;
        set(filter);
        QTest::newRow(name) << filter << names;
    };
    row("all", {u"Cache"_s, u"Build"_s, u"Search"_s}, [](DeliveryFilter &) {});
    row("state", {u"Build"_s}, [](DeliveryFilter &f) { f.states = {DeliveryState::Failed}; });
    row("two states", {u"Cache"_s, u"Build"_s}, [](DeliveryFilter &f) {
        f.states = {DeliveryState::Failed, DeliveryState::Pending};
    });
    row("event type", {u"Cache"_s}, [](DeliveryFilter &f) { f.eventType = u"media.create"_s; });
    row("tests", {u"Cache"_s}, [](DeliveryFilter &f) { f.test = true; });
    row("real", {u"Build"_s, u"Search"_s}, [](DeliveryFilter &f) { f.test = false; });
    row("from", {u"Cache"_s}, [](DeliveryFilter &f) { f.from = now.addSecs(2); });
    row("to", {u"Build"_s, u"Search"_s}, [](DeliveryFilter &f) { f.to = now.addSecs(2); });
    row("name in any case", {u"Search"_s}, [](DeliveryFilter &f) { f.text = u"sEARCH"_s; });
    row("not over two columns", {}, [](DeliveryFilter &f) { f.text = u"searchSearch"_s; });
    row("URL", {u"Build"_s}, [](DeliveryFilter &f) { f.text = u"/build"_s; });
    row("outcome", {u"Build"_s}, [](DeliveryFilter &f) {
        f.text = u"Error"_s;
        f.textOutcomes = {OutcomeKind::Rejected};
    });
    row("nothing", {}, [](DeliveryFilter &f) { f.text = u"no such"_s; });
}

void tst_DeliveryStore::filters()
{
    QFETCH(const DeliveryFilter, filter);
    const auto add = [&](const QString &name, const QString &type, int seconds, bool test) {
        const NewDelivery delivery{DeliveryId::create(), WebhookId::create(), name, u"http://h/"_s + name.toLower()};
        const QDateTime at = now.addSecs(seconds);
        good(m_store->accept({EventId::create(), {type, at, payload}, at, test}, {delivery}));
        return delivery.id;
    };
    for (const auto &[name, state, kind] : {std::tuple(u"Search"_s, DeliveryState::Delivered, OutcomeKind::Success),
                                            std::tuple(u"Build"_s, DeliveryState::Failed, OutcomeKind::Rejected)}) {
        const auto claimed = good(m_store->claim({add(name, u"entry.create"_s, 1, false)}, now)).value(0);
        good(m_store->record({{ended(claimed, kind, 400), {state, {}, 0}}}));
    }
    add(u"Cache"_s, u"media.create"_s, 2, true);

    QStringList names;
    for (const Delivery &delivery : good(m_history->list(filter, 0, 100)))
        names.append(delivery.webhookName);
    QTEST(names, "names");
    QCOMPARE(good(m_history->count(filter)), names.size());
}

void tst_DeliveryStore::searchTakesTheTextAsItStands()
{
    for (const auto &name : {u"100 %"_s, u"a_b"_s, u"back\\slash"_s, u"axb"_s})
        good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create(), name)}));
    for (const auto &text : {u"0 %"_s, u"a_b"_s, u"k\\s"_s}) {
        DeliveryFilter filter;
        filter.text = text;
        QCOMPARE(good(m_history->count(filter)), 1);
    }
}

void tst_DeliveryStore::searchKnowsNoCaseInAnyScript_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("umlaut") << u"Größe ÄÖÜ"_s << u"äöü"_s;
    QTest::newRow("capital umlaut") << u"überall"_s << u"ÜBER"_s;
    QTest::newRow("Greek") << u"Αναζήτηση"_s << u"ΑΝΑΖΉΤ"_s;
    QTest::newRow("Cyrillic") << u"ПОИСК"_s << u"поиск"_s;
}

/// The store and DeliveryFilter::matches() answer alike.
void tst_DeliveryStore::searchKnowsNoCaseInAnyScript()
{
    QFETCH(const QString, name);
    QFETCH(const QString, text);
    good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create(), name)}));
    DeliveryFilter filter;
    filter.text = text;
    const auto found = good(m_history->list(filter, 0, 10));
    QCOMPARE(found.size(), 1);
    QVERIFY(filter.matches(found.first()));
    filter.text = u"x"_s + text;
    QCOMPARE(good(m_history->count(filter)), 0);
    QVERIFY(!filter.matches(found.first()));
}

void tst_DeliveryStore::seesAnotherProcess()
{
    auto other = DeliveryStore::open(m_profile);
    QVERIFY(other.has_value());
    QVERIFY(m_store->hasChangedElsewhere()); // the first look
    good(m_store->accept(acceptedEvent(), {newDelivery(WebhookId::create())}));
    QVERIFY(!m_store->hasChangedElsewhere());
    good((*other)->accept(acceptedEvent(), {newDelivery(WebhookId::create())}));
    QVERIFY(m_store->hasChangedElsewhere());
    QVERIFY(!m_store->hasChangedElsewhere());
}

/// Else each emit, stop and trigger would make every window read all anew.
void tst_DeliveryStore::openingChangesNothing()
{
    QVERIFY(m_store->hasChangedElsewhere()); // the first look
    const qint64 log = QFileInfo(file() + u"-wal"_s).size();
    {
        const auto other = DeliveryStore::open(m_profile);
        QVERIFY(other.has_value());
    }
    QVERIFY(!m_store->hasChangedElsewhere());
    QCOMPARE(QFileInfo(file() + u"-wal"_s).size(), log);
}

/// What was accepted before is due before what comes now, as if the clock had not been touched.
void tst_DeliveryStore::clockThatWasSetBack()
{
    const NewDelivery pending = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {pending}));
    const auto claimed = acceptAndClaim();
    good(m_store->record({{ended(claimed, OutcomeKind::Dropped), {DeliveryState::WaitingRetry, now.addSecs(60), 1}}}));

    const QDateTime earlier = now.addSecs(-3600);
    good(m_store->shiftDue(-3600 * 1000));
    QCOMPARE(good(m_store->webhooksWithDue(earlier)), {pending.webhook});
    QCOMPARE(good(m_store->find(pending.id))->dueAt, earlier);
    QCOMPARE(good(m_store->find(claimed.delivery.id))->dueAt, earlier.addSecs(60));

    // While nobody dispatched, nobody shifted: a start finds it.
    const QDateTime muchEarlier = now.addDays(-9);
    QVERIFY(good(m_store->webhooksWithDue(muchEarlier)).isEmpty());
    QCOMPARE(good(m_store->spreadOverdue(muchEarlier, 10'000)), 0);
    QCOMPARE(good(m_store->webhooksWithDue(muchEarlier)), {pending.webhook});
}

void tst_DeliveryStore::listsWhatIsNew()
{
    QList<DeliveryId> ids;
    qint64 seen = 0;
    for (int i = 0; i < 5; ++i) {
        const NewDelivery delivery = newDelivery(WebhookId::create());
        good(m_store->accept(acceptedEvent(), {delivery}));
        if (i == 1)
            seen = good(m_store->find(delivery.id))->position;
        else if (i > 1)
            ids.prepend(delivery.id);
    }
    QList<DeliveryId> listed;
    for (const Delivery &delivery : good(m_history->listAfter({}, seen, 10)))
        listed.append(delivery.id);
    QCOMPARE(listed, ids);
    QCOMPARE(good(m_history->listAfter({}, seen, 1)).first().id, ids.last());
}

void tst_DeliveryStore::noHistoryWithoutAFile()
{
    const auto history = DeliveryHistory::open(Profile::inFolder(m_folder->filePath(u"none"_s)));
    QVERIFY(history.has_value());
    QVERIFY(!*history);
    QVERIFY(!QFile::exists(m_folder->filePath(u"none"_s)));
}

void tst_DeliveryStore::summaryOfADay()
{
    const WebhookId webhook = WebhookId::create();
    const auto end = [&](int hoursAgo, OutcomeKind kind, DeliveryState state, bool test = false) {
        const NewDelivery delivery = newDelivery(webhook);
        good(m_store->accept(acceptedEvent(test), {delivery}));
        const auto claimed = good(m_store->claim({delivery.id}, now)).value(0);
        Attempt attempt = ended(claimed, kind, kind == OutcomeKind::Success ? 200 : 500);
        attempt.startedAt = now.addSecs(-3600 * hoursAgo - 60);
        good(m_store->record({{attempt, {state, {}, 0}}}));
    };
    QCOMPARE(good(m_history->summary(now)), DeliverySummary());
    end(0, OutcomeKind::Success, DeliveryState::Delivered);
    end(0, OutcomeKind::ReceiverError, DeliveryState::Failed, true); // a test
    end(2, OutcomeKind::ReceiverError, DeliveryState::Dead);
    end(30, OutcomeKind::Success, DeliveryState::Delivered);

    const auto summary = good(m_history->summary(now));
    QCOMPARE(summary.deadLetters, 1);
    DayCount hours{};
    hours[23].succeeded = 1;
    hours[21].failed = 1;
    QCOMPARE(summary.hours, hours);
    const Health health = summary.health.value(webhook);
    QCOMPARE(health.hours, hours);
    QCOMPARE(health.successPercent(), 50);
    QCOMPARE(health.last->kind, OutcomeKind::Success); // of the newest delivery
}

void tst_DeliveryStore::purgesByAge()
{
    const auto over = [&](DeliveryState state, int daysAgo) {
        const auto claimed = acceptAndClaim();
        Attempt attempt = ended(claimed, OutcomeKind::Rejected, 400);
        attempt.startedAt = now.addDays(-daysAgo);
        good(m_store->record({{attempt, {state, {}, 0}}}));
        return claimed.delivery.id;
    };
    const Retention retention{30, 1000};
    const auto old = over(DeliveryState::Delivered, 31);
    const auto oldFailed = over(DeliveryState::Failed, 31);
    const auto veryOldDead = over(DeliveryState::Dead, 91);
    const auto fresh = over(DeliveryState::Delivered, 29);
    const NewDelivery waiting = newDelivery(WebhookId::create());
    good(m_store->accept(acceptedEvent(), {waiting}));

    QCOMPARE(good(m_store->countPurgeable(retention, now)), 2);
    QCOMPARE(good(m_store->purgeStep(retention, now, 100)).purged, 2);
    QCOMPARE(good(m_store->purgeStep(retention, now, 100)).purged, 0);
    QVERIFY(!good(m_store->find(old)));
    QVERIFY(!good(m_store->find(veryOldDead)));
    for (const DeliveryId &id : {oldFailed, fresh, waiting.id})
        QVERIFY(good(m_store->find(id)));
    // Nor is anything left of it but what the others hold.
    auto database = Database::open(file(), deliverySchema());
    QVERIFY(database.has_value());
    QCOMPARE((*database)->value(u"SELECT count(*) FROM events"_s)->toInt(), 3);
    QCOMPARE((*database)->value(u"SELECT count(*) FROM attempts"_s)->toInt(), 2);
    QCOMPARE((*database)->value(u"SELECT count(*) FROM bodies"_s)->toInt(), 3 + 2);
}

void tst_DeliveryStore::purgesByCount()
{
    for (int i = 0; i < 10; ++i) {
        const auto claimed = acceptAndClaim();
        good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    }
    const Retention retention{30, 4};
    QCOMPARE(good(m_store->purgeStep(retention, now, 5)).purged, 5);
    QCOMPARE(good(m_store->purgeStep(retention, now, 5)).purged, 1);
    QCOMPARE(good(m_history->count({})), 4);
}

void tst_DeliveryStore::purgeGivesDiskBack()
{
    for (int i = 0; i < 120; ++i) { // more pages than two steps give back
        const NewDelivery delivery = newDelivery(WebhookId::create());
        AcceptedEvent event = acceptedEvent();
        event.event.payload = QByteArray(100'000, 'x');
        good(m_store->accept(event, {delivery}));
        const auto claimed = good(m_store->claim({delivery.id}, now)).value(0);
        good(m_store->record({{ended(claimed, OutcomeKind::Success, 200), {DeliveryState::Delivered, {}, 0}}}));
    }
    const auto pages = [this] {
        auto database = Database::open(file(), deliverySchema());
        return database ? (*database)->value(u"PRAGMA page_count"_s)->toInt() : -1;
    };
    const int before = pages();
    while (!good(m_store->purgeStep({30, 1}, now, 1000)).isLast)
        continue;
    QVERIFY2(pages() < before / 10, qPrintable(QString::number(pages())));
}

QTEST_GUILESS_MAIN(tst_DeliveryStore)
#include "tst_deliverystore.moc"
