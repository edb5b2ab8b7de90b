// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/webhookoptions.h"

#include "cli/interrupt.h"
#include "cli/secretsource.h"
#include "cli/variablename.h"
#include "core/credentials.h"
#include "core/eventtype.h"
#include "core/preferences.h"
#include "core/secrets.h"
#include "core/signing/signingschemes.h"
#include "core/validation.h"
#include "core/words.h"
#include "delivery/tlsmaterial.h"
#include "store/secretvault.h"

#include <QDir>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

const QString nameOption = u"name"_s;
const QString urlOption = u"url"_s;
const QString eventOption = u"event"_s;
const QString headerOption = u"header"_s;
const QString headerEnvOption = u"header-env"_s;
const QString secretHeaderOption = u"secret-header-env"_s;
const QString signOption = u"sign"_s;
const QString storageOption = u"secret-storage"_s;
const QString contentTypeOption = u"content-type"_s;
const QString disabledOption = u"disabled"_s;
const QString enabledOption = u"enabled"_s;
const QString timeoutOption = u"timeout"_s;
const QString retryOption = u"retry"_s;
const QString noHeadersOption = u"no-headers"_s;
const QString noEventsOption = u"no-events"_s;
const QString tlsCaOption = u"tls-ca"_s;
const QString tlsPinOption = u"tls-pin"_s;
const QString tlsClientCertificateOption = u"tls-client-cert"_s;
const QString tlsClientKeyOption = u"tls-client-key"_s;
const QString tlsPassphraseOption = u"tls-passphrase-env"_s;
const QString tlsVerifyOption = u"tls-verify"_s;

/// `*` for all, else exactly these.
Selection selectionOf(const QStringList &names)
{
    return names.contains(u"*"_s) ? Selection::everything() : Selection{false, names};
}

/// The catalogue without what nobody can subscribe to, for what a sentence suggests.
EventCatalogue subscribable(const EventCatalogue &catalogue)
{
    QList<EventType> types = catalogue.types();
    types.removeIf([](const EventType &type) { return type.name == triggerTest; });
    return EventCatalogue(types);
}

} // namespace

QList<QCommandLineOption> WebhookOptions::common()
{
    const QList<QCommandLineOption> own{
        {nameOption, tr("Its name, 1 to 120 characters."), u"N"_s},
        {urlOption, tr("The http or https URL that receives. May hold ${NAME}, an environment variable."), u"U"_s},
        {eventOption, tr("An event type to send; repeat it for more, or '*' for all, future ones too."), u"T"_s},
        {headerOption, tr("A header to send, as 'Name: value'; repeat it for more."), u"'K: V'"_s},
        {headerEnvOption, tr("A header K with the value ${VAR}, filled from the environment when it is sent."), u"K=VAR"_s},
        secretHeader(),
        {contentTypeOption,
         tr("Send entry events of this content type only (a model or uid); repeat it for more, "
            "or '*' for all."),
         u"C"_s},
        {disabledOption, tr("Switch it off: it gets no events, only the test event.")},
        {timeoutOption, tr("Seconds for a whole attempt, 1 to 120."), u"S"_s},
        {retryOption, tr("When to try again: off, quick, standard, or a list of seconds such as 1,5,60."), u"R"_s},
        {signOption, tr("Sign what is sent: standard, github or strapi; repeat it for more."), u"SCHEME"_s},
        {storageOption, tr("Where the secrets of this profile are kept: keyring or file."), u"keyring|file"_s},
        {tlsCaOption, tr("Trust the certificate authorities in this PEM file as well as the system's."), u"FILE"_s},
        {tlsPinOption, tr("Trust this one certificate and no other, by its SHA-256 fingerprint."), u"SHA256"_s},
        {tlsClientCertificateOption, tr("Show the client certificate in this PEM file."), u"FILE"_s},
        {tlsClientKeyOption, tr("The private key of the client certificate, a PEM file."), u"FILE"_s},
        {tlsPassphraseOption, tr("The passphrase of that key is in this environment variable; it is kept with the secrets."),
         u"VAR"_s},
    };
    return own + SecretSource::options();
}

QList<QCommandLineOption> WebhookOptions::ofEdit()
{
    return {
        {enabledOption, tr("Switch it on.")},
        {noHeadersOption, tr("Remove all headers.")},
        {noEventsOption, tr("Remove all event types.")},
        {tlsVerifyOption, tr("Trust the system's authorities alone, and show no client certificate.")},
    };
}

