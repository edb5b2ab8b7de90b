// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/signingscheme.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace hookpanel {

/// A change after which a body fits its signature: what happened to it between its arrival and the check, the other way
/// round.
enum class BodyChange {
    None,
    LineEndRemoved, ///< At the end of the body.
    LineEndAdded,
    CrLfToLf,
    LfToCrLf,
    ByteOrderMarkRemoved,
    Compacted, ///< JSON without white space between its tokens.
    IndentedBy2,
    IndentedBy4,
    Spaced, ///< A space after each comma and colon, as Python's json.dumps() writes.
    Unescaped, ///< Compact, and `\u00e9` or `\/` written plainly.
};

/// What a check found about one scheme.
struct CheckedSignature {
    QString scheme;
    SignatureFinding finding;
    BodyChange change = BodyChange::None; ///< For a signature that does not fit: with what it would.

    [[nodiscard]] bool fits() const { return finding.kind == SignatureFinding::Kind::Fits; }

    bool operator==(const CheckedSignature &) const = default;
};

/// What a receiver got, to be judged.
struct ReceivedMessage {
    SignatureHeaders headers;
    QByteArray body;
};

/// Checks the signatures of a message by every scheme in `expected` and every one whose header is there, in the order of the
/// registry; empty when there is none of either. Of several keys (a rotation) one that fits is enough; else it is told what
/// the first one, the newest, found. A signature that does not fit is tried again with what usually happens to bodies. `now`
/// in seconds since 1970 UTC. Pure.
[[nodiscard]] QList<CheckedSignature> checkSignatures(const ReceivedMessage &message, const SigningKeys &keys, qint64 now,
                                                      const QStringList &expected = {});

/// Whether there is a signature and all fit.
[[nodiscard]] bool allFit(const QList<CheckedSignature> &checked);

/// Headers as people copy them: `Name: value` on each line, as in a log or as `curl -v` shows them (with a request line and
/// "> " in front), or JSON: an object of texts, or a list of {"name","value"}. What is no header is skipped; nothing is left
/// where there is none.
[[nodiscard]] SignatureHeaders headersFromText(const QByteArray &text);

/// "fits", "does-not-fit", "clock-off", …: the name in JSON.
[[nodiscard]] QString findingKey(SignatureFinding::Kind kind);

/// "line-end-removed", …: the name in JSON; empty for None.
[[nodiscard]] QString bodyChangeKey(BodyChange change);

} // namespace hookpanel
