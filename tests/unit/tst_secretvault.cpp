// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretvault.h"

#include "core/eventtype.h"
#include "store/secretsaving.h"
#include "store/webhookstore.h"
#include "support/memorykeyring.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <utility>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_SecretVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keyringIsChosenWhereItWorks();
    void fileWhereThereIsNoKeyring();
    void asksBeforeAFile();
    void refusalFailsWhatWaited();
    void oneItemForAll();
    void lockedIsNotEmpty();
    void seesWhatAnotherProcessKept();
    void keepsWhatAnotherProcessKept();
    void failedWriteKeepsNothing();
    void damagedFile();
    void savesSecretsFirst();
    void refusedSaveForgetsAgain();
    void migrates();
    void migrationIsCut();
    void refusedMigrationKeepsWhatWasKept();
    void firstSecretsAtOnceGoToOnePlace();
    void consentComesTooLate();
    void itemThatIsGoneIsNotEmpty();
    void placeThatIsNotKnownIsNotBegun_data();
    void placeThatIsNotKnownIsNotBegun();
    void twoReferencesInOneMoment();
    void lockedKeyringIsNotLeftForAFile();
    void preferredPlaceIsBegun();

private:
    std::unique_ptr<SecretVault> makeVault(SecretVault::WithoutKeyring without = SecretVault::WithoutKeyring::UseFile);
    Result<void> keep(SecretVault &vault, const SecretTexts &kept, const QStringList &forgotten = {});
    static QString secretIn(SecretVault &vault, const QString &reference);
    static std::optional<ErrorCode> failureIn(SecretVault &vault, const QString &reference);
    [[nodiscard]] QByteArray allBytes() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::shared_ptr<MemoryKeyringState> m_state;
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Webhook clearWebhook(const QString &name)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = name;
    webhook.url = u"https://example.com/"_s;
    webhook.headers = {{u"Authorization"_s, u"Bearer sesame-"_s + name}, {u"X-A"_s, u"plain"_s}};
    return webhook;
}

} // namespace

void tst_SecretVault::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_state = std::make_shared<MemoryKeyringState>();
}

void tst_SecretVault::cleanup()
{
    m_folder.reset();
}

std::unique_ptr<SecretVault> tst_SecretVault::makeVault(SecretVault::WithoutKeyring without)
{
    auto vault = std::make_unique<SecretVault>(m_profile, std::make_unique<MemoryKeyring>(m_state), without);
    vault->open();
    if (!QTest::qWaitFor([&vault] { return vault->isOpened(); }))
        qFatal("the vault does not open");
    return vault;
}

Result<void> tst_SecretVault::keep(SecretVault &vault, const SecretTexts &kept, const QStringList &forgotten)
{
    std::optional<Result<void>> result;
    vault.change(kept, forgotten, this, [&result](const Result<void> &done) { result = done; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }))
        return failure(ErrorCode::CannotWrite, u"no answer"_s);
    return *result;
}

QString tst_SecretVault::secretIn(SecretVault &vault, const QString &reference)
{
    const auto secret = vault.secret(reference);
    return secret ? secret->text() : QString();
}

std::optional<ErrorCode> tst_SecretVault::failureIn(SecretVault &vault, const QString &reference)
{
    const auto secret = vault.secret(reference);
    return secret ? std::nullopt : std::optional(secret.error().code);
}

/// Of all files of the profile but the one of the secrets.
QByteArray tst_SecretVault::allBytes() const
{
    QByteArray all;
    for (const QString &folder : {m_profile.configFolder, m_profile.webhooksFolder()}) {
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : files)
            all += file.fileName() == u"secrets.json" ? QByteArray() : contentOf(file.filePath());
    }
    return all;
}

