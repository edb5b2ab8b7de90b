// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/database.h"

#include "store/privateumask.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Primary result codes of SQLite (sqlite3.h); extended ones hold them in their lowest byte.
enum SqliteCode { Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26 };

const QString readOnly = QStringLiteral("QSQLITE_OPEN_READONLY;");

int sqliteCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

QSqlDatabase connection(const QString &name)
{
    return QSqlDatabase::database(name, false);
}

/// Makes an empty file for its user alone before SQLite, which follows the umask, makes it. Its log gets the same rights.
bool makePrivateFile(const QString &path)
{
    const PrivateUmask umask;
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    ::close(descriptor);
    return true;
}

/// Why a database cannot be opened or written, as the system tells: SQLite only says that it cannot. It makes files beside
/// the database, also for reading.
QString reasonFor(const QString &path, const QString &detail)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::access(folder.constData(), W_OK | X_OK) != 0 || ::access(QFile::encodeName(path).constData(), R_OK | W_OK) != 0)
        return qt_error_string(errno);
    return detail;
}

} // namespace

Database::Database(const QString &path)
    : m_path(path)
    , m_connection(QUuid::createUuid().toString())
{
}

Database::~Database()
{
    connection(m_connection).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const QList<SchemaStep> &ladder)
{
    if (!makePrivateFile(path))
        return failure(ErrorCode::CannotWrite, path, qt_error_string(errno));
    return openThere(path, ladder);
}

