// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QIODevice>

namespace hookpanel {

/// The body of a request as a device that can be read once: sequential, without a way back. QNetworkAccessManager
/// repeats a POST whose connection was closed before the answer, on its own and up to three times, whenever it can
/// rewind the body (measured with Qt 6.4.2); this one cannot be rewound, so one attempt stays one request on the wire.
/// The request must bear an explicit Content-Length and DoNotBufferUploadDataAttribute.
class OneShotBody final : public QIODevice
{
    Q_OBJECT

public:
    explicit OneShotBody(const QByteArray &bytes, QObject *parent = nullptr);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    bool seek(qint64 position) override;
    bool reset() override { return false; }

    /// How many pieces were handed out. A further piece is asked for when the one before it has been written to the
    /// socket, so that at most one piece is under way.
    [[nodiscard]] int pieces() const { return m_pieces; }

Q_SIGNALS:
    /// The first byte was asked for: the connection stands (and is encrypted, for https) and the request is being
    /// written. Emitted once, in the thread that owns the device.
    void readingBegun();

protected:
    qint64 readData(char *data, qint64 maximum) override;
    qint64 writeData(const char *data, qint64 length) override;

private:
    QByteArray m_bytes;
    qint64 m_position = 0;
    int m_pieces = 0;
};

} // namespace hookpanel
