// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/webhookstore.h"

#include "core/redaction.h"
#include "core/secrets.h"
#include "store/foldernames.h"
#include "store/newprofile.h"
#include "store/settingsfile.h"
#include "store/webhookcodec.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <functional>
#include <optional>
#include <vector>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcAudit, "hookpanel.audit")
/// Bears the cause of a damage that nobody has looked at yet, although the file was written since: by a switch.
constexpr QLatin1StringView damageKey("meta/damaged");

/// The causes of a damage as they stand in a file.
const QList<std::pair<Cause, QString>> &damageNames()
{
    static const QList<std::pair<Cause, QString>> names{
        {Cause::Malformed, u"malformed"_s},   {Cause::Empty, u"empty"_s},  {Cause::Utf16, u"utf-16"_s},
        {Cause::NotUtf8, u"not-utf-8"_s},     {Cause::HoldsNul, u"nul"_s}, {Cause::EntriesMissing, u"entries-missing"_s},
        {Cause::ChecksumWrong, u"checksum"_s}};
    return names;
}

QString damageName(Cause cause)
{
    const auto &names = damageNames();
    const auto found = std::find_if(names.cbegin(), names.cend(), [cause](const auto &name) { return name.first == cause; });
    return found == names.cend() ? names.constFirst().second : found->second;
}

/// What is wrong with the file now, or was before its switch was written.
std::optional<Cause> damageOf(const SettingsSnapshot &snapshot)
{
    if (snapshot.damage || !snapshot.values.contains(damageKey))
        return snapshot.damage;
    const QString text = snapshot.values.value(damageKey);
    const auto &names = damageNames();
    const auto found = std::find_if(names.cbegin(), names.cend(), [&text](const auto &name) { return name.second == text; });
    return found == names.cend() ? Cause::Malformed : found->first;
}

const SettingsKind &webhookKind()
{
    static const SettingsKind kind{WebhookStore::schemaVersion, webhookcodec::group, webhookcodec::schemaVersionOf};
    return kind;
}

/// Calls `work` for every number below `count`, from several threads, this one among them. Returns when all is done.
void forEachInParallel(qsizetype count, const std::function<void(qsizetype)> &work)
{
    constexpr qsizetype few = 500; // are read sooner than a thread has started
    constexpr int most = 4; // more of them wait for the same disk
    std::atomic<qsizetype> next = 0;
    const auto workOff = [&] {
        for (qsizetype number = next++; number < count; number = next++)
            work(number);
    };
    QThreadPool helpers;
    helpers.setMaxThreadCount(most);
    const int wanted = count < few ? 0 : std::min(QThread::idealThreadCount(), most) - 1;
    for (int helper = 0; helper < wanted; ++helper)
        helpers.start(workOff);
    workOff();
    helpers.waitForDone();
}

/// What save() must find when it is told which revision it replaces.
Result<void> checkRevision(const WebhookId &id, const SettingsSnapshot &found, const QByteArray &expected)
{
    if (!found.exists && !expected.isEmpty())
        return failure(ErrorCode::NoSuchWebhook, id.toString());
    if (found.revision() != expected) {
        const QString name = webhookcodec::decode(found.values).webhook.name;
        return failure(ErrorCode::ChangedElsewhere, name.isEmpty() ? id.toString() : name);
    }
    return {};
}

} // namespace

bool WebhookStore::comesBefore(const StoredWebhook &left, const StoredWebhook &right)
{
    const QString &leftName = left.webhook.name;
    const QString &rightName = right.webhook.name;
    if (const int order = QString::compare(leftName, rightName, Qt::CaseInsensitive); order != 0)
        return order < 0;
    if (const int order = QString::compare(leftName, rightName); order != 0)
        return order < 0;
    return left.webhook.id < right.webhook.id;
}

WebhookStore::WebhookStore(const Profile &profile, const EventCatalogue &catalogue, const QString &program)
    : m_profile(profile)
    , m_catalogue(catalogue)
    , m_audit(profile, program)
{
}

