// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/intakekeeper.h"

#include "host/deliveryhost.h"
#include "host/intaketoken.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int listeningByte = 0;

bool isTest(const IntakeRequest &request)
{
    // The whole payload is read only where the word is in it.
    if (!request.payload.contains("trigger-test"))
        return false;
    return QJsonDocument::fromJson(request.payload).object().value(u"event").toString() == triggerTest;
}

} // namespace

IntakeKeeper::IntakeKeeper(const Profile &profile, DeliveryHost &host, SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_secrets(secrets)
    , m_preferences(profile)
    , m_watcher(profile, this)
    , m_lock(profile.deliveriesFile() + u".intake"_s)
    , m_intake(static_cast<IntakeAcceptor &>(*this), this)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryMs);
    connect(&m_retry, &QTimer::timeout, this, &IntakeKeeper::look);
    connect(&m_watcher, &ProfileWatcher::changed, this, [this](const ProfileChange &change) {
        if (change.preferences || change.secrets || change.everything)
            look();
    });
}

IntakeKeeper::~IntakeKeeper()
{
    m_intake.stop();
}

void IntakeKeeper::follow()
{
    m_mode = Mode::Following;
    m_watcher.start();
    look();
}

Result<quint16> IntakeKeeper::listen(quint16 port)
{
    const auto listening = listenAt(port);
    if (!listening)
        return listening;
    lockWhereOthersFollow(*listening);
    m_mode = Mode::Fixed;
    m_watcher.start();
    tell(IntakeStatus::State::Listening, *listening);
    return listening;
}

void IntakeKeeper::stop()
{
    m_mode = Mode::Stopped;
    stopListening();
    tell(IntakeStatus::State::Off, 0);
}

void IntakeKeeper::look()
{
    switch (m_mode) {
    case Mode::Stopped:
        return;
    case Mode::Following:
        followPreferences();
        return;
    case Mode::Fixed:
        renewToken();
        return;
    }
    Q_UNREACHABLE();
}

void IntakeKeeper::followPreferences()
{
    m_retry.stop();
    const auto loaded = m_preferences.loadWithProblems();
    const QStringList keys{PreferencesStore::intakeEntry, PreferencesStore::intakePortEntry};
    if (const auto fault = loaded ? loaded->damageOf(keys) : std::optional(loaded.error())) {
        m_retry.start();
        if (m_followed && m_followed->isOn) // as it was, until they can be read
            followAt(m_followed->port);
        else
            tell(IntakeStatus::State::Failed, 0, fault); // it may have been switched on
        return;
    }
    m_followed = {loaded->preferences.intakeOn, quint16(loaded->preferences.intakePort)};
    if (!m_followed->isOn) {
        m_refused.reset();
        stopListening();
        tell(IntakeStatus::State::Off, 0);
        return;
    }
    followAt(m_followed->port);
}

void IntakeKeeper::followAt(quint16 port)
{
    if (!m_lock.tryTake(listeningByte) && m_lock.isTakenElsewhere(listeningByte)) {
        tell(IntakeStatus::State::Elsewhere, port);
        m_retry.start();
        return;
    }
    if (const auto listening = listenAt(port); listening) {
        tell(IntakeStatus::State::Listening, *listening);
    } else {
        if (!m_isMaking) { // it will not be long
            m_lock.giveBack(listeningByte); // another one may be able to
            tell(IntakeStatus::State::Failed, port, listening.error());
        }
        m_retry.start();
    }
}

/// For a port that was given: where it is the one of the preferences, those that follow them stand by.
void IntakeKeeper::lockWhereOthersFollow(quint16 port)
{
    const auto preferences = m_preferences.load();
    if (preferences && preferences->intakePort == port)
        (void)m_lock.tryTake(listeningByte); // who has it cannot listen at this port
    else
        m_lock.giveBack(listeningByte);
}

