// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <optional>
#include <type_traits>

namespace hookpanel {

/// One step of a schema's ladder: statements that lead from the version before it to its own.
using SchemaStep = QStringList;

/// A SQLite file of ours through one connection, to be used from the thread that opened it. Write-ahead log,
/// synchronous=FULL, foreign keys on; another process' write is waited for up to busyMs.
class Database
{
public:
    static constexpr int busyMs = 5000;

    /// Opens or makes the file with mode 0600 and brings it to the newest version, step by step in one transaction. Fails
    /// with NewerVersion, Damaged, CannotRead or CannotWrite and the file's name; then nothing has changed.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, const QList<SchemaStep> &ladder);

    /// The same, for reading only, beside another connection to it. The file must be there; one of an older version is
    /// brought to the newest first.
    [[nodiscard]] static Result<std::unique_ptr<Database>> openForReading(const QString &path,
                                                                          const QList<SchemaStep> &ladder);

    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement that changes something, with its values in the order of their question marks.
    [[nodiscard]] Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {});

    /// What `read` makes of each row of a SELECT. All of them or a failure: damage that is met in the middle is not taken
    /// for the end. Nothing else may be asked from within `read`.
    template<typename Read>
    [[nodiscard]] auto rows(const QString &statement, const QVariantList &values, const Read &read)
        -> Result<QList<std::invoke_result_t<Read, const QSqlQuery &>>>
    {
        QList<std::invoke_result_t<Read, const QSqlQuery &>> list;
        auto query = select(statement, values);
        auto isRow = query ? next(*query) : tl::unexpected(query.error());
        for (; isRow && *isRow; isRow = next(*query))
            list.append(read(*query));
        if (!isRow)
            return tl::unexpected(isRow.error());
        return list;
    }

    /// The same of the first row; nothing when there is none.
    template<typename Read>
    [[nodiscard]] auto row(const QString &statement, const QVariantList &values, const Read &read)
        -> Result<std::optional<std::invoke_result_t<Read, const QSqlQuery &>>>
    {
        auto query = select(statement, values);
        const auto isRow = query ? next(*query) : tl::unexpected(query.error());
        if (!isRow)
            return tl::unexpected(isRow.error());
        return *isRow ? std::make_optional(read(*query)) : std::nullopt;
    }

    /// The first column of the first row; an invalid value when there is none.
    [[nodiscard]] Result<QVariant> value(const QString &statement, const QVariantList &values = {});

    /// Whether another connection has changed the file since the last call.
    [[nodiscard]] bool hasChangedElsewhere();

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    friend class Transaction;

    explicit Database(const QString &path);

    [[nodiscard]] static Result<std::unique_ptr<Database>> openThere(const QString &path, const QList<SchemaStep> &ladder);
    [[nodiscard]] static Result<int> versionOf(const QString &path);
    [[nodiscard]] Result<void> connectTo(const QString &options);
    [[nodiscard]] Result<void> prepare(qsizetype newestVersion);
    [[nodiscard]] Result<void> climb(const QList<SchemaStep> &ladder);
    [[nodiscard]] Result<QSqlQuery> execute(const QString &statement, const QVariantList &values, bool reading);
    [[nodiscard]] Result<QSqlQuery> select(const QString &statement, const QVariantList &values);
    [[nodiscard]] Result<bool> next(QSqlQuery &query);
    [[nodiscard]] tl::unexpected<Error> failed(const QSqlError &error, bool reading) const;

    QString m_path;
    QString m_connection;
    qint64 m_dataVersion = 0;
    int m_depth = 0; ///< Of transactions.
};

/// BEGIN IMMEDIATE until commit(), else rolled back: QSqlDatabase::transaction() is a deferred BEGIN, which fails at the
/// first write after another writer, whatever the busy timeout (measured: Qt 6.4.2). One within another is a savepoint:
/// rolled back by itself alone, and on the disk when the outermost is.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(Database &database);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&other) = delete;
    Q_DISABLE_COPY(Transaction)

    /// After a failure nothing has changed.
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database);

    Database *m_database; ///< None once it has ended.
};

} // namespace hookpanel