// Files are read without a QSettings object each: that could tell neither a damaged file nor which bytes a value came
// from, and takes nearly twice as long (measured: 10,000 files, 350 ms of processor time instead of 200).
Result<QList<StoredWebhook>> WebhookStore::loadAll() const
{
    const QFileInfo profile(m_profile.configFolder);
    if (profile.exists() && !profile.isDir())
        return failure(ErrorCode::CannotRead, profile.filePath(), Cause::NotAFolder);
    const QFileInfo folder(m_profile.webhooksFolder());
    if (!folder.exists() && !folder.isSymLink())
        return QList<StoredWebhook>();
    if (!folder.isDir() || !folder.isReadable())
        return failure(ErrorCode::CannotRead, folder.filePath(), folder.isDir() ? Cause::Unknown : Cause::NotAFolder,
                       folder.isDir() ? qt_error_string(EACCES) : QString());

    const auto names = namesInFolder(folder.filePath());
    if (!names)
        return tl::unexpected(names.error());
    std::vector<std::optional<StoredWebhook>> read(size_t(names->size()));
    forEachInParallel(names->size(), [&](qsizetype number) {
        const WebhookId id = Profile::idOfWebhookFile(names->at(number));
        if (id.isNull())
            return;
        const auto snapshot = SettingsFile::read(m_profile.webhookFile(id.toString()), webhookKind());
        if (!snapshot)
            read[size_t(number)] = fromUnreadable(id, snapshot.error());
        else if (snapshot->exists) // else it was removed meanwhile
            read[size_t(number)] = fromSnapshot(id, *snapshot);
    });
    QList<StoredWebhook> webhooks;
    webhooks.reserve(names->size());
    for (auto &webhook : read) {
        if (webhook)
            webhooks.append(std::move(*webhook));
    }
    std::sort(webhooks.begin(), webhooks.end(), comesBefore);
    return webhooks;
}

Result<StoredWebhook> WebhookStore::load(const WebhookId &id) const
{
    const auto snapshot = SettingsFile::read(m_profile.webhookFile(id.toString()), webhookKind());
    if (!snapshot)
        return fromUnreadable(id, snapshot.error());
    if (!snapshot->exists)
        return failure(ErrorCode::NoSuchWebhook, id.toString());
    return fromSnapshot(id, *snapshot);
}

Result<StoredWebhook> WebhookStore::save(const Webhook &webhook, const std::optional<QByteArray> &expectedRevision)
{
    const WebhookId id = webhook.id.isNull() ? WebhookId::create() : webhook.id;
    if (expectedRevision && expectedRevision->isEmpty()) {
        if (const auto made = makeProfile(m_profile); !made)
            return tl::unexpected(made.error());
        const auto created
            = SettingsFile::create(m_profile.webhookFile(id.toString()), webhookKind(), webhookcodec::encode(webhook, {}));
        if (!created)
            return tl::unexpected(created.error());
        if (*created) {
            audit(AuditAction::Added, id, {}, **created);
            return fromSnapshot(id, **created);
        }
    }
    const auto file = makeAndLock(id);
    if (!file)
        return tl::unexpected(file.error());
    const SettingsSnapshot &before = (*file)->before();
    if (expectedRevision) {
        if (const auto checked = checkRevision(id, before, *expectedRevision); !checked)
            return tl::unexpected(checked.error());
    }
    auto values = webhookcodec::encode(webhook, before.values);
    values.remove(damageKey); // whoever saved the webhook has seen all of it
    return written(id, **file, values);
}

Result<StoredWebhook> WebhookStore::setEnabled(const WebhookId &id, bool enabled)
{
    const auto file = lockExisting(id);
    if (!file)
        return tl::unexpected(file.error());
    const SettingsSnapshot &before = (*file)->before();
    const StoredWebhook stored = fromSnapshot(id, before);
    const bool isReadable = before.values.contains(webhookcodec::enabledKey)
        && std::none_of(stored.problems.cbegin(), stored.problems.cend(),
                        [](const Problem &problem) { return problem.field == Field::Enabled; });
    if (isReadable && stored.webhook.enabled == enabled && !before.newer)
        return stored;

    auto values = before.values;
    if (before.damage)
        values.insert(damageKey, damageName(*before.damage));
    values.insert(webhookcodec::enabledKey, enabled ? u"true"_s : u"false"_s);
    return written(id, **file, values);
}

Result<RemovedWebhook> WebhookStore::remove(const WebhookId &id)
{
    const auto file = lockExisting(id);
    if (!file)
        return tl::unexpected(file.error());
    const SettingsSnapshot before = (*file)->before();
    if (before.newer)
        return failure(ErrorCode::NewerVersion, m_profile.webhookFile(id.toString()));
    if (const auto removed = (*file)->remove(); !removed)
        return tl::unexpected(removed.error());
    audit(AuditAction::Removed, id, before, {});
    return RemovedWebhook{id, webhookcodec::decode(before.values).webhook.name, before.bytes};
}

Result<StoredWebhook> WebhookStore::restore(const RemovedWebhook &removed)
{
    const auto file = makeAndLock(removed.id);
    if (!file)
        return tl::unexpected(file.error());
    const SettingsSnapshot &before = (*file)->before();
    if (before.exists && before.bytes != removed.bytes)
        return failure(ErrorCode::ChangedElsewhere, removed.name);
    if (before.exists)
        return fromSnapshot(removed.id, before);
    const auto written = (*file)->writeBytes(removed.bytes);
    if (!written)
        return tl::unexpected(written.error());
    audit(AuditAction::Restored, removed.id, {}, *written);
    return fromSnapshot(removed.id, *written);
}