QCommandLineOption WebhookOptions::secretHeader()
{
    return {secretHeaderOption,
            tr("A header K with the value that the environment variable VAR has now; it is kept as a secret."), u"K=VAR"_s};
}

QString WebhookOptions::argumentNote(const QStringList &headers)
{
    QStringList names;
    for (const QString &text : headers) {
        const Expected<Header> header = headerFromText(text, {});
        if (header && credentials::isIn(*header))
            names.append(header->name);
    }
    if (names.isEmpty())
        return {};
    return tr("A secret in an argument can be seen by other users of this machine, in its list of processes, and stays in "
              "the "
              "shell's history: %1. Give such a value with --%2 instead.")
        .arg(names.join(u", "_s), secretHeaderOption);
}

bool WebhookOptions::anyGiven(const QCommandLineParser &arguments)
{
    QSet<QString> names;
    const QList<QCommandLineOption> options = common() + ofEdit();
    for (const QCommandLineOption &option : options)
        names.insert(option.names().first());
    const QStringList given = arguments.optionNames();
    return names.intersects(QSet<QString>(given.cbegin(), given.cend()));
}

std::optional<Failure> WebhookOptions::contradiction(const QCommandLineParser &arguments)
{
    static const QList<std::pair<QString, QString>> pairs{
        {enabledOption, disabledOption},
        {headerOption, noHeadersOption},
        {headerEnvOption, noHeadersOption},
        {secretHeaderOption, noHeadersOption},
        {eventOption, noEventsOption},
        {tlsCaOption, tlsPinOption},
        {tlsCaOption, tlsVerifyOption},
        {tlsPinOption, tlsVerifyOption},
        {tlsClientCertificateOption, tlsVerifyOption},
        {tlsClientKeyOption, tlsVerifyOption},
    };
    const QStringList given = arguments.optionNames();
    for (const auto &[one, other] : pairs) {
        if (given.contains(one) && given.contains(other))
            return Failure::usage(tr("--%1 and --%2 contradict each other. Give one of them.").arg(one, other));
    }
    return std::nullopt;
}

Failures WebhookOptions::apply(const QCommandLineParser &arguments, Webhook &webhook)
{
    Failures failures;
    const QStringList given = arguments.optionNames();
    if (given.contains(nameOption))
        webhook.name = arguments.value(nameOption);
    if (given.contains(urlOption))
        webhook.url = arguments.value(urlOption);
    if (given.contains(disabledOption))
        webhook.enabled = false;
    if (given.contains(enabledOption))
        webhook.enabled = true;
    if (given.contains(eventOption))
        webhook.events = selectionOf(arguments.values(eventOption));
    if (given.contains(noEventsOption))
        webhook.events = {};
    if (given.contains(contentTypeOption))
        webhook.contentTypes = selectionOf(arguments.values(contentTypeOption));
    if (given.contains(noHeadersOption))
        webhook.headers = {};
    if (given.contains(headerOption) || given.contains(headerEnvOption) || given.contains(secretHeaderOption))
        failures += applyHeaders(arguments, webhook);
    if (given.contains(signOption))
        webhook.signing = arguments.values(signOption);
    failures += applySecret(arguments, webhook);
    if (given.contains(timeoutOption)) {
        if (const auto seconds = secondsFromText(arguments.value(timeoutOption), fieldKey(Field::Timeout)))
            webhook.timeoutSeconds = *seconds;
        else
            failures.append(seconds.error());
    }
    if (given.contains(retryOption)) {
        if (const auto schedule = scheduleFromText(arguments.value(retryOption), fieldKey(Field::Retry)))
            webhook.retry = *schedule;
        else
            failures.append(schedule.error());
    }
    failures += applyTls(arguments, webhook.tls);
    return failures;
}

