// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/interrupt.h"

#include <QSocketNotifier>

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace hookpanel {

namespace {

/// The write end of the pipe. Set before the handlers are, and the only thing that they touch.
volatile sig_atomic_t pipeEnd = -1;

void tell(int)
{
    const int before = errno;
    const char byte = 1;
    // A full pipe has told already.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnd, &byte, 1);
    errno = before;
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Out of descriptors: signals then end the program as usual.
    pipeEnd = m_pipe[1];
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        Q_EMIT interrupted();
    });

    struct sigaction action = {};
    action.sa_handler = tell;
    sigemptyset(&action.sa_mask);
    action.sa_flags = int(SA_RESETHAND); // no SA_RESTART: a blocking open() is given up
    ::sigaction(SIGINT, &action, &m_previousInterrupt);
    ::sigaction(SIGTERM, &action, &m_previousTerminate);
}

Interrupt::~Interrupt()
{
    if (m_pipe[0] < 0)
        return;
    ::sigaction(SIGINT, &m_previousInterrupt, nullptr);
    ::sigaction(SIGTERM, &m_previousTerminate, nullptr);
    pipeEnd = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

bool Interrupt::waitForInput(int descriptor) const
{
    pollfd descriptors[] = {{descriptor, POLLIN, 0}, {m_pipe[0], POLLIN, 0}};
    while (::poll(descriptors, 2, -1) < 0) {
        if (errno != EINTR)
            return true; // the read that follows says what is wrong
    }
    return descriptors[1].revents == 0;
}

} // namespace hookpanel
