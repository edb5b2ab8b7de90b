// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/webhooklookup.h"

#include "cli/commandcontext.h"
#include "cli/webhooksaver.h"
#include "store/webhookstore.h"

#include <algorithm>
#include <iterator>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The id, when the text is one in its canonical form, in any case. QUuid by itself also takes text with a tail.
WebhookId exactId(const QString &text)
{
    const WebhookId id = WebhookId::fromString(text);
    return id.toString() == text.toLower() ? id : WebhookId();
}

template<typename Predicate> QList<StoredWebhook> matching(const QList<StoredWebhook> &all, Predicate predicate)
{
    QList<StoredWebhook> matches;
    std::copy_if(all.cbegin(), all.cend(), std::back_inserter(matches), predicate);
    return matches;
}

} // namespace

Expected<StoredWebhook> WebhookLookup::find(const WebhookStore &store, const QString &text)
{
    // Scripts name webhooks by id: that reads one file instead of all.
    if (const WebhookId id = exactId(text); !id.isNull()) {
        Result<StoredWebhook> stored = store.load(id);
        if (stored)
            return *stored;
        if (stored.error().code != ErrorCode::NoSuchWebhook)
            return tl::unexpected(Failure::of(stored.error()));
    }
    const Result<QList<StoredWebhook>> all = store.loadAll();
    if (!all)
        return tl::unexpected(Failure::of(all.error()));
    return findAmong(*all, text);
}

tl::expected<QList<StoredWebhook>, Failures> WebhookLookup::findAll(const WebhookStore &store, const QStringList &texts)
{
    const Result<QList<StoredWebhook>> all = store.loadAll();
    if (!all)
        return tl::unexpected(Failures{Failure::of(all.error())});

    QList<StoredWebhook> found;
    Failures failures;
    for (const QString &text : texts) {
        const Expected<StoredWebhook> one = findAmong(*all, text);
        if (!one)
            failures.append(one.error());
        else if (!found.contains(*one))
            found.append(*one);
    }
    if (!failures.isEmpty())
        return tl::unexpected(failures);
    return found;
}

tl::expected<QList<StoredWebhook>, Failures> WebhookLookup::findForWriting(const CommandContext &context,
                                                                           const QStringList &texts)
{
    const auto found = findAll(context.webhooks, texts);
    if (!found)
        return found;
    Failures failures;
    for (const StoredWebhook &stored : *found) {
        if (const std::optional<Failure> failure = refusalToWrite(context, stored))
            failures.append(*failure);
    }
    if (!failures.isEmpty())
        return tl::unexpected(failures);
    return found;
}

QString WebhookLookup::operand()
{
    return tr("the webhook, by its id, its name or the start of its id");
}

Expected<StoredWebhook> WebhookLookup::findAmong(const QList<StoredWebhook> &all, const QString &text)
{
    const WebhookId id = exactId(text);
    QList<StoredWebhook> matches
        = matching(all, [&id](const StoredWebhook &stored) { return !id.isNull() && stored.webhook.id == id; });
    if (matches.isEmpty())
        matches = matching(all, [&text](const StoredWebhook &stored) { return stored.webhook.name == text; });
    if (matches.isEmpty() && text.size() >= shortestPrefix) {
        matches = matching(all, [prefix = text.toLower()](const StoredWebhook &stored) {
            return stored.webhook.id.toString().startsWith(prefix);
        });
    }
    if (matches.isEmpty()) {
        return tl::unexpected(Failure::noSuchName(
            tr("There is no webhook “%1”. Give its id, its exact name, or at least %2 characters of the start of its id; "
               "“hookpanel-cli list” shows them.")
                .arg(text)
                .arg(shortestPrefix)));
    }
    if (matches.size() > 1)
        return tl::unexpected(ambiguous(text, matches));
    return matches.first();
}

Failure WebhookLookup::ambiguous(const QString &text, const QList<StoredWebhook> &matches)
{
    QStringList ids;
    for (const StoredWebhook &stored : matches)
        ids.append(stored.webhook.id.toString());
    Failure failure
        = Failure::usage(tr("“%1” names several webhooks. Give the id of one of them: %2").arg(text, ids.join(u", "_s)));
    failure.code = u"ambiguous"_s;
    return failure;
}

} // namespace hookpanel