/// For a port that was given: it stays, the token may be another one.
void IntakeKeeper::renewToken()
{
    const auto port = quint16(m_status.port);
    const auto listening = listenAt(m_intake.isRunning() ? m_wanted : port);
    m_retry.stop();
    if (listening) {
        lockWhereOthersFollow(*listening);
        tell(IntakeStatus::State::Listening, *listening);
        return;
    }
    m_lock.giveBack(listeningByte);
    tell(IntakeStatus::State::Failed, port, listening.error());
    m_retry.start();
}

/// Listens there with the token of now; does nothing where it does so already.
Result<quint16> IntakeKeeper::listenAt(quint16 port)
{
    const auto bearer = token();
    if (!bearer) {
        m_intake.stop();
        return tl::unexpected(bearer.error());
    }
    if (m_intake.isRunning() && m_wanted == port && m_token == *bearer)
        return quint16(m_status.port);
    // One that was free stays the one when only the token is new.
    const quint16 again = m_intake.isRunning() && m_wanted == port ? quint16(m_status.port) : port;
    m_wanted = port;
    m_token = *bearer;
    return m_intake.start({.port = again, .token = bearer->toUtf8()});
}

Result<QString> IntakeKeeper::token()
{
    const auto kept = m_secrets.secret(intaketoken::key);
    if (!kept)
        return tl::unexpected(kept.error());
    if (*kept && !(*kept)->isEmpty())
        return **kept;
    if (m_refused)
        return tl::unexpected(*m_refused);
    return m_isMaking ? failure(ErrorCode::SecretsLocked) : firstToken();
}

/// There is none yet. Fails with SecretsLocked while the store has not kept it; then look() is called when it has.
Result<QString> IntakeKeeper::firstToken()
{
    struct Answer {
        bool isLate = false;
        Result<QString> token = failure(ErrorCode::SecretsLocked);
    };
    const auto answer = std::make_shared<Answer>();
    m_isMaking = true;
    intaketoken::get(m_secrets, this, [this, answer](const Result<intaketoken::Token> &made) {
        m_isMaking = false;
        answer->token = made ? Result<QString>(made->value) : tl::unexpected(made.error());
        if (!made && made.error().code == ErrorCode::SecretsUndecided)
            m_refused = made.error();
        if (made && made->isNew)
            Q_EMIT tokenMade(made->value);
        if (answer->isLate && made)
            look();
        else if (answer->isLate && m_mode != Mode::Stopped)
            tell(IntakeStatus::State::Failed, m_status.port, made.error()); // and is tried again
    });
    answer->isLate = true;
    return answer->token;
}

void IntakeKeeper::makeToken()
{
    m_refused.reset();
    intaketoken::make(m_secrets, this, [this](const Result<intaketoken::Token> &made) {
        if (!made) {
            Q_EMIT tokenFailed(made.error());
            return;
        }
        Q_EMIT tokenMade(made->value);
        look();
    });
}

void IntakeKeeper::stopListening()
{
    m_retry.stop();
    m_intake.stop();
    m_lock.giveBack(listeningByte);
}

void IntakeKeeper::tell(IntakeStatus::State state, int port, const std::optional<Error> &error)
{
    const auto kept = m_secrets.secret(intaketoken::key);
    const IntakeStatus status{state, port, error, maskedSecret(kept ? kept->value_or(QString()) : QString())};
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(status);
}

IntakeAnswer IntakeKeeper::accept(const IntakeRequest &request)
{
    const auto handed = m_host.handIn(request.payload, request.idempotencyKey);
    if (!handed)
        return IntakeAnswer::refused(handed.error());
    switch (handed->kind) {
    case HandedIn::Kind::Accepted:
        if (isTest(request))
            Q_EMIT testCame();
        return IntakeAnswer::accepted(handed->answer);
    case HandedIn::Kind::Repeated:
        return IntakeAnswer::accepted(handed->answer);
    case HandedIn::Kind::KeyReused:
        return IntakeAnswer::refused({IntakeFault::IdempotencyKeyReused, QString::fromLatin1(request.idempotencyKey)});
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
