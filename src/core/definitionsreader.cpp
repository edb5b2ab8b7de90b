// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionsreader.h"

#include "core/eventtype.h"
#include "core/jsontext.h"
#include "core/webhookjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostProblems = 50; ///< More help nobody.
constexpr int longestShown = 100; ///< Of a value in a sentence.

/// Reads the JSON of one file into definitions and notes what is wrong with it.
class Reader
{
public:
    explicit Reader(const QString &source)
        : m_source(source)
    {
    }

    void readRoot(const QJsonDocument &document)
    {
        if (document.isArray()) {
            readWebhooks(document.array());
            return;
        }
        const QJsonObject object = document.object();
        if (object.contains(u"format"_s))
            readDefinitions(object);
        else if (object.contains(u"url"_s) && !object.contains(u"webhooks"_s))
            readWebhooks({object}); // what `show --json` prints
        else
            note({.fault = DefinitionsFault::NotDefinitions});
    }

    [[nodiscard]] tl::expected<Definitions, DefinitionsProblems> result()
    {
        if (m_problems.isEmpty() && m_definitions.webhooks.isEmpty() && m_definitions.defaultHeaders.isEmpty())
            note({.fault = DefinitionsFault::Empty, .subject = u"webhooks"_s}); // it is a file, but without any definition
        if (m_problems.isEmpty())
            return m_definitions;
        // Nothing is planned of such a file, where broken rules are found otherwise: all that is to be mended is said at
        // once.
        for (WebhookDefinition &definition : m_definitions.webhooks) {
            m_current = &definition;
            noteBrokenRules(validate(definition.webhook, EventCatalogue(), definition.webhook));
        }
        m_current = nullptr;
        noteBrokenRules(validateHeaders(m_definitions.defaultHeaders, Field::DefaultHeaders));
        std::stable_sort(m_problems.begin(), m_problems.end(),
                         [](const auto &one, const auto &other) { return one.number < other.number; });
        return tl::unexpected(m_problems.first(qMin<qsizetype>(m_problems.size(), mostProblems)));
    }

private:
    void note(DefinitionsProblem problem)
    {
        problem.source = m_source;
        if (m_current) {
            problem.number = m_current->number;
            problem.name = m_current->webhook.name;
        }
        m_problems.append(problem);
    }

    void noteField(DefinitionsFault fault, const QString &field, const QString &subject = {})
    {
        note({.fault = fault, .field = field, .subject = subject});
    }

    /// The rules that fields of the right shape break; the others are noted already.
    void noteBrokenRules(const Problems &broken)
    {
        for (const Problem &problem : broken) {
            const QString field = fieldKey(problem.field);
            const int number = m_current ? m_current->number : 0;
            const bool isKnown = std::any_of(m_problems.cbegin(), m_problems.cend(), [&](const DefinitionsProblem &known) {
                return known.number == number && (known.field == field || known.fault == DefinitionsFault::NotAWebhook);
            });
            if (!isKnown)
                note({.fault = DefinitionsFault::BreaksRule, .field = field, .problem = problem});
        }
    }

    /// A value of any type, for a sentence.
    static QString shown(const QJsonValue &value)
    {
        if (value.isString() || value.isUndefined())
            return value.toString();
        const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(json.mid(1, json.size() - 2)).left(longestShown);
    }

    static std::optional<int> wholeNumber(const QJsonValue &value)
    {
        const double number = value.toDouble(std::nan(""));
        const bool isWhole = std::isfinite(number) && std::trunc(number) == number && std::abs(number) < 1e9;
        return isWhole ? std::optional(int(number)) : std::nullopt;
    }

    void readDefinitions(const QJsonObject &object)
    {
        const QString format = shown(object[u"format"]);
        if (format != definitions::format) {
            note({.fault = DefinitionsFault::WrongFormat, .subject = format});
            return;
        }
        const auto version = wholeNumber(object[u"version"]);
        if (!version || *version < 1) {
            note({.fault = DefinitionsFault::VersionMissing});
            return;
        }
        if (*version > definitions::version) {
            note({.fault = DefinitionsFault::NewerVersion, .subject = QString::number(*version)});
            return;
        }
        static const QStringList known{u"$schema"_s,    u"format"_s,   u"version"_s,
                                       u"exportedAt"_s, u"webhooks"_s, u"defaultHeaders"_s};
        m_definitions.unknownKeys = unknownKeys(object, known);
        if (object[u"webhooks"].isArray())
            readWebhooks(object[u"webhooks"].toArray());
        else
            note({.fault = DefinitionsFault::WebhooksMissing});
        if (object.contains(u"defaultHeaders"_s))
            readHeaders(object[u"defaultHeaders"], u"defaultHeaders"_s, m_definitions.defaultHeaders,
                        m_definitions.withheldDefaults, m_definitions.unknownKeys);
        m_definitions.defaultSources = QStringList(m_definitions.defaultHeaders.size(), m_source);
    }

