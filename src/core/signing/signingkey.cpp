// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/signingkey.h"

#include "core/redaction.h"

#include <QRandomGenerator>

namespace hookpanel {

QByteArray systemRandomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (qsizetype at = 0; at < count; at += qsizetype(sizeof(quint32))) {
        const quint32 word = QRandomGenerator::system()->generate();
        for (qsizetype i = 0; i < qMin(count - at, qsizetype(sizeof word)); ++i)
            bytes[at + i] = char(word >> (8 * i));
    }
    return bytes;
}

SigningKey SigningKey::generate(const RandomBytes &random)
{
    return SigningKey(prefix.toString() + QString::fromLatin1(random(generatedBytes).toBase64()));
}

QString SigningKey::masked() const
{
    constexpr qsizetype shown = 4;
    constexpr qsizetype longEnough = 4 * shown; // so that most of it stays hidden
    const bool isStandard = m_text.startsWith(prefix);
    const QString begin = (isStandard ? prefix.toString() : QString()) + redaction::mask.toString();
    QStringView rest = QStringView(m_text).mid(isStandard ? prefix.size() : 0);
    while (rest.endsWith(u'=')) // padding tells nothing
        rest.chop(1);
    return rest.size() < longEnough ? begin : begin + rest.last(shown).toString();
}

} // namespace hookpanel
