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
    QCOMPARE(failureIn(*later, u"one"_s), ErrorCode::NoSuchSecret);
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
    m_state->failure = ErrorCode::SecretsLocked;
    const auto vault = makeVault(SecretVault::WithoutKeyring::Ask);
    secretsaving::migrate(store, preferences, *vault, this, [](const secretsaving::Migrated &) {});
    QSignalSpy asked(vault.get(), &SecretVault::needsConsent);
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(allBytes().count("sesame"), before.count("sesame")); // still there, whatever happens now
}

QTEST_GUILESS_MAIN(tst_SecretVault)
#include "tst_secretvault.moc"