void tst_SecretVault::keyringIsChosenWhereItWorks()
{
    const auto vault = makeVault();
    QCOMPARE(vault->storage(), SecretPlace::Storage::Undecided);
    QVERIFY(!QFileInfo::exists(m_profile.configFolder)); // nothing before it is needed
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}}));
    QCOMPARE(vault->storage(), SecretPlace::Storage::Keyring);
    QCOMPARE(secretIn(*vault, u"one"_s), u"sesame"_s);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
    QVERIFY(!allBytes().contains("sesame"));

    const auto later = makeVault();
    QCOMPARE(secretIn(*later, u"one"_s), u"sesame"_s);
    QVERIFY(keep(*later, {}, {u"one"_s}));
    QCOMPARE(failureIn(*later, u"one"_s), ErrorCode::NoSuchSecret); // at once: it was forgotten here
    QVERIFY(!m_state->items.cbegin()->contains(u"sesame"_s));
}

void tst_SecretVault::fileWhereThereIsNoKeyring()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault();
    QSignalSpy told(vault.get(), &SecretVault::usesFile);
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame ü"_s)}}));
    QCOMPARE(told.size(), 1);
    QCOMPARE(vault->storage(), SecretPlace::Storage::File);
    QCOMPARE(QFileInfo(m_profile.secretsFile()).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
    QVERIFY(keep(*vault, {{u"two"_s, SecretText(u"other"_s)}}));
    QCOMPARE(told.size(), 1);
    const auto later = makeVault();
    QCOMPARE(secretIn(*later, u"one"_s), u"sesame ü"_s);
    QCOMPARE(secretIn(*later, u"two"_s), u"other"_s);
    QVERIFY(keep(*later, {}, {u"one"_s}));
    QCOMPARE(failureIn(*vault, u"one"_s), ErrorCode::NoSuchSecret); // seen by the other one at once
}

void tst_SecretVault::asksBeforeAFile()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault(SecretVault::WithoutKeyring::Ask);
    QSignalSpy asked(vault.get(), &SecretVault::needsConsent);
    std::optional<Result<void>> first;
    std::optional<Result<void>> second;
    vault->keep({{u"one"_s, SecretText(u"sesame"_s)}}, this, [&first](const Result<void> &done) { first = done; });
    vault->keep({{u"two"_s, SecretText(u"other"_s)}}, this, [&second](const Result<void> &done) { second = done; });
    QTRY_COMPARE(asked.size(), 1);
    QVERIFY(!first && !second);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
    vault->consent();
    QTRY_VERIFY(first && second);
    QVERIFY(*first && *second);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(secretIn(*vault, u"two"_s), u"other"_s);
}

void tst_SecretVault::refusalFailsWhatWaited()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault(SecretVault::WithoutKeyring::Ask);
    QSignalSpy asked(vault.get(), &SecretVault::needsConsent);
    std::optional<Result<void>> first;
    vault->keep({{u"one"_s, SecretText(u"sesame"_s)}}, this, [&first](const Result<void> &done) { first = done; });
    QTRY_COMPARE(asked.size(), 1);
    vault->refuse();
    QVERIFY(first && !*first);
    QCOMPARE(first->error().code, ErrorCode::SecretsUndecided);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
    vault->keep({{u"one"_s, SecretText(u"sesame"_s)}}, this, [](const Result<void> &) {});
    QTRY_COMPARE(asked.size(), 2); // another secret is another question
}

void tst_SecretVault::oneItemForAll()
{
    const auto vault = makeVault();
    SecretTexts many;
    for (int i = 0; i < 3000; ++i)
        many.insert(u"reference %1"_s.arg(i), SecretText(u"secret %1"_s.arg(i)));
    QVERIFY(keep(*vault, many));
    QCOMPARE(m_state->writes, 1);
    const int reads = m_state->reads;
    for (int i = 0; i < 3000; ++i)
        QCOMPARE(secretIn(*vault, u"reference %1"_s.arg(i)), u"secret %1"_s.arg(i));
    QCOMPARE(m_state->reads, reads);
    QCOMPARE(m_state->items.size(), 1);
}

