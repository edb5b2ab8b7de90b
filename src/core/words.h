// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"
#include "core/deliverystate.h"
#include "core/deliverysummary.h"
#include "core/eventnote.h"
#include "core/hold.h"
#include "core/outcome.h"
#include "core/recipients.h"
#include "core/result.h"
#include "core/retryschedule.h"
#include "core/validation.h"

#include <QCoreApplication>
#include <QString>

namespace hookpanel {

/// The one place where codes become sentences for people, in the window and on the command line alike. Everything
/// else in core, store and delivery speaks in codes.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::Words)

public:
    /// What is wrong, where, and what to do: one or two sentences.
    static QString of(Rule rule, const QString &subject);

    /// A clause that follows a colon, without a full stop: "it is a folder".
    static QString of(Cause cause, const QString &detail);
    static QString of(const Problem &problem);

    /// The name of a field as the form calls it.
    static QString of(Field field);
    static QString of(const Error &error);
    static QString of(const EventNote &note);

    /// Why nothing would be sent as things stand: the same reasons as those of an attempt, before there is one.
    static QString whyNothingLeaves(const Error &error);

    /// Where a header comes from and what becomes of it, in brackets: "(default, replaced by webhook)".
    static QString originOf(const EffectiveHeader &header);

    /// Cause and, where there is one, an action, in sentences.
    static QString of(const Outcome &outcome);

    /// Two or three words for a table cell or a heading: "Connection refused".
    static QString brief(const Outcome &outcome);

    /// The trigger view's state, in Strapi's words where there are some: "Success!", "Error 503", else brief().
    static QString state(const Attempt &attempt);

    /// "trigger-test → https://example.com/hook", and the proxy on the way.
    static QString target(const Attempt &attempt);

    /// A text of the event catalogue (group, action, description, note) in the user's language.
    static QString ofCatalogue(const QString &text);

    /// "Waiting for the answer"
    static QString of(Phase phase);

    /// "Waiting for a retry"
    static QString of(DeliveryState state);

    /// "Waits until the webhook is enabled."; empty for None.
    static QString of(Hold hold);

    /// The same in the place of a time: "When the webhook is enabled".
    static QString brief(Hold hold);

    /// "No connection": a name in a legend.
    static QString of(OutcomeGroup group);

    /// "not sent: it is disabled"
    static QString of(NotSentReason reason);

    /// "Standard (5 s, 5 min, 30 min, …)"
    static QString of(const RetrySchedule &schedule);

    /// "41 ms", "2.4 s": for people.
    static QString duration(qint64 ms);

    /// "5 s", "4 min", "2 h", "3 d": how long something is to wait still, in one unit.
    static QString remaining(qint64 ms);

    /// "Failing"
    static QString of(Health::State state);

    /// "63 bytes", "1.2 MiB"
    static QString size(qint64 bytes);

private:
    static QString ofFile(const Error &error);
    static QString nameOf(HeaderOrigin origin);
    static QString changedFile(const Problem &problem);
    static QString timeoutSentence(const Outcome &outcome);
    static QString tlsSentence(TlsFault fault);
    static QString proxySentence(ProxyFault fault);
};

} // namespace hookpanel
