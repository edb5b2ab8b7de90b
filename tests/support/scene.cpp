// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/scene.h"

#include "gui/guitest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>

namespace hookpanel::test {

using namespace Qt::StringLiterals;

namespace {

LastOutcome last(int status, qint64 ms, const QDateTime &now)
{
    WireResult wire;
    wire.requestSent = true;
    wire.answerComplete = true;
    wire.status = status;
    wire.reached = Phase::Receiving;
    return {classify(wire), ms, now.addSecs(-ms), true};
}

LastOutcome lastWithoutAnswer(OutcomeKind kind, qint64 ms, const QDateTime &now)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.phase = Phase::Waiting;
    return {outcome, ms, now.addSecs(-ms), true};
}

void choose(Scene &scene, const char *box, int index)
{
    find<QComboBox>(scene.window, box).setCurrentIndex(index);
}

void openStaticBuild(Scene &scene)
{
    scene.openWebhook(u"Static build"_s);
}

void showSection(Scene &scene, const char *name)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    auto &area = find<QScrollArea>(scene.window, "formArea");
    area.verticalScrollBar()->setValue(find(scene.window, name).mapTo(area.widget(), QPoint()).y());
}

void openFormWithEverything(Scene &scene)
{
    openStaticBuild(scene);
    choose(scene, "retryBox", 3);
    choose(scene, "contentTypesBox", 1);
    choose(scene, "eventBox", 1);
}

void openFormWithErrors(Scene &scene)
{
    openFormWithEverything(scene);
    find<QLineEdit>(scene.window, "nameEdit").clear();
    find<QLineEdit>(scene.window, "urlEdit").setText(u"ftp://ci.example.com/build"_s);
    click(find(scene.window, "saveButton"));
}

void triggerAndAnswer(Scene &scene)
{
    openStaticBuild(scene);
    click(find(scene.window, "triggerButton"));
    Q_EMIT scene.service.attemptUpdated(
        answered(scene.lastAttempt(), 200, "OK", R"({"accepted":true,"queue":"builds","position":1})"));
}

void triggerAndWait(Scene &scene)
{
    openStaticBuild(scene);
    click(find(scene.window, "triggerButton"));
    Attempt attempt = scene.lastAttempt();
    attempt.phase = Phase::Waiting;
    Q_EMIT scene.service.attemptUpdated(attempt);
}

void triggerAndFail(Scene &scene)
{
    openStaticBuild(scene);
    click(find(scene.window, "triggerButton"));
    Q_EMIT scene.service.attemptUpdated(ended(scene.lastAttempt(), OutcomeKind::ConnectionRefused, Phase::Connecting, 3));
}

