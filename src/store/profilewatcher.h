// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "store/profile.h"

#include <QElapsedTimer>
#include <QMetaType>
#include <QObject>
#include <QSet>
#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <memory>

struct inotify_event;

namespace hookpanel {

/// What may have changed in a profile's files; whether something did is found by reading them.
struct ProfileChange {
    QSet<WebhookId> webhooks; ///< The files of these were written, added or removed.
    bool preferences = false;
    bool outcomes = false;
    bool contentTypes = false; ///< What is private in an entry may be something else now.
    bool eventTypes = false; ///< Of the user's own.
    bool secrets = false;
    bool everything = false; ///< A folder was replaced, or there was more than could be told: look at all of it.

    [[nodiscard]] bool isEmpty() const
    {
        return webhooks.isEmpty() && !preferences && !outcomes && !contentTypes && !eventTypes && !secrets && !everything;
    }
};

/// Tells which files of a profile something changed, whoever it was: another program that replaces them, an editor that
/// writes in place, or ourselves. Watches folders, not files: five watches whatever the number of webhooks, and a file
/// that is changed in place is noticed (docs/adr/0008). A file that is a link to somewhere else is not watched there.
///
/// Lives in the thread of whoever reads the files. Emits changed() once things have been quiet for a moment, and every
/// second where they are never quiet. Where the system has no watch left it asks to look at everything from time to
/// time, and says so in the log (hookpanel.store).
class ProfileWatcher : public QObject
{
    Q_OBJECT

public:
    static constexpr int quietMs = 100; ///< How long nothing must happen before changed() is emitted.
    static constexpr int longestMs = 1000; ///< How long changed() is put off at most.
    static constexpr int pollMs = 30'000; ///< How often everything is looked at where nothing can be watched.

    explicit ProfileWatcher(const Profile &profile, QObject *parent = nullptr);
    ~ProfileWatcher() override;

    /// Begins to watch; does nothing when it does so already. What is changed after the call is told.
    void start();

    [[nodiscard]] bool isWatching() const { return m_inotify >= 0; }

Q_SIGNALS:
    void changed(const hookpanel::ProfileChange &change);

private:
    /// A folder, and the watch on it or, as long as it is not there, on the nearest folder above it that is.
    struct Watch {
        QString folder;
        int descriptor = -1;
        int above = -1;
    };
    enum Place { Config, Webhooks, Data, ContentTypes, EventTypes };

    void watchFolder(Watch &watch);
    int addWatch(const QString &folder, quint32 mask);
    void drop(int &watched);
    void readEvents();
    void take(const inotify_event &event);
    void takeEntry(int descriptor, const QString &name, quint32 mask);
    void takeEntryOfConfig(const QString &name, quint32 mask);
    void markAll(Place place);
    void put();
    void tell();
    void pollInstead(const char *why);

    Profile m_profile;
    std::array<Watch, 5> m_watches;
    int m_inotify = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    ProfileChange m_change; ///< What is to be told.
    QTimer m_quiet{this};
    QTimer m_poll{this};
    QElapsedTimer m_sinceFirst;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::ProfileChange)
