// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/exitcode.h"
#include "core/result.h"
#include "core/validation.h"

#include <QList>
#include <QString>

#include <tl/expected.hpp>

namespace hookpanel {

/// Why a command ends without doing what it was asked: the exit code, the sentence for people, and the parts of the
/// `error` JSON document.
struct Failure {
    int exitCode = exitcode::internal;
    QString code; ///< A stable name for programs: "usage", "invalid-value", "cannot-write", …
    QString message; ///< What, where and what to do.
    QString field; ///< Which option, field or setting; may be empty.
    int line = 0; ///< 1-based position in a payload, 0 where there is none.
    int column = 0;

    /// A command line that is not of the right form.
    static Failure usage(const QString &message);

    /// A value that breaks a rule or is not of its form.
    static Failure badValue(const QString &message, const QString &field);

    /// Nothing has this name.
    static Failure noSuchName(const QString &message, const QString &field = {});

    /// What a store, a payload or a request could not do, in the words of core.
    static Failure of(const Error &error, const QString &field = {});

    bool operator==(const Failure &) const = default;
};

using Failures = QList<Failure>;

/// One failure per broken rule, in the words of core.
[[nodiscard]] Failures failuresOf(const Problems &problems);

/// A value, or why there is none. Inside the command line only.
template<typename T> using Expected = tl::expected<T, Failure>;

/// The exit code for an error.
[[nodiscard]] int exitCodeOf(ErrorCode code);

} // namespace hookpanel