/// A rotation that is not saved yet, and a policy that needs files.
void openSecurity(Scene &scene)
{
    StoredWebhook stored = scene.opened;
    stored.webhook.signing = QStringList{u"standard"_s};
    stored.webhook.signingKeys = {{u"ref-1"_s, u"3aF9"_s}, {u"ref-2"_s, u"Qx71"_s, scene.clock.now.addSecs(7200)}};
    Q_EMIT scene.service.webhookStored(stored);
    openStaticBuild(scene);
    click(find(scene.window, "rotateSecretButton"));
    choose(scene, "newSecretBox", 1);
    find<QLineEdit>(scene.window, "pastedSecretEdit").setText(u"whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    click(find(scene.window, "useSecretButton"));
    showSection(scene, "securityView");
}

TlsInfo certificateOf(const Scene &scene, int days)
{
    TlsInfo info;
    info.subject = u"CN=ci.example.com, O=Example Builds"_s;
    info.issuer = info.subject;
    info.names = QStringList{u"ci.example.com"_s, u"builds.example.com"_s};
    info.notBefore = scene.clock.now.addYears(-1);
    info.notAfter = scene.clock.now.addDays(days).addSecs(60);
    info.sha256 = "3fa2c41e5b7d8f90a1b2c3d4e5f60718293a4b5c6d7e8f901a2b3c4d5e6f7081";
    return info;
}

void openTls(Scene &scene)
{
    openStaticBuild(scene);
    find<QCheckBox>(scene.window, "standardSigningBox").setChecked(true);
    click(find(scene.window, "pasteSecretButton"));
    find<QLineEdit>(scene.window, "pastedSecretEdit").setText(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    click(find(scene.window, "useSecretButton"));
    choose(scene, "trustBox", 1);
    find<QLineEdit>(scene.window, "caFileEdit").setText(u"/etc/ssl/example/our-own-authority.pem"_s);
    find<QCheckBox>(scene.window, "clientBox").setChecked(true);
    find<QLineEdit>(scene.window, "clientCertificateEdit").setText(u"/etc/ssl/example/client.pem"_s);
    auto &key = find<QLineEdit>(scene.window, "clientKeyEdit");
    key.setText(u"/etc/ssl/example/client.key"_s);
    Q_EMIT key.editingFinished();
    const Webhook asked = scene.service.tlsChecks.last();
    Q_EMIT scene.service.tlsChecked(asked.id, asked.tls,
                                    {{}, {certificateOf(scene, 12), certificateOf(scene, 800)}, certificateOf(scene, 300)});
    showSection(scene, "trustBox");
}

void triggerAndRefuse(Scene &scene)
{
    openStaticBuild(scene);
    click(find(scene.window, "triggerButton"));
    Attempt attempt = ended(scene.lastAttempt(), OutcomeKind::Tls, Phase::Securing, 30);
    attempt.outcome->tlsFault = TlsFault::SelfSigned;
    attempt.tls = certificateOf(scene, 12);
    Q_EMIT scene.service.attemptUpdated(attempt);
}

/// Another program changed what is being edited.
void openConflict(Scene &scene)
{
    openStaticBuild(scene);
    find<QLineEdit>(scene.window, "urlEdit").setText(u"https://ci.example.com/build/main"_s);
    StoredWebhook theirs = scene.opened;
    theirs.webhook.enabled = !theirs.webhook.enabled;
    theirs.webhook.headers.last().value = u"staging"_s;
    theirs.webhook.events.names.append(u"media.delete"_s);
    Q_EMIT scene.service.webhookStored(theirs);
}

/// A URL that leads to another place, and one header that was unmarked.
void openFormWithSecrets(Scene &scene)
{
    StoredWebhook stored = scene.opened;
    stored.webhook.headers = {
        {u"Authorization"_s, {}, true, u"r1"_s}, {u"X-Environment"_s, u"production"_s}, {u"X-Api-Key"_s, {}, true, u"r2"_s}};
    stored.webhook.signing = QStringList{u"standard"_s};
    stored.webhook.signingKeys = {{u"r3"_s, u"3aF9"_s}};
    Q_EMIT scene.service.webhookStored(stored);
    openStaticBuild(scene);
    find<QLineEdit>(scene.window, "urlEdit").setText(u"https://other.example.com/build"_s);
    auto &headers = find<QTableView>(scene.window, "headersView");
    headers.model()->setData(headers.model()->index(0, 1), u"Bearer typed"_s);
    headers.setCurrentIndex(headers.model()->index(0, 1));
}

/// A switch could not be saved.
void openFailure(Scene &scene)
{
    scene.table().setCurrentIndex(scene.table().model()->index(1, 0));
    QTest::keyClick(&scene.table(), Qt::Key_Space);
    const WebhookId id = scene.service.switched.last().ids.first();
    const QString path = u"/home/admin/.config/hookpanel/webhooks/%1.ini"_s.arg(id.toString());
    Q_EMIT scene.service.webhookFailed(id, Error{ErrorCode::CannotWrite, path, {}, 0, 0, {}, Cause::NotWhollyWritten});
}

void openSettingsWithEverything(Scene &scene)
{
    scene.openSettings();
    IntakeStatus intake;
    intake.state = IntakeStatus::State::Listening;
    intake.port = Preferences::defaultIntakePort;
    intake.maskedToken = u"••••3aF9"_s;
    Q_EMIT scene.service.intakeChanged(intake);
    Q_EMIT scene.service.intakeTokenMade(u"k3JpQ0v5xX8mYw2RtLz7bN1cD4eF6gH9iJ0kLm3aF9s"_s);
    click(find(scene.window, "newTokenButton"));
    choose(scene, "defaultRetryBox", 3);
    choose(scene, "proxyBox", 2);
    auto &address = find<QLineEdit>(scene.window, "proxyAddressEdit");
    address.setText(u"http://user:password@proxy.example:3128"_s);
    Q_EMIT address.editingFinished();
    Q_EMIT find<QLineEdit>(scene.window, "ownDefaultRetryEdit").editingFinished();
}

void openSettingsThatFail(Scene &scene)
{
    scene.openSettings();
    IntakeStatus intake;
    intake.state = IntakeStatus::State::Failed;
    intake.port = Preferences::defaultIntakePort;
    intake.error = Error{ErrorCode::CannotListen, u"127.0.0.1:14747"_s, {}, 0, 0, {}, Cause::Locked};
    Q_EMIT scene.service.intakeChanged(intake);
    Q_EMIT scene.service.intakeTokenFailed(Error{ErrorCode::SecretsDamaged, u"/home/me/secrets.json"_s});
    choose(scene, "payloadFormatBox", 1);
    Q_EMIT scene.service.preferencesFailed(
        {ErrorCode::CannotWrite, u"/home/me/.config/hookpanel/hookpanel.ini"_s, u"No space left on device"_s});
}

void openSettingsAndChange(Scene &scene)
{
    scene.openSettings();
    choose(scene, "payloadFormatBox", 1);
    Q_EMIT scene.service.preferencesSaved(scene.service.savedPreferences.constLast().preferences, {});
}

void openWithDamagedSettings(Scene &scene)
{
    const QString path = u"/home/admin/.config/hookpanel/hookpanel.ini"_s;
    Q_EMIT scene.service.preferencesStored(
        {}, {{Field::File, Rule::PreferencesDamaged, -1, false, path, Cause::EntriesMissing}});
}

/// Nobody knows whether one of them is enabled.
void openWithDamagedWebhook(Scene &scene)
{
    StoredWebhook damaged = scene.opened;
    const QString path = u"/home/admin/.config/hookpanel/webhooks/%1.ini"_s.arg(damaged.webhook.id.toString());
    damaged.webhook = {};
    damaged.webhook.id = scene.opened.webhook.id;
    damaged.problems = {{Field::File, Rule::FileUnreadable, -1, false, path, Cause::IsFolder}};
    Q_EMIT scene.service.webhookStored(damaged);
}

Attempt attemptOf(const Scene &scene, const Delivery &delivery, int number)
{
    const Event event{
        delivery.eventType, delivery.createdAt,
        R"({"event":"entry.publish","createdAt":"2026-11-24T08:00:00.000Z","model":"article","entry":{"id":7}})"};
    Attempt attempt = attemptTo(scene.opened.webhook, delivery.id, event);
    attempt.request = *prepareRequest(scene.opened.webhook, sampleContent().preferences.defaultHeaders, event,
                                      scene.service.environment(), DeliveryMark{delivery.id, number});
    attempt.test = false;
    attempt.number = number;
    return attempt;
}

void openDeliveries(Scene &scene)
{
    scene.addDeliveries();
    goToScreen(scene.window, u"Deliveries"_s);
    QCoreApplication::sendPostedEvents(&scene.service.deliveryService); // the page is there at once
}

void openDelivery(Scene &scene)
{
    openDeliveries(scene);
    auto &table = find<QTableView>(scene.window, "deliveriesView");
    clickCell(table, table.model()->index(1, 0)); // selectRow() of Qt 6.4.2 does nothing from right to left
}

void openDeliveriesAtWork(Scene &scene)
{
    openDelivery(scene);
    Q_EMIT scene.service.deliveryService.resendProgress(3, 12, false);
    Q_EMIT scene.service.deliveryService.exportProgress(12'000, 100'000);
    Q_EMIT scene.service.deliveryService.overdueFound(4);
}

void openSendEvent(Scene &scene)
{
    scene.knowEvents();
    goToScreen(scene.window, u"Send event"_s);
}

void openSendEventWithErrors(Scene &scene)
{
    openSendEvent(scene);
    EventCheck check = scene.whoGetsIt();
    check.error = Error{ErrorCode::NotJson, {}, {}, 4, 12};
    check.notes = {{EventNote::Kind::PrivateTaken, {u"entry.internalNotes"_s}, 0},
                   {EventNote::Kind::UserCut, {u"entry.author"_s}, 0}};
    check.ticket = scene.service.eventService.checks.constLast().ticket;
    Q_EMIT scene.service.eventService.checked(check);
}

void openSentEvent(Scene &scene)
{
    openSendEvent(scene);
    click(find(scene.window, "sendEventButton"));
    SentEvent sent = scene.sentEvent();
    const QDateTime now = scene.clock.now;
    const auto end = [&now](Delivery &delivery, DeliveryState state, const LastOutcome &last) {
        delivery.state = state;
        delivery.outcome = last.outcome;
        delivery.durationMs = last.durationMs;
        delivery.dueAt = state == DeliveryState::WaitingRetry ? now.addSecs(240) : QDateTime();
    };
    end(sent.deliveries.first(), DeliveryState::Delivered, last(200, 41, now));
    end(sent.deliveries.last(), DeliveryState::WaitingRetry, last(503, 1240, now));
    Q_EMIT scene.service.eventService.sent(scene.service.eventService.sends.constLast().ticket, sent);
}

void openEventTypes(Scene &scene)
{
    scene.knowEvents();
    goToScreen(scene.window, u"Event types"_s);
}

void openContentTypes(Scene &scene)
{
    openEventTypes(scene);
    find<QTabBar>(scene.window, "eventTypesTabs").setCurrentIndex(1);
}

void openNoContentTypes(Scene &scene)
{
    openContentTypes(scene);
    Q_EMIT scene.service.eventService.knowledgeChanged({catalogue(), {}, {}, {}});
}

} // namespace

PanelContent sampleContent()
{
    const QDateTime now = StillClock().now;
    PanelContent content;
    const auto add = [&](const QString &name, const QString &url, const QStringList &events,
                         const std::optional<LastOutcome> &last, bool enabled = true) -> Webhook & {
        StoredWebhook stored = storedWebhook(name, url);
        stored.webhook.events.names = events;
        stored.webhook.enabled = enabled;
        content.webhooks.append(stored);
        if (last)
            content.lastOutcomes.insert(stored.webhook.id, *last);
        return content.webhooks.last().webhook;
    };
    add(u"Search index"_s, u"https://search.example.com/hooks/reindex"_s,
        {u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s, u"entry.unpublish"_s}, last(200, 41, now));
    add(u"Static build"_s, u"https://ci.example.com/projects/website/build?branch=main"_s,
        {u"entry.publish"_s, u"entry.unpublish"_s}, last(503, 1240, now))
        .headers
        = {{u"Authorization"_s, u"Bearer ${BUILD_TOKEN}"_s}, {u"X-Environment"_s, u"production"_s}};
    add(u"Old cache"_s, u"http://10.0.0.7/purge"_s, {}, std::nullopt, false);
    add(u"Image thumbnails"_s, u"https://media.example.com/thumbnails"_s,
        {u"media.create"_s, u"media.update"_s, u"media.delete"_s}, last(204, 187, now));
    add(u"Newsletter draft"_s, u"https://mail.example.org/api/v2/drafts"_s, {u"entry.publish"_s}, last(401, 96, now));
    add(u"Audit log"_s, u"https://audit.internal.example.com:8443/ingest"_s, {},
        lastWithoutAnswer(OutcomeKind::ConnectionRefused, 3, now))
        .events.all
        = true;
    add(u"Übersetzungen"_s, u"https://übersetzung.example/eingang"_s, {u"entry.update"_s},
        lastWithoutAnswer(OutcomeKind::Timeout, 10'000, now));
    add(u"Data warehouse"_s, u"${WAREHOUSE_URL}/events"_s, {u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s},
        last(202, 318, now), false);
    content.preferences.defaultHeaders = {{u"X-Site"_s, u"example.com"_s}};
    return content;
}

Scene::Scene(const PanelContent &content)
    : window(service, prompts, clock, catalogue(), {})
{
    service.variables.insert(u"BUILD_TOKEN"_s, u"s3cr3t"_s);
    for (const StoredWebhook &stored : content.webhooks) {
        if (stored.webhook.name == u"Static build")
            opened = stored;
        if (stored.webhook.name == u"Search index")
            healthyId = stored.webhook.id;
    }
    Q_EMIT service.loaded(content);
}

bool Scene::show(const QSize &size)
{
    return test::show(window, size);
}

QTableView &Scene::table()
{
    return find<QTableView>(window, "webhooksView");
}

void Scene::openWebhook(const QString &name)
{
    for (int row = 0; row < table().model()->rowCount(); ++row) {
        if (table().model()->index(row, 0).data().toString() == name) {
            table().setCurrentIndex(table().model()->index(row, 0));
            QTest::keyClick(&table(), Qt::Key_F2);
            return;
        }
    }
    qFatal("There is no webhook %s", qPrintable(name));
}

void Scene::openSettings()
{
    goToScreen(window, u"Settings"_s);
}

void Scene::knowEvents(const QList<EventType> &own)
{
    EventKnowledge knowledge;
    knowledge.catalogue = catalogue().withOwn(own);
    ContentType article;
    article.uid = u"api::article.article"_s;
    article.model = u"article"_s;
    article.displayName = u"Article"_s;
    article.draftAndPublish = true;
    article.attributes.list = {{u"title"_s, u"string"_s},
                               {u"internalNotes"_s, u"text"_s, true},
                               {u"author"_s, u"relation"_s, false, u"admin::user"_s}};
    knowledge.contentTypes.insert(article);
    ContentType category;
    category.uid = u"api::category.category"_s;
    category.model = u"category"_s;
    category.displayName = u"Category"_s;
    knowledge.contentTypes.insert(category);
    Component seo;
    seo.uid = u"shared.seo"_s;
    seo.displayName = u"Search engines"_s;
    seo.attributes.list = {{u"metaTitle"_s, u"string"_s}};
    knowledge.contentTypes.insert(seo);
    service.eventService.answer = whoGetsIt();
    Q_EMIT service.eventService.knowledgeChanged(knowledge);
}

EventCheck Scene::whoGetsIt() const
{
    EventCheck check;
    check.recipients = {
        {healthyId, u"Search index"_s, u"https://search.example.com/hooks/reindex"_s, std::nullopt},
        {opened.webhook.id, opened.webhook.name, opened.webhook.url, std::nullopt},
        {WebhookId::fromString(u"6a1f0c52-0000-4000-9000-000000000001"_s), u"Old cache"_s, u"http://10.0.0.7/purge"_s,
         NotSentReason::Disabled},
        {WebhookId::fromString(u"6a1f0c52-0000-4000-9000-000000000002"_s), u"Image thumbnails"_s,
         u"https://media.example.com/thumbnails"_s, NotSentReason::NotSubscribed},
        {WebhookId::fromString(u"6a1f0c52-0000-4000-9000-000000000003"_s), u"Newsletter draft"_s,
         u"https://mail.example.org/api/v2/drafts"_s, NotSentReason::ContentType},
    };
    return check;
}

SentEvent Scene::sentEvent() const
{
    SentEvent sent;
    const auto all = whoGetsIt().recipients;
    for (const Recipient &recipient : all) {
        if (recipient.reason) {
            sent.notSent.append(recipient);
            continue;
        }
        Delivery delivery;
        delivery.id = DeliveryId::create();
        delivery.webhook = recipient.webhook;
        delivery.webhookName = recipient.name;
        delivery.url = recipient.url;
        sent.deliveries.append(delivery);
    }
    return sent;
}

void Scene::addDeliveries()
{
    FakeDeliveryService &history = service.deliveryService;
    const auto add = [&](const QString &webhook, const QString &type, DeliveryState state,
                         const std::optional<LastOutcome> &last, int attempts) -> Delivery & {
        Delivery &delivery = history.add(webhook, type);
        delivery.createdAt = clock.now.addSecs(-3600 + 300 * history.lastPosition);
        delivery.dueAt = state == DeliveryState::WaitingRetry ? clock.now.addSecs(240) : QDateTime();
        delivery.state = state;
        delivery.attempts = attempts;
        if (last) {
            delivery.outcome = last->outcome;
            delivery.durationMs = last->durationMs;
        }
        return delivery;
    };
    const QString update = u"entry.update"_s;
    add(u"Search index"_s, update, DeliveryState::Delivered, last(200, 41, clock.now), 1);
    add(u"Audit log"_s, update, DeliveryState::Dead, lastWithoutAnswer(OutcomeKind::ConnectionRefused, 3, clock.now), 10);
    add(u"Newsletter draft"_s, u"entry.publish"_s, DeliveryState::Failed, last(401, 96, clock.now), 1);
    add(u"Static build"_s, u"trigger-test"_s, DeliveryState::Delivered, last(204, 187, clock.now), 1).test = true;
    const Delivery waiting
        = add(u"Static build"_s, u"entry.publish"_s, DeliveryState::WaitingRetry, last(503, 1240, clock.now), 2);
    add(u"Image thumbnails"_s, u"media.create"_s, DeliveryState::Attempting, std::nullopt, 1);
    history.attempts.insert(waiting.id,
                            {ended(attemptOf(*this, waiting, 1), OutcomeKind::ConnectionRefused, Phase::Connecting, 3),
                             answered(attemptOf(*this, waiting, 2), 503, "Service Unavailable", R"({"error":"busy"})")});
    history.summary.deadLetters = 12;
    for (int hour = 0; hour < int(history.summary.hours.size()); ++hour) {
        HourCount &count = history.summary.hours[size_t(hour)];
        count.of(OutcomeGroup::Delivered) = hour * 7 % 11 + 2;
        for (const OutcomeGroup group : outcomeGroups()) {
            const int kind = int(group);
            if (group != OutcomeGroup::Delivered && hour > 14 && hour * kind % 5 == 2)
                count.of(group) = 1 + hour % 4;
        }
    }
    const auto hourOf = [](int succeeded, int failed) {
        HourCount count;
        count.of(OutcomeGroup::Delivered) = succeeded;
        count.of(OutcomeGroup::ReceiverError) = failed;
        return count;
    };
    Health good;
    good.hours.fill(hourOf(3, 0));
    good.last = last(200, 41, clock.now).outcome;
    Health bad = good;
    bad.hours[23] = hourOf(1, 9);
    bad.hours[20] = hourOf(2, 5);
    bad.last = last(503, 1240, clock.now).outcome;
    bad.lastDelivery = last(503, 1240, clock.now.addSecs(60));
    bad.lastDelivery->retryAt = clock.now.addSecs(240);
    history.summary.health.insert(opened.webhook.id, bad);
    history.summary.health.insert(healthyId, good);
    Q_EMIT history.summaryReady(history.summary);
}

Attempt Scene::lastAttempt() const
{
    const auto &order = service.triggered.last();
    Attempt attempt = attemptTo(order.webhook, order.delivery, order.event);
    attempt.request
        = *prepareRequest(order.webhook, sampleContent().preferences.defaultHeaders, order.event, service.environment());
    return attempt;
}

const QList<Screen> &screens()
{
    static const QList<Screen> all{
        {"webhooks", [](Scene &scene) { scene.table().selectRow(1); }},
        {"empty", [](Scene &) {}, true},
        {"nothing found", [](Scene &scene) { find<QLineEdit>(scene.window, "searchEdit").setText(u"no such webhook"_s); }},
        {"undo",
         [](Scene &scene) {
             Q_EMIT scene.service.webhooksRemoved({{WebhookId::create(), u"Static build"_s, {}}});
         }},
        {"new webhook", [](Scene &scene) { click(find(scene.window, "createButton")); }},
        {"webhook", openStaticBuild},
        {"webhook with everything", openFormWithEverything},
        {"webhook with errors", openFormWithErrors},
        {"conflict", openConflict},
        {"webhook with secrets", openFormWithSecrets},
        {"secrets locked", [](Scene &scene) { Q_EMIT scene.service.secretsUnreadable(Error{ErrorCode::SecretsLocked}); }},
        {"failure", openFailure},
        {"waiting", triggerAndWait},
        {"answered", triggerAndAnswer},
        {"failed", triggerAndFail},
        {"security", openSecurity},
        {"tls", openTls},
        {"refused certificate", triggerAndRefuse},
        {"health", [](Scene &scene) { scene.addDeliveries(); }},
        {"deliveries", openDeliveries},
        {"delivery", openDelivery},
        {"deliveries at work", openDeliveriesAtWork},
        {"purge ahead",
         [](Scene &scene) {
             openDeliveries(scene);
             Q_EMIT scene.service.deliveryService.purgeAhead(12'345, scene.clock.now.addDays(1));
         }},
        {"no deliveries", [](Scene &scene) { goToScreen(scene.window, u"Deliveries"_s); }},
        {"send event", openSendEvent},
        {"send event with errors", openSendEventWithErrors},
        {"sent event", openSentEvent},
        {"event types", openEventTypes},
        {"content types", openContentTypes},
        {"no content types", openNoContentTypes},
        {"settings", [](Scene &scene) { scene.openSettings(); }},
        {"settings with everything", openSettingsWithEverything},
        {"settings that fail", openSettingsThatFail},
        {"settings changed", openSettingsAndChange},
        {"damaged settings", openWithDamagedSettings},
        {"damaged webhook", openWithDamagedWebhook},
    };
    return all;
}

} // namespace hookpanel::test
