// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/secretvault.h"

#include "core/secrets.h"

#include <QFileInfo>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int lockPauseMs = 20;
constexpr int freshMs = 1'000; // what was read so lately is not read again for a reference that it does not hold

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
    m_lockTimer.setSingleShot(true);
    m_lockTimer.setInterval(lockPauseMs);
    connect(&m_lockTimer, &QTimer::timeout, this, &SecretVault::takeLock);
    m_lookTimer.setInterval(lookAgainMs);
    connect(&m_lookTimer, &QTimer::timeout, this, [this] {
        m_keyring->askWhetherOpen(this, [this](bool isOpen) {
            if (isOpen)
                readKeyring();
        });
    });
}

SecretVault::~SecretVault() = default;

void SecretVault::open()
{
    if (const auto place = m_preferences.secretPlace())
        m_place = *place;
    if (usesKeyring()) {
        readKeyring();
        return;
    }
    if (!std::exchange(m_isOpened, true))
        Q_EMIT opened();
}

void SecretVault::readKeyring()
{
    if (std::exchange(m_isReading, true))
        return;
    m_keyring->read(m_place.item, this, [this](const Result<std::optional<QString>> &text) {
        m_isReading = false;
        m_sinceRead.start();
        setDocument(documentOf(text));
    });
}

/// An item that is not there is an empty one.
Result<SecretDocument> SecretVault::documentOf(const Result<std::optional<QString>> &text) const
{
    if (!text)
        return tl::unexpected(text.error());
    return *text ? SecretDocument::fromBytes((*text)->toUtf8()) : SecretDocument();
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
    if (!m_isOpened || m_place.storage == SecretPlace::Storage::Undecided)
        return std::nullopt;
    if (!usesKeyring())
        readFile();
    return m_document ? std::nullopt : std::optional(m_document.error());
}

void SecretVault::readAgain()
{
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
        if (const auto place = m_preferences.secretPlace()) // another process may have chosen
            m_place = *place;
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
    const bool isFresh = m_sinceRead.isValid() && !m_sinceRead.hasExpired(freshMs);
    if (!usesKeyring() || isFresh || m_missed.contains(reference))
        return failure(ErrorCode::NoSuchSecret, reference);
    m_missed.append(reference); // another process may have kept it since
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
    if (m_orders.head().kept.isEmpty() && m_orders.head().forgotten.isEmpty()) {
        end({});
        return;
    }
    if (m_place.storage == SecretPlace::Storage::Undecided) {
        if (const auto place = m_preferences.secretPlace())
            m_place = *place;
    }
    if (m_place.storage == SecretPlace::Storage::File) {
        workInFile();
        return;
    }
    if (m_place.storage == SecretPlace::Storage::Undecided && m_orders.head().kept.isEmpty()) {
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

void SecretVault::work()
{
    if (m_place.item.isEmpty())
        m_place.item = secrets::newReference();
    m_keyring->read(m_place.item, this, [this](const Result<std::optional<QString>> &text) {
        auto document = documentOf(text);
        if (!document && m_place.storage == SecretPlace::Storage::Undecided) {
            onNoKeyring(document.error());
        } else if (!document) {
            setDocument(document);
            end(tl::unexpected(document.error()));
        } else {
            const Order &order = m_orders.head();
            document->change(order.isOnlyIfAbsent ? document->absentOf(order.kept) : order.kept, order.forgotten);
            writeToKeyring(*document);
        }
    });
}

void SecretVault::writeToKeyring(SecretDocument document)
{
    const QString text = QString::fromUtf8(document.toBytes());
    m_keyring->write(m_place.item, text, this, [this, document](const Result<void> &written) {
        const bool isUndecided = m_place.storage == SecretPlace::Storage::Undecided;
        if (!written && isUndecided) {
            onNoKeyring(written.error());
            return;
        }
        const auto settled = written && isUndecided ? settle(SecretPlace::Storage::Keyring) : written;
        if (settled)
            setDocument(document);
        end(settled);
    });
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
    if (const auto settled = settle(SecretPlace::Storage::File); !settled) {
        end(settled);
        return;
    }
    Q_EMIT usesFile(m_profile.secretsFile());
    workInFile();
}

Result<void> SecretVault::settle(SecretPlace::Storage storage)
{
    SecretPlace place = m_place;
    place.storage = storage;
    if (auto saved = m_preferences.setSecretPlace(place); !saved)
        return saved;
    m_place = place;
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
    if (m_place.storage == storage)
        return {};
    if (m_place.storage != SecretPlace::Storage::Undecided)
        return failure(ErrorCode::ChangedElsewhere, m_profile.preferencesFile());
    if (m_place.item.isEmpty())
        m_place.item = secrets::newReference();
    const auto settled = settle(storage);
    if (settled && usesKeyring())
        readKeyring();
    return settled;
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
