// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"

#include "core/jsontext.h"
#include "core/signaturewords.h"
#include "core/signing/signingschemes.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Whether of something too large only one byte more than is allowed was read, so that nobody knows how large it is.
bool isCutOff(const Error &error)
{
    return error.code == ErrorCode::TooLarge && error.subject.toLongLong() == JsonText::maximumBytes + 1;
}

/// "5 s", "30 min", "14 h", "7 d": a wait in its largest whole unit.
QString shortWait(std::chrono::seconds wait)
{
    const auto count = wait.count();
    if (count % 86400 == 0 && count > 86400)
        return QCoreApplication::translate("hookpanel::Words", "%1 d").arg(count / 86400);
    if (count % 3600 == 0 && count > 0)
        return QCoreApplication::translate("hookpanel::Words", "%1 h").arg(count / 3600);
    if (count % 60 == 0 && count > 0)
        return QCoreApplication::translate("hookpanel::Words", "%1 min").arg(count / 60);
    return QCoreApplication::translate("hookpanel::Words", "%1 s").arg(count);
}

} // namespace

QString Words::of(Rule rule, const QString &subject)
{
    switch (rule) {
    case Rule::NameMissing:
        return tr("The name is missing. Give the webhook a name of 1 to 120 characters.");
    case Rule::NameTooLong:
        return tr("The name is too long. Use at most 120 characters.");
    case Rule::NameControlCharacter:
        return tr("The name holds a line break or another control character. Remove it.");
    case Rule::UrlMissing:
        return tr("The URL is missing. Enter the address that receives, such as https://example.com/hook.");
    case Rule::UrlTooLong:
        return tr("The URL is too long. Use at most 2,048 characters.");
    case Rule::UrlControlCharacter:
        return tr("The URL holds a line break or another control character. Remove it.");
    case Rule::UrlNoScheme:
        return tr("The URL does not begin with http:// or https://. Put one of them in front.");
    case Rule::UrlWrongScheme:
        return tr("The URL must begin with http:// or https://; other schemes cannot receive a webhook.");
    case Rule::UrlNoHost:
        return tr("The URL has no host. Write it like https://example.com/hook.");
    case Rule::UrlBadHost:
        return tr("The host in the URL is not valid. Use a name, an IPv4 address, or an IPv6 address in brackets.");
    case Rule::UrlBadPort:
        return tr("The port in the URL is not valid. Use a number from 1 to 65535.");
    case Rule::UrlUserInfo:
        return tr("The URL holds a user name or password. Remove it and add an Authorization header instead.");
    case Rule::UrlFragment:
        return tr("The URL holds a fragment (#…), which is never sent. Remove it.");
    case Rule::UrlMalformed:
        return tr("The URL is not valid. Check the part after the host.");
    case Rule::UrlHoldsMask:
        return tr("The URL holds •••• where a secret stood. Enter the whole URL.");
    case Rule::UrlHoldsSecret:
        return tr("The URL holds a secret in clear, “%1”, which is kept in the file of this webhook as it is. Put a "
                  "placeholder "
                  "such as ${TOKEN} in its place, or use a header.")
            .arg(subject);
    case Rule::BadPlaceholder:
        return tr("A placeholder is not well formed. Write ${NAME} with letters, digits and _, or $${ for a literal ${.");
    case Rule::HeaderNameMissing:
        return tr("The header name is missing. Enter a name, or empty the value to drop the row.");
    case Rule::HeaderNameInvalid:
        return tr("“%1” is not a header name. Use letters, digits and hyphens, without spaces.").arg(subject);
    case Rule::HeaderNameDuplicate:
        return tr("The header “%1” is there twice; upper and lower case count as the same. Remove one of them.")
            .arg(subject);
    case Rule::HeaderNameConnection:
        return tr("The header “%1” belongs to the connection and is set by Hookpanel. Remove it.").arg(subject);
    case Rule::HeaderNameOurs:
        return tr("The header “%1” is always set by Hookpanel itself. Remove it.").arg(subject);
    case Rule::HeaderValueControlCharacter:
        return tr("The value of “%1” holds a line break or another control character. Remove it.").arg(subject);
    case Rule::HeaderValueTooLong:
        return tr("The value of “%1” is too long. Use at most 4,096 bytes.").arg(subject);
    case Rule::HeaderSecretMissing:
        return tr("The secret value of “%1” is not here. Enter it; nothing can be sent until then.").arg(subject);
    case Rule::EventUnknown:
        return tr("There is no event type “%1”. Choose one of the catalogue.").arg(subject);
    case Rule::EventNotSubscribable:
        return tr("“%1” is the test event of the Trigger button; nobody can subscribe to it. Remove it.").arg(subject);
    case Rule::ContentTypeEmpty:
        return tr("No content type is named. Name at least one, or choose all.");
    case Rule::TimeoutOutOfRange:
        return tr("The timeout must be between 1 and 120 seconds.");
    case Rule::RetryInvalid:
        return tr("The retry schedule is not valid. Use 1 to 24 waits of 1 second to 7 days (604800 seconds) each.");
    case Rule::SigningUnknown:
        return tr("There is no signing scheme “%1”. Use one of these: %2.").arg(subject, signingSchemeNames().join(u", "_s));
    case Rule::TlsCaFileMissing:
        return tr("No file with certificate authorities is named. Name a PEM file by its whole path, or trust those of the "
                  "system alone.");
    case Rule::TlsPinInvalid:
        return tr("“%1” is not the SHA-256 fingerprint of a certificate. It has 64 hexadecimal digits, with or without "
                  "colons.")
            .arg(subject);
    case Rule::TlsClientCertificateMissing:
        return tr("The client certificate is missing. Name its PEM file by its whole path, or remove the private key too.");
    case Rule::TlsClientKeyMissing:
        return tr("The private key of the client certificate is missing. Name its PEM file by its whole path, or remove the "
                  "certificate too.");
    case Rule::ProxyMissing:
        return tr("The address of the proxy is missing. Enter it like http://proxy.example:3128.");
    case Rule::ProxyInvalid:
        return tr("This is not the address of a proxy. Write it like http://proxy.example:3128 or "
                  "socks5://proxy.example:1080, with its port.");
    case Rule::ProxyUserInfo:
        return tr("The address of the proxy holds a user name or password, which would be kept in clear. Remove it, or "
                  "choose the system's proxy and put it into the environment variable http_proxy.");
    case Rule::ValueUnreadable:
        return subject.isEmpty()
            ? tr("The file does not say this any more; the default is used until you set another.")
            : tr("The stored value “%1” cannot be read; the default is used until you set another.").arg(subject);
    case Rule::FileDamaged:
    case Rule::FileChanged:
    case Rule::FileUnreadable:
    case Rule::PreferencesDamaged:
    case Rule::PreferencesChanged:
        return of(Problem{Field::File, rule, -1, false, subject}); // what is wrong with the file is not known here
    case Rule::DefaultHeadersLost:
        return tr("The file of the settings is damaged and holds no default headers; there may have been some. Check them, "
                  "then save the settings.");
    case Rule::FileNewer:
        return tr(
            "A newer version of Hookpanel wrote this webhook. It can be looked at, but not changed, with this version.");
    }
    Q_UNREACHABLE();
}

