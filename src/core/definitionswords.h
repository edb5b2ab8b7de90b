// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/definitions.h"

#include <QCoreApplication>
#include <QString>

namespace hookpanel {

/// The sentences about exports and imports, for the window and the command line alike: what, where and what to do.
class DefinitionsWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::DefinitionsWords)

public:
    static QString of(const DefinitionsProblem &problem);
    static QString of(const ImportNote &note);

    /// What an export left out, a sentence each; empty when it is whole.
    static QStringList of(const ExportReport &report);

    /// "Add", "Update", "Skip"
    static QString of(ImportAction action);

    /// "3 to add, 1 to update, 2 to skip"
    static QString counts(const ImportPlan &plan);

    /// "3 added, 1 updated, 2 skipped"
    static QString counts(const ImportReport &report);

private:
    static QString sentence(const DefinitionsProblem &problem);
};

} // namespace hookpanel