    static QStringList unknownKeys(const QJsonObject &object, const QStringList &known)
    {
        QStringList keys = object.keys();
        keys.removeIf([&known](const QString &key) { return known.contains(key); });
        return keys;
    }

    void readWebhooks(const QJsonArray &array)
    {
        m_definitions.webhooks.reserve(array.size());
        int number = 0;
        for (const QJsonValue &value : array) {
            WebhookDefinition definition;
            definition.source = m_source;
            definition.number = ++number;
            m_current = &definition;
            if (value.isObject())
                readWebhook(value.toObject(), definition);
            else
                note({.fault = DefinitionsFault::NotAWebhook});
            m_current = nullptr;
            m_definitions.webhooks.append(definition);
        }
    }

    void readWebhook(const QJsonObject &object, WebhookDefinition &definition)
    {
        static const QStringList known{u"id"_s,      u"name"_s,    u"url"_s,          u"enabled"_s,
                                       u"headers"_s, u"events"_s,  u"contentTypes"_s, u"timeoutSeconds"_s,
                                       u"retry"_s,   u"signing"_s, u"signingKeys"_s,  u"tls"_s,
                                       u"problems"_s}; // what is wrong with it is found out anew
        definition.unknownKeys = unknownKeys(object, known);
        Webhook &webhook = definition.webhook;
        readText(object, Field::Name, webhook.name);
        readText(object, Field::Url, webhook.url);
        if (object.contains(u"id"_s)) {
            webhook.id = WebhookId::fromString(object[u"id"].toString());
            if (webhook.id.isNull())
                noteField(DefinitionsFault::IdInvalid, u"id"_s, shown(object[u"id"]));
        }
        if (const QJsonValue enabled = given(object, Field::Enabled); enabled.isBool())
            webhook.enabled = enabled.toBool();
        else if (!enabled.isUndefined())
            noteField(DefinitionsFault::NotTrueOrFalse, fieldKey(Field::Enabled));
        if (const QJsonValue headers = given(object, Field::Headers); !headers.isUndefined())
            readHeaders(headers, fieldKey(Field::Headers), webhook.headers, definition.withheld, definition.unknownKeys);
        readSelection(object, Field::Events, webhook.events);
        readSelection(object, Field::ContentTypes, webhook.contentTypes);
        if (const QJsonValue timeout = given(object, Field::Timeout); !timeout.isUndefined()) {
            const auto seconds = wholeNumber(timeout);
            webhook.timeoutSeconds = seconds.value_or(Webhook::defaultTimeout);
            if (!seconds)
                noteField(DefinitionsFault::NotWholeNumber, fieldKey(Field::Timeout));
        }
        readRetry(object, webhook.retry);
        if (const QJsonValue signing = given(object, Field::Signing); !signing.isUndefined())
            readTexts(signing, fieldKey(Field::Signing), webhook.signing);
        if (const QJsonValue tls = given(object, Field::Tls); !tls.isUndefined()) {
            const auto policy = json::tlsPolicyFromJson(tls.toObject());
            webhook.tls = policy.value_or(TlsPolicy());
            if (!policy)
                noteField(DefinitionsFault::NotATlsPolicy, fieldKey(Field::Tls));
        }
    }

    /// The value of a field, which then counts as given; undefined when there is none.
    QJsonValue given(const QJsonObject &object, Field field)
    {
        const QJsonValue value = object.value(fieldKey(field));
        if (!value.isUndefined())
            m_current->given.append(field);
        return value;
    }

    void readText(const QJsonObject &object, Field field, QString &text)
    {
        const QJsonValue value = given(object, field);
        if (value.isString())
            text = value.toString();
        else
            noteField(value.isUndefined() ? DefinitionsFault::FieldMissing : DefinitionsFault::NotAText, fieldKey(field));
    }

    void readTexts(const QJsonValue &value, const QString &field, QStringList &texts)
    {
        const QJsonArray array = value.toArray();
        const auto wrong = std::find_if(array.cbegin(), array.cend(), [](const auto &entry) { return !entry.isString(); });
        for (const QJsonValue &entry : array)
            texts.append(entry.toString());
        if (!value.isArray() || wrong != array.cend())
            noteField(DefinitionsFault::NotAList, field, numberOf(wrong - array.cbegin(), array.size()));
    }

    /// The number of an entry, from 1; nothing when it is beyond the list.
    static QString numberOf(qsizetype index, qsizetype size)
    {
        return index < size ? QString::number(index + 1) : QString();
    }

    void readSelection(const QJsonObject &object, Field field, Selection &selection)
    {
        const QJsonValue value = given(object, field);
        if (value.isUndefined())
            return;
        selection = {};
        if (value.toString() == u"*"_s)
            selection.all = true;
        else
            readTexts(value, fieldKey(field), selection.names);
        selection.names.removeDuplicates();
    }

