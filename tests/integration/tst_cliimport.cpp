// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "core/definitions.h"
#include "core/eventtype.h"
#include "store/preferencesstore.h"
#include "store/profile.h"
#include "store/webhookstore.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <sys/stat.h>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QJsonObject withoutTime(const QByteArray &exported)
{
    QJsonObject object = QJsonDocument::fromJson(exported).object();
    object.remove(u"exportedAt"_s);
    return object;
}

/// Webhooks of all kinds, straight into a profile's store.
void fill(const QString &profile, int count, quint32 seed)
{
    QRandomGenerator random(seed);
    WebhookStore store(Profile::inFolder(profile), EventCatalogue());
    for (int i = 0; i < count; ++i) {
        Webhook webhook;
        webhook.id = WebhookId::create();
        webhook.name = u"Webhook %1 \"é\" 書 🎣"_s.arg(random.bounded(count));
        webhook.url = u"https://a.example/%1?x=${KEY}"_s.arg(i);
        webhook.enabled = random.bounded(2) == 0;
        if (random.bounded(2) == 0)
            webhook.headers = {{u"X-A"_s, u"a;b=\"c\" \\ %1"_s.arg(i)}, {u"Authorization"_s, u"Bearer ${TOKEN}"_s}};
        if (random.bounded(3) == 0)
            webhook.headers.append({u"X-Api-Key"_s, u"s3cret"_s});
        if (random.bounded(2) == 0)
            webhook.events = Selection::everything();
        else
            webhook.events.names = QStringList{u"entry.create"_s, u"of.tomorrow"_s};
        webhook.timeoutSeconds = random.bounded(1, 121);
        webhook.retry = RetrySchedule::custom({std::chrono::seconds(random.bounded(1, 100))});
        if (!store.save(webhook))
            qFatal("cannot fill the profile");
    }
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-Default"_s, u"1"_s}, {u"Cookie"_s, u"s3cret"_s}};
    if (!PreferencesStore(Profile::inFolder(profile)).save(preferences))
        qFatal("cannot fill the profile");
}

} // namespace

/// `export` and `import` as processes.
class TestCliImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void tenThousandWouldFit();
    void exportToStandardOutput();
    void exportToAFile();
    void exportThatCannotBeWritten_data();
    void exportThatCannotBeWritten();
    void exportNeverHoldsASecret();
    void importFromStandardInput();
    void dryRunChangesNothing();
    void planAsText();
    void planAsJson();
    void importOfWhatListPrints();
    void updateKeepsWhatIsNotGiven();
    void badInput_data();
    void badInput();
    void hugeFile();
    void badFileAmongGoodOnes();
    void writtenBeforeAFailureIsSaid();

private:
    CliRunner m_cli;
};

/// Across processes, and into an empty profile.
void TestCliImport::roundTrip()
{
    for (quint32 seed = 1; seed <= 5; ++seed) {
        const CliRunner from;
        const CliRunner to;
        fill(from.profile(), 12, seed);
        const QString file = from.path(u"out.json"_s);
        QCOMPARE(from.run({u"export"_s, file}).code, 0);
        QCOMPARE(to.run({u"import"_s, file}).code, 0);
        const CliResult first = from.run({u"export"_s});
        const CliResult second = to.run({u"export"_s});
        QCOMPARE(withoutTime(second.out), withoutTime(first.out));
        // And into itself: nothing to do, nothing written.
        const auto before = to.snapshot();
        const CliResult again = to.json({u"import"_s, file});
        QCOMPARE(again.code, 0);
        QCOMPARE(again.object()[u"skipped"].toArray().size(), 12);
        QCOMPARE(to.snapshot(), before);
    }
}

/// The limit on a file's size is far above what anybody keeps.
void TestCliImport::tenThousandWouldFit()
{
    const CliRunner own;
    fill(own.profile(), 50, 1);
    const qsizetype size = own.run({u"export"_s}).out.size();
    QVERIFY(size / 50 * 10'000 < definitions::maximumBytes);
}

void TestCliImport::exportToStandardOutput()
{
    const CliRunner own;
    const CliResult empty = own.run({u"export"_s});
    QCOMPARE(empty.code, 0);
    QCOMPARE(keysOf(empty.object()), u"exportedAt format version webhooks"_s);
    QCOMPARE(own.snapshot().size(), 0);
    const QString id = own.add(u"A"_s, u"http://h/"_s);
    for (const QStringList &arguments :
         {QStringList{u"export"_s}, QStringList{u"export"_s, u"-"_s}, QStringList{u"--json"_s, u"export"_s}}) {
        const CliResult result = own.run(arguments);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.object()[u"webhooks"][0][u"id"].toString(), id);
    }
}

