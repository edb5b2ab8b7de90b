// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/keyring.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

namespace hookpanel {

/// What a keyring in memory holds, and how it is: shared by several of them, as processes share the desktop's.
struct MemoryKeyringState {
    QHash<QString, QString> items;
    std::optional<ErrorCode> failure; ///< Of reading and writing.
    int reads = 0;
    int writes = 0;
};

/// A keyring in memory that answers from the event loop, as the desktop's does.
class MemoryKeyring final : public Keyring
{
public:
    explicit MemoryKeyring(const std::shared_ptr<MemoryKeyringState> &state)
        : m_state(state)
    {
    }

    void read(const QString &item, QObject *context, const Found &found) override
    {
        ++m_state->reads;
        QTimer::singleShot(0, context, [state = m_state, item, found] {
            if (state->failure)
                found(hookpanel::failure(*state->failure));
            else if (state->items.contains(item))
                found(std::optional(state->items.value(item)));
            else
                found(std::optional<QString>());
        });
    }

    void write(const QString &item, const QString &text, QObject *context, const Done &done) override
    {
        ++m_state->writes;
        QTimer::singleShot(0, context, [state = m_state, item, text, done] {
            if (state->failure) {
                done(hookpanel::failure(*state->failure));
                return;
            }
            state->items.insert(item, text);
            done({});
        });
    }

    void askWhetherOpen(QObject *context, const Answer &answer) override
    {
        QTimer::singleShot(0, context, [state = m_state, answer] { answer(!state->failure); });
    }

private:
    std::shared_ptr<MemoryKeyringState> m_state;
};

} // namespace hookpanel
