// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/rule.h"

#include <QString>

#include <tl/expected.hpp>

namespace hookpanel {

/// Through which proxy requests leave. A receiver on this machine's loopback interface is called directly whatever is
/// chosen: no proxy can reach it (docs/adr/0009).
struct ProxyChoice {
    enum class Kind { System, None, Manual };
    enum class Scheme { Http, Socks5 };

    Kind kind = Kind::System;
    Scheme scheme = Scheme::Http; ///< Of Manual, as host and port are.
    QString host;
    int port = 0;

    /// Reads "system", "none", "http://host:port" or "socks5://host:port"; without a scheme it is an HTTP proxy. Fails
    /// with ProxyMissing, ProxyInvalid, or ProxyUserInfo: there is no place to keep its password but in clear.
    static tl::expected<ProxyChoice, Rule> fromText(const QString &text);

    /// The same for the address alone.
    static tl::expected<ProxyChoice, Rule> fromAddress(const QString &text);

    /// The form that fromText() reads.
    [[nodiscard]] QString toText() const;

    bool operator==(const ProxyChoice &) const = default;
};

/// Whether a URL's host is this machine's loopback interface: localhost and names below it (RFC 6761 6.3), 127.0.0.0/8
/// and ::1. By its spelling alone; nothing is looked up.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace hookpanel
