// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/catalogueresource.h"

#include "core/jsontext.h"
#include "core/preferences.h"
#include "store/jsonfile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// The sample as written, moved to the left margin: its lines lose the indentation of its closing line. Only white
/// space at the beginning of a line goes, and no JSON string spans two lines, so every token stays byte for byte.
QByteArray dedented(const QByteArray &sample)
{
    QList<QByteArray> lines = sample.split('\n');
    const auto indentation = [](const QByteArray &line) {
        return std::distance(line.cbegin(), std::find_if(line.cbegin(), line.cend(), [](char c) { return c != ' '; }));
    };
    const auto common = indentation(lines.constLast());
    for (qsizetype i = 1; i < lines.size(); ++i)
        lines[i] = lines.at(i).sliced(qMin(common, indentation(lines.at(i))));
    return lines.join('\n');
}

/// Reads the members of one file's object and remembers the first one that is not as expected.
class MemberReader
{
public:
    explicit MemberReader(const QJsonObject &object)
        : m_object(object)
    {
    }

    QString text(const QString &key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isString())
            reject(key, u"a text"_s);
        return value.toString();
    }

    int number(const QString &key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isDouble())
            reject(key, u"a number"_s);
        return value.toInt();
    }

    QStringList texts(const QString &key)
    {
        const QJsonArray array = m_object.value(key).toArray();
        const bool areTexts
            = std::all_of(array.begin(), array.end(), [](const QJsonValue &value) { return value.isString(); });
        if (!m_object.value(key).isArray() || !areTexts)
            reject(key, u"a list of texts"_s);
        return m_object.value(key).toVariant().toStringList();
    }

    Edition edition(const QString &key)
    {
        const auto edition = editionFromKey(text(key));
        if (!edition)
            reject(key, u"“community” or “enterprise”"_s);
        return edition.value_or(Edition::Community);
    }

    void reject(const QString &key, const QString &expected)
    {
        if (m_fault.isEmpty())
            m_fault = u"“%1” must be %2"_s.arg(key, expected);
    }

    /// Empty when all was as expected.
    [[nodiscard]] QString fault() const { return m_fault; }

private:
    QJsonObject m_object;
    QString m_fault;
};

/// The sample of the file, or nothing when there is none; only trigger-test has none.
Result<QByteArray> readSample(const JsonText &file, const QString &eventType, const QString &path)
{
    const JsonText::Member *member = file.find(u"sample"_s);
    if ((member == nullptr) != (eventType == triggerTest))
        return failure(ErrorCode::Damaged, path, u"every event type but %1 has a sample"_s.arg(triggerTest));
    if (!member)
        return QByteArray();
    const QByteArray sample = dedented(file.value(*member));
    const auto payload = JsonText::parse(sample);
    if (!payload || payload->string(u"event"_s) != eventType || !payload->string(u"createdAt"_s))
        return failure(ErrorCode::Damaged, path, u"the sample is not a payload of this event type"_s);
    return sample;
}

} // namespace

Result<EventType> readEventType(const QString &path)
{
    const auto bytes = jsonfile::read(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto text = JsonText::parse(*bytes);
    if (!text)
        return failure(ErrorCode::Damaged, path, u"it is not JSON"_s, text.error().line, text.error().column);
    if (!text->isObject())
        return failure(ErrorCode::Damaged, path, u"it is not a JSON object"_s);

    MemberReader reader(QJsonDocument::fromJson(*bytes).object());
    EventType type;
    type.name = reader.text(u"name"_s);
    type.group = reader.text(u"group"_s);
    type.action = reader.text(u"action"_s);
    type.description = reader.text(u"description"_s);
    type.note = reader.text(u"note"_s);
    type.edition = reader.edition(u"edition"_s);
    type.keys = reader.texts(u"keys"_s);
    type.order = reader.number(u"order"_s);
    if (QFileInfo(path).completeBaseName() != type.name)
        reader.reject(u"name"_s, u"the file's name"_s);
    if (!reader.fault().isEmpty())
        return failure(ErrorCode::Damaged, path, reader.fault());

    const auto sample = readSample(*text, type.name, path);
    if (!sample)
        return tl::unexpected(sample.error());
    type.sample = *sample;
    return type;
}

Result<EventCatalogue> readCatalogue(const QString &folder)
{
    const QDir directory(folder);
    const QStringList names = directory.entryList({u"*.json"_s}, QDir::Files);
    if (names.isEmpty())
        return failure(ErrorCode::CannotRead, folder, u"there are no event types in it"_s);
    QList<EventType> types;
    for (const QString &name : names) {
        const auto type = readEventType(directory.filePath(name));
        if (!type)
            return tl::unexpected(type.error());
        types.append(*type);
    }
    return EventCatalogue(types);
}

} // namespace hookpanel
