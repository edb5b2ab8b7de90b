// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <sys/stat.h>

namespace hookpanel {

/// While it lives, what this process creates is for its user alone (folders 0700, files 0600) from the first byte;
/// QSettings and QSaveFile follow the umask and offer nothing else. The umask belongs to the whole process, so only one
/// thread may use this: the stores' one. A file that another thread creates meanwhile is stricter, never laxer. The store
/// does it itself rather than main(), so that it is safe in every program that uses it (docs/adr/0006).
class PrivateUmask
{
public:
    PrivateUmask()
        : m_before(::umask(077))
    {
    }
    ~PrivateUmask() { ::umask(m_before); }
    Q_DISABLE_COPY_MOVE(PrivateUmask)

private:
    mode_t m_before;
};

} // namespace hookpanel
