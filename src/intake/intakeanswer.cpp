// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/intakeanswer.h"

#include "core/errorjson.h"
#include "core/webhookjson.h"
#include "intake/intakewords.h"

#include <QJsonDocument>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The name of a fault in JSON.
QString keyOf(IntakeFault fault)
{
    switch (fault) {
    case IntakeFault::TwoLengths:
        return u"two-lengths"_s;
    case IntakeFault::BadHeaderName:
        return u"bad-header-name"_s;
    case IntakeFault::RepeatedHeader:
        return u"repeated-header"_s;
    case IntakeFault::BadIdempotencyKey:
        return u"bad-idempotency-key"_s;
    case IntakeFault::NoHost:
        return u"no-host"_s;
    case IntakeFault::ForeignHost:
        return u"foreign-host"_s;
    case IntakeFault::ForeignOrigin:
        return u"foreign-origin"_s;
    case IntakeFault::WrongPath:
        return u"wrong-path"_s;
    case IntakeFault::WrongMethod:
        return u"wrong-method"_s;
    case IntakeFault::NoToken:
        return u"no-token"_s;
    case IntakeFault::WrongToken:
        return u"wrong-token"_s;
    case IntakeFault::WrongContentType:
        return u"wrong-content-type"_s;
    case IntakeFault::NoLength:
        return u"no-length"_s;
    case IntakeFault::BadLength:
        return u"bad-length"_s;
    case IntakeFault::NotHttp:
        return u"not-http"_s;
    case IntakeFault::WrongVersion:
        return u"wrong-version"_s;
    case IntakeFault::HeadersBeyondMeasure:
    case IntakeFault::HeadersTooLarge:
        return u"headers-too-large"_s;
    case IntakeFault::BodyTooLarge:
        return errorKey(ErrorCode::TooLarge);
    case IntakeFault::IdempotencyKeyReused:
        return u"idempotency-key-reused"_s;
    case IntakeFault::NoRoom:
        return u"no-room"_s;
    case IntakeFault::Stopping:
        return u"stopping"_s;
    case IntakeFault::TookTooLong:
        return u"took-too-long"_s;
    }
    Q_UNREACHABLE();
}

/// The header that a fault is about, for the document's `field`.
QString fieldOf(const IntakeRefusal &refusal)
{
    switch (refusal.fault) {
    case IntakeFault::RepeatedHeader:
        return refusal.subject;
    case IntakeFault::BadIdempotencyKey:
    case IntakeFault::IdempotencyKeyReused:
        return u"Idempotency-Key"_s;
    case IntakeFault::NoHost:
    case IntakeFault::ForeignHost:
        return u"Host"_s;
    case IntakeFault::ForeignOrigin:
        return u"Origin"_s;
    case IntakeFault::NoToken:
    case IntakeFault::WrongToken:
        return u"Authorization"_s;
    case IntakeFault::WrongContentType:
        return u"Content-Type"_s;
    case IntakeFault::TwoLengths:
    case IntakeFault::NoLength:
    case IntakeFault::BadLength:
        return u"Content-Length"_s;
    case IntakeFault::BadHeaderName:
    case IntakeFault::WrongPath:
    case IntakeFault::WrongMethod:
    case IntakeFault::HeadersTooLarge:
    case IntakeFault::HeadersBeyondMeasure:
    case IntakeFault::NotHttp:
    case IntakeFault::WrongVersion:
    case IntakeFault::BodyTooLarge:
    case IntakeFault::NoRoom:
    case IntakeFault::Stopping:
    case IntakeFault::TookTooLong:
        return {};
    }
    Q_UNREACHABLE();
}

/// Headers that belong to a status.
HttpFields fieldsOf(IntakeFault fault)
{
    if (fault == IntakeFault::WrongMethod)
        return {{"Allow", "POST"}};
    if (fault == IntakeFault::NoToken)
        return {{"WWW-Authenticate", R"(Bearer realm="Hookpanel intake")"}};
    if (fault == IntakeFault::WrongToken)
        return {{"WWW-Authenticate", R"(Bearer realm="Hookpanel intake", error="invalid_token")"}};
    return {};
}

