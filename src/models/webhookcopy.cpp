// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhookcopy.h"

#include <QRegularExpression>
#include <QSet>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// What "Build (copy)" is a copy of, so that copies of copies count on instead of growing.
QString originalOf(const QString &name, const QString &pattern)
{
    QString expression = QRegularExpression::escape(pattern);
    expression.replace(QRegularExpression::escape(u"%1"_s), u"(.+)"_s)
        .replace(QRegularExpression::escape(u"%2"_s), u"\\d+"_s);
    const QRegularExpression copy(QRegularExpression::anchoredPattern(expression),
                                  QRegularExpression::DotMatchesEverythingOption);
    const auto match = copy.match(name);
    return match.hasMatch() ? match.captured(1) : name;
}

/// The first characters, counted as the rule for names counts them.
QString beginningOf(const QString &text, qsizetype most)
{
    QString beginning;
    const QList<uint> characters = text.toUcs4().mid(0, most);
    for (const uint character : characters)
        beginning += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
    return beginning;
}

} // namespace

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
    const QString first = tr("%1 (copy)");
    const QString further = tr("%1 (copy %2)");
    const QSet<QString> taken(takenNames.cbegin(), takenNames.cend());
    const QString original = originalOf(originalOf(name.trimmed(), first), further);
    for (int number = 1;; ++number) {
        const QString pattern = number == 1 ? first : QString(further).replace(u"%2"_s, QString::number(number));
        const auto room = Webhook::maximumNameLength - QString(pattern).remove(u"%1"_s).toUcs4().size();
        const QString beginning = beginningOf(original, room);
        const QString candidate = QString(pattern).replace(u"%1"_s, beginning.trimmed()).trimmed();
        if (!taken.contains(candidate))
            return candidate;
    }
}

} // namespace hookpanel
