// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/audit.h"
#include "core/result.h"
#include "store/profile.h"

#include <QSet>

#include <optional>

namespace hookpanel {

/// What was done to the webhooks of a profile, and by which program: `audit.jsonl`, one JSON object on each line, only ever
/// added to. A file of its own, so that it outlives a damaged database. When it has reached maximumBytes it becomes
/// `audit.jsonl.1`, and a new one is begun; older ones go. Several processes may write at once.
class AuditLog
{
public:
    static constexpr qint64 maximumBytes = 2 * 1024 * 1024; ///< Some 5,000 changes.

    /// `program` is the one that does what is written from here.
    AuditLog(const Profile &profile, const QString &program, qint64 mostBytes = maximumBytes);

    [[nodiscard]] const QString &program() const { return m_program; }

    /// Adds an entry; its time is now. Fails with CannotWrite.
    Result<void> append(AuditEntry entry) const;

    /// The entries of one webhook or of all, the newest first. Lines that are none, as a killed process leaves one, are left
    /// out. Fails with CannotRead.
    [[nodiscard]] Result<QList<AuditEntry>> read(const std::optional<WebhookId> &webhook = {}, qsizetype skip = 0,
                                                 qsizetype limit = 100) const;

    /// The revisions that entries led to.
    [[nodiscard]] QSet<QByteArray> revisions() const;

private:
    void makeRoom() const;

    QString m_path;
    QString m_program;
    qint64 m_mostBytes;
};

} // namespace hookpanel
