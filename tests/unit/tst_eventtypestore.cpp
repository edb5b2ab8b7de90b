// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/catalogueresource.h"
#include "store/eventtypestore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#include <sys/stat.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QByteArray sample = R"({"event":"order.paid","createdAt":"2020-01-10T08:59:35.796Z","order":{"total":1.0},"till":7})";

} // namespace

/// Event types of the user's own: added, read back as part of the catalogue, replaced and removed.
class TestEventTypeStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void addedIsInTheCatalogue();
    void filesArePrivate();
    void addingIsRefused_data();
    void addingIsRefused();
    void damagedOneIsSaid();
    void hostileNameIsRefused();
    void removes();
    void namesBecomeHeadings_data();
    void namesBecomeHeadings();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    std::unique_ptr<EventTypeStore> m_store;
    EventCatalogue m_builtIn = *readCatalogue();
};

void TestEventTypeStore::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(m_profile.prepare());
    m_store = std::make_unique<EventTypeStore>(m_profile);
}

void TestEventTypeStore::addedIsInTheCatalogue()
{
    QVERIFY(m_store->load().types.isEmpty());
    const auto added = m_store->add(u"order.paid"_s, sample, m_builtIn);
    QVERIFY(added);
    QCOMPARE(added->keys, (QStringList{u"order"_s, u"till"_s}));
    const LoadedEventTypes loaded = m_store->load();
    QVERIFY(loaded.faults.isEmpty());
    QCOMPARE(loaded.types, QList<EventType>{*added});
    QCOMPARE(loaded.types.first().sample, sample);

    const EventCatalogue catalogue = m_builtIn.withOwn(loaded.types);
    QCOMPARE(catalogue.types().size(), m_builtIn.types().size() + 1);
    QCOMPARE(catalogue.types().last().name, u"order.paid"_s);
    QVERIFY(catalogue.find(u"order.paid"_s)->own);
    // The second time instead of the first, and none where there is none any more.
    QCOMPARE(catalogue.withOwn(loaded.types).types(), catalogue.types());
    QCOMPARE(catalogue.withOwn({}).types(), m_builtIn.types());
    // A file that was put there by hand does not change a built-in type.
    EventType fake = loaded.types.first();
    fake.name = u"entry.create"_s;
    QCOMPARE(m_builtIn.withOwn({fake}).types(), m_builtIn.types());

    QByteArray other = sample;
    other.replace("1.0", "2.50");
    QVERIFY(m_store->add(u"order.paid"_s, "\n" + other + "\n", catalogue));
    QCOMPARE(m_store->load().types.size(), 1);
    QCOMPARE(m_store->load().types.first().sample, other);
}

void TestEventTypeStore::filesArePrivate()
{
    const mode_t before = ::umask(0);
    QVERIFY(m_store->add(u"order.paid"_s, sample, m_builtIn));
    ::umask(before);
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(m_profile.eventTypeFile(u"order.paid"_s)).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0600);
    QCOMPARE(::stat(QFile::encodeName(m_profile.eventTypesFolder()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0700);
}

void TestEventTypeStore::addingIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sample");
    QTest::addColumn<ErrorCode>("code");

    using enum ErrorCode;
    const auto of = [](const char *name) { return QByteArray(sample).replace("order.paid", name); };
    QTest::newRow("built in") << u"entry.create"_s << of("entry.create") << EventTypeBuiltIn;
    QTest::newRow("the test event") << triggerTest << of("trigger-test") << EventTypeBuiltIn;
    QTest::newRow("no name") << QString() << sample << EventTypeNameInvalid;
    QTest::newRow("blank") << u"order paid"_s << of("order paid") << EventTypeNameInvalid;
    QTest::newRow("all") << u"*"_s << of("*") << EventTypeNameInvalid;
    QTest::newRow("folder") << u"../x"_s << of("../x") << EventTypeNameInvalid;
    QTest::newRow("hidden") << u".x"_s << of(".x") << EventTypeNameInvalid;
    QTest::newRow("line break") << u"x\n"_s << of("x\\n") << EventTypeNameInvalid;
    QTest::newRow("sample of another") << u"order.sent"_s << sample << WrongEvent;
    QTest::newRow("sample without time") << u"order.paid"_s << QByteArray(R"({"event":"order.paid"})") << MissingMember;
    QTest::newRow("no JSON") << u"order.paid"_s << QByteArray("{") << NotJson;
    QTest::newRow("user") << u"order.paid"_s
                          << QByteArray(R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z","uid":"admin::user"})")
                          << UserContentType;
    QTest::newRow("just too large") << u"order.paid"_s
                                    << sample.chopped(1) + QByteArray(1024 * 1024 - sample.size(), ' ') + '}' << TooLarge;
}

