// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/importcommand.h"

#include "cli/commandcontext.h"
#include "cli/latercode.h"
#include "cli/webhooktext.h"
#include "core/definitionsimport.h"
#include "core/definitionswords.h"
#include "store/definitionsfile.h"
#include "store/importer.h"
#include "store/secretsaving.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView dryRun("dry-run");
constexpr QLatin1StringView noDefaultHeaders("no-default-headers");

Failures failuresOf(const DefinitionsProblems &problems)
{
    Failures failures;
    for (const DefinitionsProblem &problem : problems)
        failures.append({.exitCode = exitcode::badData,
                         .code = faultKey(problem.fault),
                         .message = DefinitionsWords::of(problem),
                         .field = problem.field,
                         .line = problem.line,
                         .column = problem.column});
    return failures;
}

/// "add", "update", "skip": words of the plan, the same in every language, for scripts.
QString actionKey(ImportAction action)
{
    switch (action) {
    case ImportAction::Add:
        return u"add"_s;
    case ImportAction::Update:
        return u"update"_s;
    case ImportAction::Skip:
        return u"skip"_s;
    }
    Q_UNREACHABLE();
}

QStringList keysOf(const QList<Field> &fields)
{
    QStringList keys;
    for (const Field field : fields)
        keys.append(fieldKey(field));
    return keys;
}

QJsonArray itemsOf(const ImportPlan &plan, ImportAction action)
{
    QJsonArray array;
    for (const ImportItem &item : plan.items) {
        if (item.action != action)
            continue;
        QJsonObject object{{u"id"_s, item.webhook.id.toString()},
                           {u"name"_s, item.webhook.name},
                           {u"url"_s, redaction::url(item.webhook.url)}};
        if (action == ImportAction::Update)
            object.insert(u"changed"_s, QJsonArray::fromStringList(keysOf(item.changed)));
        array.append(object);
    }
    return array;
}

QJsonArray notesOf(const ImportPlan &plan)
{
    QJsonArray array;
    for (const ImportItem &item : plan.items) {
        for (const ImportNote &note : item.notes)
            array.append(
                QJsonObject{{u"webhook"_s, item.webhook.id.toString()}, {u"message"_s, DefinitionsWords::of(note)}});
    }
    for (const ImportNote &note : plan.notes)
        array.append(QJsonObject{{u"webhook"_s, QJsonValue()}, {u"message"_s, DefinitionsWords::of(note)}});
    return array;
}

QString planText(const ImportPlan &plan)
{
    QList<QStringList> rows;
    for (const ImportItem &item : plan.items) {
        rows.append({actionKey(item.action), item.webhook.id.toString(), item.webhook.name});
        if (item.action == ImportAction::Update)
            rows.last().append(keysOf(item.changed).join(u", "_s));
    }
    if (!plan.changedDefaults.isEmpty())
        rows.append({actionKey(ImportAction::Update), fieldKey(Field::DefaultHeaders), plan.changedDefaults.join(u", "_s)});
    return inColumns(rows);
}

} // namespace

CommandSyntax ImportCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = u"import"_s;
    syntax.synopsis = u"FILE|-… [--dry-run] [--no-default-headers]"_s;
    syntax.usesSecrets = true;
    syntax.summary = tr("add and update webhooks from JSON");
    syntax.details
        = tr("Reads definitions that “hookpanel-cli export” wrote, or webhooks as “list --json” and “show --json” "
             "print them. A webhook whose id is there is updated, or skipped when nothing would change; any other is "
             "added. Default headers of the file are added, or replace those of the same name.\n"
             "When anything in a file is not as it must be, it is said, and nothing is changed.\n"
             "A secret that is not in the file stays as it is set; in a new webhook it is empty, which is said.");
    syntax.options = {QCommandLineOption(dryRun, tr("Say what would be done and change nothing.")),
                      QCommandLineOption(noDefaultHeaders, tr("Leave the default headers of the files out."))};
    syntax.fewestOperands = 1;
    syntax.mostOperands = CommandSyntax::anyNumber;
    syntax.operand = tr("the file (- is the standard input)");
    return syntax;
}

std::optional<int> ImportCommand::run(const QCommandLineParser &arguments, CommandContext &context)
{
    auto read = definitionsfile::readDefinitions(arguments.positionalArguments(), definitionsfile::Streams::Allowed);
    if (!read)
        return context.console.fail(failuresOf(read.error()));
    if (arguments.isSet(noDefaultHeaders)) {
        read->defaultHeaders.clear();
        read->defaultSources.clear();
        read->withheldDefaults.clear();
    }
    const Result<QList<StoredWebhook>> existing = context.webhooks.loadAll();
    if (!existing)
        return context.console.fail(Failure::of(existing.error()));
    const Expected<Preferences> preferences = context.loadPreferences();
    if (!preferences)
        return context.console.fail(preferences.error());
    const auto plan = planImport(*read, *existing, *preferences, context.catalogue);
    if (!plan)
        return context.console.fail(failuresOf(plan.error()));
    if (!arguments.isSet(dryRun))
        return carryOut(*plan, context);
    print(*plan, true, context);
    return exitcode::done;
}