QString Words::of(const Problem &problem)
{
    const QString why = of(problem.cause, problem.detail);
    if (problem.rule == Rule::FileDamaged)
        return tr("The file of this webhook is damaged: %1 (“%2”). Check every field; a copy of the file is kept when you "
                  "save.")
            .arg(why, problem.subject);
    if (problem.rule == Rule::FileUnreadable)
        return tr("The file of this webhook cannot be read: %1 (“%2”). Nothing is known of it; fix the file or its "
                  "permissions.")
            .arg(why, problem.subject);
    if (problem.rule == Rule::PreferencesDamaged)
        return tr("The settings are damaged: %1 (“%2”). Check them; a copy of the file is kept when you save.")
            .arg(why, problem.subject);
    if (problem.rule == Rule::FileChanged || problem.rule == Rule::PreferencesChanged)
        return changedFile(problem);
    return of(problem.rule, problem.subject);
}

/// Nothing is lost and nothing must be done: the sentence tells why there is a mark, and how it goes.
QString Words::changedFile(const Problem &problem)
{
    const bool isWebhook = problem.rule == Rule::FileChanged;
    if (problem.cause == Cause::ChangedByHand)
        return isWebhook
            ? tr("The file of this webhook was changed by hand or by another program (“%1”). Nothing is missing; "
                 "look it over and save it.")
                  .arg(problem.subject)
            : tr("The file of the settings was changed by hand or by another program (“%1”). Nothing is "
                 "missing.")
                  .arg(problem.subject);
    const QString why = of(problem.cause, problem.detail);
    return isWebhook
        ? tr("The file of this webhook was saved in another encoding: %1 (“%2”). Nothing is missing; it will be "
             "UTF-8 again when you save.")
              .arg(why, problem.subject)
        : tr("The file of the settings was saved in another encoding: %1 (“%2”). Nothing is missing; it will "
             "be UTF-8 again at the next change.")
              .arg(why, problem.subject);
}

QString Words::of(Field field)
{
    switch (field) {
    case Field::Name:
        return tr("Name");
    case Field::Url:
        return tr("URL");
    case Field::Enabled:
        return tr("Status");
    case Field::Headers:
        return tr("Headers");
    case Field::Events:
        return tr("Events");
    case Field::ContentTypes:
        return tr("Content types");
    case Field::Timeout:
        return tr("Timeout");
    case Field::Retry:
        return tr("Retry schedule");
    case Field::Signing:
        return tr("Signing");
    case Field::Tls:
        return tr("TLS");
    case Field::DefaultHeaders:
        return tr("Default headers");
    case Field::File:
        return tr("File");
    }
    Q_UNREACHABLE();
}

