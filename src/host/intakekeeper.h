// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/intakestatus.h"
#include "core/secretstore.h"
#include "host/bytelocks.h"
#include "intake/intake.h"
#include "store/preferencesstore.h"
#include "store/profilewatcher.h"

#include <QObject>
#include <QTimer>

namespace hookpanel {

class DeliveryHost;

/// Keeps the intake of a profile as it should be, in the window and in `serve` alike: on or off and at which port, by the
/// preferences as they are now, whoever changes them; and with the token that the secret store has. Gives what comes to the
/// host and answers what that says.
///
/// Of several programs of one profile that follow the preferences one listens; the others take over when it ends. One that
/// listens at the port of the preferences because it was told so counts as well. What cannot be had (a port that is taken, a
/// secret store that is locked) is tried again every retryMs. While the preferences cannot be read whole it stays as it was.
///
/// Lives in the host's thread. The host, which must be open, and the store of secrets are not owned and must outlive it.
class IntakeKeeper final : public QObject, private IntakeAcceptor
{
    Q_OBJECT

public:
    static constexpr int retryMs = 2000;

    IntakeKeeper(const Profile &profile, DeliveryHost &host, SecretStore &secrets, QObject *parent = nullptr);
    ~IntakeKeeper() override;

    /// From now on as the preferences say.
    void follow();

    /// From now on at this port, whatever the preferences say; 0 takes any free one. Returns the port. Fails with
    /// CannotListen, or with what keeps the token from being read or made.
    [[nodiscard]] Result<quint16> listen(quint16 port);

    /// Takes nothing more; whoever waits for an answer is told so.
    void stop();

    /// Looks at once whether preferences or token have changed.
    void look();

    /// Makes another token: who bears the old one is refused from then on. Emits tokenMade() or tokenFailed(), later where
    /// the store has to wait.
    void makeToken();

    [[nodiscard]] const IntakeStatus &status() const { return m_status; }

Q_SIGNALS:
    void statusChanged(const hookpanel::IntakeStatus &status);

    /// There is a token that there was not before: to be shown once.
    void tokenMade(const QString &token);
    void tokenFailed(const hookpanel::Error &error);

    /// A `trigger-test` came. It is answered with 202 and goes to nobody.
    void testCame();

private:
    enum class Mode { Stopped, Following, Fixed };

    /// What the preferences said when they could be read last.
    struct Followed {
        bool isOn = false;
        quint16 port = 0;
    };

    [[nodiscard]] IntakeAnswer accept(const IntakeRequest &request) override;
    [[nodiscard]] Result<QString> token();
    [[nodiscard]] Result<QString> firstToken();
    [[nodiscard]] Result<quint16> listenAt(quint16 port);
    void followPreferences();
    void followAt(quint16 port);
    void lockWhereOthersFollow(quint16 port);
    void renewToken();
    void stopListening();
    void tell(IntakeStatus::State state, int port, const std::optional<Error> &error = std::nullopt);

    DeliveryHost &m_host;
    SecretStore &m_secrets;
    PreferencesStore m_preferences;
    ProfileWatcher m_watcher;
    ByteLocks m_lock; ///< Between those of one profile that follow the preferences.
    Intake m_intake;
    QTimer m_retry{this};
    Mode m_mode = Mode::Stopped;
    std::optional<Followed> m_followed;
    IntakeStatus m_status;
    quint16 m_wanted = 0; ///< The port that was asked for, and the token, while it listens.
    QString m_token;
    bool m_isMaking = false; ///< The first token, which the store has not kept yet.
    std::optional<Error> m_refused; ///< The owner does not want it kept: nobody is asked again until the intake is off.
};

} // namespace hookpanel
