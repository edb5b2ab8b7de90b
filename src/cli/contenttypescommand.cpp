// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/contenttypescommand.h"

#include "cli/commandcontext.h"
#include "cli/webhooktext.h"
#include "core/words.h"
#include "store/contenttypestore.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString uidOption = u"uid"_s;

QJsonObject toJson(const ContentType &type, const ContentTypes &types)
{
    const StrippedParts parts = strippedParts(type.attributes, types);
    return {{u"uid"_s, type.uid},
            {u"kind"_s, u"content-type"_s},
            {u"model"_s, type.model},
            {u"name"_s, type.displayName},
            {u"draftAndPublish"_s, type.draftAndPublish},
            {u"stripped"_s, QJsonArray::fromStringList(parts.removed)},
            {u"cutToId"_s, QJsonArray::fromStringList(parts.cutToId)}};
}

QJsonObject toJson(const Component &component, const ContentTypes &types)
{
    const StrippedParts parts = strippedParts(component.attributes, types);
    return {{u"uid"_s, component.uid},
            {u"kind"_s, u"component"_s},
            {u"model"_s, QJsonValue()},
            {u"name"_s, component.displayName},
            {u"draftAndPublish"_s, false},
            {u"stripped"_s, QJsonArray::fromStringList(parts.removed)},
            {u"cutToId"_s, QJsonArray::fromStringList(parts.cutToId)}};
}

Failures failuresOf(const QList<Error> &errors)
{
    Failures failures;
    for (const Error &error : errors) {
        failures.append(Failure::of(error));
        // What is to be imported is input, where a store that cannot be read is a store.
        if (error.code == ErrorCode::CannotRead)
            failures.last().exitCode = exitcode::badData;
    }
    return failures;
}

} // namespace

CommandSyntax ContentTypesCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"content-types"_s;
    syntax.synopsis = u"[import FILE|FOLDER… [--uid U]|remove C]"_s;
    syntax.summary = tr("show or change the content types that are known");
    syntax.details = tr(
        "Prints the content types and components that are known, and what is taken out of every event of them because it "
        "is private or a password.\n"
        "“import” reads Strapi's schema files: a schema.json, a folder with such files, or a whole project (its src/api, "
        "src/extensions and src/components). The uid comes from the path; --uid gives it for a file that stands "
        "elsewhere. When anything in a file is not as it must be, it is said, and nothing is changed.\n"
        "“remove” forgets one, by its uid or its model.");
    syntax.options = {{uidOption, tr("The uid of the one file, as api::address.address or shared.geo."), u"U"_s}};
    syntax.mostOperands = CommandSyntax::anyNumber;
    return syntax;
}

std::optional<int> ContentTypesCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    const QString help = tr("See: hookpanel-cli content-types --help");
    const QStringList operands = arguments.positionalArguments();
    const QString uid = arguments.value(uidOption);
    const QString verb = operands.value(0);
    if (verb != u"import"_s && arguments.isSet(uidOption))
        return context.console.fail(Failure::usage(tr("--uid belongs to “import”. %1").arg(help)));
    if (operands.isEmpty())
        return list(context);
    if (verb == u"import"_s) {
        if (operands.size() < 2)
            return context.console.fail(Failure::usage(tr("“import” needs a file or a folder. %1").arg(help)));
        if (!uid.isEmpty() && operands.size() > 2)
            return context.console.fail(Failure::usage(tr("--uid is for one file. %1").arg(help)));
        return import(operands.mid(1), uid, context);
    }
    if (verb != u"remove"_s)
        return context.console.fail(Failure::usage(tr("“%1” is neither “import” nor “remove”. %2").arg(verb, help)));
    if (operands.size() != 2)
        return context.console.fail(Failure::usage(tr("“remove” needs one content type. %1").arg(help)));
    return remove(operands.at(1), context);
}

