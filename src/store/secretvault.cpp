// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretvault.h"

#include "core/secrets.h"
#include "store/webhookstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int lockPauseMs = 20;

/// The first version knew no references; most of thousands of files need not be taken apart to see that.
bool hasFirstVersion(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains("schemaVersion=1\n");
}

} // namespace

SecretVault::SecretVault(const Profile &profile, std::unique_ptr<Keyring> keyring, WithoutKeyring without, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_preferences(profile)
    , m_file(profile)
    , m_keyring(std::move(keyring))
    , m_without(without)
    , m_document(failure(ErrorCode::SecretsLocked))
    , m_lock(profile.secretsFile() + u".lock"_s)
{
    m_lock.setStaleLockTime(0); // who waits for the keyring holds it for long; one that has died is found all the same
    m_lockTimer.setSingleShot(true);
    m_lockTimer.setInterval(lockPauseMs);
    connect(&m_lockTimer, &QTimer::timeout, this, &SecretVault::takeLock);
    m_lookTimer.setInterval(lookAgainMs);
    connect(&m_lookTimer, &QTimer::timeout, this, [this] {
        m_keyring->askWhetherOpen(this, [this](bool isOpen) {
            if (!isOpen)
                return;
            if (usesKeyring()) {
                readKeyring();
                return;
            }
            m_lookTimer.stop(); // what failed because it was locked may be tried again
            Q_EMIT changed();
        });
    });
}

SecretVault::~SecretVault() = default;

void SecretVault::open()
{
    const auto found = findPlace(); // a failure is told when a secret is asked for
    if (found && usesKeyring()) {
        readKeyring();
        return;
    }
    if (!std::exchange(m_isOpened, true))
        Q_EMIT opened();
}

/// Looks for the place while none is known: another process may have settled it. A profile with references has, or had, a
/// place: where hookpanel.ini does not tell it any more, none is begun, and no secret is said to be gone.
Result<void> SecretVault::findPlace()
{
    if (m_place.storage != SecretPlace::Storage::Undecided)
        return {};
    const auto place = m_preferences.secretPlace();
    if (!place)
        return tl::unexpected(place.error());
    m_place = *place;
    if (m_place.storage == SecretPlace::Storage::Undecided && isReferredTo())
        return failure(ErrorCode::CannotRead, m_profile.preferencesFile(), Cause::EntriesMissing);
    return {};
}

bool SecretVault::isReferredTo() const
{
    const auto preferences = m_preferences.load();
    if (preferences && !secrets::references(preferences->defaultHeaders).isEmpty())
        return true;
    const WebhookStore webhooks(m_profile, EventCatalogue());
    const QStringList files = QDir(m_profile.webhooksFolder()).entryList(QDir::Files);
    return std::any_of(files.cbegin(), files.cend(), [this, &webhooks](const QString &file) {
        const WebhookId id = Profile::idOfWebhookFile(file);
        if (id.isNull() || hasFirstVersion(m_profile.webhookFile(id.toString())))
            return false;
        const auto stored = webhooks.load(id);
        return stored && !secrets::references(stored->webhook).isEmpty();
    });
}

void SecretVault::readKeyring()
{
    if (std::exchange(m_isReading, true))
        return;
    m_keyring->read(m_place.item, this, [this, reading = ++m_begun](const Result<std::optional<QString>> &text) {
        m_isReading = false;
        if (reading < m_read)
            return; // a change has read it, and written it, since
        const auto document = documentOf(text);
        if (document)
            m_read = reading;
        setDocument(document);
    });
}

/// The item is written before the place is settled: where it is not there, it is not empty but away.
Result<SecretDocument> SecretVault::documentOf(const Result<std::optional<QString>> &text) const
{
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return failure(ErrorCode::SecretsUnavailable);
    return SecretDocument::fromBytes((*text)->toUtf8());
}

void SecretVault::setDocument(const Result<SecretDocument> &document)
{
    const bool wasOpened = std::exchange(m_isOpened, true);
    m_document = document;
    if (document)
        m_lookTimer.stop();
    else if (!m_lookTimer.isActive())
        m_lookTimer.start();
    if (!wasOpened)
        Q_EMIT opened();
    Q_EMIT changed();
}

std::optional<Error> SecretVault::whyUnreadable()
{
    if (!m_isOpened)
        return std::nullopt;
    if (m_place.storage == SecretPlace::Storage::Undecided) {
        const auto found = findPlace();
        if (found && usesKeyring())
            readKeyring();
        return found ? std::nullopt : std::optional(found.error());
    }
    if (!usesKeyring())
        readFile();
    return m_document ? std::nullopt : std::optional(m_document.error());
}

void SecretVault::readAgain()
{
    m_missed.clear();
    if (usesKeyring()) {
        readKeyring();
        return;
    }
    m_stamp.reset();
    readFile();
    Q_EMIT changed();
}

Result<SecretText> SecretVault::secret(const QString &reference)
{
    if (m_place.storage == SecretPlace::Storage::Undecided) {
        if (const auto found = findPlace(); !found)
            return tl::unexpected(found.error());
        if (usesKeyring())
            readKeyring();
    }
    if (!usesKeyring())
        readFile();
    if (!m_document)
        return tl::unexpected(m_document.error());
    const auto found = m_document->secret(reference);
    if (!found)
        return tl::unexpected(found.error());
    if (*found)
        return SecretText(**found);
    if (!usesKeyring())
        return failure(ErrorCode::NoSuchSecret, reference);
    if (!m_missed.contains(reference))
        m_missed.insert(reference, m_begun); // another process may have kept it since
    if (m_read > m_missed.value(reference) || (m_isBrief && m_document))
        return failure(ErrorCode::NoSuchSecret, reference);
    readKeyring();
    return failure(ErrorCode::SecretsLocked);
}

/// At the cost of a look at the file, mostly: a dispatcher asks for each delivery.
void SecretVault::readFile()
{
    const QFileInfo info(m_profile.secretsFile());
    const std::pair stamp(info.lastModified(), info.exists() ? info.size() : -1);
    if (m_document && m_stamp == stamp)
        return;
    m_stamp = stamp;
    m_document = m_file.read();
}

SecretLookup SecretVault::lookup()
{
    return [this](const QString &reference) { return secret(reference); };
}

void SecretVault::change(const SecretTexts &kept, const QStringList &forgotten, QObject *context, const Done &done)
{
    if (kept.isEmpty() && forgotten.isEmpty() && isIdle()) { // else what was asked for before is answered before
        done({});
        return;
    }
    m_orders.enqueue({kept, forgotten, context, done});
    next();
}

void SecretVault::keepIfAbsent(const SecretTexts &kept, QObject *context, const Done &done)
{
    m_orders.enqueue({kept, {}, context, done, true});
    next();
}

void SecretVault::forget(const QStringList &forgotten)
{
    change({}, forgotten, this, [](const Result<void> &) {});
}

void SecretVault::next()
{
    if (m_isWorking || m_isAsking || m_orders.isEmpty())
        return;
    m_isWorking = true;
    const Order &order = m_orders.head();
    if (order.kept.isEmpty() && order.forgotten.isEmpty() && !order.isBeginning) {
        end({});
        return;
    }
    if (const auto found = findPlace(); !found) {
        end(found);
        return;
    }
    if (m_place.storage == SecretPlace::Storage::File) {
        workInFile();
        return;
    }
    if (m_place.storage == SecretPlace::Storage::Undecided && order.kept.isEmpty()) {
        end({}); // nothing is kept anywhere
        return;
    }
    m_lockTriesLeft = lockPatienceMs / lockPauseMs;
    if (const auto prepared = m_profile.prepareFolders(); !prepared)
        end(prepared);
    else
        takeLock();
}

/// Changes of several processes are made one after the other, or one of them would be lost.
void SecretVault::takeLock()
{
    if (m_lock.tryLock(0))
        work();
    else if (--m_lockTriesLeft > 0 && m_lock.error() == QLockFile::LockFailedError)
        m_lockTimer.start();
    else
        end(failure(ErrorCode::CannotWrite, m_profile.secretsFile(), Cause::Locked));
}

/// Under the lock. Another process may have settled the place until it was taken.
void SecretVault::work()
{
    if (const auto found = findPlace(); !found)
        end(found);
    else if (m_place.storage == SecretPlace::Storage::File)
        again(); // the file takes the lock itself
    else if (usesKeyring())
        workInItem();
    else if (m_preferred == SecretPlace::Storage::File)
        beginFile();
    else
        workInNewItem();
}

/// For the first secret of a profile. A name of its own, so that nothing is written over. A keyring that is merely locked is
/// not left for a file; whether one that cannot be read can be written, only trying tells.
void SecretVault::workInNewItem()
{
    m_place.item = secrets::newReference();
    SecretDocument document;
    document.change(m_orders.head().kept, {});
    const int reading = ++m_begun;
    m_keyring->read(m_place.item, this, [this, document, reading](const Result<std::optional<QString>> &text) {
        if (text || text.error().code != ErrorCode::SecretsLocked) {
            writeToKeyring(document, reading);
            return;
        }
        // Not locked as far as can be told: there may be none yet, and writing makes it.
        m_keyring->askWhetherOpen(this, [this, document, reading, locked = text.error()](bool isOpen) {
            if (isOpen)
                writeToKeyring(document, reading);
            else
                endLocked(locked);
        });
    });
}

/// Looks out for it to be unlocked, as for one that is in use.
void SecretVault::endLocked(const Error &locked)
{
    m_lookTimer.start();
    end(tl::unexpected(locked));
}

void SecretVault::workInItem()
{
    const int reading = ++m_begun;
    m_keyring->read(m_place.item, this, [this, reading](const Result<std::optional<QString>> &text) {
        const Order &order = m_orders.head();
        if (order.isBeginning && text) {
            if (*text) {
                setDocument(documentOf(text));
                end({});
            } else {
                writeToKeyring(SecretDocument(), reading);
            }
            return;
        }
        auto document = documentOf(text);
        if (!document) {
            setDocument(document);
            end(tl::unexpected(document.error()));
            return;
        }
        document->change(order.isOnlyIfAbsent ? document->absentOf(order.kept) : order.kept, order.forgotten);
        writeToKeyring(*document, reading);
    });
}

void SecretVault::writeToKeyring(SecretDocument document, int reading)
{
    const QString text = QString::fromUtf8(document.toBytes());
    m_keyring->write(m_place.item, text, this, [this, document, reading](const Result<void> &written) {
        const bool isUndecided = m_place.storage == SecretPlace::Storage::Undecided;
        if (!written && isUndecided) { // a locked one was not tried
            onNoKeyring(written.error());
            return;
        }
        const QString item = m_place.item;
        const auto settled = written && isUndecided ? settle(SecretPlace::Storage::Keyring) : written;
        if (settled && (!usesKeyring() || m_place.item != item)) {
            again();
            return;
        }
        if (settled) {
            m_read = reading;
            for (const QString &forgotten : m_orders.head().forgotten)
                m_missed.insert(forgotten, reading - 1); // certainly gone
            setDocument(document);
        }
        end(settled);
    });
}

/// The order that is worked on is begun anew: another place than it was begun in is the right one.
void SecretVault::again()
{
    m_lock.unlock();
    m_isWorking = false;
    next();
}

void SecretVault::workInFile()
{
    const Order &order = m_orders.head();
    const auto written = order.isOnlyIfAbsent ? m_file.keepFirst(order.kept) : m_file.change(order.kept, order.forgotten);
    m_stamp.reset(); // two writings may be of the same moment and size
    end(written);
}

/// For the first secret of a profile.
void SecretVault::onNoKeyring(const Error &why)
{
    m_lock.unlock(); // the file has the same one
    if (m_without == WithoutKeyring::Ask) {
        m_isWorking = false;
        m_isAsking = true;
        Error asked = why;
        asked.subject = m_profile.secretsFile();
        Q_EMIT needsConsent(asked);
        return;
    }
    if (m_preferred == SecretPlace::Storage::Keyring)
        end(tl::unexpected(why));
    else if (beginFile())
        Q_EMIT usesFile(m_profile.secretsFile());
}

/// Whether it is the file that is used from now on, and nothing else was settled by another process.
bool SecretVault::beginFile()
{
    const auto settled = settle(SecretPlace::Storage::File);
    const bool isFile = m_place.storage == SecretPlace::Storage::File;
    if (settled)
        again();
    else
        end(settled);
    return isFile;
}

/// Where another process was faster, its place is taken.
Result<void> SecretVault::settle(SecretPlace::Storage storage)
{
    SecretPlace place = m_place;
    place.storage = storage;
    const auto settled = m_preferences.settleSecretPlace(place);
    if (!settled)
        return tl::unexpected(settled.error());
    m_place = *settled;
    return {};
}

void SecretVault::end(const Result<void> &done)
{
    m_lock.unlock();
    const Order order = m_orders.dequeue();
    m_isWorking = false;
    if (order.context)
        order.done(done);
    if (done && !order.kept.isEmpty())
        Q_EMIT changed();
    next();
    if (isIdle())
        Q_EMIT idle();
}

Result<void> SecretVault::choose(SecretPlace::Storage storage)
{
    const auto place = m_preferences.secretPlace();
    if (!place)
        return tl::unexpected(place.error());
    m_place = *place;
    if (m_place.storage == SecretPlace::Storage::Undecided) {
        if (m_place.item.isEmpty())
            m_place.item = secrets::newReference();
        if (const auto settled = settle(storage); !settled)
            return settled;
    }
    if (m_place.storage != storage)
        return failure(ErrorCode::ChangedElsewhere, m_profile.preferencesFile());
    if (usesKeyring()) { // what is kept next waits for it
        m_orders.enqueue({{}, {}, this, [](const Result<void> &) {}, false, true});
        next();
    }
    return {};
}

void SecretVault::consent()
{
    if (!std::exchange(m_isAsking, false))
        return;
    if (const auto settled = settle(SecretPlace::Storage::File); !settled) {
        m_isWorking = true;
        end(settled);
        return;
    }
    next();
}

void SecretVault::refuse()
{
    if (!std::exchange(m_isAsking, false))
        return;
    const QQueue<Order> refused = std::exchange(m_orders, {});
    for (const Order &order : refused) {
        if (order.context)
            order.done(failure(ErrorCode::SecretsUndecided));
    }
}

} // namespace hookpanel
