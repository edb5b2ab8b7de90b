// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/payload.h"
#include "core/preparedrequest.h"
#include "core/result.h"
#include "core/webhook.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace hookpanel {

/// A request as a command for a POSIX shell.
struct CurlCommand {
    QString text; ///< Several lines, without a line end after the last one.
    QStringList secretVariables; ///< Variables that stand for credentials which the webhook holds as text.

    bool operator==(const CurlCommand &) const = default;
};

/// The request that prepareRequest() makes of the same arguments, written for `curl`: the same target, headers and
/// body, without redirects and without what curl would add of its own. A placeholder stays one and is filled from the
/// shell's environment ("${NAME}"), so the command can be written while the variable is not set here. What is a
/// credential by credentials::isIn() does not get into the text either: a variable named after the header stands for it.
/// Fails with the rule that the webhook or the default headers break.
///
/// Two things a shell cannot do: percent-encode what a variable brings into the URL, and write a variable's value in
/// Latin-1, as Hookpanel does where it fits. One thing curl cannot: a header without a value leaves it as `X-Empty:`, and
/// Hookpanel as `X-Empty: `; the blank is no part of the value (RFC 9110 5.5).
[[nodiscard]] Result<CurlCommand> curlCommand(const Webhook &webhook, const Headers &defaultHeaders, const Event &event);

/// Why one of several requests cannot be written.
struct CurlRefusal {
    QString webhook; ///< Its name.
    Error error;
};

/// The requests of several webhooks, one command after the other, each below a comment with its name. Credentials that
/// share a header name but not their value get a variable each (AUTHORIZATION, AUTHORIZATION_2); a comment above each
/// command names its variables and their headers. Fails as curlCommand() does, then there is none of them.
[[nodiscard]] tl::expected<CurlCommand, CurlRefusal> curlCommands(const QList<Webhook> &webhooks,
                                                                  const Headers &defaultHeaders, const Event &event);

/// A request that was sent, as a history keeps it, as a command that sends the same again: what was filled is filled from
/// the shell's environment, and a variable named after the header stands for each secret, which no history holds.
[[nodiscard]] CurlCommand curlCommand(const PreparedRequest &sent);

/// The same with what a history does not hold: values of secret headers, and what comes out of variables.
struct FilledCurl {
    QString text;
    QStringList notFilled; ///< Names of headers, and "URL": they are as in the command without secrets.

    bool operator==(const FilledCurl &) const = default;
};

/// Takes the values from what its webhook would send today, where that is the same header or URL as it was then: what was
/// renamed, removed or cannot be filled now stays a variable. Never to be kept or shown, only copied at the user's wish.
[[nodiscard]] FilledCurl filledCurlCommand(const PreparedRequest &sent, const EffectiveRequest &today);

/// Bytes as one word of a POSIX shell. What a terminal would act upon when it is pasted, and what is not ASCII and not
/// UTF-8, is written by printf.
[[nodiscard]] QString shellQuoted(const QByteArray &bytes);

} // namespace hookpanel
