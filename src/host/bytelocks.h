// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSet>
#include <QString>

namespace hookpanel {

/// Locks of single bytes of a file, between processes (and between objects of this class). The kernel keeps them with the
/// open file description and takes them back when the process ends, however it ends: none is ever stale, whatever the
/// file holds, and a process id that was given anew or is another container's means nothing. The file stays.
class ByteLocks
{
public:
    /// Makes the file when the first lock is asked for.
    explicit ByteLocks(const QString &path);
    ~ByteLocks();
    Q_DISABLE_COPY_MOVE(ByteLocks)

    /// Takes it without waiting. False while somebody else has it, or when the file cannot be opened.
    [[nodiscard]] bool tryTake(int byte);

    /// Waits for it. False when the file cannot be opened. For what is held for a moment only.
    [[nodiscard]] bool take(int byte);
    void giveBack(int byte);

    /// Whether somebody else has it now.
    [[nodiscard]] bool isTakenElsewhere(int byte);

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool takeBy(int command, int byte);
    [[nodiscard]] bool ask(int command, int type, int byte);

    QString m_path;
    int m_descriptor = -1;
    QSet<int> m_ours; ///< The bytes that we have.
};

} // namespace hookpanel