/// What is done is done: that it cannot be written down is a line in the log of the program.
void WebhookStore::audit(AuditAction action, const WebhookId &id, const SettingsSnapshot &before,
                         const SettingsSnapshot &after) const
{
    if (m_audit.program().isEmpty())
        return;
    const Webhook was = webhookcodec::decode(before.values).webhook;
    const Webhook is = webhookcodec::decode(after.values).webhook;
    AuditEntry entry{{}, {}, id, after.exists ? is.name : was.name, action, {}, after.revision()};
    if (action == AuditAction::Changed) {
        entry.changes = audit::changesBetween(was, is);
        if (entry.changes.isEmpty())
            return; // written again as it was
    } else if (action == AuditAction::Added) {
        entry.changes = audit::changesBetween(Webhook(), is);
    }
    if (const auto done = m_audit.append(entry); !done)
        qCWarning(lcAudit, "What was done to a webhook cannot be written into %s: %s", qUtf8Printable(done.error().subject),
                  qUtf8Printable(done.error().detail));
}

Result<StoredWebhook> WebhookStore::written(const WebhookId &id, SettingsFile &file, const settingsformat::Values &values)
{
    const SettingsSnapshot before = file.before();
    const auto snapshot = file.write(values);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    audit(before.exists ? AuditAction::Changed : AuditAction::Added, id, before, *snapshot);
    StoredWebhook stored = fromSnapshot(id, *snapshot);
    stored.keptCopy = file.keptCopy();
    return stored;
}

StoredWebhook WebhookStore::fromSnapshot(const WebhookId &id, const SettingsSnapshot &snapshot) const
{
    const auto decoded = webhookcodec::decode(snapshot.values);
    StoredWebhook stored{decoded.webhook, {}, snapshot.revision(), snapshot.newer};
    stored.webhook.id = id;
    const QString file = m_profile.webhookFile(id.toString());
    const auto damage = damageOf(snapshot);
    if (snapshot.newer)
        stored.problems.append({Field::File, Rule::FileNewer});
    else if (damage) // no word of a newer file, whose checksum may follow other rules
        stored.problems.append({Field::File, Rule::FileDamaged, -1, false, file, *damage});
    else if (snapshot.change)
        stored.problems.append({Field::File, Rule::FileChanged, -1, false, file, *snapshot.change});
    if (damage && !snapshot.newer && !webhookcodec::tellsSwitch(snapshot.values))
        stored.problems.append({Field::Enabled, Rule::ValueUnreadable}); // none of its own: it was lost
    stored.problems.append(decoded.problems);
    // What nobody here knows and is stored is another version's: kept, and no fault of this webhook.
    stored.problems.append(validate(stored.webhook, m_catalogue, stored.webhook));
    for (int row = 0; row < stored.webhook.headers.size(); ++row) {
        const Header &header = stored.webhook.headers.at(row);
        if (secrets::isMissing(header))
            stored.problems.append({Field::Headers, Rule::HeaderSecretMissing, row, true, header.name});
    }
    const auto inQuery = redaction::secretParameters(stored.webhook.url);
    if (!inQuery.isEmpty())
        stored.problems.append({Field::Url, Rule::UrlHoldsSecret, -1, false, inQuery.first().name});
    return stored;
}

StoredWebhook WebhookStore::fromUnreadable(const WebhookId &id, const Error &error) const
{
    StoredWebhook stored;
    stored.webhook.id = id;
    stored.problems = {{Field::File, Rule::FileUnreadable, -1, false, error.subject, error.cause, error.detail}};
    stored.revision = "unreadable"; // not empty: a save must not take it for a new webhook
    return stored;
}

Result<std::unique_ptr<SettingsFile>> WebhookStore::lock(const WebhookId &id) const
{
    return SettingsFile::lock(m_profile.webhookFile(id.toString()), webhookKind());
}

Result<std::unique_ptr<SettingsFile>> WebhookStore::lockExisting(const WebhookId &id) const
{
    const QFileInfo info(m_profile.webhookFile(id.toString()));
    if (!info.exists() && !info.isSymLink()) // do not make folders for nothing
        return failure(ErrorCode::NoSuchWebhook, id.toString());
    auto file = lock(id);
    if (file && !(*file)->before().exists)
        return failure(ErrorCode::NoSuchWebhook, id.toString());
    return file;
}

Result<std::unique_ptr<SettingsFile>> WebhookStore::makeAndLock(const WebhookId &id) const
{
    if (const auto made = makeProfile(m_profile); !made)
        return tl::unexpected(made.error());
    return lock(id);
}

} // namespace hookpanel
