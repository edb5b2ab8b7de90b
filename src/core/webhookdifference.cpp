// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/webhookdifference.h"

#include <algorithm>

namespace hookpanel {

namespace {

bool isSameSelection(Selection one, Selection other)
{
    if (one.all || other.all)
        return one.all == other.all;
    one.names.sort();
    other.names.sort();
    return one.names == other.names;
}

} // namespace

QList<Field> differingFields(const Webhook &one, const Webhook &other)
{
    QList<Field> fields;
    const auto compare = [&fields](Field field, bool isSame) {
        if (!isSame)
            fields.append(field);
    };
    compare(Field::Name, one.name == other.name);
    compare(Field::Url, one.url == other.url);
    compare(Field::Enabled, one.enabled == other.enabled);
    compare(Field::Headers, one.headers == other.headers);
    compare(Field::Events, isSameSelection(one.events, other.events));
    compare(Field::ContentTypes, isSameSelection(one.contentTypes, other.contentTypes));
    compare(Field::Timeout, one.timeoutSeconds == other.timeoutSeconds);
    compare(Field::Retry, one.retry == other.retry);
    compare(Field::Signing, one.signing == other.signing && one.signingKeys == other.signingKeys);
    compare(Field::Tls, one.tls == other.tls);
    return fields;
}

Headers headersOnlyIn(const Headers &mine, const Headers &theirs)
{
    Headers only;
    std::copy_if(mine.cbegin(), mine.cend(), std::back_inserter(only),
                 [&theirs](const Header &header) { return !theirs.contains(header); });
    const bool isOrderAlone = only.isEmpty() && mine.size() == theirs.size();
    return isOrderAlone ? mine : only;
}

QStringList namesOnlyIn(const Selection &mine, const Selection &theirs)
{
    QStringList only;
    std::copy_if(mine.names.cbegin(), mine.names.cend(), std::back_inserter(only),
                 [&theirs](const QString &name) { return !theirs.names.contains(name); });
    return only;
}

} // namespace hookpanel
