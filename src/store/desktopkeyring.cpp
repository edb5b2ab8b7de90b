// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/desktopkeyring.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QObject>
#include <QTimer>

#include <memory>

#include <qt6keychain/keychain.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView service("org.freedesktop.secrets");

/// What the keyring says about itself.
enum class KeyringState { Open, Locked, NotMade, Unknown };

Error errorOf(const QKeychain::Job &job)
{
    const bool isRefused = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    return {isRefused ? ErrorCode::SecretsLocked : ErrorCode::SecretsUnavailable, {}, job.errorString().simplified()};
}

void call(const QDBusMessage &message, QObject *context, const std::function<void(const QDBusMessage &)> &answered)
{
    constexpr int patienceMs = 5'000;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, patienceMs), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, answered] {
        watcher->deleteLater();
        answered(watcher->reply());
    });
}

/// The default collection is where QtKeychain keeps its items. There is none before a keyring was unlocked or made for the
/// first time; whether one can be had, only a writing tells.
void askState(QObject *context, const std::function<void(KeyringState)> &answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        answer(KeyringState::Unknown);
        return;
    }
    auto alias = QDBusMessage::createMethodCall(service, u"/org/freedesktop/secrets"_s, u"org.freedesktop.Secret.Service"_s,
                                                u"ReadAlias"_s);
    alias << u"default"_s;
    call(alias, context, [context, answer](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) {
            answer(KeyringState::Unknown);
            return;
        }
        const QString path = qvariant_cast<QDBusObjectPath>(reply.arguments().constFirst()).path();
        if (path.isEmpty() || path == u"/"_s) {
            answer(KeyringState::NotMade);
            return;
        }
        auto get = QDBusMessage::createMethodCall(service, path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        get << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        call(get, context, [answer](const QDBusMessage &got) {
            if (got.type() != QDBusMessage::ReplyMessage || got.arguments().isEmpty())
                answer(KeyringState::Unknown);
            else
                answer(qvariant_cast<QDBusVariant>(got.arguments().constFirst()).variant().toBool() ? KeyringState::Locked
                                                                                                    : KeyringState::Open);
        });
    });
}

/// Starts a job that has `ended` called once: when it is finished, or, with nothing, when patience ends. QtKeychain gets
/// the answers of libsecret by GLib's event loop; without that, none comes.
void run(QKeychain::Job *job, QObject *context, std::optional<int> patienceMs,
         const std::function<void(QKeychain::Job *)> &ended)
{
    auto isOver = std::make_shared<bool>(false);
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, context, [ended, isOver](QKeychain::Job *finished) {
        if (!std::exchange(*isOver, true))
            ended(finished);
    });
    if (patienceMs) {
        QTimer::singleShot(*patienceMs, context, [ended, isOver] {
            if (!std::exchange(*isOver, true))
                ended(nullptr);
        });
    }
    job->start();
}

} // namespace

void DesktopKeyring::read(const QString &item, QObject *context, const Found &found)
{
    readTrusting(item, context, found, IsOpen::NotKnown);
}

/// "Not found" is also what a locked keyring says. It is believed where the keyring is open before and after it was said:
/// one that is unlocked in between, as at the login, would look like an empty one.
void DesktopKeyring::readTrusting(const QString &item, QObject *context, const Found &found, IsOpen isOpen)
{
    auto *job = new QKeychain::ReadPasswordJob(u"hookpanel"_s, context);
    job->setKey(item);
    run(job, context, patienceMs, [this, item, context, found, isOpen](QKeychain::Job *ended) {
        if (!ended) {
            found(failure(ErrorCode::SecretsLocked));
            return;
        }
        m_hasAnswered = true;
        if (ended->error() == QKeychain::NoError) {
            found(std::optional(static_cast<QKeychain::ReadPasswordJob *>(ended)->textData()));
            return;
        }
        if (ended->error() != QKeychain::EntryNotFound) {
            found(tl::unexpected(errorOf(*ended)));
            return;
        }
        askState(context, [this, item, context, found, isOpen](KeyringState state) {
            if (state == KeyringState::Locked || state == KeyringState::NotMade)
                found(failure(ErrorCode::SecretsLocked));
            else if (state == KeyringState::Unknown) // there may be one, as in KWallet, that tells nothing about itself
                found(failure(ErrorCode::SecretsUnavailable));
            else if (isOpen == IsOpen::Yes)
                found(std::optional<QString>());
            else
                readTrusting(item, context, found, IsOpen::Yes);
        });
    });
}

/// Where answers come, a writing is waited for as long as it takes: the desktop may be asking its user, and what was given
/// up here would be written all the same, later, over what is there then.
void DesktopKeyring::write(const QString &item, const QString &text, QObject *context, const Done &done)
{
    auto *job = new QKeychain::WritePasswordJob(u"hookpanel"_s, context);
    job->setKey(item);
    job->setTextData(text);
    run(job, context, m_hasAnswered ? std::nullopt : std::optional(patienceMs), [done](QKeychain::Job *ended) {
        if (!ended)
            done(failure(ErrorCode::SecretsLocked));
        else if (ended->error() == QKeychain::NoError)
            done({});
        else
            done(tl::unexpected(errorOf(*ended)));
    });
}

void DesktopKeyring::askWhetherOpen(QObject *context, const Answer &answer)
{
    askState(context, [answer](KeyringState state) { answer(state != KeyringState::Locked); });
}

} // namespace hookpanel