/// A path counts from where the command was called; kept is the whole one, which means the same file everywhere.
Failures WebhookOptions::applyTls(const QCommandLineParser &arguments, TlsPolicy &tls)
{
    const auto path = [&arguments](const QString &option) {
        const QString file = arguments.value(option);
        return file.isEmpty() ? QString() : QDir::current().absoluteFilePath(file);
    };
    if (arguments.optionNames().contains(tlsVerifyOption)) // isSet() warns of an option that `add` does not have
        tls = {};
    if (arguments.isSet(tlsCaOption)) {
        tls.trust = TlsPolicy::Trust::ExtraCa;
        tls.caFile = path(tlsCaOption);
        tls.pin.clear();
    }
    if (arguments.isSet(tlsPinOption)) {
        const QString pin = arguments.value(tlsPinOption);
        tls.trust = TlsPolicy::Trust::Pinned;
        tls.pin = fingerprintFromText(pin).value_or(pin.toUtf8());
        tls.caFile.clear();
    }
    if (arguments.isSet(tlsClientCertificateOption))
        tls.clientCertificate = path(tlsClientCertificateOption);
    if (arguments.isSet(tlsClientKeyOption)) {
        const QString key = path(tlsClientKeyOption);
        if (std::exchange(tls.clientKey, key) != key)
            tls.passphraseReference.clear(); // that one is of the other key
    }
    if (!arguments.isSet(tlsPassphraseOption))
        return {};
    const QString variable = arguments.value(tlsPassphraseOption);
    if (!isVariableName(variable))
        return {Failure::badValue(
            tr("--%1 takes the name of an environment variable, not the passphrase itself.").arg(tlsPassphraseOption),
            tlsPassphraseOption)};
    tls.passphrase = qEnvironmentVariable(variable.toLocal8Bit().constData());
    if (tls.passphrase.isEmpty())
        return {Failure::badValue(
            tr("The environment variable %1 is not set or empty. Put the passphrase into it.").arg(variable),
            tlsPassphraseOption)};
    return {};
}

/// What core cannot see: whether the files of the policy hold what they should. Only where it is about them, so that a file
/// that is not there today keeps nobody from changing the name.
Expected<void> WebhookOptions::checkTlsFiles(const QCommandLineParser &arguments, const TlsPolicy &tls)
{
    const QStringList options{tlsCaOption, tlsClientCertificateOption, tlsClientKeyOption, tlsPassphraseOption};
    const bool isAboutFiles = std::any_of(options.cbegin(), options.cend(),
                                          [&arguments](const QString &option) { return arguments.isSet(option); });
    if (!isAboutFiles)
        return {};
    TlsPolicy checked = tls;
    if (!tls.passphraseReference.isEmpty() && tls.passphrase.isEmpty()) {
        checked.clientCertificate.clear(); // the key was checked when its passphrase was given
        checked.clientKey.clear();
    }
    if (const Result<TlsMaterial> material = loadTlsMaterial(checked, tls.passphrase); !material)
        return tl::unexpected(Failure::of(material.error(), fieldKey(Field::Tls)));
    return {};
}

Failures WebhookOptions::applyHeaders(const QCommandLineParser &arguments, Webhook &webhook)
{
    Failures failures;
    webhook.headers = {};
    const QString field = fieldKey(Field::Headers);
    const QStringList plain = arguments.values(headerOption);
    const QStringList fromEnvironment = arguments.values(headerEnvOption);
    qsizetype nextPlain = 0;
    qsizetype nextFromEnvironment = 0;
    const QStringList secret = arguments.values(secretHeaderOption);
    qsizetype nextSecret = 0;
    // The names of the options keep the order in which both kinds were given.
    const QStringList given = arguments.optionNames();
    for (const QString &option : given) {
        Expected<Header> header = tl::unexpected(Failure());
        if (option == headerOption)
            header = headerFromText(plain[nextPlain++], field);
        else if (option == headerEnvOption)
            header = headerFromEnvironmentText(fromEnvironment[nextFromEnvironment++], field);
        else if (option == secretHeaderOption)
            header = secretHeaderFromText(secret[nextSecret++], field);
        else
            continue;
        if (header)
            webhook.headers.append(*header);
        else
            failures.append(header.error());
    }
    webhook.headers = secrets::markedByDefault(webhook.headers);
    return failures;
}

Failures WebhookOptions::applySecret(const QCommandLineParser &arguments, Webhook &webhook)
{
    const auto given = SecretSource::given(arguments, Interrupt());
    if (!given)
        return {given.error()};
    if (!*given)
        return {};
    if (const auto accepted = signingKeyAccepted(**given, webhook.signing); !accepted)
        return {Failure::of(accepted.error(), SecretSource::optionOf(arguments))};
    webhook.signingKeys = secrets::rotated({}, (*given)->text(), {});
    return {};
}

