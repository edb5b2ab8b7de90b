// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttypereader.h"
#include "core/contenttypes.h"
#include "core/eventtype.h"

#include <QFile>

namespace hookpanel {

/// The schema files of the site that the recorded events come from, and the event types, without a store.
namespace strapisite {

inline QByteArray fileOf(const QString &path)
{
    QFile file(QStringLiteral(TEST_DATA "/strapi/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

inline ContentTypes contentTypes()
{
    ContentTypes types;
    for (const char *name :
         {"src/api/address/content-types/address/schema.json", "src/api/category/content-types/category/schema.json",
          "src/extensions/users-permissions/content-types/user/schema.json"}) {
        const QString path = QString::fromLatin1(name);
        types.insert(readContentType(fileOf(path), path).value());
    }
    for (const char *name : {"src/components/shared/geo.json", "src/components/shared/quote.json"}) {
        const QString path = QString::fromLatin1(name);
        types.insert(readComponent(fileOf(path), path).value());
    }
    return types;
}

inline EventCatalogue catalogue()
{
    QList<EventType> types;
    const auto add = [&types](const char *name, const QStringList &keys) {
        EventType type;
        type.name = QString::fromLatin1(name);
        type.keys = keys;
        type.order = int(types.size());
        types.append(type);
    };
    const QStringList entry{QStringLiteral("model"), QStringLiteral("uid"), QStringLiteral("entry")};
    const QStringList media{QStringLiteral("media")};
    for (const char *name :
         {"entry.create", "entry.update", "entry.delete", "entry.publish", "entry.unpublish", "entry.draft-discard"})
        add(name, entry);
    for (const char *name : {"media.create", "media.update", "media.delete"})
        add(name, media);
    add("review-workflows.updateEntryStage", {QStringLiteral("model"), QStringLiteral("uid"), QStringLiteral("entity")});
    add("releases.publish", {QStringLiteral("isPublished"), QStringLiteral("release")});
    add("trigger-test", {});
    return EventCatalogue(types);
}

} // namespace strapisite
} // namespace hookpanel
