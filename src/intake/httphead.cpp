// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake/httphead.h"

namespace hookpanel {

const HttpField *HttpHead::find(const QByteArray &name) const
{
    for (const HttpField &field : fields) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return &field;
    }
    return nullptr;
}

QByteArray HttpHead::value(const QByteArray &name) const
{
    const HttpField *field = find(name);
    return field ? field->value : QByteArray();
}

} // namespace hookpanel
