// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signaturewords.h"

#include "core/signing/signingschemes.h"
#include "core/signing/standardsigner.h"
#include "core/words.h"

namespace hookpanel {

using namespace Qt::StringLiterals;

QString SignatureWords::titleOf(const SigningScheme &scheme)
{
    return tr(scheme.title());
}

QString SignatureWords::descriptionOf(const SigningScheme &scheme)
{
    return tr(scheme.description());
}

QString SignatureWords::noSignature()
{
    return tr("The headers hold no signature that Hookpanel knows. Check that all headers of the request are there.");
}

QString SignatureWords::of(const CheckedSignature &checked)
{
    using Kind = SignatureFinding::Kind;
    const SignatureFinding &finding = checked.finding;
    switch (finding.kind) {
    case Kind::Fits:
        return tr("The signature fits.");
    case Kind::HeaderMissing:
        return tr("The signature is missing: there is no header “%1”, or it is empty.").arg(finding.subject);
    case Kind::IdMissing:
        return tr("The message id is missing: there is no header “%1”, or it is empty. It is part of what is signed.")
            .arg(finding.subject);
    case Kind::TimestampMissing:
        return tr("The time is missing: there is no header “%1”, or it is empty. It is part of what is signed.")
            .arg(finding.subject);
    case Kind::TimestampMalformed:
        return tr("The time “%1” is not a whole number of seconds since 1970.").arg(finding.subject);
    case Kind::Malformed:
        return tr("The header “%1” holds no whole signature. It may have been cut off on its way.").arg(finding.subject);
    case Kind::LabelUnknown:
        return tr("The signature is of a kind that cannot be checked here: %1. Only v1 can.").arg(finding.subject);
    case Kind::PrefixMissing:
        return tr("The signature fits, but “sha256=” is missing in front of it in the header “%1”.").arg(finding.subject);
    case Kind::UpperCase:
        return tr("The signature fits, but the header “%1” has it in upper case. Receivers expect lower case.")
            .arg(finding.subject);
    case Kind::ClockOff:
        return ofClock(finding.age.value_or(0));
    case Kind::DoesNotFit:
        if (qAbs(finding.age.value_or(0)) > signatureTolerance)
            return ofMismatch(checked.change) + u' '
                + tr("Its time is %1 away from now as well, and receivers allow 5 minutes.")
                      .arg(howLong(qAbs(*finding.age)));
        return ofMismatch(checked.change);
    case Kind::KeyRefused:
        return of(finding.error.value_or(Error{ErrorCode::SigningKeyMissing, checked.scheme}));
    }
    Q_UNREACHABLE();
}

QString SignatureWords::howLong(qint64 seconds)
{
    constexpr qint64 hour = 60 * 60;
    return seconds < hour ? tr("%1 min %2 s", "a duration").arg(seconds / 60).arg(seconds % 60)
                          : Words::remaining(seconds * 1000);
}

QString SignatureWords::ofClock(qint64 age)
{
    const QString much = howLong(qAbs(age));
    return age > 0
        ? tr("The signature fits, but its time is %1 old. Receivers refuse what is more than 5 minutes away: check the "
             "clocks on both sides, unless the request is an old one.")
              .arg(much)
        : tr("The signature fits, but its time lies %1 ahead. Receivers refuse what is more than 5 minutes away: check the "
             "clocks on both sides.")
              .arg(much);
}

QString SignatureWords::ofMismatch(BodyChange change)
{
    switch (change) {
    case BodyChange::None:
        return tr("The signature does not fit: the secret is another one, or the body is not what was sent.");
    case BodyChange::LineEndRemoved:
        return tr("The signature fits without the line end at the end of the body. Something added it after the body came: "
                  "check the bytes as they came.");
    case BodyChange::LineEndAdded:
        return tr("The signature fits with a line end at the end of the body. Something removed it after the body came: "
                  "check the bytes as they came.");
    case BodyChange::CrLfToLf:
        return tr("The signature fits when the lines end in LF. Something turned their ends into CR LF after the body "
                  "came: check the bytes as they came.");
    case BodyChange::LfToCrLf:
        return tr("The signature fits when the lines end in CR LF. Something turned their ends into LF after the body "
                  "came: check the bytes as they came.");
    case BodyChange::ByteOrderMarkRemoved:
        return tr("The signature fits without the byte order mark at the beginning of the body. An editor put it there: "
                  "check the bytes as they came.");
    case BodyChange::Compacted:
        return tr("The signature fits when the white space between the parts of the JSON is removed. The body was read and "
                  "written anew after it came: check the bytes as they came.");
    case BodyChange::IndentedBy2:
        return tr("The signature fits when the JSON is indented by 2 spaces. The body was read and written anew after it "
                  "came: check the bytes as they came.");
    case BodyChange::IndentedBy4:
        return tr("The signature fits when the JSON is indented by 4 spaces. The body was read and written anew after it "
                  "came: check the bytes as they came.");
    case BodyChange::Spaced:
        return tr("The signature fits with a space after each comma and colon of the JSON. The body was read and written "
                  "anew after it came: check the bytes as they came.");
    case BodyChange::Unescaped:
        return tr("The signature fits when escaped characters of the JSON, such as \\u00e9 or \\/, are written plainly. The "
                  "body was read and written anew after it came: check the bytes as they came.");
    }
    Q_UNREACHABLE();
}

QString SignatureWords::of(const Error &error)
{
    if (error.code == ErrorCode::SigningSchemeUnknown)
        return tr("There is no signing scheme “%1” in this version, so nothing was sent. Use %2.")
            .arg(error.subject, signingSchemeNames().join(u", "_s));
    if (error.code == ErrorCode::SigningIdUnusable)
        return tr("The message id “%1” cannot be signed: it must not be empty nor hold a full stop.").arg(error.detail);
    if (error.code == ErrorCode::SigningKeyPublic)
        return tr("This is a public key (whpk_…): it checks signatures and makes none. Enter the signing secret, which "
                  "begins with whsec_.");
    if (error.code == ErrorCode::SigningKeyAsymmetric)
        return tr("This is the private key of an asymmetric signature (whsk_…), which Hookpanel does not make. Enter a "
                  "signing secret that begins with whsec_, or generate one.");
    if (error.code == ErrorCode::SigningKeyPrefix)
        return tr("The signing secret begins with “%1” and not with “whsec_”. Correct its beginning.").arg(error.detail);
    if (error.code == ErrorCode::SigningKeyNotBase64)
        return tr("The signing secret is not base64, which Standard Webhooks needs. Paste all of it again: whsec_ and "
                  "letters, digits, + and /.");
    if (error.code == ErrorCode::SigningKeyNotOneLine)
        return tr("The signing secret holds a line break, or begins or ends with a space. Paste it again without.");
    return tr("There is no signing secret. Enter it, or generate one.");
}

QString SignatureWords::adviceOn(const SigningKey &key)
{
    const auto bytes = StandardSigner::keyBytes(key);
    if (!bytes)
        return {};
    if (bytes->size() < StandardSigner::fewestKeyBytes)
        return tr("The signing secret is short: 24 to 64 random bytes are advised. Generate one where you can.");
    if (bytes->size() > StandardSigner::mostKeyBytes)
        return tr("The signing secret is long: 24 to 64 random bytes are advised, and some receivers refuse more.");
    return {};
}

} // namespace hookpanel
