// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/failure.h"

#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

Failure Failure::usage(const QString &message)
{
    return {.exitCode = exitcode::usage, .code = u"usage"_s, .message = message};
}

Failure Failure::badValue(const QString &message, const QString &field)
{
    return {.exitCode = exitcode::badData, .code = u"invalid-value"_s, .message = message, .field = field};
}

Failure Failure::noSuchName(const QString &message, const QString &field)
{
    return {.exitCode = exitcode::noSuchName, .code = u"not-found"_s, .message = message, .field = field};
}

Failure Failure::of(const Error &error, const QString &field)
{
    return {
        .exitCode = exitCodeOf(error.code),
        .code = errorKey(error.code),
        .message = Words::of(error),
        .field = field,
        .line = error.line,
        .column = error.column,
    };
}

Failures failuresOf(const Problems &problems)
{
    Failures failures;
    for (const Problem &problem : problems)
        failures.append(Failure::badValue(Words::of(problem), fieldKey(problem.field)));
    return failures;
}

QString errorKey(ErrorCode code)
{
    switch (code) {
    case ErrorCode::CannotRead:
        return u"cannot-read"_s;
    case ErrorCode::CannotWrite:
        return u"cannot-write"_s;
    case ErrorCode::FolderUnusable:
        return u"folder-unusable"_s;
    case ErrorCode::NewerVersion:
        return u"newer-version"_s;
    case ErrorCode::Damaged:
    case ErrorCode::OutcomesDamaged:
        return u"damaged"_s;
    case ErrorCode::ChangedElsewhere:
        return u"changed-elsewhere"_s;
    case ErrorCode::NoSuchWebhook:
        return u"not-found"_s;
    case ErrorCode::NoSuchEvent:
        return u"no-such-event"_s;
    case ErrorCode::ProxyUnreadable:
        return u"proxy-unreadable"_s;
    case ErrorCode::DefaultHeadersUnreadable:
        return u"default-headers-unreadable"_s;
    case ErrorCode::UnsetVariable:
        return u"unset-variable"_s;
    case ErrorCode::BadPlaceholder:
        return u"bad-placeholder"_s;
    case ErrorCode::BadFilledUrl:
        return u"bad-filled-url"_s;
    case ErrorCode::BadFilledHeader:
        return u"bad-filled-header"_s;
    case ErrorCode::NotJson:
        return u"not-json"_s;
    case ErrorCode::NotAnObject:
        return u"not-an-object"_s;
    case ErrorCode::NotUtf8:
        return u"not-utf8"_s;
    case ErrorCode::TooDeep:
        return u"too-deep"_s;
    case ErrorCode::DuplicateKey:
        return u"duplicate-key"_s;
    case ErrorCode::TooLarge:
        return u"too-large"_s;
    case ErrorCode::MissingMember:
        return u"missing-member"_s;
    case ErrorCode::WrongEvent:
        return u"wrong-event"_s;
    case ErrorCode::UserContentType:
        return u"user-content-type"_s;
    case ErrorCode::UnknownEventType:
        return u"unknown-event-type"_s;
    case ErrorCode::NoDraftAndPublish:
        return u"no-draft-and-publish"_s;
    case ErrorCode::NotComposable:
        return u"not-composable"_s;
    case ErrorCode::PartMissing:
        return u"missing-part"_s;
    case ErrorCode::PartNotExpected:
        return u"unexpected-part"_s;
    case ErrorCode::PartNotAnObject:
        return u"not-an-object"_s;
    case ErrorCode::UidMissing:
        return u"missing-uid"_s;
    case ErrorCode::UidInvalid:
        return u"invalid-uid"_s;
    case ErrorCode::SchemaKeyMissing:
    case ErrorCode::SchemaKeyWrong:
        return u"not-a-schema"_s;
    case ErrorCode::NothingToImport:
        return u"nothing-to-import"_s;
    case ErrorCode::NoSuchContentType:
    case ErrorCode::NoSuchEventType:
        return u"not-found"_s;
    case ErrorCode::ContentTypeDamaged:
        return u"damaged"_s;
    case ErrorCode::EventTypeNameInvalid:
        return u"invalid-value"_s;
    case ErrorCode::EventTypeBuiltIn:
        return u"built-in"_s;
    }
    Q_UNREACHABLE();
}

int exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FolderUnusable:
        return exitcode::cannotCreate;
    // A store that cannot be read, or that is not ours to overwrite, is one that cannot be written either.
    case ErrorCode::CannotRead:
    case ErrorCode::CannotWrite:
    case ErrorCode::NewerVersion:
    case ErrorCode::Damaged:
    case ErrorCode::OutcomesDamaged:
    case ErrorCode::ChangedElsewhere:
    case ErrorCode::ContentTypeDamaged:
        return exitcode::cannotWrite;
    case ErrorCode::NoSuchWebhook:
    case ErrorCode::NoSuchEvent:
    case ErrorCode::NoSuchContentType:
    case ErrorCode::NoSuchEventType:
        return exitcode::noSuchName;
    case ErrorCode::UserContentType:
    case ErrorCode::NoDraftAndPublish:
        return exitcode::refusedByRule;
    case ErrorCode::ProxyUnreadable:
    case ErrorCode::DefaultHeadersUnreadable:
    case ErrorCode::UnsetVariable:
    case ErrorCode::BadPlaceholder:
    case ErrorCode::BadFilledUrl:
    case ErrorCode::BadFilledHeader:
    case ErrorCode::NotJson:
    case ErrorCode::NotAnObject:
    case ErrorCode::NotUtf8:
    case ErrorCode::TooDeep:
    case ErrorCode::DuplicateKey:
    case ErrorCode::TooLarge:
    case ErrorCode::MissingMember:
    case ErrorCode::WrongEvent:
    case ErrorCode::UnknownEventType:
    case ErrorCode::NotComposable:
    case ErrorCode::PartMissing:
    case ErrorCode::PartNotExpected:
    case ErrorCode::PartNotAnObject:
    case ErrorCode::UidMissing:
    case ErrorCode::UidInvalid:
    case ErrorCode::SchemaKeyMissing:
    case ErrorCode::SchemaKeyWrong:
    case ErrorCode::NothingToImport:
    case ErrorCode::EventTypeNameInvalid:
    case ErrorCode::EventTypeBuiltIn:
        return exitcode::badData;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
