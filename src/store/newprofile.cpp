// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/newprofile.h"

#include "store/preferencesstore.h"
#include "store/settingsfile.h"

#include <QFileInfo>

namespace hookpanel {

Result<void> makeProfile(const Profile &profile)
{
    if (auto prepared = profile.prepareFolders(); !prepared)
        return prepared;
    const QFileInfo info(profile.preferencesFile());
    if (info.exists() || info.isSymLink())
        return {};
    const auto file = SettingsFile::lock(
        profile.preferencesFile(), {PreferencesStore::schemaVersion, {}, [](const settingsformat::Values &) { return 1; }});
    if (!file)
        return tl::unexpected(file.error());
    if ((*file)->before().exists) // another program was faster
        return {};
    const auto written = (*file)->write({});
    if (!written)
        return tl::unexpected(written.error());
    return {};
}

} // namespace hookpanel
