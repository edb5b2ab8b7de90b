// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "store/deliverystore.h"

#include <QObject>

#include <memory>

namespace hookpanel {

class DispatcherLock;

/// The file deliveries.sqlite of a profile, which may be put aside and begun anew while processes have it open: opens it,
/// and knows whether what was opened last is still the one that is there. Several processes may find the same damage; one of
/// them puts the file aside, the others find the new one.
class DeliveryFile final : public QObject
{
    Q_OBJECT

public:
    /// Whether the file that was opened last has shown damage.
    enum class Found { Whole, Damaged };

    /// The lock and the clock are not owned and must outlive it.
    DeliveryFile(const Profile &profile, DispatcherLock &lock, const Clock &clock, QObject *parent);

    /// Opens the file, or makes it, and looks for damage. A damaged one is put aside before, unless another process was
    /// faster; setAside() is emitted from within. Fails as DeliveryStore::open() does; then what was opened before counts
    /// still.
    [[nodiscard]] Result<std::unique_ptr<DeliveryStore>> open(Found found);

    /// Whether the file that was opened last is there, and no other in its place.
    [[nodiscard]] bool isCurrent() const;

    /// Whether there is a file now, this one or another.
    [[nodiscard]] bool isThere() const;

    /// Tells one file from the next that was opened.
    [[nodiscard]] quint64 inode() const { return m_inode; }

    [[nodiscard]] QString path() const { return m_profile.deliveriesFile(); }

Q_SIGNALS:
    /// The damaged file is now this one.
    void setAside(const QString &file);

private:
    [[nodiscard]] Result<std::unique_ptr<DeliveryStore>> openWhole() const;
    [[nodiscard]] Result<std::unique_ptr<DeliveryStore>> openOnce(Found found);
    [[nodiscard]] quint64 inodeNow() const;

    Profile m_profile;
    DispatcherLock &m_lock;
    const Clock &m_clock;
    quint64 m_inode = 0; ///< Of the file that was opened last.
};

} // namespace hookpanel
