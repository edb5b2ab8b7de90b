// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/result.h"
#include "core/storedwebhook.h"
#include "store/auditlog.h"
#include "store/profile.h"
#include "store/settingsformat.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace hookpanel {

class SettingsFile;
struct SettingsSnapshot;

/// Webhook definitions on disk: one QSettings file per webhook (webhooks/<uuid>.ini), each with its schema version.
/// Lives in the engine's thread, because QSettings writes with fsync in the thread that owns it. Keys, event types and
/// values that this version does not understand are kept and written back. Every call reads or writes at once; errors
/// name the file. A change waits up to SettingsFile::patienceMs for another program that changes the same webhook.
class WebhookStore
{
public:
    static constexpr int schemaVersion = 2; ///< The newest; see webhookcodec::schemaVersionOf().

    /// The order of loadAll(): by name, then by id.
    [[nodiscard]] static bool comesBefore(const StoredWebhook &left, const StoredWebhook &right);

    /// With the name of a program, what changes is written into the profile's audit as done by it.
    WebhookStore(const Profile &profile, const EventCatalogue &catalogue, const QString &program = {});

    /// Which event types there are, from now on.
    void setCatalogue(const EventCatalogue &catalogue) { m_catalogue = catalogue; }

    /// All webhooks, by name (without case) and then id. A damaged or unreadable file gives a webhook with problems,
    /// never an error. Fails with CannotRead when the folder cannot be listed.
    [[nodiscard]] Result<QList<StoredWebhook>> loadAll() const;

    /// Fails with NoSuchWebhook.
    [[nodiscard]] Result<StoredWebhook> load(const WebhookId &id) const;

    /// Writes the webhook and returns it as stored; one without id gets a new one. With `expectedRevision` a file that
    /// changed since it was read is not overwritten: ChangedElsewhere (NoSuchWebhook when it is gone). An empty revision
    /// means "must be new". A damaged file is first copied aside (<uuid>.ini.damaged-<time>, told as keptCopy). A newer
    /// version's file is refused: NewerVersion. Fails with CannotWrite, then nothing has changed.
    Result<StoredWebhook> save(const Webhook &webhook, const std::optional<QByteArray> &expectedRevision = std::nullopt);

    /// Writes the switch and nothing else; nothing at all when it stands so already. A damaged file stays marked as such
    /// until the webhook is saved: nobody has looked at the rest of it.
    Result<StoredWebhook> setEnabled(const WebhookId &id, bool enabled);

    /// Removes the file and returns what was in it, for restore(). A newer version's file is refused: NewerVersion.
    Result<RemovedWebhook> remove(const WebhookId &id);

    /// Puts the file back byte for byte. Fails with ChangedElsewhere when there is another one of this id.
    Result<StoredWebhook> restore(const RemovedWebhook &removed);

private:
    [[nodiscard]] StoredWebhook fromSnapshot(const WebhookId &id, const SettingsSnapshot &snapshot) const;
    [[nodiscard]] Result<StoredWebhook> written(const WebhookId &id, SettingsFile &file,
                                                const settingsformat::Values &values);
    [[nodiscard]] StoredWebhook fromUnreadable(const WebhookId &id, const Error &error) const;
    [[nodiscard]] Result<std::unique_ptr<SettingsFile>> lock(const WebhookId &id) const;
    [[nodiscard]] Result<std::unique_ptr<SettingsFile>> lockExisting(const WebhookId &id) const;
    [[nodiscard]] Result<std::unique_ptr<SettingsFile>> makeAndLock(const WebhookId &id) const;

    void audit(AuditAction action, const WebhookId &id, const SettingsSnapshot &before, const SettingsSnapshot &after) const;

    Profile m_profile;
    EventCatalogue m_catalogue;
    AuditLog m_audit;
};

} // namespace hookpanel
