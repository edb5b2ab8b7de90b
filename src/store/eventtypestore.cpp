// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/eventtypestore.h"

#include "core/jsontext.h"
#include "core/payload.h"
#include "store/catalogueresource.h"
#include "store/filewriter.h"
#include "store/jsonfile.h"
#include "store/privateumask.h"

#include <QDir>
#include <QFileInfo>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

bool isBuiltIn(const QString &name, const EventCatalogue &catalogue)
{
    const EventType *type = catalogue.find(name);
    return name == triggerTest || (type && !type->own);
}

QByteArray textOf(const EventType &type)
{
    QByteArrayList keys;
    for (const QString &key : type.keys)
        keys.append(jsonString(key));
    return "{\n  \"name\": " + jsonString(type.name) + ",\n  \"group\": " + jsonString(type.group)
        + ",\n  \"action\": " + jsonString(type.action) + ",\n  \"order\": " + QByteArray::number(type.order)
        + ",\n  \"edition\": " + jsonString(editionKey(type.edition))
        + ",\n  \"description\": " + jsonString(type.description) + ",\n  \"note\": " + jsonString(type.note)
        + ",\n  \"keys\": [" + keys.join(", ") + "],\n  \"sample\": " + type.sample.trimmed() + "\n}\n";
}

} // namespace

LoadedEventTypes EventTypeStore::load() const
{
    LoadedEventTypes loaded;
    const QDir folder(m_profile.eventTypesFolder());
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files | QDir::System, QDir::Name)) {
        auto type = readEventType(folder.filePath(name));
        // A name becomes a header's value: a file that was put there by hand is not trusted either.
        if (type && !isEventTypeName(type->name))
            type = failure(ErrorCode::EventTypeNameInvalid, type->name);
        if (!type) {
            loaded.faults.append(type.error());
            continue;
        }
        type->own = true;
        loaded.types.append(*type);
    }
    return loaded;
}

Result<EventType> EventTypeStore::add(const QString &name, const QByteArray &sample, const EventCatalogue &builtIn) const
{
    if (!isEventTypeName(name))
        return failure(ErrorCode::EventTypeNameInvalid, name);
    if (isBuiltIn(name, builtIn))
        return failure(ErrorCode::EventTypeBuiltIn, name);
    if (const auto event = makeGivenEvent(sample, name); !event)
        return tl::unexpected(event.error());
    const EventType type = makeOwnEventType(name, sample);
    const QByteArray text = textOf(type);
    if (const auto whole = JsonText::parse(text); !whole)
        return tl::unexpected(whole.error()); // it fits alone, but not with what is around it
    if (const auto prepared = Profile::prepareOwnFolder(m_profile.eventTypesFolder()); !prepared)
        return tl::unexpected(prepared.error());
    const PrivateUmask umask;
    if (const auto written = writeWholeFile(m_profile.eventTypeFile(name), text); !written)
        return tl::unexpected(written.error());
    return type;
}

Result<void> EventTypeStore::remove(const QString &name, const EventCatalogue &builtIn) const
{
    if (isBuiltIn(name, builtIn))
        return failure(ErrorCode::EventTypeBuiltIn, name);
    const QString path = m_profile.eventTypeFile(name);
    if (!isEventTypeName(name) || !QFileInfo::exists(path))
        return failure(ErrorCode::NoSuchEventType, name);
    return jsonfile::remove(path);
}

} // namespace hookpanel
