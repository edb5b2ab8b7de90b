// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "delivery/oneshotbody.h"

#include <algorithm>
#include <cstring>

namespace hookpanel {

OneShotBody::OneShotBody(const QByteArray &bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(bytes)
{
    // Unbuffered: a QIODevice that buffers would ask for more than was wanted, and pieces() would lie.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneShotBody::atEnd() const
{
    return m_position >= m_bytes.size();
}

qint64 OneShotBody::bytesAvailable() const
{
    return m_bytes.size() - m_position;
}

bool OneShotBody::seek(qint64 position)
{
    Q_UNUSED(position)
    return false; // QIODevice::seek() says so too for a sequential device, but with a warning
}

qint64 OneShotBody::readData(char *data, qint64 maximum)
{
    const qint64 length = std::min<qint64>(maximum, bytesAvailable());
    if (length <= 0)
        return atEnd() ? -1 : 0;
    std::memcpy(data, m_bytes.constData() + m_position, size_t(length));
    m_position += length;
    if (++m_pieces == 1)
        Q_EMIT readingBegun();
    return length;
}

qint64 OneShotBody::writeData(const char *data, qint64 length)
{
    Q_UNUSED(data)
    Q_UNUSED(length)
    return -1;
}

} // namespace hookpanel