int ContentTypesCommand::list(CommandContext &context)
{
    const auto loaded = ContentTypeStore(context.profile).load();
    if (!loaded)
        return context.console.fail(Failure::of(loaded.error()));
    if (context.console.json()) {
        QJsonArray array;
        for (const ContentType &type : loaded->types.types())
            array.append(toJson(type, loaded->types));
        for (const Component &component : loaded->types.components())
            array.append(toJson(component, loaded->types));
        context.console.print(array);
    } else if (loaded->types == ContentTypes()) {
        context.console.say(tr("No content types are known."));
    } else {
        context.console.print(text(loaded->types));
    }
    for (const Error &fault : loaded->faults)
        context.console.say(Words::of(fault));
    return loaded->faults.isEmpty() ? exitcode::done : exitCodeOf(loaded->faults.first().code);
}

int ContentTypesCommand::import(const QStringList &paths, const QString &uid, CommandContext &context)
{
    const auto imported = ContentTypeStore(context.profile).import(paths, uid);
    if (!imported)
        return context.console.fail(failuresOf(imported.error()));
    // Only now: for files with something wrong in them no profile is made.
    if (const Expected<void> prepared = context.prepareProfile(); !prepared)
        return context.console.fail(prepared.error());
    QJsonArray array;
    QList<QStringList> rows;
    for (const ImportedSchema &schema : *imported) {
        array.append(QJsonObject{{u"uid"_s, schema.uid},
                                 {u"kind"_s, schema.isComponent ? u"component"_s : u"content-type"_s},
                                 {u"action"_s, schema.isNew ? u"add"_s : u"update"_s},
                                 {u"file"_s, schema.source}});
        rows.append({schema.isNew ? u"add"_s : u"update"_s, schema.uid, schema.source});
    }
    if (context.console.json())
        context.console.print(array);
    else
        context.console.print(inColumns(rows));
    return exitcode::done;
}

int ContentTypesCommand::remove(const QString &name, CommandContext &context)
{
    const ContentTypeStore store(context.profile);
    QString uid = name;
    if (!isContentTypeUid(name) && !isComponentUid(name)) {
        const auto loaded = store.load();
        if (!loaded)
            return context.console.fail(Failure::of(loaded.error()));
        const auto candidates = loaded->types.candidates(name, {});
        if (candidates.size() > 1) {
            QStringList uids;
            for (const ContentType *type : candidates)
                uids.append(type->uid);
            return context.console.fail(Failure::usage(
                tr("Several content types are called “%1”. Give the uid of one of them: %2").arg(name, uids.join(u", "_s))));
        }
        if (candidates.size() == 1)
            uid = candidates.first()->uid;
    }
    if (const Result<void> removed = store.remove(uid); !removed)
        return context.console.fail(Failure::of(removed.error()));
    if (context.console.json())
        context.console.print(QJsonObject{{u"removed"_s, QJsonArray{uid}}});
    else
        context.console.say(tr("Removed %1.").arg(uid));
    return exitcode::done;
}

QString ContentTypesCommand::text(const ContentTypes &types)
{
    QList<QStringList> rows{{tr("UID"), tr("Name"), tr("Draft & publish"), tr("Taken out")}};
    for (const ContentType &type : types.types())
        rows.append(row(type.uid, type.displayName, type.draftAndPublish, strippedParts(type.attributes, types)));
    for (const Component &component : types.components())
        rows.append(row(component.uid, component.displayName, false, strippedParts(component.attributes, types)));
    return inColumns(rows);
}

QStringList ContentTypesCommand::row(const QString &uid, const QString &name, bool draftAndPublish,
                                     const StrippedParts &parts)
{
    QStringList stripped = parts.removed;
    for (const QString &path : parts.cutToId)
        stripped.append(tr("%1 (all but its id)").arg(path));
    return {uid, name, draftAndPublish ? tr("yes") : u"–"_s, stripped.isEmpty() ? u"–"_s : stripped.join(u", "_s)};
}

} // namespace hookpanel
