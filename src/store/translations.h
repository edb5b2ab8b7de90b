// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocale>

class QCoreApplication;

namespace hookpanel {

/// Installs the translations for a locale (built in, from translations/*.ts): the plural forms of English, which the source
/// texts alone do not have, Qt's
/// own texts where they are installed, and on top the language itself where we have it. The translators belong to the
/// application.
void installTranslations(QCoreApplication &application, const QLocale &locale = QLocale());

} // namespace hookpanel
