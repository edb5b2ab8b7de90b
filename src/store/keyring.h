// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

#include <functional>
#include <optional>

class QObject;

namespace hookpanel {

/// One item in the desktop's keyring, without waiting: each order is answered once, later, in the same thread; not at all
/// when its context is gone by then. A seam: tests have one in memory.
class Keyring
{
public:
    using Found = std::function<void(const Result<std::optional<QString>> &text)>;
    using Done = std::function<void(const Result<void> &done)>;
    using Answer = std::function<void(bool yes)>;

    Keyring() = default;
    virtual ~Keyring() = default;
    Q_DISABLE_COPY_MOVE(Keyring)

    /// The text of the item; nothing where there certainly is none. Fails with SecretsLocked or SecretsUnavailable. The
    /// desktop may ask its user to unlock the keyring meanwhile.
    virtual void read(const QString &item, QObject *context, const Found &found) = 0;

    /// Writes it, in the place of an older one. Fails as read() does.
    virtual void write(const QString &item, const QString &text, QObject *context, const Done &done) = 0;

    /// Whether reading is worth trying: nothing is locked as far as can be told. Never asks the user anything.
    virtual void askWhetherOpen(QObject *context, const Answer &answer) = 0;
};

} // namespace hookpanel
