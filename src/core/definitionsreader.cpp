// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionsreader.h"

#include "core/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostProblems = 50; ///< More help nobody.

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

    [[nodiscard]] tl::expected<Definitions, DefinitionsProblems> result() const
    {
        if (!m_problems.isEmpty())
            return tl::unexpected(m_problems);
        return m_definitions;
    }

private:
    void note(DefinitionsProblem problem)
    {
        problem.source = m_source;
        if (m_current) {
            problem.number = m_current->number;
            problem.name = m_current->webhook.name;
        }
        if (m_problems.size() < mostProblems)
            m_problems.append(problem);
    }

    void noteField(DefinitionsFault fault, const QString &field, const QString &subject = {})
    {
        note({.fault = fault, .field = field, .subject = subject});
    }

    static std::optional<int> wholeNumber(const QJsonValue &value)
    {
        const double number = value.toDouble(std::nan(""));
        const bool isWhole = std::isfinite(number) && std::trunc(number) == number && std::abs(number) < 1e9;
        return isWhole ? std::optional(int(number)) : std::nullopt;
    }

    void readDefinitions(const QJsonObject &object)
    {
        const QString format = object[u"format"].toString();
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
                                       u"retry"_s,   u"signing"_s, u"problems"_s}; // what is wrong with it is found out anew
        definition.unknownKeys = unknownKeys(object, known);
        Webhook &webhook = definition.webhook;
        readText(object, Field::Name, webhook.name);
        readText(object, Field::Url, webhook.url);
        if (object.contains(u"id"_s)) {
            webhook.id = WebhookId::fromString(object[u"id"].toString());
            if (webhook.id.isNull())
                noteField(DefinitionsFault::IdInvalid, u"id"_s, object[u"id"].toString());
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

    bool readTexts(const QJsonValue &value, const QString &field, QStringList &texts)
    {
        const QJsonArray array = value.toArray();
        bool areTexts = value.isArray();
        for (const QJsonValue &entry : array) {
            areTexts = areTexts && entry.isString();
            texts.append(entry.toString());
        }
        if (!areTexts)
            noteField(DefinitionsFault::NotAList, field);
        return areTexts;
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
        for (const QJsonValue &entry : array) {
            if (const auto seconds = wholeNumber(entry))
                waits.append(std::chrono::seconds(*seconds));
        }
        retry = RetrySchedule::custom(waits);
        if (!value.isArray() || waits.size() != array.size())
            noteField(DefinitionsFault::NotASchedule, fieldKey(Field::Retry));
    }

    void readHeaders(const QJsonValue &value, const QString &field, Headers &headers, QStringList &withheld,
                     QStringList &unknown)
    {
        static const QStringList known{u"name"_s, u"value"_s, u"secret"_s};
        const QJsonArray array = value.toArray();
        bool areHeaders = value.isArray();
        for (const QJsonValue &entry : array) {
            const QJsonValue name = entry[u"name"];
            const QJsonValue text = entry[u"value"];
            areHeaders = areHeaders && name.isString() && (text.isString() || text.isNull());
            headers.append({name.toString().trimmed(), text.toString().trimmed()});
            if (text.isNull())
                withheld.append(headers.last().name);
            const QStringList keys = unknownKeys(entry.toObject(), known);
            for (const QString &key : keys)
                unknown.append(field + u'.' + key);
        }
        unknown.removeDuplicates();
        if (!areHeaders)
            noteField(DefinitionsFault::NotHeaders, field);
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
