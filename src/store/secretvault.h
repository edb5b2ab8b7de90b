// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets.h"
#include "store/keyring.h"
#include "store/preferencesstore.h"
#include "store/profile.h"
#include "store/secretdocument.h"
#include "store/secretsfile.h"

#include <QHash>
#include <QLockFile>
#include <QObject>
#include <QPointer>
#include <QQueue>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace hookpanel {

/// All secrets of a profile, in the desktop's keyring or in `secrets.json` (docs/adr/0024). In the keyring they are one
/// item, so that thousands of them cost one reading at the start and one writing per change. Several processes use it at
/// once: changes are made under a lock, to what is there then; a reference that is not known is looked for once more.
///
/// Which place it is stands in hookpanel.ini. It is chosen when the first secret comes: the keyring where that works, else
/// the file, after the owner has consented, or at once for a program that nobody can ask.
///
/// Lives in the engine's thread; never waits for the keyring. What is asked of it early is answered with SecretsLocked, and
/// changed() tells when that is worth asking again.
class SecretVault final : public QObject
{
    Q_OBJECT

public:
    /// What to do where there is no keyring, and no place was chosen yet.
    enum class WithoutKeyring { Ask, UseFile };
    using Done = std::function<void(const Result<void> &done)>;

    static constexpr int lookAgainMs = 5'000; ///< While the keyring is locked or away.
    static constexpr int lockPatienceMs = 5'000; ///< For another process that is changing secrets.

    SecretVault(const Profile &profile, std::unique_ptr<Keyring> keyring, WithoutKeyring without, QObject *parent = nullptr);
    ~SecretVault() override;

    /// For a program that ends at once: what the first reading did not find is not there, although another program may have
    /// kept it in the same moment.
    void setBrief(bool isBrief) { m_isBrief = isBrief; }

    /// Begins to read. Emits opened() once, at once where nothing has to be waited for.
    void open();
    [[nodiscard]] bool isOpened() const { return m_isOpened; }

    /// The place that was chosen; Undecided before the first secret.
    [[nodiscard]] SecretPlace::Storage storage() const { return m_place.storage; }

    /// Why secrets cannot be told now, although there may be some; nothing while they can, and before the first reading.
    [[nodiscard]] std::optional<Error> whyUnreadable();

    /// Reads once more, whatever was read lately. Emits changed() in the end.
    void readAgain();

    /// Whether a webhook or a default header refers to a secret, wherever it is.
    [[nodiscard]] bool isReferredTo() const;

    /// The secret of a reference. Fails with SecretsLocked, SecretsUnavailable or what a file fails with, while it cannot be
    /// told, and with NoSuchSecret: in the keyring only when a reading that began after it was asked for did not find it.
    [[nodiscard]] Result<SecretText> secret(const QString &reference);

    /// secret(), for those who look up. Only while the vault lives.
    [[nodiscard]] SecretLookup lookup();

    /// Keeps secrets and forgets others, all or nothing. `done` is called when it is on the disk or in the keyring, from
    /// within where nothing has to be waited for; not at all when its context is gone by then. Fails with CannotWrite,
    /// SecretsLocked, SecretsUnavailable, SecretsUndecided, and as a file does.
    void change(const SecretTexts &kept, const QStringList &forgotten, QObject *context, const Done &done);

    /// Keeps secrets.
    void keep(const SecretTexts &kept, QObject *context, const Done &done) { change(kept, {}, context, done); }

    /// Keeps those of which there is none yet, or an empty one: decided under the lock, between processes. Otherwise as
    /// change().
    void keepIfAbsent(const SecretTexts &kept, QObject *context, const Done &done);

    /// Forgets secrets; when that fails they stay, which harms nobody.
    void forget(const QStringList &forgotten);

    /// Chooses the place, for a profile that has none yet, and also where it is not known any more which one it was. Where
    /// the item in the keyring is gone, an empty one is begun. Fails with ChangedElsewhere when another one is in use.
    [[nodiscard]] Result<void> choose(SecretPlace::Storage storage);

    /// Which place is begun when one has to be, and no other.
    void prefer(SecretPlace::Storage storage) { m_preferred = storage; }

    /// The owner agrees to keep secrets in a file, or does not: what waited for that goes on, or fails with
    /// SecretsUndecided.
    void consent();
    void refuse();

    /// Whether nothing is on its way into the keyring.
    [[nodiscard]] bool isIdle() const { return m_isAsking || (!m_isWorking && m_orders.isEmpty()); }

Q_SIGNALS:
    /// All orders are done.
    void idle();

    /// The first reading has ended, whatever came of it.
    void opened();

    /// What secret() answers may be another thing now.
    void changed();

    /// There is no keyring, and something is to be kept: the owner must be asked, see consent(). The subject is the file.
    void needsConsent(const hookpanel::Error &why);

    /// There is no keyring, and secrets are kept in this file from now on; nobody was asked.
    void usesFile(const QString &file);

private:
    struct Order {
        SecretTexts kept;
        QStringList forgotten;
        QPointer<QObject> context;
        Done done;
        bool isOnlyIfAbsent = false;
        bool isBeginning = false; ///< Of the item in the keyring, if it is not there.
    };

    [[nodiscard]] bool usesKeyring() const { return m_place.storage == SecretPlace::Storage::Keyring; }
    void readKeyring();
    void readFile();
    void setDocument(const Result<SecretDocument> &document);
    [[nodiscard]] Result<SecretDocument> documentOf(const Result<std::optional<QString>> &text) const;
    [[nodiscard]] Result<void> findPlace();
    void next();
    void takeLock();
    void work();
    void workInNewItem();
    void endLocked(const Error &locked);
    void workInItem();
    void writeToKeyring(SecretDocument document, int reading);
    void again();
    void workInFile();
    void end(const Result<void> &done);
    void onNoKeyring(const Error &why);
    bool beginFile();
    [[nodiscard]] Result<void> settle(SecretPlace::Storage storage);

    Profile m_profile;
    PreferencesStore m_preferences;
    SecretsFile m_file;
    std::unique_ptr<Keyring> m_keyring;
    WithoutKeyring m_without;
    SecretPlace m_place;
    Result<SecretDocument> m_document; ///< As it was read last.
    std::optional<std::pair<QDateTime, qint64>> m_stamp; ///< Of the file that it was read from.
    int m_begun = 0; ///< Readings of the keyring are counted.
    int m_read = 0; ///< The one that m_document is of.
    QHash<QString, int> m_missed; ///< Not in the keyring, and how many readings had begun when they were asked for first.
    bool m_isBrief = false;
    SecretPlace::Storage m_preferred = SecretPlace::Storage::Undecided;
    bool m_isOpened = false;
    bool m_isReading = false;
    QQueue<Order> m_orders;
    bool m_isWorking = false;
    bool m_isAsking = false; ///< The owner.
    QLockFile m_lock;
    int m_lockTriesLeft = 0;
    QTimer m_lockTimer{this};
    QTimer m_lookTimer{this};
};

} // namespace hookpanel
