// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTranslator>

namespace hookpanel::test {

/// A language that is English with accents, in brackets and 40 % longer: what is not in brackets on the screen cannot be
/// translated, what is cut off has no room for German.
class PseudoLanguage final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }

    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (!QByteArray(context).startsWith("hookpanel::"))
            return {}; // Qt's own
        return pseudo(QString::fromUtf8(source));
    }

    [[nodiscard]] static QString pseudo(const QString &source)
    {
        static const QString plain = QStringLiteral("aceinosuyACEINOSUY");
        static const QString accented = QStringLiteral("áçéíñôšüýÁÇÉÍÑÔŠÜÝ");
        QString text;
        for (qsizetype i = 0; i < source.size(); ++i) {
            const bool placeholder = i > 0 && (source.at(i - 1) == u'%' || source.at(i - 1) == u'L');
            const qsizetype which = placeholder ? -1 : plain.indexOf(source.at(i));
            text += which < 0 ? source.at(i) : accented.at(which);
        }
        QString more(source.size() * 2 / 5, u'~');
        if (source.contains(u' ')) { // further words, as long as words are
            for (qsizetype i = 6; i < more.size(); i += 7)
                more[i] = u' ';
        }
        return u'⟦' + text + more + u'⟧';
    }

    [[nodiscard]] static bool isTranslated(const QString &text) { return text.contains(u'⟦') && text.contains(u'⟧'); }
};

} // namespace hookpanel::test
