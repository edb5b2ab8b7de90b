// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/storedwebhook.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <optional>

namespace hookpanel {

struct CommandContext;

/// Prints one webhook, as JSON or for people.
void printWebhook(CommandContext &context, const StoredWebhook &stored);

/// Saves the webhook over the revision that was read (an empty one: it must be new), its secrets first, and prints it as it
/// is stored. Returns the exit code, or nothing when that comes later.
[[nodiscard]] std::optional<int> saveAndPrint(CommandContext &context, const Webhook &webhook,
                                              const QByteArray &expectedRevision);

/// What is done to one of several webhooks; returns it as it is, or was last.
using ChangeOne = std::function<Result<StoredWebhook>(const StoredWebhook &before)>;

/// Finds the webhooks `texts`, changes one after the other, and prints them: as JSON, or a line each with the word for
/// its new state. When one cannot be changed, those that were are said. Returns the exit code.
[[nodiscard]] int changeAndPrint(CommandContext &context, const QStringList &texts, const ChangeOne &change,
                                 const std::function<QString(const StoredWebhook &)> &word);

/// Why this webhook cannot be written, known before anything is tried: a newer version wrote it.
[[nodiscard]] std::optional<Failure> refusalToWrite(const CommandContext &context, const StoredWebhook &stored);

} // namespace hookpanel