    void readRetry(const QJsonObject &object, RetrySchedule &retry)
    {
        const QJsonValue value = given(object, Field::Retry);
        if (value.isUndefined())
            return;
        const auto named = value.isString() ? RetrySchedule::fromText(value.toString()) : std::nullopt;
        if (named && named->kind() != RetrySchedule::Kind::Custom) {
            retry = *named;
            return;
        }
        QList<std::chrono::seconds> waits;
        const QJsonArray array = value.toArray();
        qsizetype wrong = array.size();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (const auto seconds = wholeNumber(array.at(i)))
                waits.append(std::chrono::seconds(*seconds));
            else
                wrong = qMin(wrong, i);
        }
        retry = RetrySchedule::custom(waits);
        if (!value.isArray() || wrong < array.size())
            noteField(DefinitionsFault::NotASchedule, fieldKey(Field::Retry), numberOf(wrong, array.size()));
    }

    void readHeaders(const QJsonValue &value, const QString &field, Headers &headers, QStringList &withheld,
                     QStringList &unknown)
    {
        static const QStringList known{u"name"_s, u"value"_s, u"secret"_s};
        const QJsonArray array = value.toArray();
        qsizetype wrong = array.size();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QJsonValue entry = array.at(i);
            const QJsonValue name = entry[u"name"];
            const QJsonValue text = entry[u"value"];
            const QJsonValue secret = entry[u"secret"];
            const bool isHeader
                = name.isString() && (text.isString() || text.isNull()) && (secret.isBool() || secret.isUndefined());
            if (!isHeader)
                wrong = qMin(wrong, i);
            headers.append({name.toString().trimmed(), text.toString().trimmed(), text.isNull() || secret.toBool()});
            if (text.isNull())
                withheld.append(headers.last().name);
            const QStringList keys = unknownKeys(entry.toObject(), known);
            for (const QString &key : keys)
                unknown.append(field + u'.' + key);
        }
        unknown.removeDuplicates();
        if (!value.isArray() || wrong < array.size())
            noteField(DefinitionsFault::NotHeaders, field, numberOf(wrong, array.size()));
    }

    QString m_source;
    WebhookDefinition *m_current = nullptr;
    Definitions m_definitions;
    DefinitionsProblems m_problems;
};

/// UTF-16 or UTF-32, by a byte order mark, or by what plain text looks like in it: each character beside a NUL byte.
bool looksLikeUtf16(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return true;
    return bytes.size() >= 4 && (bytes.at(0) == '\0') != (bytes.at(1) == '\0')
        && (bytes.at(0) == '\0') == (bytes.at(2) == '\0') && (bytes.at(1) == '\0') == (bytes.at(3) == '\0');
}

DefinitionsProblem problemOf(const Error &error)
{
    const auto place = [&error](DefinitionsFault fault) {
        return DefinitionsProblem{.fault = fault, .subject = error.subject, .line = error.line, .column = error.column};
    };
    if (error.code == ErrorCode::NotUtf8)
        return place(DefinitionsFault::NotUtf8);
    if (error.code == ErrorCode::TooDeep)
        return place(DefinitionsFault::TooDeep);
    if (error.code == ErrorCode::DuplicateKey)
        return place(DefinitionsFault::DuplicateKey);
    if (error.code == ErrorCode::TooLarge)
        return place(DefinitionsFault::TooLarge);
    return place(DefinitionsFault::NotJson);
}

/// What can be said of the bytes before they are read as JSON.
std::optional<DefinitionsProblem> problemOfBytes(const QByteArray &bytes)
{
    if (bytes.size() > definitions::maximumBytes)
        return DefinitionsProblem{.fault = DefinitionsFault::TooLarge};
    if (bytes.trimmed().isEmpty())
        return DefinitionsProblem{.fault = DefinitionsFault::Empty};
    if (looksLikeUtf16(bytes))
        return DefinitionsProblem{.fault = DefinitionsFault::Utf16};
    if (const qsizetype offset = bytes.indexOf('\0'); offset >= 0)
        return DefinitionsProblem{.fault = DefinitionsFault::HoldsNul, .subject = QString::number(offset)};
    return std::nullopt;
}

} // namespace

tl::expected<Definitions, DefinitionsProblems> readDefinitions(const QByteArray &bytes, const QString &source)
{
    const auto refused = [&source](DefinitionsProblem problem) {
        problem.source = source;
        return tl::unexpected(DefinitionsProblems{problem});
    };
    if (const auto problem = problemOfBytes(bytes))
        return refused(*problem);
    // Editors on some systems put a byte order mark in front, which JSON does not have but says may be ignored (RFC
    // 8259 8.1).
    const QByteArray text = bytes.startsWith("\xef\xbb\xbf") ? bytes.mid(3) : bytes;
    // Strictly, with places; QJsonDocument, which re-spells numbers, only reads the values: definitions are no payloads.
    if (const auto checked = JsonText::parse(text, JsonText::DuplicateKeys::Refused, definitions::maximumBytes); !checked)
        return refused(problemOf(checked.error()));
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isNull())
        return refused({.fault = DefinitionsFault::NotDefinitions}); // a text, a number, true, false or null
    Reader reader(source);
    reader.readRoot(document);
    return reader.result();
}

} // namespace hookpanel
