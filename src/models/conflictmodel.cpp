// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/conflictmodel.h"

#include "core/secrets.h"
#include "core/tlswords.h"
#include "core/webhookdifference.h"
#include "core/words.h"

#include <QLocale>

namespace hookpanel {

using namespace Qt::StringLiterals;

void ConflictModel::setVersions(const Webhook &mine, const Webhook &theirs)
{
    const QList<Field> fields = differingFields(mine, theirs);
    m_mine = mine;
    m_theirs = theirs;
    if (fields == m_fields) { // while somebody types: the rows stay, and what is selected and scrolled to
        if (!fields.isEmpty())
            Q_EMIT dataChanged(index(0, MineColumn), index(rowCount() - 1, TheirsColumn));
        return;
    }
    beginResetModel();
    m_fields = fields;
    endResetModel();
}

int ConflictModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int ConflictModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ConflictModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Field field = m_fields.at(index.row());
    switch (index.column()) {
    case FieldColumn:
        return Words::of(field);
    case MineColumn:
        return text(field, m_mine, m_theirs);
    case TheirsColumn:
        return text(field, m_theirs, m_mine);
    default:
        return {};
    }
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    switch (section) {
    case FieldColumn:
        return tr("Field");
    case MineColumn:
        return tr("Mine");
    case TheirsColumn:
        return tr("Theirs");
    default:
        return {};
    }
}

QString ConflictModel::text(Field field, const Webhook &shown, const Webhook &other) const
{
    switch (field) {
    case Field::Name:
        return shown.name;
    case Field::Url:
        return shown.url;
    case Field::Enabled:
        return shown.enabled ? tr("Enabled") : tr("Disabled");
    case Field::Headers:
        return headersText(shown.headers, other.headers);
    case Field::Events:
        return selectionText(shown.events, other.events, tr("All events, future ones too"));
    case Field::ContentTypes:
        return selectionText(shown.contentTypes, other.contentTypes, tr("All content types"));
    case Field::Timeout:
        return tr("%n second(s)", nullptr, shown.timeoutSeconds);
    case Field::Retry:
        return Words::of(shown.retry);
    case Field::Signing:
        return signingText(shown);
    case Field::Tls:
        return TlsWords::of(shown.tls).join(u'\n');
    case Field::DefaultHeaders:
    case Field::File:
        break;
    }
    return {};
}

QString ConflictModel::signingText(const Webhook &shown) const
{
    QStringList lines = shown.signing;
    for (const WebhookKey &key : shown.signingKeys) {
        const QString masked = secrets::masked(key);
        lines.append(
            key.endsAt.isValid()
                ? tr("Secret %1, until %2").arg(masked, QLocale().toString(key.endsAt.toLocalTime(), QLocale::ShortFormat))
                : tr("Secret %1").arg(masked));
    }
    return lines.isEmpty() ? tr("None") : lines.join(u'\n');
}

QString ConflictModel::headersText(const Headers &shown, const Headers &other) const
{
    QStringList lines;
    const Headers only = headersOnlyIn(shown, other);
    for (const Header &header : only)
        lines.append(header.name + u": "_s + secrets::shownValue(header));
    for (const Header &header : headersOnlyIn(other, shown)) {
        const bool isChanged = std::any_of(
            only.cbegin(), only.cend(), [&header](const Header &mine) { return isSameHeaderName(mine.name, header.name); });
        if (!isChanged)
            lines.append(tr("without %1", "a header or event type that the other version has").arg(header.name));
    }
    return lines.join(u'\n');
}

QString ConflictModel::selectionText(const Selection &shown, const Selection &other, const QString &all) const
{
    if (shown.all)
        return all;
    if (other.all)
        return shown.names.isEmpty() ? tr("None") : shown.names.join(u'\n');
    QStringList lines;
    const QStringList only = namesOnlyIn(shown, other);
    for (const QString &name : only)
        lines.append(tr("with %1", "a header or event type that the other version lacks").arg(name));
    const QStringList missing = namesOnlyIn(other, shown);
    for (const QString &name : missing)
        lines.append(tr("without %1", "a header or event type that the other version has").arg(name));
    return lines.join(u'\n');
}

} // namespace hookpanel