std::optional<Failure> WebhookOptions::chooseStorage(const QCommandLineParser &arguments, SecretVault &vault)
{
    if (!arguments.isSet(storageOption))
        return std::nullopt;
    const auto storage = SecretPlace::fromKey(arguments.value(storageOption));
    if (!storage)
        return Failure::badValue(
            tr("“%1” is no place for secrets. Use keyring or file.").arg(arguments.value(storageOption)), storageOption);
    const Result<void> chosen = vault.choose(*storage);
    if (!chosen && chosen.error().code == ErrorCode::ChangedElsewhere)
        return Failure::badValue(tr("The secrets of this profile are kept in another place already: %1. They are not moved.")
                                     .arg(SecretPlace::key(vault.storage())),
                                 storageOption);
    if (!chosen)
        return Failure::of(chosen.error());
    return std::nullopt;
}

tl::expected<Webhook, Failures> WebhookOptions::checked(const QCommandLineParser &arguments, Webhook webhook,
                                                        const EventCatalogue &catalogue)
{
    const Webhook before = webhook;
    Failures failures = apply(arguments, webhook);
    webhook = normalised(webhook);
    const Problems problems = validate(webhook, catalogue, before);
    for (const Problem &problem : problems) {
        Failure failure = Failure::badValue(Words::of(problem), fieldKey(problem.field));
        if (problem.rule == Rule::EventUnknown)
            failure.message = unknownEvent(problem.subject, subscribable(catalogue));
        failures.append(failure);
    }
    if (!failures.isEmpty())
        return tl::unexpected(failures);
    if (const Expected<void> files = checkTlsFiles(arguments, webhook.tls); !files)
        return tl::unexpected(Failures{files.error()});
    return webhook;
}

QString WebhookOptions::noEventsNote()
{
    return tr("No event types are chosen: only “hookpanel-cli trigger” and the Trigger button will use this webhook.");
}

QString WebhookOptions::unknownEvent(const QString &type, const EventCatalogue &catalogue)
{
    const QString nearest = catalogue.nearest(type);
    if (!nearest.isEmpty())
        return tr("There is no event type “%1”. Did you mean “%2”?").arg(type, nearest);
    QStringList names;
    for (const EventType &known : catalogue.types())
        names.append(known.name);
    return tr("There is no event type “%1”. The event types are: %2").arg(type, names.join(u", "_s));
}

Expected<Header> WebhookOptions::headerFromText(const QString &text, const QString &field)
{
    const qsizetype colon = text.indexOf(u':');
    if (text.left(colon).trimmed().isEmpty() || colon < 0)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a header. Write a name, a colon and a value, as 'X-Token: abc'.").arg(text), field));
    return Header{text.left(colon).trimmed(), text.mid(colon + 1).trimmed()};
}

Expected<Header> WebhookOptions::headerFromEnvironmentText(const QString &text, const QString &field)
{
    const qsizetype equals = text.indexOf(u'=');
    const QString name = text.left(equals).trimmed();
    const QString variable = text.mid(equals + 1).trimmed();
    if (equals < 0 || name.isEmpty() || variable.isEmpty())
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a header from the environment. Write the header's name, = and the variable's name, as "
               "X-Token=MY_TOKEN.")
                .arg(text),
            field));
    return Header{name, u"${"_s + variable + u'}'};
}

/// A literal `${` in the value stays one: what was read is not filled once more when it is sent.
Expected<Header> WebhookOptions::secretHeaderFromText(const QString &text, const QString &field)
{
    const Expected<Header> header = headerFromEnvironmentText(text, field);
    if (!header)
        return header;
    const QString variable = header->value.sliced(2).chopped(1);
    QString value = qEnvironmentVariable(variable.toLocal8Bit().constData());
    if (value.isEmpty())
        return tl::unexpected(
            Failure::badValue(tr("The environment variable %1, named by --%2, is not set or empty. Set it first.")
                                  .arg(variable, secretHeaderOption),
                              secretHeaderOption));
    return Header{header->name, value.replace(u"${"_s, u"$${"_s), true};
}

Expected<int> WebhookOptions::secondsFromText(const QString &text, const QString &field)
{
    const auto seconds = hookpanel::secondsFromText(text);
    if (!seconds)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a whole number of seconds. Give one from 1 to 120, as the timeout.").arg(text), field));
    return *seconds;
}

Expected<RetrySchedule> WebhookOptions::scheduleFromText(const QString &text, const QString &field)
{
    const std::optional<RetrySchedule> schedule = RetrySchedule::fromText(text);
    if (!schedule)
        return tl::unexpected(Failure::badValue(
            tr("“%1” is not a retry schedule. Use off, quick, standard, or a list of seconds such as 1,5,60.").arg(text),
            field));
    return *schedule;
}

} // namespace hookpanel