void TestCliImport::exportToAFile()
{
    const CliRunner own;
    QVERIFY(!own.add(u"A"_s, u"http://h/"_s).isEmpty());
    ::umask(0);
    const QString file = own.write(u"out.json"_s, "what was there");
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const CliResult result = own.run({u"export"_s, file});
    ::umask(022);
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray());
    QVERIFY(result.err.contains("1 webhook written"));
    QCOMPARE(QFileInfo(file).permissions() & 0x0077, QFile::Permissions());
    QCOMPARE(QDir(own.path(u"."_s)).entryList(QDir::Files | QDir::Hidden).size(), 1); // nothing is left beside it
    const CliResult json = own.json({u"export"_s, file});
    QCOMPARE(keysOf(json.object()), u"defaultHeadersUnreadable file secretsLeftOut unreadable webhooks"_s);
    QCOMPARE(json.object()[u"webhooks"].toInt(), 1);
}

void TestCliImport::exportThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a folder") << u"."_s;
    QTest::newRow("no such folder") << u"none/out.json"_s;
    QTest::newRow("full") << u"/dev/full"_s;
}

void TestCliImport::exportThatCannotBeWritten()
{
    QFETCH(const QString, path);
    const QString file = path.startsWith(u'/') ? path : m_cli.path(path);
    const CliResult result = m_cli.json({u"export"_s, file});
    QCOMPARE(result.code, 74);
    QCOMPARE(result.error()[u"code"].toString(), u"cannot-write"_s);
    QVERIFY(result.err.contains(file.toUtf8()));
}

void TestCliImport::exportNeverHoldsASecret()
{
    const CliRunner own;
    fill(own.profile(), 20, 3);
    const QString file = own.path(u"out.json"_s);
    const CliResult result = own.run({u"export"_s});
    QVERIFY(!result.out.contains("s3cret"));
    QVERIFY2(result.err.contains("secret header values were left out"), result.err.constData());
    QVERIFY(result.out.contains("Bearer ${TOKEN}"));
}

void TestCliImport::importFromStandardInput()
{
    const CliRunner own;
    const CliResult result = own.run({u"import"_s, u"-"_s}, R"([{"name":"A","url":"http://h/"}])");
    QCOMPARE(result.code, 0);
    QCOMPARE(own.json({u"list"_s}).array().size(), 1);
    QVERIFY(result.err.contains("1 added, 0 updated, 0 skipped"));
}

void TestCliImport::dryRunChangesNothing()
{
    const CliRunner own;
    const QString file = own.write(u"a.json"_s, R"([{"name":"A","url":"http://h/"}])");
    const CliResult result = own.json({u"import"_s, file, u"--dry-run"_s});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.object()[u"dryRun"].toBool(), true);
    QCOMPARE(result.object()[u"added"].toArray().size(), 1);
    QVERIFY(!QFile::exists(own.profile()));
}

void TestCliImport::planAsText()
{
    const CliRunner own;
    const QString id = own.add(u"Old"_s, u"http://h/"_s);
    const QString same = own.add(u"Same"_s, u"http://s/"_s);
    const QByteArray file = R"([{"name":"New","url":"http://n/"},{"id":")" + id.toUtf8()
        + R"(","name":"Old","url":"http://other/","timeoutSeconds":20},{"id":")" + same.toUtf8()
        + R"(","name":"Same","url":"http://s/"}])";
    const CliResult result = own.run({u"import"_s, u"-"_s}, file);
    QCOMPARE(result.code, 0);
    const QList<QByteArray> lines = result.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith("add ") && lines.at(0).endsWith("New"));
    QVERIFY(lines.at(1).startsWith("update  " + id.toUtf8()) && lines.at(1).endsWith("url, timeoutSeconds"));
    QVERIFY(lines.at(2).startsWith("skip ") && lines.at(2).endsWith("Same"));
}

