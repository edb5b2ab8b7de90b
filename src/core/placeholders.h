// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace hookpanel {

/// Looks up an environment variable; nothing when it is unset. A seam: tests give their own.
using Environment = std::function<std::optional<QString>(const QString &name)>;

/// The real environment of this process.
[[nodiscard]] Environment processEnvironment();

/// `${NAME}`, Strapi's `${process.env.NAME}` and `$${` for a literal `${` (product section 3).
namespace placeholders {

/// A piece of a filled text: literal, or the value of a variable.
struct FilledPiece {
    QString value; ///< What leaves. May hold a secret.
    QString shown; ///< The same, or `${NAME}` for a variable.
    bool isVariable = false;

    bool operator==(const FilledPiece &) const = default;
};

/// A text with its placeholders filled, beside the form that may be shown and stored.
struct Filled {
    QString value; ///< What leaves. May hold a secret.
    QString shown; ///< The same with `${NAME}` where a value was filled.
    bool filled = false; ///< Whether anything was filled.
    QList<FilledPiece> pieces; ///< The same once more, piece by piece.
};

/// A piece of a text: literal (`$${` is `${` in it), or the name of a variable.
struct Piece {
    QString text;
    bool isVariable = false;
};

/// The text cut into its pieces, no two literal ones in a row; nothing when it is not well formed.
[[nodiscard]] std::optional<QList<Piece>> pieces(const QString &text);

/// Whether the text holds at least one placeholder.
[[nodiscard]] bool contains(const QString &text);

/// Whether every `${` begins a well-formed placeholder: a name of letters, digits and `_`, not starting with a digit.
[[nodiscard]] bool isWellFormed(const QString &text);

/// Fills the text once (values are not filled again). Fails with UnsetVariable and the variable's name when a
/// variable is unset or empty, with BadPlaceholder when the text is not well formed.
[[nodiscard]] Result<Filled> fill(const QString &text, const Environment &environment);

/// The text with each placeholder replaced by what `standIn` gives for its position (0, 1, …) and each `$${` by `${`.
[[nodiscard]] QString replaced(const QString &text, const std::function<QString(int index)> &standIn);

} // namespace placeholders
} // namespace hookpanel
