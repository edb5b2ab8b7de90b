// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhookcopy.h"

#include <QSet>

namespace hookpanel {

using namespace Qt::StringLiterals;

Webhook WebhookCopy::of(const Webhook &webhook, const QStringList &takenNames)
{
    Webhook copy = webhook;
    copy.id = WebhookId::create();
    copy.name = nameFor(webhook.name, takenNames);
    copy.enabled = false;
    return copy;
}

QString WebhookCopy::nameFor(const QString &name, const QStringList &takenNames)
{
    const QSet<QString> taken(takenNames.cbegin(), takenNames.cend());
    for (int number = 1;; ++number) {
        const QString pattern = number == 1 ? tr("%1 (copy)") : tr("%1 (copy %2)").replace(u"%2"_s, QString::number(number));
        const auto room = Webhook::maximumNameLength - QString(pattern).remove(u"%1"_s).toUcs4().size();
        QList<uint> characters = name.trimmed().toUcs4();
        characters.resize(qMin(characters.size(), room));
        const QString beginning
            = QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size());
        const QString candidate = QString(pattern).replace(u"%1"_s, beginning.trimmed()).trimmed();
        if (!taken.contains(candidate))
            return candidate;
    }
}

} // namespace hookpanel