void TestCliImport::planAsJson()
{
    const CliRunner own;
    const QString id = own.add(u"Old"_s, u"http://h/"_s);
    const QByteArray file
        = R"({"format":"hookpanel-definitions","version":1,"defaultHeaders":[{"name":"X-D","value":"1"}],"webhooks":[)"
          R"({"name":"New","url":"http://n/","colour":1},{"id":")"
        + id.toUtf8() + R"(","name":"Old","url":"http://other/"}]})";
    const CliResult result = own.json({u"import"_s, u"-"_s}, file);
    QCOMPARE(result.code, 0);
    const QJsonObject object = result.object();
    QCOMPARE(keysOf(object), u"added defaultHeaders dryRun notes skipped updated"_s);
    QCOMPARE(object[u"added"][0][u"name"].toString(), u"New"_s);
    QCOMPARE(object[u"updated"][0][u"id"].toString(), id);
    QCOMPARE(object[u"updated"][0][u"changed"].toArray(), QJsonArray{u"url"_s});
    QCOMPARE(object[u"skipped"].toArray(), QJsonArray());
    QCOMPARE(object[u"defaultHeaders"].toArray(), QJsonArray{u"X-D"_s});
    QVERIFY(object[u"notes"][0][u"message"].toString().contains(u"colour"));
    QCOMPARE(own.json({u"default-headers"_s}).array()[0][u"value"].toString(), u"1"_s);
    QCOMPARE(own.json({u"show"_s, id}).object()[u"url"].toString(), u"http://other/"_s);

    const CliRunner without;
    QCOMPARE(without.run({u"import"_s, u"-"_s, u"--no-default-headers"_s}, file).code, 0);
    QCOMPARE(without.json({u"default-headers"_s}).array(), QJsonArray());
}

void TestCliImport::importOfWhatListPrints()
{
    const CliRunner from;
    fill(from.profile(), 5, 7);
    const CliRunner to;
    const CliResult list = from.json({u"list"_s});
    QCOMPARE(to.run({u"import"_s, u"-"_s}, list.out).code, 0);
    const auto withoutProblems = [](const QJsonArray &webhooks) { // secrets are not in a list, and must be entered
        QJsonArray bare;
        for (const QJsonValue &webhook : webhooks) {
            QJsonObject object = webhook.toObject();
            object.remove(u"problems"_s);
            bare.append(object);
        }
        return bare;
    };
    QCOMPARE(withoutProblems(to.json({u"list"_s}).array()), withoutProblems(list.array()));
    const QString id = list.array()[0][u"id"].toString();
    const CliResult one = to.json({u"import"_s, u"-"_s}, from.json({u"show"_s, id}).out);
    QCOMPARE(one.object()[u"skipped"].toArray().size(), 1);
}

void TestCliImport::updateKeepsWhatIsNotGiven()
{
    const CliRunner own;
    const QString id = own.add(u"A"_s, u"http://h/"_s, {u"--header"_s, u"Authorization: s3cret"_s, u"--timeout"_s, u"7"_s});
    CliResult exported = own.run({u"export"_s});
    QCOMPARE(own.run({u"import"_s, u"-"_s}, exported.out.replace("\"name\": \"A\"", "\"name\": \"B\"")).code, 0);
    const QJsonObject shown = own.json({u"show"_s, id}).object();
    QCOMPARE(shown[u"name"].toString(), u"B"_s);
    QVERIFY(shown[u"headers"][0][u"secret"].toBool() && shown[u"problems"].toArray().isEmpty()); // it is still there
    QCOMPARE(shown[u"timeoutSeconds"].toInt(), 7);
}

