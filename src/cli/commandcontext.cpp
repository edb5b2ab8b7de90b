// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/commandcontext.h"

#include "cli/deliverysession.h"
#include "core/clock.h"
#include "core/errorjson.h"
#include "core/words.h"
#include "host/filestamp.h"
#include "store/desktopkeyring.h"
#include "store/secretsaving.h"

#include <QCoreApplication>

namespace hookpanel {

using namespace Qt::StringLiterals;

CommandContext::CommandContext(Console &theConsole, const Profile &theProfile, const EventCatalogue &theCatalogue,
                               const QString &command)
    : console(theConsole)
    , profile(theProfile)
    , catalogue(theCatalogue)
    , webhooks(theProfile, theCatalogue, u"hookpanel-cli "_s + command)
    , preferences(theProfile)
    , outcomes(theProfile)
    , secrets(theProfile, std::make_unique<DesktopKeyring>(), SecretVault::WithoutKeyring::UseFile)
{
    QObject::connect(&secrets, &SecretVault::usesFile, &secrets, [this](const QString &file) {
        console.say(
            tr("There is no keyring that can be used, so the secrets of this profile are kept in “%1”, which only you "
               "can read.")
                .arg(file));
    });
}

void CommandContext::finish(int exitCode)
{
    // Queued: an attempt may end inside run(), before the event loop has begun, where exit() would do nothing.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [exitCode] { QCoreApplication::exit(exitCode); }, Qt::QueuedConnection);
}

Expected<void> CommandContext::prepareProfile() const
{
    if (const Result<void> prepared = profile.prepare(); !prepared)
        return tl::unexpected(Failure::of(prepared.error()));
    return {};
}

Expected<std::unique_ptr<DeliveryHistory>> CommandContext::openHistory() const
{
    auto history = DeliveryHistory::open(profile);
    if (!history)
        return tl::unexpected(Failure::of(history.error()));
    if (const Result<void> checked = *history ? (*history)->check() : Result<void>(); !checked)
        return tl::unexpected(Failure::of(checked.error()));
    return std::move(*history);
}

bool CommandContext::isDamage(const Failure &failure)
{
    return failure.code == errorKey(Error{ErrorCode::Damaged});
}

quint64 CommandContext::deliveriesInode() const
{
    return FileStamp::of(profile.deliveriesFile()).inode;
}

/// Whether there is a new file to ask.
bool CommandContext::beginAnew(quint64 inode)
{
    const Expected<std::unique_ptr<DeliverySession>> session = DeliverySession::open(*this);
    return session && (*session)->host().beginAnew(inode);
}

QHash<WebhookId, LastOutcome> CommandContext::lastOutcomes() const
{
    QHash<WebhookId, LastOutcome> last = outcomes.load();
    const auto history = DeliveryHistory::open(profile);
    const auto summary = history && *history ? (*history)->summary(SystemClock().nowUtc()) : DeliverySummary();
    if (!summary)
        return last; // a list is not refused for this
    for (auto health = summary->health.cbegin(); health != summary->health.cend(); ++health) {
        if (health->lastDelivery && health->lastDelivery->at >= last.value(health.key()).at)
            last.insert(health.key(), *health->lastDelivery);
    }
    return last;
}

Expected<Preferences> CommandContext::loadPreferences()
{
    const Result<LoadedPreferences> loaded = preferences.loadWithProblems();
    if (!loaded)
        return tl::unexpected(Failure::of(loaded.error()));
    for (const Problem &problem : loaded->problems) {
        if (problem.cause != Cause::ChangedByHand) // no fault, and the file would be the same at the next command
            console.say(Words::of(problem));
    }
    return loaded->preferences;
}

Expected<Preferences> CommandContext::loadPreferencesForSending()
{
    if (const Expected<Preferences> loaded = loadPreferences(); !loaded) // says what else is wrong with the file
        return tl::unexpected(loaded.error());
    const Result<Preferences> sending = preferences.forSending();
    if (!sending) {
        const bool isProxy = sending.error().code == ErrorCode::ProxyUnreadable;
        return tl::unexpected(Failure::of(sending.error(), isProxy ? u"proxy"_s : fieldKey(Field::DefaultHeaders)));
    }
    Preferences complete = *sending;
    const Result<Headers> headers = secrets::lookedUp(complete.defaultHeaders, secrets.lookup());
    if (!headers)
        return tl::unexpected(Failure::of(headers.error(), fieldKey(Field::DefaultHeaders)));
    complete.defaultHeaders = *headers;
    return complete;
}

void CommandContext::openSecrets(const std::function<void()> &ready)
{
    const auto migrate = [this, ready] {
        secretsaving::migrate(
            webhooks, preferences, secrets, &secrets, [this, ready](const secretsaving::Migrated &migrated) {
                if (migrated.webhooks > 0)
                    console.say(tr("The secrets in %n webhook(s) stood in clear in their files. They are kept apart now.",
                                   nullptr, migrated.webhooks));
                if (migrated.defaultHeaders)
                    console.say(
                        tr("The secrets in the default headers stood in clear in their file. They are kept apart now."));
                for (const Error &error : migrated.errors)
                    console.say(Words::of(error));
                ready();
            });
    };
    secrets.setBrief(true);
    secrets.open();
    if (secrets.isOpened())
        migrate();
    else
        QObject::connect(&secrets, &SecretVault::opened, &secrets, migrate);
}

} // namespace hookpanel
