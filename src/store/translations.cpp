// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

namespace hookpanel {

using namespace Qt::StringLiterals;

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    QList<QLocale> locales{QLocale(QLocale::English)};
    if (locale.language() != QLocale::English)
        locales.append(locale);
    if (locale.language() != QLocale::English) {
        // Qt's own texts: buttons of questions, menus of text fields.
        auto ofQt = std::make_unique<QTranslator>(&application);
        if (ofQt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(ofQt.release());
    }
    for (const QLocale &wanted : locales) {
        auto translator = std::make_unique<QTranslator>(&application);
        if (translator->load(wanted, u"hookpanel"_s, u"_"_s, u":/i18n"_s))
            QCoreApplication::installTranslator(translator.release());
    }
}

} // namespace hookpanel