void tst_SecretVault::lockedIsNotEmpty()
{
    QVERIFY(keep(*makeVault(), {{u"one"_s, SecretText(u"sesame"_s)}}));
    m_state->failure = ErrorCode::SecretsLocked;
    const auto vault = makeVault();
    QCOMPARE(failureIn(*vault, u"one"_s), ErrorCode::SecretsLocked);
    QCOMPARE(failureIn(*vault, u"never kept"_s), ErrorCode::SecretsLocked);
    const auto refused = keep(*vault, {{u"two"_s, SecretText(u"other"_s)}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::SecretsLocked);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile())); // no second place

    QSignalSpy changed(vault.get(), &SecretVault::changed);
    m_state->failure.reset();
    QTRY_COMPARE_WITH_TIMEOUT(secretIn(*vault, u"one"_s), u"sesame"_s, 4 * SecretVault::lookAgainMs);
    QVERIFY(!changed.isEmpty());
}

void tst_SecretVault::seesWhatAnotherProcessKept()
{
    const auto vault = makeVault();
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}}));
    const auto other = makeVault();
    QVERIFY(keep(*other, {{u"two"_s, SecretText(u"other"_s)}}));
    QTRY_COMPARE(secretIn(*vault, u"two"_s), u"other"_s);
    QTRY_COMPARE(failureIn(*vault, u"never kept"_s), ErrorCode::NoSuchSecret);
}

void tst_SecretVault::keepsWhatAnotherProcessKept()
{
    const auto one = makeVault();
    QVERIFY(keep(*one, {{u"one"_s, SecretText(u"1"_s)}}));
    const auto other = makeVault();
    int ended = 0;
    one->keep({{u"two"_s, SecretText(u"2"_s)}}, this, [&ended](const Result<void> &done) { ended += done ? 1 : 0; });
    other->keep({{u"three"_s, SecretText(u"3"_s)}}, this, [&ended](const Result<void> &done) { ended += done ? 1 : 0; });
    QTRY_COMPARE(ended, 2);
    const auto later = makeVault();
    QCOMPARE(secretIn(*later, u"one"_s) + secretIn(*later, u"two"_s) + secretIn(*later, u"three"_s), u"123"_s);
}

void tst_SecretVault::failedWriteKeepsNothing()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault();
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}}));
    QVERIFY(QFile::remove(m_profile.secretsFile()));
    QVERIFY(QDir().mkpath(m_profile.secretsFile())); // cannot be written any more
    const auto refused = keep(*vault, {{u"two"_s, SecretText(u"other"_s)}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().subject, m_profile.secretsFile());
}

void tst_SecretVault::damagedFile()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    QVERIFY(keep(*makeVault(), {{u"one"_s, SecretText(u"sesame"_s)}}));
    QFile file(m_profile.secretsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schemaVersion\":1,\"secr");
    file.close();
    const auto vault = makeVault();
    QVERIFY(failureIn(*vault, u"one"_s).has_value());
    QVERIFY(failureIn(*vault, u"one"_s) != ErrorCode::NoSuchSecret);
    QVERIFY(!keep(*vault, {{u"two"_s, SecretText(u"other"_s)}}));
    QVERIFY(contentOf(m_profile.secretsFile()).endsWith("secr")); // not written over
}

void tst_SecretVault::savesSecretsFirst()
{
    const auto vault = makeVault();
    WebhookStore store(m_profile, EventCatalogue());
    std::optional<Result<StoredWebhook>> saved;
    const auto save = [&](const Webhook &webhook) {
        saved.reset();
        secretsaving::save(store, *vault, webhook, std::nullopt, QDateTime::currentDateTimeUtc(), this,
                           [&saved](const Result<StoredWebhook> &done) { saved = done; });
        return QTest::qWaitFor([&saved] { return saved.has_value(); }) && saved->has_value();
    };
    const Webhook webhook = clearWebhook(u"one"_s);
    QVERIFY(save(webhook));
    const Header header = (*saved)->webhook.headers.first();
    QVERIFY(header.isSecret && header.value.isEmpty());
    QCOMPARE(secretIn(*vault, header.reference), u"Bearer sesame-one"_s);
    QVERIFY(!allBytes().contains("sesame"));
    QVERIFY(contentOf(m_profile.webhookFile(webhook.id.toString())).contains("schemaVersion=2"));

    Webhook changed = (*saved)->webhook;
    changed.headers.first().value = u"Bearer another"_s;
    QVERIFY(save(changed));
    QTRY_COMPARE(failureIn(*vault, header.reference), ErrorCode::NoSuchSecret); // nothing refers to it any more
    QCOMPARE(secretIn(*vault, (*saved)->webhook.headers.first().reference), u"Bearer another"_s);

    changed = (*saved)->webhook;
    changed.headers.removeFirst();
    QVERIFY(save(changed));
    QVERIFY(contentOf(m_profile.webhookFile(webhook.id.toString())).contains("schemaVersion=1"));
    QTRY_VERIFY(!m_state->items.cbegin()->contains(u"Bearer"_s));
}

