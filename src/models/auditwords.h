// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/audit.h"

#include <QCoreApplication>

namespace hookpanel {

/// What an audit knows, in words for people.
class AuditWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::AuditWords)

public:
    [[nodiscard]] static QString of(AuditAction action);
    [[nodiscard]] static QString program(const QString &program);

    /// The name of a field by its key in JSON.
    [[nodiscard]] static QString field(const QString &key);

    /// A line for each part of `value` that `other`, the value on the other side of the change, does not have; a value that
    /// is no list has one.
    [[nodiscard]] static QStringList lines(const QString &field, const QJsonValue &value, const QJsonValue &other);

private:
    static QStringList allLines(const QString &field, const QJsonValue &value);
    static QString headerLine(const QJsonObject &header);
    static QString keyLine(const QJsonObject &key);
    static QString simple(const QString &field, const QJsonValue &value);
};

} // namespace hookpanel
