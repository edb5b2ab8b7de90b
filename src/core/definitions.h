// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storedwebhook.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace hookpanel {

/// Hookpanel's own JSON for definitions (docs/import-export.md, docs/definitions.schema.json): what it is called, and how
/// much of it is read.
namespace definitions {

inline constexpr QLatin1StringView format("hookpanel-definitions");
inline constexpr int version = 1;
inline constexpr qsizetype maximumBytes = 16 * 1024 * 1024; ///< Some 20,000 webhooks.

} // namespace definitions

/// One webhook as a file describes it.
struct WebhookDefinition {
    Webhook webhook; ///< With a null id when the file gives none.
    QList<Field> given; ///< What the file says; the rest stays, or is as in a new webhook.
    QStringList withheld; ///< Headers whose values are secrets and not in the file.
    QStringList unknownKeys;
    QString source; ///< The file, for sentences.
    int number = 0; ///< Its place in the file, from 1.

    bool operator==(const WebhookDefinition &) const = default;
};

/// What one file holds, or several together.
struct Definitions {
    QList<WebhookDefinition> webhooks;
    Headers defaultHeaders;
    QStringList defaultSources; ///< The file of each of them, for sentences.
    QStringList withheldDefaults; ///< Default headers whose values are secrets and not in the file.
    QStringList unknownKeys;

    bool operator==(const Definitions &) const = default;
};

/// Why a file cannot be imported. Nothing has been changed then.
enum class DefinitionsFault {
    CannotRead, ///< The subject is the system's reason.
    IsFolder,
    NotAFile, ///< A pipe, a device, a socket: there may be no end of it.
    TooLarge,
    Empty,
    Utf16,
    HoldsNul, ///< NUL bytes; the subject is the offset of the first.
    NotUtf8, ///< The subject is the offset of the first wrong byte.
    NotJson, ///< At line and column; the subject is what was expected (a key of hookpanel::Words).
    TooDeep,
    DuplicateKey,
    NotDefinitions, ///< JSON, but neither definitions nor webhooks.
    WrongFormat, ///< `format` is another one.
    VersionMissing,
    NewerVersion,
    WebhooksMissing,
    NotAWebhook, ///< An entry of the list is no object.
    FieldMissing,
    IdInvalid,
    IdTwice, ///< The subject is the number of the one before.
    NotAText, ///< The value of a field must be a text.
    NotTrueOrFalse,
    NotWholeNumber,
    NotHeaders, ///< No list; or, with a number as subject, that entry is none.
    NotAList, ///< A list of texts, or "*" where all can be meant; the subject is the number of the wrong entry.
    NotASchedule, ///< The subject is the number of the wrong wait, where it is a list.
    NotATlsPolicy,
    BreaksRule, ///< `problem` says which.
    Unreadable, ///< The file of the webhook that would be updated cannot be read.
    ReadOnly, ///< The webhook that would be updated was written by a newer version of Hookpanel.
};

struct DefinitionsProblem {
    DefinitionsFault fault = DefinitionsFault::CannotRead;
    QString source; ///< The file.
    int number = 0; ///< Which webhook of the file, from 1; 0 for the file as a whole.
    QString name; ///< Of that webhook, where it has one.
    QString field; ///< Key of the field that is meant, where it is one.
    QString subject;
    int line = 0; ///< Where it is not JSON: from 1.
    int column = 0;
    std::optional<Problem> problem = {};

    bool operator==(const DefinitionsProblem &) const = default;
};

using DefinitionsProblems = QList<DefinitionsProblem>;

/// Something worth knowing about an import that goes on all the same.
struct ImportNote {
    enum class Kind {
        SecretKept, ///< The value of this header is not in the file; the one that is there stays.
        SecretMissing, ///< The value of this header is not in the file; it is empty now.
        PassphraseMissing, ///< The client certificate has another key now, the subject; its passphrase is not in the file.
        UnknownKey, ///< This version does not know the key; it is left out.
        UnknownEvent, ///< This version does not know the event type; it is kept.
        UnknownScheme, ///< This version does not know the signing scheme; it is kept.
    };
    Kind kind = Kind::SecretKept;
    QString subject;

    bool operator==(const ImportNote &) const = default;
};

enum class ImportAction { Add, Update, Skip };

/// What an import does about one webhook of the file.
struct ImportItem {
    ImportAction action = ImportAction::Add;
    Webhook webhook; ///< As it will be.
    Webhook before; ///< As it is; for Update and Skip.
    QByteArray expectedRevision; ///< Empty: there must be none.
    QList<Field> changed; ///< For Update.
    QList<ImportNote> notes;

    bool operator==(const ImportItem &) const = default;
};

/// What an import will do: shown before anything is changed.
struct ImportPlan {
    QList<ImportItem> items;
    Headers defaultHeaders; ///< As they will be.
    Headers defaultHeadersBefore;
    QStringList changedDefaults; ///< Names of the default headers that are added or changed.
    QList<ImportNote> notes; ///< About the file as a whole.

    [[nodiscard]] int count(ImportAction action) const
    {
        int number = 0;
        for (const ImportItem &item : items)
            number += item.action == action ? 1 : 0;
        return number;
    }
    [[nodiscard]] bool changesNothing() const
    {
        return count(ImportAction::Skip) == items.size() && changedDefaults.isEmpty();
    }

    bool operator==(const ImportPlan &) const = default;
};

/// What an import has done.
struct ImportReport {
    struct Update {
        StoredWebhook stored;
        Webhook before;

        bool operator==(const Update &) const = default;
    };

    QList<StoredWebhook> added;
    QList<Update> updated;
    int skipped = 0;
    bool defaultHeadersChanged = false;
    Headers defaultHeaders;
    Headers defaultHeadersBefore;
    std::optional<Error> error; ///< Why it ended early; what is listed above is written all the same.

    [[nodiscard]] bool changedSomething() const { return !added.isEmpty() || !updated.isEmpty() || defaultHeadersChanged; }

    bool operator==(const ImportReport &) const = default;
};

/// What an export has written.
struct ExportReport {
    int webhooks = 0;
    int withheld = 0; ///< Header values that are secrets and were left out.
    int unreadable = 0; ///< Webhooks whose files cannot be read, which were left out.
    bool defaultHeadersUnreadable = false; ///< They cannot be read (all), and what can be is all that is in the file.

    bool operator==(const ExportReport &) const = default;
};

} // namespace hookpanel

Q_DECLARE_METATYPE(hookpanel::ImportPlan)
Q_DECLARE_METATYPE(hookpanel::ImportReport)
Q_DECLARE_METATYPE(hookpanel::ExportReport)
Q_DECLARE_METATYPE(hookpanel::DefinitionsProblem)