void tst_SecretVault::refusedSaveForgetsAgain()
{
    const auto vault = makeVault();
    WebhookStore store(m_profile, EventCatalogue());
    std::optional<Result<StoredWebhook>> saved;
    secretsaving::save(store, *vault, clearWebhook(u"one"_s), QByteArray("another revision"),
                       QDateTime::currentDateTimeUtc(), this, [&saved](const Result<StoredWebhook> &done) { saved = done; });
    QTRY_VERIFY(saved.has_value());
    QVERIFY(!*saved);
    QTRY_VERIFY(vault->isIdle());
    QVERIFY(!m_state->items.cbegin()->contains(u"sesame"_s));
}

void tst_SecretVault::migrates()
{
    WebhookStore store(m_profile, EventCatalogue());
    PreferencesStore preferences(m_profile);
    const Webhook one = clearWebhook(u"one"_s);
    const Webhook two = clearWebhook(u"two"_s);
    QVERIFY(store.save(one) && store.save(two));
    Preferences defaults;
    defaults.defaultHeaders = {{u"X-Api-Key"_s, u"sesame-default"_s}, {u"X-B"_s, u"${TOKEN}"_s}};
    QVERIFY(preferences.save(defaults));
    QVERIFY(allBytes().contains("sesame"));

    const auto vault = makeVault();
    std::optional<secretsaving::Migrated> migrated;
    const auto migrate = [&] {
        migrated.reset();
        secretsaving::migrate(store, preferences, *vault, this,
                              [&migrated](const secretsaving::Migrated &done) { migrated = done; });
        return QTest::qWaitFor([&migrated] { return migrated.has_value(); });
    };
    QVERIFY(migrate());
    QCOMPARE(migrated->webhooks, 2);
    QVERIFY(migrated->defaultHeaders);
    QVERIFY(migrated->errors.isEmpty());
    QVERIFY(!allBytes().contains("sesame"));
    QCOMPARE(m_state->writes, 1);
    const Headers headers = store.load(two.id)->webhook.headers;
    QCOMPARE(secretIn(*vault, headers.first().reference), u"Bearer sesame-two"_s);
    QCOMPARE(headers.at(1).value, u"plain"_s);
    const Headers now = preferences.load()->defaultHeaders;
    QCOMPARE(secretIn(*vault, now.first().reference), u"sesame-default"_s);
    QCOMPARE(now.at(1).value, u"${TOKEN}"_s);
    QVERIFY(migrate());
    QVERIFY(migrated->isNothing());
}

void tst_SecretVault::migrationIsCut()
{
    WebhookStore store(m_profile, EventCatalogue());
    PreferencesStore preferences(m_profile);
    QVERIFY(store.save(clearWebhook(u"one"_s)));
    const QByteArray before = allBytes();
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault(SecretVault::WithoutKeyring::Ask);
    secretsaving::migrate(store, preferences, *vault, this, [](const secretsaving::Migrated &) {});
    QSignalSpy asked(vault.get(), &SecretVault::needsConsent);
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(allBytes().count("sesame"), before.count("sesame")); // still there, whatever happens now
}