Result<std::unique_ptr<Database>> Database::openThere(const QString &path, const QList<SchemaStep> &ladder)
{
    std::unique_ptr<Database> database(new Database(path)); // the constructor is private
    if (const auto done = database->connectTo({}); !done)
        return tl::unexpected(done.error());
    if (const auto done = database->prepare(ladder.size()); !done)
        return tl::unexpected(done.error());
    if (const auto done = database->climb(ladder); !done)
        return tl::unexpected(done.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::openForReading(const QString &path, const QList<SchemaStep> &ladder)
{
    const auto version = versionOf(path);
    if (!version)
        return tl::unexpected(version.error());
    if (*version > ladder.size())
        return failure(ErrorCode::NewerVersion, path);
    if (*version < ladder.size()) {
        if (const auto climbed = openThere(path, ladder); !climbed)
            return tl::unexpected(climbed.error());
    }
    std::unique_ptr<Database> database(new Database(path));
    if (const auto done = database->connectTo(readOnly); !done)
        return tl::unexpected(done.error());
    return database;
}

Result<int> Database::versionOf(const QString &path)
{
    Database database(path);
    if (const auto done = database.connectTo(readOnly); !done)
        return tl::unexpected(done.error());
    const auto version = database.value(u"PRAGMA user_version"_s);
    return version ? Result<int>(version->toInt()) : tl::unexpected(version.error());
}

Result<void> Database::connectTo(const QString &options)
{
    QSqlDatabase made = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    made.setDatabaseName(m_path);
    made.setConnectOptions(options + u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyMs));
    if (!made.open())
        return failed(made.lastError(), true);
    return {};
}

/// A newer version's file is not written at all, and setting auto_vacuum would already do that. auto_vacuum and page_size
/// only count before the first table. Bodies of about 2 KiB take twice their size in pages of 4 KiB (measured); 8 KiB pages
/// hold them well.
Result<void> Database::prepare(qsizetype newestVersion)
{
    const auto version = value(u"PRAGMA user_version"_s);
    if (!version)
        return tl::unexpected(version.error());
    if (version->toInt() > newestVersion)
        return failure(ErrorCode::NewerVersion, m_path);
    QStringList statements{u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s, u"PRAGMA foreign_keys = ON"_s};
    if (version->toInt() == 0)
        statements = QStringList{u"PRAGMA page_size = 8192"_s, u"PRAGMA auto_vacuum = INCREMENTAL"_s} + statements;
    for (const QString &statement : statements) {
        if (const auto done = run(statement); !done)
            return tl::unexpected(done.error());
    }
    return {};
}

/// A file that is up to date is not written: each opening would cost a sync and make every window read anew.
Result<void> Database::climb(const QList<SchemaStep> &ladder)
{
    const auto before = value(u"PRAGMA user_version"_s);
    if (!before)
        return tl::unexpected(before.error());
    if (before->toInt() == ladder.size())
        return {};
    auto transaction = Transaction::begin(*this); // before reading the version: another process may be climbing
    if (!transaction)
        return tl::unexpected(transaction.error());
    const auto version = value(u"PRAGMA user_version"_s);
    if (!version)
        return tl::unexpected(version.error());
    if (version->toInt() > ladder.size())
        return failure(ErrorCode::NewerVersion, m_path);
    for (qsizetype step = version->toInt(); step < ladder.size(); ++step) {
        for (const QString &statement : ladder.at(step)) {
            if (const auto done = run(statement); !done)
                return tl::unexpected(done.error());
        }
    }
    if (const auto done = run(u"PRAGMA user_version = %1"_s.arg(ladder.size())); !done)
        return tl::unexpected(done.error());
    return transaction->commit();
}

/// Whether it reads must be said: a query that failed does not know it any more.
Result<QSqlQuery> Database::execute(const QString &statement, const QVariantList &values, bool reading)
{
    QSqlQuery query(connection(m_connection));
    query.setForwardOnly(true);
    bool isDone = query.prepare(statement);
    if (isDone) {
        for (const QVariant &value : values)
            query.addBindValue(value);
        isDone = query.exec();
    }
    if (!isDone)
        return failed(query.lastError(), reading);
    return query;
}

Result<QSqlQuery> Database::run(const QString &statement, const QVariantList &values)
{
    return execute(statement, values, false);
}

Result<QSqlQuery> Database::select(const QString &statement, const QVariantList &values)
{
    return execute(statement, values, true);
}

/// Goes to the next row; false after the last.
Result<bool> Database::next(QSqlQuery &query)
{
    const bool isRow = query.next();
    if (!isRow && query.lastError().isValid())
        return failed(query.lastError(), true);
    return isRow;
}

Result<QVariant> Database::value(const QString &statement, const QVariantList &values)
{
    const auto first = row(statement, values, [](const QSqlQuery &query) { return query.value(0); });
    if (!first)
        return tl::unexpected(first.error());
    return first->value_or(QVariant());
}

bool Database::hasChangedElsewhere()
{
    const auto version = value(u"PRAGMA data_version"_s);
    if (!version)
        return false;
    return std::exchange(m_dataVersion, version->toLongLong()) != version->toLongLong();
}

tl::unexpected<Error> Database::failed(const QSqlError &error, bool reading) const
{
    const QString detail = error.databaseText();
    switch (sqliteCode(error)) {
    case Corrupt:
    case NotADatabase:
        return failure(ErrorCode::Damaged, m_path, detail);
    case Busy:
    case Locked:
        return failure(ErrorCode::CannotWrite, m_path, Cause::Locked);
    case Full:
        return failure(ErrorCode::CannotWrite, m_path, Cause::NotWhollyWritten);
    case ReadOnly:
        return failure(ErrorCode::CannotWrite, m_path, reasonFor(m_path, detail));
    case CannotOpen:
        return failure(reading ? ErrorCode::CannotRead : ErrorCode::CannotWrite, m_path, reasonFor(m_path, detail));
    default:
        // A first page of garbage is a plain SQLITE_ERROR with these words (measured: SQLite 3.40.1).
        if (detail.contains(u"unsupported file format"_s))
            return failure(ErrorCode::Damaged, m_path, detail);
        return failure(reading ? ErrorCode::CannotRead : ErrorCode::CannotWrite, m_path,
                       detail.isEmpty() ? reasonFor(m_path, error.driverText()) : detail);
    }
}

Transaction::Transaction(Database &database)
    : m_database(&database)
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (!m_database)
        return;
    // An error has been told already; SQLite may have rolled back by itself.
    const bool isInner = m_database->m_depth > 1;
    for (const QString &statement :
         isInner ? QStringList{u"ROLLBACK TO inner_step"_s, u"RELEASE inner_step"_s} : QStringList{u"ROLLBACK"_s})
        static_cast<void>(m_database->run(statement));
    --m_database->m_depth;
}

Result<Transaction> Transaction::begin(Database &database)
{
    const bool isInner = database.m_depth > 0;
    if (const auto done = database.run(isInner ? u"SAVEPOINT inner_step"_s : u"BEGIN IMMEDIATE"_s); !done)
        return tl::unexpected(done.error());
    ++database.m_depth;
    return Transaction(database);
}

Result<void> Transaction::commit()
{
    const bool isInner = m_database->m_depth > 1;
    if (const auto done = m_database->run(isInner ? u"RELEASE inner_step"_s : u"COMMIT"_s); !done)
        return tl::unexpected(done.error());
    --m_database->m_depth;
    m_database = nullptr;
    return {};
}

} // namespace hookpanel
