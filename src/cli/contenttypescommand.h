// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "cli/command.h"
#include "cli/failure.h"
#include "core/strippedparts.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QStringList>

namespace hookpanel {

/// `content-types [import FILE|FOLDER…|remove C]`: what the profile knows of the content types of Strapi servers.
class ContentTypesCommand final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::ContentTypesCommand)

public:
    [[nodiscard]] CommandSyntax syntax() const override;
    [[nodiscard]] std::optional<int> run(const QCommandLineParser &arguments, CommandContext &context) override;

private:
    static int list(CommandContext &context);
    static int import(const QStringList &paths, const QString &uid, CommandContext &context);
    static int remove(const QString &name, CommandContext &context);
    static QString text(const ContentTypes &types);
    static QStringList row(const QString &uid, const QString &name, bool draftAndPublish, const StrippedParts &parts);
};

} // namespace hookpanel