/// Both files are written by another program before the keyring has answered.
void tst_SecretVault::refusedMigrationKeepsWhatWasKept()
{
    WebhookStore store(m_profile, EventCatalogue());
    PreferencesStore preferences(m_profile);
    const auto vault = makeVault();
    QVERIFY(keep(*vault, {{u"key"_s, SecretText(u"kept before"_s)}}));
    Webhook webhook = clearWebhook(u"one"_s);
    webhook.signingKeys = {{u"key"_s, {}, {}, {}}};
    QVERIFY(store.save(webhook));
    Preferences defaults;
    defaults.defaultHeaders = {{u"X-Api-Key"_s, u"sesame-default"_s}};
    QVERIFY(preferences.save(defaults));

    std::optional<secretsaving::Migrated> migrated;
    secretsaving::migrate(store, preferences, *vault, this,
                          [&migrated](const secretsaving::Migrated &done) { migrated = done; });
    webhook.name = u"renamed"_s;
    QVERIFY(store.save(webhook));
    defaults.defaultHeaders.append({u"X-B"_s, u"plain"_s});
    QVERIFY(preferences.save(defaults));
    QTRY_VERIFY(migrated.has_value());
    QCOMPARE(migrated->errors.size(), 2);
    QCOMPARE(secretIn(*vault, u"key"_s), u"kept before"_s);
    QVERIFY(!m_state->items.cbegin()->contains(u"sesame"_s)); // what nothing refers to is not left behind
}

void tst_SecretVault::firstSecretsAtOnceGoToOnePlace()
{
    const auto one = makeVault();
    const auto other = makeVault();
    int ended = 0;
    one->keep({{u"one"_s, SecretText(u"1"_s)}}, this, [&ended](const Result<void> &done) { ended += done ? 1 : 0; });
    other->keep({{u"two"_s, SecretText(u"2"_s)}}, this, [&ended](const Result<void> &done) { ended += done ? 1 : 0; });
    QTRY_COMPARE(ended, 2);
    QCOMPARE(m_state->items.size(), 1);
    const auto later = makeVault();
    QCOMPARE(secretIn(*later, u"one"_s) + secretIn(*later, u"two"_s), u"12"_s);
}

/// The keyring came, and another program uses it, while the owner was asked about a file.
void tst_SecretVault::consentComesTooLate()
{
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto vault = makeVault(SecretVault::WithoutKeyring::Ask);
    QSignalSpy asked(vault.get(), &SecretVault::needsConsent);
    std::optional<Result<void>> kept;
    vault->keep({{u"one"_s, SecretText(u"1"_s)}}, this, [&kept](const Result<void> &done) { kept = done; });
    QTRY_COMPARE(asked.size(), 1);
    m_state->failure.reset();
    QVERIFY(keep(*makeVault(), {{u"two"_s, SecretText(u"2"_s)}}));
    vault->consent();
    QTRY_VERIFY(kept.has_value());
    QVERIFY(*kept);
    QCOMPARE(vault->storage(), SecretPlace::Storage::Keyring);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
    const auto later = makeVault();
    QCOMPARE(secretIn(*later, u"one"_s) + secretIn(*later, u"two"_s), u"12"_s);
}

void tst_SecretVault::itemThatIsGoneIsNotEmpty()
{
    QVERIFY(keep(*makeVault(), {{u"one"_s, SecretText(u"sesame"_s)}}));
    const auto before = std::exchange(m_state->items, {});
    const auto vault = makeVault();
    QCOMPARE(failureIn(*vault, u"one"_s), ErrorCode::SecretsUnavailable);
    const auto refused = keep(*vault, {{u"two"_s, SecretText(u"other"_s)}});
    QCOMPARE(refused ? std::nullopt : std::optional(refused.error().code), ErrorCode::SecretsUnavailable);
    QVERIFY(m_state->items.isEmpty());
    m_state->items = before;
    vault->readAgain();
    QTRY_COMPARE(secretIn(*vault, u"one"_s), u"sesame"_s);

    m_state->items.clear(); // for good: the owner says so by choosing the keyring again
    QVERIFY(vault->choose(SecretPlace::Storage::Keyring));
    QVERIFY(keep(*vault, {{u"two"_s, SecretText(u"other"_s)}}));
    QCOMPARE(secretIn(*vault, u"two"_s), u"other"_s);
}

void tst_SecretVault::placeThatIsNotKnownIsNotBegun_data()
{
    QTest::addColumn<QByteArray>("left"); // of hookpanel.ini
    QTest::newRow("removed") << QByteArray();
    QTest::newRow("without its place") << QByteArray("[General]\nschemaVersion=1\n");
    QTest::newRow("of another version") << QByteArray("[General]\nschemaVersion=1\n\n[secrets]\nstorage=cloud\n");
    QTest::newRow("cut") << QByteArray("[General]\nschemaVersion=1\n\n[secr");
}

