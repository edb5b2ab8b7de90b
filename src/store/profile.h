// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QString>

namespace hookpanel {

/// One set of webhooks, preferences and deliveries: a folder for definitions and a folder for data, which are the same
/// one when the user names it (--profile DIR).
struct Profile {
    QString configFolder; ///< hookpanel.ini and webhooks/
    QString dataFolder; ///< What accumulates: last outcomes, later deliveries.

    /// Everything in this folder.
    static Profile inFolder(const QString &folder);

    /// The platform's own locations for this user's configuration and data, whatever the program is called.
    static Profile standard();

    [[nodiscard]] QString preferencesFile() const;
    [[nodiscard]] QString webhooksFolder() const;
    [[nodiscard]] QString webhookFile(const QString &id) const;
    [[nodiscard]] QString outcomesFile() const;
    [[nodiscard]] QString deliveriesFile() const;
    [[nodiscard]] QString windowFile() const;
    [[nodiscard]] QString secretsFile() const;
    [[nodiscard]] QString auditFile() const;

    /// Content types and components as they were imported, one file each; and event types of the user's own.
    [[nodiscard]] QString contentTypesFolder() const;
    [[nodiscard]] QString contentTypeFile(const QString &uid) const;
    [[nodiscard]] QString eventTypesFolder() const;
    [[nodiscard]] QString eventTypeFile(const QString &name) const;

    /// The id that a file of the webhooks' folder is named after; null for any other file.
    [[nodiscard]] static WebhookId idOfWebhookFile(const QString &fileName);

    /// Makes the folders with mode 0700 and takes other users' rights from existing ones that are ours (an empty
    /// folder, or one that holds nothing but a profile; never a shared folder such as /tmp) and from the files in
    /// them. Also clears away what a process that was killed while it wrote left behind. Fails with FolderUnusable and
    /// the folder's name.
    [[nodiscard]] Result<void> prepare() const;

    /// The part of prepare() that looks at folders only; its cost does not grow with the number of webhooks.
    [[nodiscard]] Result<void> prepareFolders() const;

    /// Makes a folder of the profile that is not there from the beginning, with mode 0700. Fails as prepare() does.
    [[nodiscard]] static Result<void> prepareOwnFolder(const QString &folder);

    bool operator==(const Profile &) const = default;
};

} // namespace hookpanel
