// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionswords.h"

#include "core/words.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

QString DefinitionsWords::of(const DefinitionsProblem &problem)
{
    const QString said = sentence(problem);
    const QString number = QString::number(problem.number);
    const QString source = problem.source == u"-" ? tr("the standard input") : problem.source;
    if (problem.number > 0 && !problem.name.isEmpty())
        return problem.field.isEmpty()
            ? tr("“%1”, webhook %2 (“%3”): %4").arg(source, number, problem.name, said)
            : tr("“%1”, webhook %2 (“%3”), “%4”: %5").arg(source, number, problem.name, problem.field, said);
    if (problem.number > 0)
        return problem.field.isEmpty() ? tr("“%1”, webhook %2: %3").arg(source, number, said)
                                       : tr("“%1”, webhook %2, “%3”: %4").arg(source, number, problem.field, said);
    if (!source.isEmpty())
        return problem.field.isEmpty() ? tr("“%1”: %2", "file, sentence").arg(source, said)
                                       : tr("“%1”, “%2”: %3", "file, field, sentence").arg(source, problem.field, said);
    return problem.field.isEmpty() ? said : tr("“%1”: %2", "field, sentence").arg(problem.field, said);
}

QString DefinitionsWords::sentence(const DefinitionsProblem &problem)
{
    switch (problem.fault) {
    case DefinitionsFault::CannotRead:
        return tr("The file cannot be read: %1. Check its name and permissions.").arg(problem.subject);
    case DefinitionsFault::IsFolder:
        return tr("This is a folder. Name the file in it.");
    case DefinitionsFault::NotAFile:
        return tr("This is not a file but a device, a pipe or a socket. Choose a file.");
    case DefinitionsFault::TooLarge:
        return tr("The file is too large. At most %1 are read; is it the right one?")
            .arg(QLocale().formattedDataSize(definitions::maximumBytes, 0));
    case DefinitionsFault::Empty:
        return problem.subject.isEmpty() ? tr("The file is empty.")
                                         : tr("There is no webhook and no default header in it. Is it the right file?");
    case DefinitionsFault::Utf16:
        return tr("The file is UTF-16, not UTF-8. Save it as UTF-8 and import it again.");
    case DefinitionsFault::HoldsNul:
        return tr("The file is not text: there is a NUL byte at offset %1. Choose a file that Hookpanel exported.")
            .arg(problem.subject);
    case DefinitionsFault::NotUtf8:
        return tr("The file is not UTF-8: the first wrong byte is at offset %1. Save it as UTF-8.").arg(problem.subject);
    case DefinitionsFault::NotJson:
        return tr("The file is not JSON: line %1, column %2: %3.")
            .arg(QString::number(problem.line), QString::number(problem.column),
                 QCoreApplication::translate("hookpanel::Words", problem.subject.toUtf8().constData()));
    case DefinitionsFault::TooDeep:
        return tr("The file is nested too deeply at line %1, column %2; definitions are never nested like this.")
            .arg(QString::number(problem.line), QString::number(problem.column));
    case DefinitionsFault::DuplicateKey:
        return tr("The key “%1” is there twice in one object: line %2, column %3. Remove one of them.")
            .arg(problem.subject, QString::number(problem.line), QString::number(problem.column));
    case DefinitionsFault::NotDefinitions:
        return tr("This is JSON, but neither definitions that Hookpanel exported nor webhooks.");
    case DefinitionsFault::WrongFormat:
        return tr("The “format” is “%1”; only “%2” can be imported.").arg(problem.subject, definitions::format);
    case DefinitionsFault::VersionMissing:
        return tr("There is no “version”, or it is not a whole number from 1. Is the file whole?");
    case DefinitionsFault::NewerVersion:
        return tr("A newer version of Hookpanel exported this file (format version %1). Import it with that version.")
            .arg(problem.subject);
    case DefinitionsFault::WebhooksMissing:
        return tr("There is no list “webhooks”. Is the file whole?");
    case DefinitionsFault::NotAWebhook:
        return tr("This is not an object that describes a webhook.");
    case DefinitionsFault::FieldMissing:
        return tr("It is missing. Add it as a text.");
    case DefinitionsFault::IdInvalid:
        return tr("“%1” is not a UUID. Correct it, or leave “id” out to add the webhook as a new one.").arg(problem.subject);
    case DefinitionsFault::IdTwice:
        return tr("Webhook %1 has the same id. Remove one of them, or leave one “id” out to add it as a new one.")
            .arg(problem.subject);
    case DefinitionsFault::NotAText:
        return tr("It must be a text in double quotes.");
    case DefinitionsFault::NotTrueOrFalse:
        return tr("It must be true or false.");
    case DefinitionsFault::NotWholeNumber:
        return tr("It must be a whole number.");
    case DefinitionsFault::NotHeaders:
        if (!problem.subject.isEmpty())
            return tr("Entry %1 is not a header. It must be {\"name\": …, \"value\": …}, where a value is a text, or null "
                      "for a secret, and “secret” is true or false.")
                .arg(problem.subject);
        return tr("It must be a list of {\"name\": …, \"value\": …}, where a value is a text, or null for a secret.");
    case DefinitionsFault::NotAList:
        if (!problem.subject.isEmpty())
            return tr("Entry %1 is not a text. It must be a list of texts; where all can be meant, “*” is allowed too.")
                .arg(problem.subject);
        return tr("It must be a list of texts; where all can be meant, “*” is allowed too.");
    case DefinitionsFault::NotASchedule:
        if (!problem.subject.isEmpty())
            return tr("Entry %1 is not a wait. It must be “off”, “quick”, “standard”, or a list of whole seconds.")
                .arg(problem.subject);
        return tr("It must be “off”, “quick”, “standard”, or a list of whole seconds.");
    case DefinitionsFault::NotATlsPolicy:
        return tr("It must be an object with “policy”: “verify”, “ca” or “pin”; the schema has the other keys.");
    case DefinitionsFault::BreaksRule:
        return Words::of(problem.problem.value_or(Problem()));
    case DefinitionsFault::ReadOnly:
        return tr("A newer version of Hookpanel wrote the webhook of this id; this one does not change it.");
    case DefinitionsFault::Unreadable:
        return tr("The file of the webhook of this id cannot be read, so it cannot be changed either.");
    }
    Q_UNREACHABLE();
}