QString Words::of(Cause cause, const QString &detail)
{
    switch (cause) {
    case Cause::Unknown:
        return detail.isEmpty() ? tr("the reason is not known") : detail;
    case Cause::IsFolder:
        return tr("it is a folder");
    case Cause::NotAFile:
        return tr("it is not a file");
    case Cause::LinkToNowhere:
        return tr("it is a link that leads nowhere");
    case Cause::OwnedByAnother:
        return tr("it belongs to another user");
    case Cause::OpenToOthers:
        return tr("other users may read it");
    case Cause::TooLarge:
        return tr("it is larger than 16 MiB, and no file of Hookpanel is");
    case Cause::NotAFolder:
        return tr("it is not a folder");
    case Cause::FolderHasNoName:
        return tr("it has no name");
    case Cause::FolderCannotBeMade:
        return tr("it cannot be made");
    case Cause::NotWhollyWritten:
        return tr("not all of it reached the disk, which may be full");
    case Cause::FolderNotWritable:
        return tr("its folder may not be written to");
    case Cause::LockNotWritable:
        return tr("its lock file cannot be written; the disk may be full");
    case Cause::Locked:
        return detail.isEmpty() ? tr("it is locked by another program")
                                : tr("it is locked by another program, %1", "a program's name and number").arg(detail);
    case Cause::Empty:
        return tr("it is empty");
    case Cause::Utf16:
        return tr("it is UTF-16 text");
    case Cause::NotUtf8:
        return tr("it is not UTF-8 text");
    case Cause::HoldsNul:
        return tr("it holds NUL bytes");
    case Cause::EntriesMissing:
        return tr("it was cut, and entries are missing");
    case Cause::ChecksumWrong:
        return tr("it ends in the middle of a line, and was probably cut");
    case Cause::ChangedByHand:
        return tr("it was changed by hand or by another program");
    case Cause::Malformed:
        return tr("a line of it cannot be understood");
    }
    Q_UNREACHABLE();
}

