// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/deliveryexport.h"

#include "store/deliveryhistory.h"

#include <cerrno>
#include <unistd.h>

namespace hookpanel {

namespace {

constexpr int stepRows = 200; ///< Without bodies that is some milliseconds.
constexpr qsizetype stepBytes = 1024 * 1024; ///< With them a step ends here: one delivery may hold megabytes.

} // namespace

DeliveryExport::DeliveryExport(const QString &path, DeliveryFormat format, const DeliveryFilter &filter)
    : m_file(path)
    , m_format(format)
    , m_filter(filter)
{
}

Result<void> DeliveryExport::begin(DeliveryHistory &history)
{
    const auto count = history.count(m_filter);
    if (!count)
        return tl::unexpected(count.error());
    m_all = *count;
    if (!m_file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::CannotWrite, path(), m_file.errorString());
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner); // payloads are nobody else's matter
    return write(deliveryformat::head(m_format));
}

Result<void> DeliveryExport::step(DeliveryHistory &history)
{
    const auto deliveries = history.list(m_filter, m_position, stepRows);
    if (!deliveries)
        return tl::unexpected(deliveries.error());
    QByteArray bytes;
    qsizetype taken = 0;
    for (const Delivery &delivery : *deliveries) {
        QList<Attempt> attempts;
        if (m_format == DeliveryFormat::JsonLines) {
            const auto read = history.attempts(delivery.id);
            if (!read)
                return tl::unexpected(read.error());
            attempts = *read;
        }
        bytes += deliveryformat::line(m_format, delivery, attempts);
        m_position = delivery.position;
        ++taken;
        if (bytes.size() >= stepBytes)
            break;
    }
    m_done += taken;
    if (const auto written = write(bytes); !written)
        return written;
    if (taken == stepRows || taken < deliveries->size())
        return {};
    m_isOver = true;
    return end();
}

/// Some file systems tell only here that there is no room, and of QSaveFile's own results none does (measured with Qt
/// 6.4.2).
Result<void> DeliveryExport::end()
{
    errno = 0;
    const bool isSynced = ::fdatasync(m_file.handle()) == 0 || errno == EINVAL || errno == ENOSYS;
    if (!isSynced || m_file.size() != m_written)
        return giveUp();
    if (!m_file.commit())
        return failure(ErrorCode::CannotWrite, path(), m_file.errorString());
    return {};
}

Result<void> DeliveryExport::write(const QByteArray &bytes)
{
    errno = 0;
    if (m_file.write(bytes) != bytes.size() || !m_file.flush() || m_file.error() != QFileDevice::NoError)
        return giveUp();
    m_written += bytes.size();
    return {};
}

Result<void> DeliveryExport::giveUp()
{
    const QString reason = errno != 0 ? qt_error_string(errno) : m_file.errorString();
    m_file.cancelWriting();
    return failure(ErrorCode::CannotWrite, path(), reason);
}

} // namespace hookpanel
