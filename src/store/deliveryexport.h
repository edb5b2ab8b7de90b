// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/deliveryfilter.h"
#include "core/deliveryformat.h"
#include "core/result.h"

#include <QSaveFile>

namespace hookpanel {

class DeliveryHistory;

/// Writes deliveries to a file that the user named, in steps, so that a million of them need little memory and can be
/// stopped. The file appears when it is whole; until then, or when this is destroyed before, an older one of that name
/// stays as it was. New deliveries that come meanwhile are left out.
class DeliveryExport
{
public:
    DeliveryExport(const QString &path, DeliveryFormat format, const DeliveryFilter &filter);

    /// Counts what there is to write and opens the file. Fails with CannotWrite and the path, or as DeliveryHistory does.
    [[nodiscard]] Result<void> begin(DeliveryHistory &history);

    /// Writes some more. Fails as begin() does; the export has ended then.
    [[nodiscard]] Result<void> step(DeliveryHistory &history);

    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] qint64 all() const { return m_all; }
    [[nodiscard]] QString path() const { return m_file.fileName(); }

private:
    [[nodiscard]] Result<void> write(const QByteArray &bytes);
    [[nodiscard]] Result<void> end();
    [[nodiscard]] Result<void> giveUp();

    QSaveFile m_file;
    DeliveryFormat m_format;
    DeliveryFilter m_filter;
    qint64 m_position = 0; ///< Of the last one written.
    qint64 m_done = 0;
    qint64 m_all = 0;
    qint64 m_written = 0; ///< Bytes.
    bool m_isOver = false;
};

} // namespace hookpanel
