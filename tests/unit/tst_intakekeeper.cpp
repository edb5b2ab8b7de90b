// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/intakekeeper.h"

#include "host/deliveryhost.h"
#include "store/catalogueresource.h"
#include "store/secretsfile.h"
#include "support/stillclock.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

using State = IntakeStatus::State;

/// Nobody dispatches.
class NoSender final : public Sender
{
public:
    void send(const Attempt &, ConnectionUse) override { }
    void cancel(const DeliveryId &) override { }
};

} // namespace

/// The intake of a profile where something is in its way.
class TestIntakeKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void whoCannotListenKeepsNobodyFromIt();
    void othersStandByForAPortThatWasGiven();
    void damagedPreferencesSwitchNothingOff();
    void looksAgainWhenPreferencesCannotBeRead();

private:
    void switchOn(quint16 port);

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    StillClock m_clock;
    NoSender m_sender;
    std::unique_ptr<DeliveryHost> m_host;
    std::unique_ptr<SecretsFile> m_secrets;
    std::unique_ptr<IntakeKeeper> m_first;
    std::unique_ptr<IntakeKeeper> m_second; ///< As in another process: locks are between objects, too.
    QTcpServer m_other; ///< Has a port.
};

void TestIntakeKeeper::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(m_profile.prepare());
    m_host = std::make_unique<DeliveryHost>(m_profile, *readCatalogue(), m_sender, m_clock, Environment());
    QVERIFY(m_host->open());
    m_secrets = std::make_unique<SecretsFile>(m_profile);
    m_first = std::make_unique<IntakeKeeper>(m_profile, *m_host, *m_secrets);
    m_second = std::make_unique<IntakeKeeper>(m_profile, *m_host, *m_secrets);
    QVERIFY(m_other.listen(QHostAddress::LocalHost));
}

void TestIntakeKeeper::cleanup()
{
    m_second.reset();
    m_first.reset();
    m_host.reset();
    m_other.close();
}

void TestIntakeKeeper::switchOn(quint16 port)
{
    Preferences preferences;
    preferences.intakeOn = true;
    preferences.intakePort = port;
    QVERIFY(PreferencesStore(m_profile).save(preferences));
}

void TestIntakeKeeper::whoCannotListenKeepsNobodyFromIt()
{
    switchOn(m_other.serverPort());
    m_first->follow();
    QCOMPARE(m_first->status().state, State::Failed);
    m_second->follow();
    QCOMPARE(m_second->status().state, State::Failed); // none of them takes in events
    m_other.close();
    m_second->look();
    QCOMPARE(m_second->status().state, State::Listening);
    m_first->look();
    QCOMPARE(m_first->status().state, State::Elsewhere);
}

void TestIntakeKeeper::othersStandByForAPortThatWasGiven()
{
    const quint16 port = m_other.serverPort();
    m_other.close();
    switchOn(port);
    QCOMPARE(m_first->listen(port).value(), port);
    m_second->follow();
    QCOMPARE(m_second->status().state, State::Elsewhere);
    m_first->stop();
    m_second->look();
    QCOMPARE(m_second->status().state, State::Listening);
}

void TestIntakeKeeper::damagedPreferencesSwitchNothingOff()
{
    const quint16 port = m_other.serverPort();
    m_other.close();
    switchOn(port);
    m_first->follow();
    QCOMPARE(m_first->status().state, State::Listening);
    QVERIFY(QFile::resize(m_profile.preferencesFile(), 10));
    m_first->look();
    QCOMPARE(m_first->status().state, State::Listening);
    QCOMPARE(m_first->status().port, int(port));
    m_second->follow(); // it does not know whether it is on
    QCOMPARE(m_second->status().state, State::Failed);
    QCOMPARE(m_second->status().error->code, ErrorCode::CannotRead);
}

void TestIntakeKeeper::looksAgainWhenPreferencesCannotBeRead()
{
    const quint16 port = m_other.serverPort();
    m_other.close();
    switchOn(port);
    m_first->follow();
    m_second->follow();
    QCOMPARE(m_second->status().state, State::Elsewhere);
    const QString file = m_profile.preferencesFile();
    QVERIFY(QFile::rename(file, file + u".away"_s));
    QVERIFY(QDir().mkdir(file)); // cannot be read
    m_second->look();
    QCOMPARE(m_second->status().state, State::Elsewhere); // as it was
    m_first.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_second->status().state, State::Listening, 5 * IntakeKeeper::retryMs);
}

QTEST_GUILESS_MAIN(TestIntakeKeeper)
#include "tst_intakekeeper.moc"