QString DefinitionsWords::of(const ImportNote &note)
{
    switch (note.kind) {
    case ImportNote::Kind::SecretKept:
        return tr("The value of “%1” is a secret and not in the file; the one that is set stays.").arg(note.subject);
    case ImportNote::Kind::SecretMissing:
        return tr("The value of “%1” is a secret and not in the file. It stays empty; enter it before you use the header.")
            .arg(note.subject);
    case ImportNote::Kind::PassphraseMissing:
        return tr("The passphrase of the key “%1” is a secret and not in the file. Enter it if the key needs one.")
            .arg(note.subject);
    case ImportNote::Kind::UnknownKey:
        return tr("“%1” is not known to this version of Hookpanel and is left out.").arg(note.subject);
    case ImportNote::Kind::UnknownEvent:
        return tr("The event type “%1” is not known to this version of Hookpanel; it is kept.").arg(note.subject);
    case ImportNote::Kind::UnknownScheme:
        return tr("The signing scheme “%1” is not known to this version of Hookpanel; it is kept.").arg(note.subject);
    }
    Q_UNREACHABLE();
}

QStringList DefinitionsWords::of(const ExportReport &report)
{
    QStringList sentences;
    if (report.defaultHeadersUnreadable)
        sentences.append(tr("The default headers cannot be read, so they are not in the file (all); check the settings."));
    if (report.withheld > 0)
        sentences.append(tr("%n secret header value(s) were left out.", nullptr, report.withheld));
    if (report.unreadable > 0)
        sentences.append(tr("%n webhook(s) whose files cannot be read were left out.", nullptr, report.unreadable));
    return sentences;
}

QString DefinitionsWords::of(ImportAction action)
{
    switch (action) {
    case ImportAction::Add:
        return tr("Add");
    case ImportAction::Update:
        return tr("Update");
    case ImportAction::Skip:
        return tr("Skip");
    }
    Q_UNREACHABLE();
}

QString DefinitionsWords::counts(const ImportPlan &plan)
{
    return tr("%1 to add, %2 to update, %3 to skip")
        .arg(plan.count(ImportAction::Add))
        .arg(plan.count(ImportAction::Update))
        .arg(plan.count(ImportAction::Skip));
}

QString DefinitionsWords::counts(const ImportReport &report)
{
    return tr("%1 added, %2 updated, %3 skipped").arg(report.added.size()).arg(report.updated.size()).arg(report.skipped);
}

} // namespace hookpanel