QString Words::of(const Error &error)
{
    switch (error.code) {
    case ErrorCode::CannotRead:
        if (error.cause == Cause::OpenToOthers)
            return tr("“%1” is not used: other users of this machine may read it. Take that right away (chmod 600), and "
                      "make "
                      "new secrets if somebody may have read them.")
                .arg(error.subject);
        return tr("“%1” cannot be read: %2. Check the file and its permissions.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::CannotWrite:
        if (error.cause == Cause::Locked)
            return tr("“%1” cannot be written: %2. Nothing was changed; wait until that is done, then try again.")
                .arg(error.subject, of(error.cause, error.detail));
        if (error.cause == Cause::NotAFile || error.cause == Cause::IsFolder)
            return tr("“%1” cannot be written: %2. Nothing was changed; choose another name.")
                .arg(error.subject, of(error.cause, error.detail));
        return tr("“%1” cannot be written: %2. Nothing was changed; free space or fix the permissions, then try again.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::FolderUnusable:
        return tr("The folder “%1” cannot be used: %2. Choose another profile folder or fix its permissions.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::NewerVersion:
        return tr("“%1” was written by a newer version of Hookpanel and is not changed by this one. Use the newer version.")
            .arg(error.subject);
    case ErrorCode::Damaged:
        return tr("“%1” is damaged: %2. Nothing was changed.").arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::OutcomesDamaged:
        return tr("The last deliveries in “%1” are damaged: %2. Some may not be shown; a copy of the file is kept.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::SecretsDamaged:
        return tr("The secrets in “%1” cannot be used: %2. Put a good copy in its place, or move it away and enter the "
                  "secrets again.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::ChangedElsewhere:
        return tr("“%1” was changed by another program since it was read. Look at it again before saving.")
            .arg(error.subject);
    case ErrorCode::NoSuchWebhook:
        return tr("There is no webhook “%1” any more.").arg(error.subject);
    case ErrorCode::NoSuchEvent:
        return tr("There is no such event any more.");
    case ErrorCode::TestNotResent:
        return tr("A test is not sent again: it would become a real delivery. Trigger the webhook for another test.");
    case ErrorCode::DefaultHeadersUnreadable:
        return tr("The default headers in “%1” cannot be read, so nothing was sent: it might lack one. Set them again.")
            .arg(error.subject);
    case ErrorCode::ProxyUnreadable:
        return tr("The proxy in “%1” cannot be read, so nothing was sent. Choose it again.").arg(error.subject);
    case ErrorCode::SecretsLocked:
        return tr("The keyring is locked, so the secrets cannot be read. Unlock it; deliveries wait until then.");
    case ErrorCode::SecretsUnavailable:
        return error.detail.isEmpty()
            ? tr("The keyring cannot be used, so the secrets cannot be read. Deliveries wait until it can.")
            : tr("The keyring cannot be used (%1), so the secrets cannot be read. Deliveries wait until it can.")
                  .arg(error.detail);
    case ErrorCode::SecretsUndecided:
        return tr("There is no keyring, and it was not agreed that secrets are kept in a file, so nothing was saved.");
    case ErrorCode::NoSuchSecret:
        return tr("A secret of this webhook is not there any more. Enter it again.");
    case ErrorCode::SecretMissing:
        return tr("The secret value of the header “%1” is not here, so nothing was sent. Enter it again, then try again.")
            .arg(error.subject);
    case ErrorCode::UnsetVariable:
        return tr("The environment variable %1 is not set or empty, so nothing was sent. Set it before you start the "
                  "program, then try again.")
            .arg(error.subject);
    case ErrorCode::BadPlaceholder:
        return of(Rule::BadPlaceholder, error.subject);
    case ErrorCode::BadFilledUrl:
        return tr("The URL “%1” cannot be called, so nothing was sent: %2")
            .arg(error.subject, of(error.rule.value_or(Rule::UrlMalformed), error.subject));
    case ErrorCode::BadFilledHeader:
        return tr("The header “%1” cannot be sent, so nothing was sent: %2")
            .arg(error.subject, of(error.rule.value_or(Rule::HeaderNameInvalid), error.subject));
    case ErrorCode::NotJson:
        if (!error.detail.isEmpty())
            return ofFile(error);
        return tr("The payload is not JSON: line %1, column %2: %3.")
            .arg(error.line)
            .arg(error.column)
            .arg(tr(error.subject.toUtf8().constData()));
    case ErrorCode::NotAnObject:
        if (!error.detail.isEmpty())
            return ofFile(error);
        return tr("The payload is not a JSON object. It must begin with { and hold “event” and “createdAt”.");
    case ErrorCode::NotUtf8:
        if (!error.detail.isEmpty())
            return ofFile(error);
        return tr("The payload is not UTF-8: the first wrong byte is at offset %1. Save it as UTF-8.").arg(error.subject);
    case ErrorCode::TooDeep:
        if (!error.detail.isEmpty())
            return ofFile(error);
        return tr("The payload is nested too deeply at line %1, column %2. At most %3 levels are allowed.")
            .arg(error.line)
            .arg(error.column)
            .arg(error.subject);
    case ErrorCode::DuplicateKey:
        if (!error.detail.isEmpty())
            return ofFile(error);
        return tr("The payload holds the key “%1” twice in one object: line %2, column %3. Remove one of them.")
            .arg(error.subject, QString::number(error.line), QString::number(error.column));
    case ErrorCode::TooLarge:
        if (!error.detail.isEmpty())
            return ofFile(error);
        if (isCutOff(error))
            return tr("The payload is too large: more than 1 MiB (%1 bytes). That is the most that is allowed.")
                .arg(QLocale().toString(JsonText::maximumBytes));
        return tr("The payload is too large: %1 bytes. At most 1 MiB (%2 bytes) is allowed.")
            .arg(QLocale().toString(error.subject.toLongLong()), QLocale().toString(JsonText::maximumBytes));
    case ErrorCode::MissingMember:
        return error.detail.isEmpty()
            ? tr("The payload has no “%1”. Add it as a text.").arg(error.subject)
            : tr("“%1” in the payload is not a text. Write it in quotation marks.").arg(error.subject);
    case ErrorCode::BadTime:
        return tr("“%2” is not a time, as “%1” must be. Write it like 2026-11-24T08:00:00.000Z.")
            .arg(error.subject, error.detail);
    case ErrorCode::WrongEvent:
        return tr("The payload is an event “%1”, but “%2” was asked for. Make them the same.")
            .arg(error.subject, error.detail);
    case ErrorCode::UserContentType:
        return tr("Events of the User content type (%1) are never sent, so that no user's data leaves.").arg(error.subject);
    case ErrorCode::CannotListen:
        if (error.cause == Cause::Locked)
            return tr("The intake cannot listen on %1: another program uses this port. Choose another port, or end that "
                      "program.")
                .arg(error.subject);
        return tr("The intake cannot listen on %1: %2. Choose another port, or end the program that uses this one.")
            .arg(error.subject, error.detail);
    case ErrorCode::UnknownEventType:
        return error.detail.isEmpty()
            ? tr("There is no event type “%1”. Choose one of the catalogue.").arg(error.subject)
            : tr("There is no event type “%1”. Did you mean “%2”?").arg(error.subject, error.detail);
    case ErrorCode::NoDraftAndPublish:
        return tr("Events “%2” are not sent for “%1”: draft & publish is not switched on in this content type.")
            .arg(error.subject, error.detail);
    case ErrorCode::NotComposable:
        return tr("An event “%1” cannot be made of an entry. Give its whole payload.").arg(error.subject);
    case ErrorCode::PartMissing:
        return error.subject == u"model"
            ? tr("An event “%1” needs a content type. Name its model or its uid.").arg(error.detail)
            : tr("An event “%2” needs “%1”. Give it as a JSON object.").arg(error.subject, error.detail);
    case ErrorCode::PartNotExpected:
        return tr("An event “%2” has no “%1”. Leave it out.").arg(error.subject, error.detail);
    case ErrorCode::PartNotAnObject:
        return tr("“%1” is not a JSON object. It must begin with {.").arg(error.subject);
    case ErrorCode::UidMissing:
        return tr("The uid of “%1” cannot be told from its path. Keep the file in its project, as in "
                  "src/api/address/content-types/address/schema.json, or give the uid.")
            .arg(error.subject);
    case ErrorCode::UidInvalid:
        return tr("“%1” is not the uid of a content type. Write it like api::address.address.").arg(error.subject);
    case ErrorCode::SchemaKeyMissing:
        return tr("“%1” is not the schema of a content type: it has no “%2”.").arg(error.subject, error.detail);
    case ErrorCode::SchemaKeyWrong:
        return tr("“%1” is not the schema of a content type: the value of “%2” is not of the right kind.")
            .arg(error.subject, error.detail);
    case ErrorCode::NothingToImport:
        return tr("There is no schema file in “%1”. Choose a Strapi project, its “src” folder, or a schema.json file.")
            .arg(error.subject);
    case ErrorCode::NoSuchContentType:
        return tr("There is no content type or component “%1”.").arg(error.subject);
    case ErrorCode::ContentTypeDamaged:
        return tr("What is private cannot be told, so nothing is sent: “%1” is damaged. Import that content type or "
                  "component again, or remove it.")
            .arg(error.subject);
    case ErrorCode::EventTypeNameInvalid:
        return tr("“%1” is not a name for an event type. Use up to 100 letters, digits, “.”, “-” and “_”, as in order.paid.")
            .arg(error.subject);
    case ErrorCode::EventTypeBuiltIn:
        return tr("“%1” is an event type of Strapi's and stays as it is. Choose another name.").arg(error.subject);
    case ErrorCode::NoSuchEventType:
        return tr("There is no event type “%1” of your own.").arg(error.subject);
    case ErrorCode::SigningSchemeUnknown:
    case ErrorCode::SigningIdUnusable:
    case ErrorCode::SigningKeyMissing:
    case ErrorCode::SigningKeyPublic:
    case ErrorCode::SigningKeyAsymmetric:
    case ErrorCode::SigningKeyPrefix:
    case ErrorCode::SigningKeyNotBase64:
    case ErrorCode::SigningKeyNotOneLine:
        return SignatureWords::of(error);
    case ErrorCode::TlsFileUnreadable:
        return tr("“%1”, which the TLS settings of the webhook name, cannot be read: %2. Check the file and its "
                  "permissions.")
            .arg(error.subject, of(error.cause, error.detail));
    case ErrorCode::TlsNoCertificate:
        return tr("“%1” holds no certificate. It must be a PEM file with “-----BEGIN CERTIFICATE-----”.").arg(error.subject);
    case ErrorCode::TlsNoKey:
        return tr("“%1” holds no private key. It must be a PEM file with “-----BEGIN PRIVATE KEY-----” or the like.")
            .arg(error.subject);
    case ErrorCode::TlsPassphraseMissing:
        return tr("The private key in “%1” is locked with a passphrase. Enter the passphrase.").arg(error.subject);
    case ErrorCode::TlsPassphraseWrong:
        return tr("The passphrase of the private key in “%1” is wrong. Enter it again.").arg(error.subject);
    case ErrorCode::TlsKeyOfAnother:
        return tr("The private key in “%1” does not belong to the certificate in “%2”. Name the one that does.")
            .arg(error.subject, error.detail);
    }
    Q_UNREACHABLE();
}

/// What is wrong with JSON that is no payload: `detail` is its file.
QString Words::ofFile(const Error &error)
{
    const QString &file = error.detail;
    const QString line = QString::number(error.line);
    const QString column = QString::number(error.column);
    if (error.code == ErrorCode::NotJson)
        return tr("“%1” is not JSON: line %2, column %3: %4.")
            .arg(file, line, column, tr(error.subject.toUtf8().constData()));
    if (error.code == ErrorCode::NotUtf8)
        return tr("“%1” is not UTF-8: the first wrong byte is at offset %2. Save it as UTF-8.").arg(file, error.subject);
    if (error.code == ErrorCode::TooDeep)
        return tr("“%1” is nested too deeply at line %2, column %3. At most %4 levels are allowed.")
            .arg(file, line, column, error.subject);
    if (error.code == ErrorCode::DuplicateKey)
        return tr("“%1” holds the key “%2” twice in one object: line %3, column %4. Remove one of them.")
            .arg(file, error.subject, line, column);
    if (isCutOff(error))
        return tr("“%1” is too large: more than 1 MiB (%2 bytes). That is the most that is allowed.")
            .arg(file, QLocale().toString(JsonText::maximumBytes));
    if (error.code == ErrorCode::TooLarge)
        return tr("“%1” is too large: %2 bytes. At most 1 MiB (%3 bytes) is allowed.")
            .arg(file, QLocale().toString(error.subject.toLongLong()), QLocale().toString(JsonText::maximumBytes));
    return tr("“%1” is not a JSON object. It must begin with {.").arg(file);
}

QString Words::of(const EventNote &note)
{
    QString subjects = note.subjects.join(u", "_s);
    if (note.more > 0)
        subjects = tr("%1 and %n more", "names", note.more).arg(subjects);
    switch (note.kind) {
    case EventNote::Kind::UnknownContentType:
        if (subjects.isEmpty())
            return tr("The event does not say of which content type it is, so nothing private can be taken out. Give it a "
                      "“model” or a “uid”.");
        return tr("The content type “%1” is not known, so nothing private can be taken out. Import its schema file.")
            .arg(subjects);
    case EventNote::Kind::AmbiguousModel:
        return tr("Several content types are called “%1”: what is private in any of them was taken out. Give the uid.")
            .arg(subjects);
    case EventNote::Kind::UnknownParts:
        return tr("Inside the entry are parts whose schema is not known, so nothing private can be taken out of them: %1. "
                  "Import their schema files.")
            .arg(subjects);
    case EventNote::Kind::PrivateTaken:
        return tr("Private, so taken out: %1.").arg(subjects);
    case EventNote::Kind::UserCut:
        return tr("A user's data, so only the id is sent: %1.").arg(subjects);
    case EventNote::Kind::WebhookUnreadable:
        return tr("The files of these webhooks cannot be read whole, and what they subscribe to may be lost: %1. The event "
                  "waits, and goes to them as soon as they are saved again, whatever they subscribe to then. To prevent "
                  "that, stop its delivery.")
            .arg(subjects);
    }
    Q_UNREACHABLE();
}

QString Words::whyNothingLeaves(const Error &error)
{
    const auto reason = [&error] {
        if (error.code == ErrorCode::UnsetVariable)
            return tr("The environment variable %1 is not set or empty. Set it before you start the program.")
                .arg(error.subject);
        if (error.code == ErrorCode::BadFilledUrl || error.code == ErrorCode::BadFilledHeader)
            return of(error.rule.value_or(Rule::UrlMalformed), error.subject);
        return of(error);
    };
    return tr("Nothing would be sent. %1").arg(reason());
}

QString Words::nameOf(HeaderOrigin origin)
{
    switch (origin) {
    case HeaderOrigin::Default:
        return tr("default");
    case HeaderOrigin::Webhook:
        return tr("webhook");
    case HeaderOrigin::Signature:
        return tr("signature");
    case HeaderOrigin::Fixed:
        return tr("fixed");
    }
    Q_UNREACHABLE();
}

QString Words::originOf(const EffectiveHeader &header)
{
    const QString origin = nameOf(header.header.origin);
    if (header.replacedBy)
        return tr("(%1, replaced by %2)", "origins of headers").arg(origin, nameOf(*header.replacedBy));
    if (header.problem && header.problem->code == ErrorCode::UnsetVariable)
        return tr("(%1, %2 is not set)", "origin of a header, variable").arg(origin, header.problem->subject);
    if (header.problem)
        return tr("(%1, cannot be sent)", "origin of a header").arg(origin);
    if (header.header.origin == HeaderOrigin::Signature && header.header.value.isEmpty())
        return tr("(%1, computed when it is sent)", "origin of a header").arg(origin);
    return tr("(%1)", "origin of a header").arg(origin);
}

QString Words::of(const Outcome &outcome)
{
    if (outcome.proxyFault != ProxyFault::None && outcome.kind != OutcomeKind::Cancelled)
        return proxySentence(outcome.proxyFault);
    switch (outcome.kind) {
    case OutcomeKind::Success:
        return tr("The receiver took the event and answered %1.").arg(outcome.status);
    case OutcomeKind::Rejected:
        return tr("The receiver refused the event with status %1. Look at its answer; the URL, a header or the payload is "
                  "not "
                  "what it expects.")
            .arg(outcome.status);
    case OutcomeKind::ReceiverError:
        return tr("The receiver failed with status %1. The fault is on its side; look at its answer and its log.")
            .arg(outcome.status);
    case OutcomeKind::Redirected:
        return outcome.detail.isEmpty()
            ? tr("The receiver answered with redirect %1. Redirects are never followed; ask for the URL that receives.")
                  .arg(outcome.status)
            : tr("The receiver redirects (%1) to %2. Redirects are never followed; enter that URL if you trust it.")
                  .arg(outcome.status)
                  .arg(outcome.detail);
    case OutcomeKind::Gone:
        return tr("The receiver says that it is gone for good (410). Remove the webhook or enter another URL.");
    case OutcomeKind::Throttled:
        return tr("The receiver asks for fewer requests (429). Wait before you try again.");
    case OutcomeKind::Timeout:
        return timeoutSentence(outcome);
    case OutcomeKind::Dns:
        return tr("The host name was not found. Check the URL's spelling and the network's name service.");
    case OutcomeKind::ConnectionRefused:
        return tr(
            "The connection was refused: nothing listens at this host and port. Start the receiver or check the port.");
    case OutcomeKind::Unreachable:
        return tr("The host cannot be reached over the network. Check the address, the network and its firewall.");
    case OutcomeKind::Tls:
        return tlsSentence(outcome.tlsFault);
    case OutcomeKind::Dropped:
        return tr(
            "The receiver closed the connection without a complete HTTP answer. The event may have arrived; look at the "
            "receiver's log, and whether it speaks HTTP at this port.");
    case OutcomeKind::Incomplete:
        return tr("The receiver answered %1, but its answer was cut short. The event probably arrived; look at the "
                  "receiver's "
                  "log.")
            .arg(outcome.status);
    case OutcomeKind::Cancelled:
        return tr("Cancelled. The receiver may have got the event all the same.");
    case OutcomeKind::NeverSent:
        return outcome.error ? of(*outcome.error)
                             : tr("The connection ended before anything was sent. The receiver got nothing; try again.");
    case OutcomeKind::InvalidRequest:
        return outcome.error ? of(*outcome.error) : tr("The request could not be built, so nothing was sent.");
    case OutcomeKind::Interrupted:
        return tr("Hookpanel ended during the attempt. The receiver may have got the event.");
    }
    Q_UNREACHABLE();
}

QString Words::timeoutSentence(const Outcome &outcome)
{
    switch (outcome.phase) {
    case Phase::Queued:
        return tr("The time was up before the request could be started. Try again.");
    case Phase::Connecting:
        return tr("The time was up while connecting: the host did not answer. Check the address and its firewall.");
    case Phase::Securing:
        return tr("The time was up while securing the connection: no TLS answer came. Check that this port speaks https.");
    case Phase::Sending:
        return tr("The time was up while sending the request. The receiver reads too slowly.");
    case Phase::Waiting:
        return tr(
            "The time was up while waiting for the answer. The receiver got the request but said nothing; it may need a "
            "longer timeout.");
    case Phase::Receiving:
        return tr("The time was up while receiving the answer. The receiver answers too slowly or without end.");
    }
    Q_UNREACHABLE();
}

QString Words::proxySentence(ProxyFault fault)
{
    switch (fault) {
    case ProxyFault::NotFound:
        return tr("The proxy was not found, or it did not find the host. Check the address of the proxy in the settings "
                  "and the URL's spelling.");
    case ProxyFault::Refused:
        return tr("The proxy refused the connection: nothing listens at its host and port. Check its address in the "
                  "settings.");
    case ProxyFault::Denied:
        return tr("The proxy does not lead to this host and port. Many allow https (port 443) only; ask who runs it.");
    case ProxyFault::AuthenticationRequired:
        return tr("The proxy asks for a user name and password. Put them into the environment variable http_proxy or "
                  "https_proxy and choose the system's proxy in the settings.");
    case ProxyFault::TargetRefused:
        return tr("The proxy could not connect to the receiver. Check the URL's host and port.");
    case ProxyFault::NoAnswer:
        return tr("The time was up while connecting through the proxy. Check the address of the proxy in the settings and "
                  "the URL's host.");
    case ProxyFault::None:
    case ProxyFault::Failed:
        return tr("The proxy did not open a connection to the receiver. Check its address and kind in the settings.");
    }
    Q_UNREACHABLE();
}

QString Words::tlsSentence(TlsFault fault)
{
    switch (fault) {
    case TlsFault::Expired:
        return tr("The secure connection failed: the receiver's certificate has expired. It must be renewed there.");
    case TlsFault::NotYetValid:
        return tr(
            "The secure connection failed: the receiver's certificate is not valid yet. Check the clock on both sides.");
    case TlsFault::NotTrusted:
        return tr("The secure connection failed: the receiver's certificate is not from a trusted authority.");
    case TlsFault::SelfSigned:
        return tr("The secure connection failed: the receiver's certificate is self-signed and not trusted.");
    case TlsFault::WrongHost:
        return tr("The secure connection failed: the receiver's certificate is for another host name.");
    case TlsFault::WrongCertificate:
        return tr("The secure connection failed: the receiver shows another certificate than the one that this webhook "
                  "trusts. If it was renewed there, compare its fingerprint and trust the new one.");
    case TlsFault::ClientCertificateWanted:
        return tr("The secure connection failed: the receiver wants a client certificate that it knows. Name one in the "
                  "webhook.");
    case TlsFault::NoCommonProtocol:
        return tr("The secure connection failed: there is no TLS version that both sides accept.");
    case TlsFault::NoTlsAnswer:
        return tr("The secure connection failed: what answers at this port does not speak TLS. Is it an http:// URL?");
    case TlsFault::None:
    case TlsFault::Other:
        return tr("The secure connection failed. Check the receiver's certificate and TLS settings.");
    }
    Q_UNREACHABLE();
}

QString Words::brief(const Outcome &outcome)
{
    switch (outcome.kind) {
    case OutcomeKind::Success:
        return tr("Success");
    case OutcomeKind::Rejected:
        return tr("Rejected");
    case OutcomeKind::ReceiverError:
        return tr("Receiver error");
    case OutcomeKind::Redirected:
        return tr("Redirected");
    case OutcomeKind::Gone:
        return tr("Gone");
    case OutcomeKind::Throttled:
        return tr("Throttled");
    case OutcomeKind::Timeout:
        return tr("Timeout");
    case OutcomeKind::Dns:
        return tr("DNS name not found");
    case OutcomeKind::ConnectionRefused:
        return tr("Connection refused");
    case OutcomeKind::Unreachable:
        return tr("Unreachable");
    case OutcomeKind::Tls:
        return tr("TLS connection failed");
    case OutcomeKind::Dropped:
        return tr("Dropped without answer");
    case OutcomeKind::Incomplete:
        return tr("Incomplete answer");
    case OutcomeKind::Cancelled:
        return tr("Cancelled");
    case OutcomeKind::NeverSent:
        return tr("Never sent");
    case OutcomeKind::InvalidRequest:
        return tr("Invalid request");
    case OutcomeKind::Interrupted:
        return tr("Interrupted");
    }
    Q_UNREACHABLE();
}

QString Words::state(const Attempt &attempt)
{
    if (!attempt.outcome)
        return tr("Pending… %1").arg(of(attempt.phase));
    const Outcome &outcome = *attempt.outcome;
    switch (outcome.kind) {
    case OutcomeKind::Success:
        return attempt.test ? tr("Success! Trigger succeeded") : tr("Success!");
    case OutcomeKind::Rejected:
    case OutcomeKind::ReceiverError:
    case OutcomeKind::Redirected:
    case OutcomeKind::Gone:
    case OutcomeKind::Throttled:
        return tr("Error %1 · %2").arg(QString::number(outcome.status), brief(outcome));
    case OutcomeKind::Timeout:
    case OutcomeKind::Dns:
    case OutcomeKind::ConnectionRefused:
    case OutcomeKind::Unreachable:
    case OutcomeKind::Tls:
    case OutcomeKind::Dropped:
    case OutcomeKind::Incomplete:
    case OutcomeKind::Cancelled:
    case OutcomeKind::NeverSent:
    case OutcomeKind::InvalidRequest:
    case OutcomeKind::Interrupted:
        return brief(outcome);
    }
    Q_UNREACHABLE();
}

QString Words::target(const Attempt &attempt)
{
    const QString &url = attempt.request.shownUrl;
    if (url.isEmpty())
        return attempt.eventType;
    if (attempt.proxy.isEmpty())
        return tr("%1 → %2", "event type, URL").arg(attempt.eventType, url);
    return tr("%1 → %2 through the proxy %3", "event type, URL, proxy").arg(attempt.eventType, url, attempt.proxy);
}

QString Words::ofCatalogue(const QString &text)
{
    return QCoreApplication::translate("hookpanel::Catalogue", text.toUtf8().constData());
}

QString Words::of(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return tr("Queued");
    case Phase::Connecting:
        return tr("Connecting");
    case Phase::Securing:
        return tr("Securing");
    case Phase::Sending:
        return tr("Sending");
    case Phase::Waiting:
        return tr("Waiting for the answer");
    case Phase::Receiving:
        return tr("Receiving");
    }
    Q_UNREACHABLE();
}

QString Words::of(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending:
        return tr("Pending");
    case DeliveryState::Attempting:
        return tr("Sending now");
    case DeliveryState::WaitingRetry:
        return tr("Waiting for a retry");
    case DeliveryState::Delivered:
        return tr("Delivered");
    case DeliveryState::Failed:
        return tr("Failed");
    case DeliveryState::Dead:
        return tr("Dead letter");
    case DeliveryState::Cancelled:
        return tr("Cancelled");
    }
    Q_UNREACHABLE();
}

QString Words::of(Hold hold)
{
    switch (hold) {
    case Hold::None:
        return {};
    case Hold::Disabled:
        return tr("Waits until the webhook is enabled.");
    case Hold::Removed:
        return tr("The webhook is not there any more. The delivery waits in case it comes back.");
    case Hold::Unreadable:
        return tr("Waits until the webhook can be read whole. Open the webhook and mend it.");
    case Hold::Secrets:
        return tr("Waits until its secrets can be read: the keyring is locked, or their file is away.");
    case Hold::Preferences:
        return tr("Waits until the settings can be read: without them it might lack a default header.");
    }
    Q_UNREACHABLE();
}

QString Words::brief(Hold hold)
{
    switch (hold) {
    case Hold::None:
        return {};
    case Hold::Disabled:
        return tr("When the webhook is enabled");
    case Hold::Removed:
        return tr("If the webhook comes back");
    case Hold::Unreadable:
        return tr("When the webhook can be read");
    case Hold::Secrets:
        return tr("When the secrets can be read");
    case Hold::Preferences:
        return tr("When the settings can be read");
    }
    Q_UNREACHABLE();
}

QString Words::of(OutcomeGroup group)
{
    switch (group) {
    case OutcomeGroup::Delivered:
        return tr("Delivered");
    case OutcomeGroup::Refused:
        return tr("Refused");
    case OutcomeGroup::ReceiverError:
        return tr("Receiver error");
    case OutcomeGroup::Timeout:
        return tr("Timeout");
    case OutcomeGroup::NoConnection:
        return tr("No connection");
    case OutcomeGroup::NotSent:
        return tr("Not sent");
    case OutcomeGroup::Stopped:
        return tr("Cancelled or interrupted");
    }
    Q_UNREACHABLE();
}

QString Words::of(NotSentReason reason)
{
    switch (reason) {
    case NotSentReason::Disabled:
        return tr("not sent: it is disabled");
    case NotSentReason::NotSubscribed:
        return tr("not sent: it is not subscribed to this event type");
    case NotSentReason::ContentType:
        return tr("not sent: it does not want this content type");
    case NotSentReason::Edition:
        return tr("not sent: only the Enterprise edition sends events of this type, and Community is chosen");
    }
    Q_UNREACHABLE();
}

QString Words::of(const RetrySchedule &schedule)
{
    QStringList waits;
    const auto all = schedule.waits();
    for (const auto wait : all)
        waits.append(shortWait(wait));
    const QString list = waits.join(tr(", "));
    switch (schedule.kind()) {
    case RetrySchedule::Kind::Off:
        return tr("Off");
    case RetrySchedule::Kind::Quick:
        return tr("Quick (%1)").arg(list);
    case RetrySchedule::Kind::Standard:
        return tr("Standard (%1)").arg(list);
    case RetrySchedule::Kind::Custom:
        return tr("Own (%1)").arg(list);
    }
    Q_UNREACHABLE();
}

QString Words::duration(qint64 ms)
{
    const QLocale locale;
    if (ms < 1000)
        return tr("%1 ms").arg(locale.toString(ms));
    return tr("%1 s").arg(locale.toString(double(ms) / 1000.0, 'f', 1));
}

QString Words::remaining(qint64 ms)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const qint64 seconds = qMax<qint64>(0, (ms + 999) / 1000);
    if (seconds < 2 * minute)
        return tr("%1 s").arg(seconds);
    if (seconds < 2 * hour)
        return tr("%1 min").arg(seconds / minute);
    return seconds < 2 * day ? tr("%1 h").arg(seconds / hour) : tr("%1 d").arg(seconds / day);
}

QString Words::of(Health::State state)
{
    switch (state) {
    case Health::State::NeverUsed:
        return tr("Never used");
    case Health::State::Healthy:
        return tr("Healthy");
    case Health::State::Failing:
        return tr("Failing");
    }
    Q_UNREACHABLE();
}

QString Words::size(qint64 bytes)
{
    const QLocale locale;
    if (bytes < 10 * 1024)
        return tr("%Ln byte(s)", nullptr, int(bytes));
    return locale.formattedDataSize(bytes);
}

} // namespace hookpanel