void TestEventTypeStore::addingIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, sample);
    const auto added = m_store->add(name, sample, m_builtIn);
    QVERIFY(!added);
    QTEST(added.error().code, "code");
    QVERIFY(!QFileInfo::exists(m_profile.eventTypesFolder()));
}

void TestEventTypeStore::damagedOneIsSaid()
{
    QVERIFY(m_store->add(u"order.paid"_s, sample, m_builtIn));
    const QString path = m_profile.eventTypeFile(u"order.sent"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"name\":\"order.sent\"");
    file.close();
    const LoadedEventTypes loaded = m_store->load();
    QCOMPARE(loaded.types.size(), 1);
    QCOMPARE(loaded.faults.size(), 1);
    QCOMPARE(loaded.faults.first().code, ErrorCode::Damaged);
    QCOMPARE(loaded.faults.first().subject, path);
}

void TestEventTypeStore::hostileNameIsRefused()
{
    QVERIFY(m_store->add(u"order.paid"_s, sample, m_builtIn));
    QFile file(m_profile.eventTypeFile(u"order.paid"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    file.close();
    const QString name = u"x\nX-Evil: 1"_s;
    QVERIFY(file.rename(m_profile.eventTypeFile(name)));
    bytes.replace("order.paid", "x\\nX-Evil: 1");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const LoadedEventTypes loaded = m_store->load();
    QVERIFY(loaded.types.isEmpty());
    QCOMPARE(loaded.faults.first().code, ErrorCode::EventTypeNameInvalid);
    QCOMPARE(loaded.faults.first().subject, name);
}

void TestEventTypeStore::removes()
{
    QVERIFY(m_store->add(u"order.paid"_s, sample, m_builtIn));
    QVERIFY(m_store->remove(u"order.paid"_s, m_builtIn));
    QVERIFY(m_store->load().types.isEmpty());
    QCOMPARE(m_store->remove(u"order.paid"_s, m_builtIn).error().code, ErrorCode::NoSuchEventType);
    QCOMPARE(m_store->remove(u"../hookpanel"_s, m_builtIn).error().code, ErrorCode::NoSuchEventType);
    QCOMPARE(m_store->remove(u"entry.create"_s, m_builtIn).error().code, ErrorCode::EventTypeBuiltIn);
}

void TestEventTypeStore::namesBecomeHeadings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("action");
    QTest::newRow("two parts") << u"order.paid"_s << u"Order"_s << u"Paid"_s;
    QTest::newRow("three parts") << u"shop.order.paid"_s << u"Shop"_s << u"Order.paid"_s;
    QTest::newRow("one part") << u"ping"_s << u"Ping"_s << u"Ping"_s;
}

void TestEventTypeStore::namesBecomeHeadings()
{
    QFETCH(QString, name);
    const EventType type = makeOwnEventType(name, sample);
    QTEST(type.group, "group");
    QTEST(type.action, "action");
}

QTEST_GUILESS_MAIN(TestEventTypeStore)
#include "tst_eventtypestore.moc"
