// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/failure.h"
#include "core/webhook.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace hookpanel {

class EventCatalogue;
class SecretVault;

/// The options that say what a webhook holds, shared by `add` and `edit`.
class WebhookOptions
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::WebhookOptions)

public:
    /// Options of both commands.
    static QList<QCommandLineOption> common();

    /// Options of `edit` only.
    static QList<QCommandLineOption> ofEdit();

    /// `--secret-header-env K=VAR`, for other commands, too; what it is given is read by secretHeaderFromText().
    static QCommandLineOption secretHeader();

    /// What is said about headers `K: V` that were given as arguments and hold a credential: other users could see it there.
    /// Empty where none does.
    static QString argumentNote(const QStringList &headers);

    /// Whether any of them was given.
    static bool anyGiven(const QCommandLineParser &arguments);

    /// The options that contradict each other, if any.
    static std::optional<Failure> contradiction(const QCommandLineParser &arguments);

    /// Puts what was given into the webhook; a list option replaces the whole list. Returns the values that are not of
    /// their form; whether the webhook obeys the rules is for validate() to say.
    static Failures apply(const QCommandLineParser &arguments, Webhook &webhook);

    /// Applies the options to the webhook, puts it in order as a form does, and checks it by all rules
    /// of a change.
    static tl::expected<Webhook, Failures> checked(const QCommandLineParser &arguments, Webhook webhook,
                                                   const EventCatalogue &catalogue);

    /// What is said about a webhook that no event reaches.
    static QString noEventsNote();

    /// The sentence about an event type that is not in the catalogue, with the one that may be meant.
    static QString unknownEvent(const QString &type, const EventCatalogue &catalogue);

    /// Splits `K: V` at the first colon, or says what is wrong with it.
    static Expected<Header> headerFromText(const QString &text, const QString &field);

    /// Makes a header `K` with the value `${VAR}` of `K=VAR`.
    static Expected<Header> headerFromEnvironmentText(const QString &text, const QString &field);

    /// Makes a secret header `K` with the value that the variable of `K=VAR` has now.
    static Expected<Header> secretHeaderFromText(const QString &text, const QString &field);

    /// Chooses where the secrets of the profile are kept, where an option says so.
    static std::optional<Failure> chooseStorage(const QCommandLineParser &arguments, SecretVault &vault);

    /// Reads a number of seconds; the range is not checked.
    static Expected<int> secondsFromText(const QString &text, const QString &field);

    /// Reads a retry schedule; its limits are not checked.
    static Expected<RetrySchedule> scheduleFromText(const QString &text, const QString &field);

private:
    static Failures applyHeaders(const QCommandLineParser &arguments, Webhook &webhook);
    static Failures applyTls(const QCommandLineParser &arguments, TlsPolicy &tls);
    static Expected<void> checkTlsFiles(const QCommandLineParser &arguments, const TlsPolicy &tls);
    static Failures applySecret(const QCommandLineParser &arguments, Webhook &webhook);
};

} // namespace hookpanel
