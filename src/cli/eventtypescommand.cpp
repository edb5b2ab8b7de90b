// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/eventtypescommand.h"

#include "cli/commandcontext.h"
#include "cli/payloadreader.h"
#include "cli/webhooktext.h"
#include "core/words.h"
#include "store/eventtypestore.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString sampleOption = u"sample"_s;

QList<StoredWebhook> subscribersOf(const QString &type, const QList<StoredWebhook> &webhooks)
{
    QList<StoredWebhook> subscribers = webhooks;
    subscribers.removeIf([&type](const StoredWebhook &stored) { return !stored.webhook.events.contains(type); });
    return subscribers;
}

/// Those that name it themselves: "all" subscribes to whatever there is, and misses nothing that is gone.
QList<StoredWebhook> namersOf(const QString &type, const QList<StoredWebhook> &webhooks)
{
    QList<StoredWebhook> namers = subscribersOf(type, webhooks);
    namers.removeIf([](const StoredWebhook &stored) { return stored.webhook.events.all; });
    return namers;
}

QJsonArray idsOf(const QList<StoredWebhook> &webhooks)
{
    QJsonArray ids;
    for (const StoredWebhook &stored : webhooks)
        ids.append(stored.webhook.id.toString());
    return ids;
}

/// The sample is text: as JSON its numbers would be spelled anew. One that is gone has only those that name it.
QJsonObject toJson(const EventType &type, const QList<StoredWebhook> &webhooks, bool isKnown = true)
{
    return {{u"name"_s, type.name},
            {u"group"_s, type.group},
            {u"description"_s, type.description},
            {u"note"_s, type.note},
            {u"edition"_s, editionKey(type.edition)},
            {u"keys"_s, QJsonArray::fromStringList(type.keys)},
            {u"own"_s, type.own},
            {u"known"_s, isKnown},
            {u"sample"_s, QString::fromUtf8(type.sample)},
            {u"subscribed"_s, idsOf(isKnown ? subscribersOf(type.name, webhooks) : namersOf(type.name, webhooks))}};
}

/// Event types that webhooks name and the catalogue has not, sorted.
QStringList unknownNames(const QList<StoredWebhook> &webhooks, const EventCatalogue &catalogue)
{
    QStringList names;
    for (const StoredWebhook &stored : webhooks) {
        for (const QString &name : stored.webhook.events.names) {
            if (!catalogue.contains(name))
                names.append(name);
        }
    }
    names.removeDuplicates();
    names.sort();
    return names;
}

} // namespace

CommandSyntax EventTypesCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"event-types"_s;
    syntax.synopsis = u"[add T --sample FILE|-|remove T]"_s;
    syntax.summary = tr("show the event types, or change your own");
    syntax.details
        = tr("Prints the event types that webhooks can subscribe to, and those that webhooks still name though they were "
             "removed.\n"
             "“add” makes an event type of your own, such as order.paid, or replaces its sample: a whole payload "
             "with “event” and “createdAt”. “remove” takes one of your own out; webhooks that are subscribed to it "
             "stay so, which is said.");
    syntax.options = {{sampleOption, tr("A whole payload of this event type; - reads the standard input."), u"FILE"_s}};
    syntax.mostOperands = 2;
    return syntax;
}

std::optional<int> EventTypesCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const QString help = tr("See: hookpanel-cli event-types --help");
    const QStringList operands = arguments.positionalArguments();
    const QString verb = operands.value(0);
    if (verb != u"add"_s && arguments.isSet(sampleOption))
        return context.console.fail(Failure::usage(tr("--sample belongs to “add”. %1").arg(help)));
    if (operands.isEmpty())
        return list(context);
    if (verb != u"add"_s && verb != u"remove"_s)
        return context.console.fail(Failure::usage(tr("“%1” is neither “add” nor “remove”. %2").arg(verb, help)));
    if (operands.size() != 2)
        return context.console.fail(Failure::usage(tr("“%1” needs the name of an event type. %2").arg(verb, help)));
    if (verb == u"remove"_s)
        return remove(operands.at(1), context);
    if (!arguments.isSet(sampleOption))
        return context.console.fail(Failure::usage(tr("“add” needs a sample: --sample FILE. %1").arg(help)));
    return add(operands.at(1), arguments.value(sampleOption), context);
}

int EventTypesCommand::list(CommandContext &context)
{
    const Result<QList<StoredWebhook>> webhooks = context.webhooks.loadAll();
    if (!webhooks)
        return context.console.fail(Failure::of(webhooks.error()));
    QJsonArray array;
    QList<QStringList> rows{{tr("Event type"), tr("Subscribed"), tr("Description")}};
    for (const EventType &type : context.catalogue.types()) {
        if (type.name == triggerTest)
            continue; // nobody can subscribe to it
        array.append(toJson(type, *webhooks));
        const QString description = type.own ? tr("Your own event type.") : Words::ofCatalogue(type.description);
        rows.append({type.name, QString::number(subscribersOf(type.name, *webhooks).size()), description});
    }
    const QStringList unknown = unknownNames(*webhooks, context.catalogue);
    for (const QString &name : unknown) {
        EventType type;
        type.name = name;
        array.append(toJson(type, *webhooks, false));
        rows.append({name, QString::number(namersOf(name, *webhooks).size()),
                     tr("Not in the catalogue: removed, or of another version. Nothing is sent for it.")});
    }
    if (context.console.json())
        context.console.print(array);
    else
        context.console.print(inColumns(rows));
    return exitcode::done;
}

int EventTypesCommand::add(const QString &name, const QString &sampleFile, CommandContext &context)
{
    m_interrupt = std::make_unique<Interrupt>();
    const Expected<QByteArray> sample = PayloadReader::read(sampleFile, *m_interrupt);
    if (!sample) {
        Failure failure = sample.error();
        failure.field = failure.field.isEmpty() ? QString() : sampleOption;
        return context.console.fail(failure);
    }
    const Result<EventType> type = EventTypeStore(context.profile).add(name, *sample, context.catalogue);
    if (!type) {
        const bool isName
            = type.error().code == ErrorCode::EventTypeNameInvalid || type.error().code == ErrorCode::EventTypeBuiltIn;
        return context.console.fail(Failure::of(type.error(), isName ? u"event"_s : sampleOption));
    }
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return context.console.fail(prepared.error());
    if (context.console.json())
        context.console.print(toJson(*type, context.webhooks.loadAll().value_or(QList<StoredWebhook>())));
    else
        context.console.say(tr("Added %1.").arg(type->name));
    return exitcode::done;
}

int EventTypesCommand::remove(const QString &name, CommandContext &context)
{
    const Result<QList<StoredWebhook>> webhooks = context.webhooks.loadAll();
    if (!webhooks)
        return context.console.fail(Failure::of(webhooks.error()));
    if (const Result<void> removed = EventTypeStore(context.profile).remove(name, context.catalogue); !removed)
        return context.console.fail(Failure::of(removed.error(), u"event"_s));
    const QList<StoredWebhook> subscribers = namersOf(name, *webhooks);
    if (context.console.json())
        context.console.print(QJsonObject{{u"removed"_s, name}, {u"subscribed"_s, idsOf(subscribers)}});
    else
        context.console.say(tr("Removed %1.").arg(name));
    for (const StoredWebhook &stored : subscribers)
        context.console.say(tr("“%1” is still subscribed to it.").arg(stored.webhook.name));
    return exitcode::done;
}

} // namespace hookpanel
