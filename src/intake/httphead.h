// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

namespace hookpanel {

/// One header line: bytes, as on the wire.
struct HttpField {
    QByteArray name;
    QByteArray value;

    bool operator==(const HttpField &) const = default;
};

using HttpFields = QList<HttpField>;

/// A request without its body.
struct HttpHead {
    QByteArray method;
    QByteArray target; ///< As in the request line: "/events?x=1", or the absolute form "http://127.0.0.1/events".
    HttpFields fields;
    qsizetype bytes = 0; ///< What request line and headers took on the wire.
    QByteArray version = {}; ///< "HTTP/1.1".

    /// The first header of this name, compared without case; nullptr where there is none.
    [[nodiscard]] const HttpField *find(const QByteArray &name) const;

    /// The value of that header; empty where there is none.
    [[nodiscard]] QByteArray value(const QByteArray &name) const;

    bool operator==(const HttpHead &) const = default;
};

} // namespace hookpanel