void TestCliImport::badInput_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QByteArray() << u"empty"_s << u"empty"_s;
    QTest::newRow("not JSON") << QByteArray("{\n \"a\": tru}") << u"not-json"_s << u"line 2, column 7"_s;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe[\0]\0", 6) << u"not-utf8"_s << u"UTF-16"_s;
    QTest::newRow("NUL") << QByteArray("[\"a\0b\"]", 7) << u"not-text"_s << u"NUL"_s;
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]") << u"not-utf8"_s << u"offset 2"_s;
    QTest::newRow("deep") << QByteArray(1000, '[') << u"too-deep"_s << u"column 513"_s;
    QTest::newRow("wrong format") << QByteArray(R"({"format":"x","version":1})") << u"not-definitions"_s << u"“x”"_s;
    QTest::newRow("newer") << QByteArray(R"({"format":"hookpanel-definitions","version":9,"webhooks":[]})")
                           << u"newer-version"_s << u"9"_s;
    QTest::newRow("another object") << QByteArray(R"({"a":1})") << u"not-definitions"_s << u"neither"_s;
    QTest::newRow("same id twice") << QByteArray(
        R"([{"id":"11111111-2222-4333-8444-555555555555","name":"A","url":"http://h/"},)"
        R"({"id":"11111111-2222-4333-8444-555555555555","name":"B","url":"http://h/"}])")
                                   << u"duplicate-id"_s << u"webhook 2 (“B”)"_s;
    QTest::newRow("breaks a rule") << QByteArray(R"([{"name":"Good","url":"http://h/"},{"name":"A","url":"ftp://h/"}])")
                                   << u"invalid-value"_s << u"webhook 2 (“A”), “url”"_s;
}

void TestCliImport::badInput()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, code);
    QFETCH(const QString, words);
    const CliRunner own;
    QVERIFY(!own.add(u"There"_s, u"http://h/"_s).isEmpty());
    const auto before = own.snapshot();
    const QString file = own.write(u"bad.json"_s, bytes);
    const CliResult result = own.json({u"import"_s, file});
    QCOMPARE(result.code, 65);
    QCOMPARE(result.error()[u"code"].toString(), code);
    const QString message = result.error()[u"message"].toString();
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(message.contains(file), qPrintable(message));
    QVERIFY(QString::fromUtf8(result.err).contains(message));
    QCOMPARE(own.snapshot(), before);
}

void TestCliImport::hugeFile()
{
    const CliRunner own;
    QFile huge(own.path(u"huge.json"_s));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(100 * 1024 * 1024)); // a hole: takes no room
    huge.close();
    const CliResult result = own.json({u"import"_s, huge.fileName()});
    QCOMPARE(result.code, 65);
    QCOMPARE(result.error()[u"code"].toString(), u"too-large"_s);
    const CliResult folder = own.json({u"import"_s, own.path(u"."_s)});
    QCOMPARE(folder.code, 65);
    QCOMPARE(folder.error()[u"code"].toString(), u"is-folder"_s);
    const CliResult none = own.json({u"import"_s, own.path(u"none.json"_s)});
    QCOMPARE(none.code, 65);
    QCOMPARE(none.error()[u"code"].toString(), u"cannot-read"_s);
    QVERIFY(!QFile::exists(own.profile()));
}

void TestCliImport::badFileAmongGoodOnes()
{
    const CliRunner own;
    const QString good = own.write(u"good.json"_s, R"([{"name":"A","url":"http://h/"}])");
    const QString bad = own.write(u"bad.json"_s, "nope");
    QCOMPARE(own.run({u"import"_s, good, bad}).code, 65);
    QVERIFY(!QFile::exists(own.profile()));
    const QString another = own.write(u"another.json"_s, R"([{"name":"B","url":"http://h/"}])");
    QCOMPARE(own.run({u"import"_s, good, another}).code, 0);
    QCOMPARE(own.json({u"list"_s}).array().size(), 2);
}

/// What stands in the way of the second webhook's file lets the first one be written.
void TestCliImport::writtenBeforeAFailureIsSaid()
{
    const CliRunner own;
    const QString blocked = own.add(u"There"_s, u"http://h/"_s);
    QVERIFY(!blocked.isEmpty());
    QVERIFY(QDir(own.profile()).mkpath(u"webhooks/"_s + blocked + u".ini.lock/x"_s));
    const CliResult result = own.run({u"import"_s, u"-"_s},
                                     R"([{"name":"First","url":"http://h/"},{"id":")" + blocked.toUtf8()
                                         + R"(","name":"Second","url":"http://h/"}])");
    QCOMPARE(result.code, 74);
    QVERIFY2(result.err.contains("First"), result.err.constData());
    QVERIFY2(result.err.contains(blocked.toUtf8()), result.err.constData());
    QCOMPARE(own.json({u"list"_s}).array().size(), 2);
}

QTEST_GUILESS_MAIN(TestCliImport)
#include "tst_cliimport.moc"