void tst_SecretVault::placeThatIsNotKnownIsNotBegun()
{
    QFETCH(QByteArray, left);
    WebhookStore store(m_profile, EventCatalogue());
    QVERIFY(keep(*makeVault(), {{u"one"_s, SecretText(u"sesame"_s)}}));
    Webhook webhook = clearWebhook(u"one"_s);
    webhook.headers = {{u"Authorization"_s, {}, true, u"one"_s}};
    QVERIFY(store.save(webhook));
    QFile file(m_profile.preferencesFile());
    QVERIFY(left.isEmpty() ? file.remove() : file.open(QIODevice::WriteOnly) && file.write(left) == left.size());
    file.close();

    const auto vault = makeVault();
    QCOMPARE(failureIn(*vault, u"one"_s), ErrorCode::CannotRead);
    QVERIFY(vault->whyUnreadable().has_value());
    const auto refused = keep(*vault, {{u"two"_s, SecretText(u"other"_s)}});
    QCOMPARE(refused ? std::nullopt : std::optional(refused.error().code), ErrorCode::CannotRead);
    QCOMPARE(m_state->items.size(), 1);
    QVERIFY(m_state->items.cbegin()->contains(u"sesame"_s));
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
}

/// Another program keeps two secrets, one after the other, and this one is told of both webhooks.
void tst_SecretVault::twoReferencesInOneMoment()
{
    const auto vault = makeVault();
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"1"_s)}}));
    const auto other = makeVault();
    QVERIFY(keep(*other, {{u"two"_s, SecretText(u"2"_s)}}));
    QTRY_COMPARE(secretIn(*vault, u"two"_s), u"2"_s);
    QVERIFY(keep(*other, {{u"three"_s, SecretText(u"3"_s)}}));
    QCOMPARE(failureIn(*vault, u"three"_s), ErrorCode::SecretsLocked); // and not that it is not there
    QTRY_COMPARE(secretIn(*vault, u"three"_s), u"3"_s);
    QTRY_COMPARE(failureIn(*vault, u"never kept"_s), ErrorCode::NoSuchSecret);
    const int reads = m_state->reads;
    QCOMPARE(failureIn(*vault, u"never kept"_s), ErrorCode::NoSuchSecret);
    QCOMPARE(m_state->reads, reads);
}

void tst_SecretVault::lockedKeyringIsNotLeftForAFile()
{
    m_state->failure = ErrorCode::SecretsLocked;
    const auto vault = makeVault();
    const auto refused = keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}});
    QCOMPARE(refused ? std::nullopt : std::optional(refused.error().code), ErrorCode::SecretsLocked);
    QCOMPARE(vault->storage(), SecretPlace::Storage::Undecided);
    QVERIFY(!QFileInfo::exists(m_profile.secretsFile()));
    m_state->failure.reset();
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}}));
    QCOMPARE(vault->storage(), SecretPlace::Storage::Keyring);
}

void tst_SecretVault::preferredPlaceIsBegun()
{
    const auto vault = makeVault();
    vault->prefer(SecretPlace::Storage::File);
    QVERIFY(!QFileInfo::exists(m_profile.preferencesFile())); // nothing before it is needed
    QVERIFY(keep(*vault, {{u"one"_s, SecretText(u"sesame"_s)}}));
    QCOMPARE(vault->storage(), SecretPlace::Storage::File);

    m_profile = Profile::inFolder(m_folder->filePath(u"other"_s));
    m_state->failure = ErrorCode::SecretsUnavailable;
    const auto other = makeVault();
    other->prefer(SecretPlace::Storage::Keyring);
    QVERIFY(!keep(*other, {{u"one"_s, SecretText(u"sesame"_s)}}));
    QCOMPARE(other->storage(), SecretPlace::Storage::Undecided);
}

QTEST_GUILESS_MAIN(tst_SecretVault)
#include "tst_secretvault.moc"
