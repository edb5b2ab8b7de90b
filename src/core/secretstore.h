// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

#include <functional>
#include <optional>

class QObject;

namespace hookpanel {

/// Where secrets are kept, each under a key of ours ("intake-token"). Values are never written anywhere else.
///
/// A store that cannot be asked now (damaged, locked, not ours) fails; it never answers that there is no such secret, so
/// that nobody makes a new one in the place of one that is there. To be used from the thread of the stores.
class SecretStore
{
public:
    SecretStore() = default;
    virtual ~SecretStore() = default;
    Q_DISABLE_COPY_MOVE(SecretStore)

    /// The secret; nothing where none is kept under this key.
    [[nodiscard]] virtual Result<std::optional<QString>> secret(const QString &key) = 0;

    /// Keeps it in the place of an older one. When this returns it is on the disk; when it fails nothing has changed.
    [[nodiscard]] virtual Result<void> keep(const QString &key, const QString &value) = 0;

    /// keep(), also for a store that has to wait: for a keyring, or for its owner's answer. `done` is called once, from
    /// within where nothing has to be waited for; not at all when its context is gone by then.
    using Done = std::function<void(const Result<void> &done)>;
    virtual void keepThen(const QString &key, const QString &value, QObject * /*context*/, const Done &done)
    {
        done(keep(key, value));
    }

    /// Keeps it only where there is none yet, or an empty one, and gives what is there afterwards: of several programs
    /// that do so at once, all get the same. Calls back as keepThen() does. A store that cannot decide this in one step asks
    /// first.
    using There = std::function<void(const Result<QString> &there)>;
    virtual void keepIfAbsent(const QString &key, const QString &value, QObject *context, const There &there)
    {
        const auto before = secret(key);
        if (!before)
            there(tl::unexpected(before.error()));
        else if (*before && !(*before)->isEmpty())
            there(**before);
        else
            keepThen(key, value, context, [value, there](const Result<void> &done) {
                there(done ? Result<QString>(value) : tl::unexpected(done.error()));
            });
    }

    /// Afterwards there is none. No failure where there was none.
    [[nodiscard]] virtual Result<void> forget(const QString &key) = 0;
};

} // namespace hookpanel