void ImportCommand::print(const ImportPlan &plan, bool isPreview, CommandContext &context)
{
    if (context.console.json()) {
        context.console.print(QJsonObject{{u"dryRun"_s, isPreview},
                                          {u"added"_s, itemsOf(plan, ImportAction::Add)},
                                          {u"updated"_s, itemsOf(plan, ImportAction::Update)},
                                          {u"skipped"_s, itemsOf(plan, ImportAction::Skip)},
                                          {u"defaultHeaders"_s, QJsonArray::fromStringList(plan.changedDefaults)},
                                          {u"notes"_s, notesOf(plan)}});
    } else if (!plan.items.isEmpty() || !plan.changedDefaults.isEmpty()) {
        context.console.print(planText(plan));
    }
    for (const ImportItem &item : plan.items) {
        for (const ImportNote &note : item.notes)
            context.console.say(
                tr("%1: %2", "name of a webhook, sentence").arg(item.webhook.name, DefinitionsWords::of(note)));
    }
    for (const ImportNote &note : plan.notes)
        context.console.say(DefinitionsWords::of(note));
}

void ImportCommand::tellProgress(qsizetype done, qsizetype all, CommandContext &context)
{
    constexpr qsizetype step = 100; // a fraction of a second
    if (done > 0 && done % step == 0)
        context.console.showProgress(tr("%1 of %2 webhooks…").arg(done).arg(all));
}

std::optional<int> ImportCommand::carryOut(const ImportPlan &plan, CommandContext &context)
{
    if (!plan.changesNothing()) {
        if (const Expected<void> prepared = context.prepareProfile(); !prepared)
            return context.console.fail(prepared.error());
    }
    const LaterCode code;
    secretsaving::keepOf(plan, context.secrets, &context.secrets, [code, &context](const Result<ImportPlan> &kept) {
        code.end(kept ? write(*kept, context) : context.console.fail(Failure::of(kept.error())));
    });
    return code.now();
}

int ImportCommand::write(const ImportPlan &plan, CommandContext &context)
{
    ImportReport report;
    report.skipped = plan.count(ImportAction::Skip);
    if (!plan.changesNothing()) {
        const auto progress = [&context](qsizetype done, qsizetype all) { tellProgress(done, all, context); };
        report = Importer(context.webhooks, context.preferences).run(plan, progress);
        context.console.endProgress();
    }
    if (report.error) {
        if (report.changedSomething()) {
            context.console.say(tr("The import ended early. These were written before:"));
            for (const StoredWebhook &added : std::as_const(report.added))
                context.console.say(tr("added %1  %2", "id, name").arg(added.webhook.id.toString(), added.webhook.name));
            for (const auto &update : std::as_const(report.updated))
                context.console.say(
                    tr("updated %1  %2", "id, name").arg(update.stored.webhook.id.toString(), update.stored.webhook.name));
        }
        return context.console.fail(Failure::of(*report.error));
    }
    print(plan, false, context);
    context.console.say(tr("%1.", "3 added, 1 updated, 2 skipped").arg(DefinitionsWords::counts(report)));
    return exitcode::done;
}

QString faultKey(DefinitionsFault fault)
{
    switch (fault) {
    case DefinitionsFault::CannotRead:
        return u"cannot-read"_s;
    case DefinitionsFault::IsFolder:
        return u"is-folder"_s;
    case DefinitionsFault::NotAFile:
        return u"not-a-file"_s;
    case DefinitionsFault::TooLarge:
        return u"too-large"_s;
    case DefinitionsFault::Empty:
        return u"empty"_s;
    case DefinitionsFault::Utf16:
    case DefinitionsFault::NotUtf8:
        return u"not-utf8"_s;
    case DefinitionsFault::HoldsNul:
        return u"not-text"_s;
    case DefinitionsFault::NotJson:
        return u"not-json"_s;
    case DefinitionsFault::TooDeep:
        return u"too-deep"_s;
    case DefinitionsFault::DuplicateKey:
        return u"duplicate-key"_s;
    case DefinitionsFault::NotDefinitions:
    case DefinitionsFault::WrongFormat:
    case DefinitionsFault::VersionMissing:
    case DefinitionsFault::WebhooksMissing:
    case DefinitionsFault::NotAWebhook:
        return u"not-definitions"_s;
    case DefinitionsFault::NewerVersion:
        return u"newer-version"_s;
    case DefinitionsFault::IdTwice:
        return u"duplicate-id"_s;
    case DefinitionsFault::FieldMissing:
    case DefinitionsFault::IdInvalid:
    case DefinitionsFault::NotAText:
    case DefinitionsFault::NotTrueOrFalse:
    case DefinitionsFault::NotWholeNumber:
    case DefinitionsFault::NotHeaders:
    case DefinitionsFault::NotAList:
    case DefinitionsFault::NotASchedule:
    case DefinitionsFault::NotATlsPolicy:
    case DefinitionsFault::BreaksRule:
        return u"invalid-value"_s;
    case DefinitionsFault::Unreadable:
    case DefinitionsFault::ReadOnly:
        return u"newer-version"_s;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