QByteArray bytes(const QJsonObject &document)
{
    return QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

IntakeAnswer IntakeAnswer::accepted(const QByteArray &json)
{
    return {.status = 202, .json = json};
}

IntakeAnswer IntakeAnswer::refused(const IntakeRefusal &refusal)
{
    const QJsonObject document = json::error(keyOf(refusal.fault), IntakeWords::of(refusal), fieldOf(refusal), 0, 0);
    return {.status = statusOf(refusal.fault), .json = bytes(document), .fields = fieldsOf(refusal.fault)};
}

IntakeAnswer IntakeAnswer::refused(const Error &error)
{
    return {.status = statusOf(error.code), .json = bytes(json::error(error, payloadField(error)))};
}

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotJson:
    case ErrorCode::NotAnObject:
    case ErrorCode::NotUtf8:
    case ErrorCode::TooDeep:
    case ErrorCode::DuplicateKey:
    case ErrorCode::MissingMember:
    case ErrorCode::PartMissing:
    case ErrorCode::PartNotAnObject:
        return 400;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::BadTime:
    case ErrorCode::WrongEvent:
    case ErrorCode::UserContentType:
    case ErrorCode::UnknownEventType:
    case ErrorCode::NoDraftAndPublish:
        return 422;
    case ErrorCode::CannotRead:
    case ErrorCode::CannotWrite:
    case ErrorCode::FolderUnusable:
    case ErrorCode::CannotListen:
    case ErrorCode::ContentTypeDamaged:
        return 503;
    case ErrorCode::NewerVersion:
    case ErrorCode::Damaged:
    case ErrorCode::OutcomesDamaged:
    case ErrorCode::SecretsDamaged:
    case ErrorCode::SecretsLocked:
    case ErrorCode::SecretsUnavailable:
    case ErrorCode::SecretsUndecided:
    case ErrorCode::NoSuchSecret:
    case ErrorCode::SecretMissing:
    case ErrorCode::ChangedElsewhere:
    case ErrorCode::NoSuchWebhook:
    case ErrorCode::NoSuchEvent:
    case ErrorCode::TestNotResent:
    case ErrorCode::DefaultHeadersUnreadable:
    case ErrorCode::ProxyUnreadable:
    case ErrorCode::UnsetVariable:
    case ErrorCode::BadPlaceholder:
    case ErrorCode::BadFilledUrl:
    case ErrorCode::BadFilledHeader:
    case ErrorCode::NotComposable:
    case ErrorCode::PartNotExpected:
    case ErrorCode::UidMissing:
    case ErrorCode::UidInvalid:
    case ErrorCode::SchemaKeyMissing:
    case ErrorCode::SchemaKeyWrong:
    case ErrorCode::NothingToImport:
    case ErrorCode::NoSuchContentType:
    case ErrorCode::EventTypeNameInvalid:
    case ErrorCode::EventTypeBuiltIn:
    case ErrorCode::NoSuchEventType:
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
        return 500;
    }
    Q_UNREACHABLE();
}

int statusOf(IntakeFault fault)
{
    switch (fault) {
    case IntakeFault::TwoLengths:
    case IntakeFault::BadHeaderName:
    case IntakeFault::RepeatedHeader:
    case IntakeFault::BadIdempotencyKey:
    case IntakeFault::BadLength:
    case IntakeFault::NotHttp:
        return 400;
    case IntakeFault::NoToken:
    case IntakeFault::WrongToken:
        return 401;
    case IntakeFault::NoHost:
    case IntakeFault::ForeignHost:
    case IntakeFault::ForeignOrigin:
        return 403;
    case IntakeFault::WrongPath:
        return 404;
    case IntakeFault::WrongMethod:
        return 405;
    case IntakeFault::NoLength:
        return 411;
    case IntakeFault::BodyTooLarge:
        return 413;
    case IntakeFault::WrongContentType:
        return 415;
    case IntakeFault::IdempotencyKeyReused:
        return 422;
    case IntakeFault::HeadersTooLarge:
    case IntakeFault::HeadersBeyondMeasure:
        return 431;
    case IntakeFault::NoRoom:
    case IntakeFault::Stopping:
    case IntakeFault::TookTooLong:
        return 503;
    case IntakeFault::WrongVersion:
        return 505;
    }
    Q_UNREACHABLE();
}

} // namespace hookpanel
