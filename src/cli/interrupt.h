// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <signal.h>

class QSocketNotifier;

namespace hookpanel {

/// Tells of SIGINT and SIGTERM as a Qt signal, and lets a blocking read wait for them. The signal handler does nothing
/// but write a byte into a pipe. Only the first signal is caught: a second one ends the program as usual. At most one
/// object of this class at a time, because signal handlers belong to the process.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    /// Waits until `descriptor` can be read (or has ended). False when a signal came first.
    [[nodiscard]] bool waitForInput(int descriptor) const;

Q_SIGNALS:
    /// A signal came; once.
    void interrupted();

private:
    int m_pipe[2] = {-1, -1};
    QSocketNotifier *m_notifier = nullptr; ///< Owned as a child.
    struct sigaction m_previousInterrupt = {};
    struct sigaction m_previousTerminate = {};
};

} // namespace hookpanel
