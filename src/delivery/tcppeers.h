// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSet>

#include <optional>

namespace hookpanel {

/// The local ports of all TCP connections of this process that stand and lead to `remotePort`. Nothing where the system
/// cannot be asked.
///
/// What it is for: QNetworkAccessManager tells when it begins to connect and when the connection is encrypted, but not
/// the moment between, when TCP stands and the TLS handshake begins; its sockets live in a thread of its own and cannot
/// be reached. Without that moment nobody could tell a receiver that is not there from one that never answers the
/// handshake. A connection that was not in an earlier list is a new one. Costs some 50 microseconds.
[[nodiscard]] std::optional<QSet<quint16>> connectedLocalPorts(quint16 remotePort);

} // namespace hookpanel
