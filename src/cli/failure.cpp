// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/failure.h"

#include "core/errorjson.h"
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
        .code = errorKey(error),
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

int exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FolderUnusable:
    case ErrorCode::CannotListen:
        return exitcode::cannotCreate;
    // A store that cannot be read, or that is not ours to overwrite, is one that cannot be written either.
    case ErrorCode::CannotRead:
    case ErrorCode::CannotWrite:
    case ErrorCode::NewerVersion:
    case ErrorCode::Damaged:
    case ErrorCode::OutcomesDamaged:
    case ErrorCode::SecretsDamaged:
    case ErrorCode::ChangedElsewhere:
    case ErrorCode::ContentTypeDamaged:
    case ErrorCode::SecretsLocked:
    case ErrorCode::SecretsUnavailable:
    case ErrorCode::SecretsUndecided:
        return exitcode::cannotWrite;
    case ErrorCode::NoSuchWebhook:
    case ErrorCode::NoSuchEvent:
    case ErrorCode::NoSuchContentType:
    case ErrorCode::NoSuchEventType:
        return exitcode::noSuchName;
    case ErrorCode::UserContentType:
    case ErrorCode::NoDraftAndPublish:
        return exitcode::refusedByRule;
    case ErrorCode::TestNotResent:
    case ErrorCode::ProxyUnreadable:
    case ErrorCode::DefaultHeadersUnreadable:
    case ErrorCode::NoSuchSecret:
    case ErrorCode::SecretMissing:
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
    case ErrorCode::BadTime:
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
    case ErrorCode::SigningSchemeUnknown:
    case ErrorCode::SigningIdUnusable:
    case ErrorCode::SigningKeyMissing:
    case ErrorCode::SigningKeyPublic:
    case ErrorCode::SigningKeyAsymmetric:
    case ErrorCode::SigningKeyPrefix:
    case ErrorCode::SigningKeyNotBase64:
    case ErrorCode::SigningKeyNotOneLine:
    case ErrorCode::TlsFileUnreadable:
    case ErrorCode::TlsNoCertificate:
    case ErrorCode::TlsNoKey:
    case ErrorCode::TlsPassphraseMissing:
    case ErrorCode::TlsPassphraseWrong:
    case ErrorCode::TlsKeyOfAnother:
        return exitcode::badData;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
