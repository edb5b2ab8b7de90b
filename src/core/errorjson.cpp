// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/errorjson.h"

#include "core/webhookjson.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

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
    case ErrorCode::SecretsDamaged:
        return u"damaged"_s;
    case ErrorCode::ChangedElsewhere:
        return u"changed-elsewhere"_s;
    case ErrorCode::NoSuchWebhook:
        return u"not-found"_s;
    case ErrorCode::NoSuchEvent:
        return u"no-such-event"_s;
    case ErrorCode::TestNotResent:
        return u"test-not-resent"_s;
    case ErrorCode::ProxyUnreadable:
        return u"proxy-unreadable"_s;
    case ErrorCode::DefaultHeadersUnreadable:
        return u"default-headers-unreadable"_s;
    case ErrorCode::SecretsLocked:
        return u"secrets-locked"_s;
    case ErrorCode::SecretsUnavailable:
    case ErrorCode::SecretsUndecided:
        return u"secrets-unavailable"_s;
    case ErrorCode::NoSuchSecret:
    case ErrorCode::SecretMissing:
        return u"secret-missing"_s;
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
    case ErrorCode::BadTime:
        return u"bad-time"_s;
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
    case ErrorCode::CannotListen:
        return u"cannot-listen"_s;
    case ErrorCode::SigningSchemeUnknown:
        return u"signing-scheme-unknown"_s;
    case ErrorCode::SigningIdUnusable:
        return u"signing-id-unusable"_s;
    case ErrorCode::SigningKeyMissing:
        return u"signing-secret-missing"_s;
    case ErrorCode::SigningKeyPublic:
        return u"signing-secret-public"_s;
    case ErrorCode::SigningKeyAsymmetric:
        return u"signing-secret-asymmetric"_s;
    case ErrorCode::SigningKeyPrefix:
        return u"signing-secret-prefix"_s;
    case ErrorCode::SigningKeyNotBase64:
        return u"signing-secret-not-base64"_s;
    case ErrorCode::SigningKeyNotOneLine:
        return u"signing-secret-not-one-line"_s;
    case ErrorCode::TlsFileUnreadable:
        return u"tls-file-unreadable"_s;
    case ErrorCode::TlsNoCertificate:
        return u"tls-no-certificate"_s;
    case ErrorCode::TlsNoKey:
        return u"tls-no-key"_s;
    case ErrorCode::TlsPassphraseMissing:
        return u"tls-passphrase-missing"_s;
    case ErrorCode::TlsPassphraseWrong:
        return u"tls-passphrase-wrong"_s;
    case ErrorCode::TlsKeyOfAnother:
        return u"tls-key-of-another"_s;
    }
    Q_UNREACHABLE();
}

QString errorKey(const Error &error)
{
    const bool isOfAnotherKind = error.code == ErrorCode::MissingMember && !error.detail.isEmpty();
    return isOfAnotherKind ? u"wrong-kind"_s : errorKey(error.code);
}

QString payloadField(const Error &error)
{
    using enum ErrorCode;
    const ErrorCode code = error.code;
    if (code == MissingMember || code == DuplicateKey || code == BadTime || code == PartMissing || code == PartNotAnObject)
        return error.subject;
    if (code == WrongEvent || code == UnknownEventType)
        return u"event"_s;
    if (code == UserContentType || code == NoDraftAndPublish)
        return error.subject.contains(u"::"_s) ? u"uid"_s : u"model"_s;
    return {};
}

namespace json {

QJsonObject error(const Error &error, const QString &field)
{
    return json::error(errorKey(error), Words::of(error), field, error.line, error.column);
}

} // namespace json
} // namespace hookpanel
