// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/delivery.h"
#include "core/result.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace hookpanel {

class DeliveryHost;

/// Sends the dead letters of a profile again, the oldest first, so many per second. A letter that was sent again is one no
/// longer, so that beginning anew after a stop sends none twice. Lives in the thread of the host, which must be open, is not
/// owned and must outlive it.
class DeadLetterSender final : public QObject
{
    Q_OBJECT

public:
    static constexpr int pageSize = 100; ///< Letters that are read at once.
    static constexpr int mostPerSecond = 1000;

    explicit DeadLetterSender(DeliveryHost &host, QObject *parent = nullptr);

    /// Begins with those that there are now. Emits progress() at once, too.
    void start(int perSecond);

    /// Emits progress() when it was under way.
    void stop();

Q_SIGNALS:
    /// So many were sent again, of so many.
    void progress(int done, int all, bool isOver);

    /// One cannot be sent again, because its webhook is gone, say; the others are.
    void refused(const hookpanel::DeliveryId &id, const hookpanel::Error &error);

    /// The store cannot be read or written; it has ended.
    void failed(const hookpanel::Error &error);

private:
    void sendNext();
    void sendOne(const Delivery &letter);
    [[nodiscard]] bool readPage();
    void end();
    void fail(const Error &error);

    DeliveryHost &m_host;
    QTimer m_timer{this};
    QList<Delivery> m_page;
    qint64 m_position = 0; ///< Of the last one that was read.
    int m_left = 0; ///< Of those that there were at the beginning.
    int m_done = 0;
    int m_all = 0;
};

} // namespace hookpanel
