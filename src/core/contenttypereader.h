// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/contenttype.h"
#include "core/result.h"

#include <QByteArray>

namespace hookpanel {

/// Read Strapi's schema files, of versions 4 and 5. `source` is the file's name, for sentences. Every fault is told with
/// file and key (SchemaKeyMissing, SchemaKeyWrong), or with file and position where the file is no JSON object at all; what
/// they do not know is left alone.
///
/// Without a uid it comes from the path, see contentTypeUidOf(); where that does not tell it, the error is UidMissing.
[[nodiscard]] Result<ContentType> readContentType(const QByteArray &schema, const QString &source, const QString &uid = {});
[[nodiscard]] Result<Component> readComponent(const QByteArray &schema, const QString &source, const QString &uid = {});

/// What a path of Strapi's says: `src/api/address/content-types/address/schema.json` is `api::address.address`,
/// `src/extensions/upload/content-types/file/schema.json` is `plugin::upload.file`. Empty where it is none of these.
[[nodiscard]] QString contentTypeUidOf(const QString &path);

/// `src/components/shared/geo.json` is `shared.geo`. Empty where it is none of these.
[[nodiscard]] QString componentUidOf(const QString &path);

} // namespace hookpanel
