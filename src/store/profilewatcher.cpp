// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/profilewatcher.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcStore, "hookpanel.store")

constexpr quint32 folderMask = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB
    | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr quint32 aboveMask = IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr quint32 comesOrGoes = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;

/// The nearest folder above this one that is there.
QString nearestAbove(const QString &folder)
{
    QString above = QFileInfo(folder).path();
    while (!QFileInfo(above).isDir() && above != QFileInfo(above).path())
        above = QFileInfo(above).path();
    return above;
}

} // namespace

ProfileWatcher::ProfileWatcher(const Profile &profile, QObject *parent)
    : QObject(parent)
    , m_profile(profile)
    , m_watches{{{profile.configFolder},
                 {profile.webhooksFolder()},
                 {profile.dataFolder},
                 {profile.contentTypesFolder()},
                 {profile.eventTypesFolder()}}}
{
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &ProfileWatcher::tell);
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_change.everything = true;
        tell();
    });
}

ProfileWatcher::~ProfileWatcher()
{
    m_notifier.reset();
    if (m_inotify >= 0)
        ::close(m_inotify); // and all its watches
}

void ProfileWatcher::start()
{
    if (isWatching() || m_poll.isActive())
        return;
    m_inotify = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_inotify < 0) {
        pollInstead(std::strerror(errno));
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_inotify, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ProfileWatcher::readEvents);
    for (Watch &watch : m_watches) {
        if (isWatching())
            watchFolder(watch);
    }
}

void ProfileWatcher::pollInstead(const char *why)
{
    qCWarning(lcStore, "Changes of other programs cannot be watched (%s); looking every %d s instead", why, pollMs / 1000);
    m_notifier.reset();
    if (m_inotify >= 0)
        ::close(m_inotify);
    m_inotify = -1;
    m_poll.start();
}

/// Watches the folder, or the nearest one above it until it is there.
void ProfileWatcher::watchFolder(Watch &watch)
{
    QString nearest;
    for (;;) {
        watch.descriptor = addWatch(watch.folder, folderMask);
        if (watch.descriptor >= 0 || !isWatching()) {
            drop(watch.above);
            return;
        }
        const QString above = nearestAbove(watch.folder);
        if (above == nearest)
            return; // nothing came in between
        nearest = above;
        drop(watch.above);
        watch.above = addWatch(nearest, aboveMask | IN_MASK_ADD); // it may be one of the folders itself
    }
}

int ProfileWatcher::addWatch(const QString &folder, quint32 mask)
{
    const int descriptor = ::inotify_add_watch(m_inotify, QFile::encodeName(folder).constData(), mask);
    if (descriptor < 0 && errno == ENOSPC)
        pollInstead(std::strerror(errno)); // the user's limit of watches
    return descriptor;
}

/// Ends a watch, unless it serves another folder as well.
void ProfileWatcher::drop(int &watched)
{
    const int descriptor = std::exchange(watched, -1);
    const bool isUsed = std::any_of(m_watches.cbegin(), m_watches.cend(), [descriptor](const Watch &other) {
        return other.descriptor == descriptor || other.above == descriptor;
    });
    if (descriptor >= 0 && !isUsed)
        ::inotify_rm_watch(m_inotify, descriptor);
}

void ProfileWatcher::readEvents()
{
    // Not initialised: read() fills what is looked at, and clearing 64 KiB for each event would be for nothing.
    alignas(inotify_event) std::array<char, 64 * 1024> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
    for (;;) {
        const auto length = ::read(m_inotify, buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            break;
        for (ssize_t at = 0; at < length;) {
            const auto *event = reinterpret_cast<const inotify_event *>(buffer.data() + at);
            take(*event);
            at += ssize_t(sizeof(inotify_event)) + event->len;
        }
    }
    for (const Place place : {Config, Webhooks, Data, ContentTypes, EventTypes}) {
        Watch &watch = m_watches[place];
        if (!isWatching() || watch.descriptor >= 0)
            continue;
        watchFolder(watch);
        if (watch.descriptor >= 0)
            markAll(place);
    }
    put();
}

void ProfileWatcher::take(const inotify_event &event)
{
    if (event.mask & IN_Q_OVERFLOW) {
        m_change.everything = true;
        return;
    }
    const bool isGone = event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT);
    for (const Place place : {Config, Webhooks, Data, ContentTypes, EventTypes}) {
        Watch &watch = m_watches[place];
        if (isGone && watch.descriptor == event.wd) {
            drop(watch.descriptor);
            markAll(place);
        }
        if (isGone && watch.above == event.wd)
            drop(watch.above);
    }
    if (event.len > 0)
        takeEntry(event.wd, QFile::decodeName(event.name), event.mask);
}

void ProfileWatcher::takeEntry(int descriptor, const QString &name, quint32 mask)
{
    if (descriptor == m_watches[Webhooks].descriptor) {
        if (const WebhookId id = Profile::idOfWebhookFile(name); !id.isNull())
            m_change.webhooks.insert(id);
    }
    if (descriptor == m_watches[Config].descriptor)
        takeEntryOfConfig(name, mask);
    if (descriptor == m_watches[Data].descriptor) {
        m_change.outcomes |= name == QFileInfo(m_profile.outcomesFile()).fileName();
        m_change.secrets |= name == QFileInfo(m_profile.secretsFile()).fileName();
    }
    const bool isJson = name.endsWith(u".json"_s); // else a file that is not whole yet
    m_change.contentTypes |= isJson && descriptor == m_watches[ContentTypes].descriptor;
    m_change.eventTypes |= isJson && descriptor == m_watches[EventTypes].descriptor;
}

void ProfileWatcher::takeEntryOfConfig(const QString &name, quint32 mask)
{
    m_change.preferences |= name == QFileInfo(m_profile.preferencesFile()).fileName();
    for (const Place place : {Webhooks, ContentTypes, EventTypes}) {
        if (name == QFileInfo(m_watches[place].folder).fileName() && (mask & comesOrGoes)) {
            drop(m_watches[place].descriptor); // another folder, or a link to another one, may be in its place
            markAll(place);
        }
    }
}

/// All that is in this folder may have changed.
void ProfileWatcher::markAll(Place place)
{
    switch (place) {
    case Config:
    case Webhooks:
    case Data:
        m_change.everything = true;
        return;
    case ContentTypes:
        m_change.contentTypes = true;
        return;
    case EventTypes:
        m_change.eventTypes = true;
        return;
    }
    Q_UNREACHABLE();
}

/// Tells soon: each event puts it off, but not for ever.
void ProfileWatcher::put()
{
    if (m_change.isEmpty())
        return;
    if (!m_quiet.isActive())
        m_sinceFirst.start();
    m_quiet.start(int(std::clamp<qint64>(longestMs - m_sinceFirst.elapsed(), 0, quietMs)));
}

void ProfileWatcher::tell()
{
    m_quiet.stop();
    if (!m_change.isEmpty())
        Q_EMIT changed(std::exchange(m_change, {}));
}

} // namespace hookpanel
