// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "store/catalogueresource.h"
#include "store/outcomestore.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// The three kinds of settings files of a profile.
enum class Kind { Webhook, Preferences, Outcomes };

/// Text in UTF-16 with its byte order mark, as an editor saves it.
QByteArray utf16(const QByteArray &utf8)
{
    const QString text = QChar(QChar::ByteOrderMark) + QString::fromUtf8(utf8);
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

/// What a program finds out when it reads one.
struct Found {
    bool isWhole = false; ///< Everything that was stored is there.
    std::optional<Cause> cause; ///< What it says is wrong.
    QString sentence;
};

} // namespace

/// Every fault of every settings file of a profile: each has its own sentence that names the file, reading changes
/// nothing, the first write keeps a copy, and what is no file at all is refused.
class TestDamagedFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyCutIsNoticed_data();
    void everyCutIsNoticed();
    void damagedContent_data();
    void damagedContent();
    void changedContent_data();
    void changedContent();
    void noFileAtAll_data();
    void noFileAtAll();
    void sentencesDiffer();
    void othersAreNotHarmed();

private:
    static void kinds();
    [[nodiscard]] QString path(Kind kind) const;
    [[nodiscard]] Found read(Kind kind) const;
    [[nodiscard]] Result<void> write(Kind kind);
    static void put(const QString &path, const QByteArray &bytes);
    static QByteArray contentOf(const QString &path);
    static QStringList copiesOf(const QString &path);

    EventCatalogue m_catalogue;
    std::unique_ptr<QTemporaryDir> m_temporary;
    Profile m_profile;
    Webhook m_webhook;
    Preferences m_preferences;
    LastOutcome m_outcome;
};

void TestDamagedFiles::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_catalogue = *readCatalogue();
}

void TestDamagedFiles::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_temporary->filePath(u"profile"_s));
    m_webhook.id = WebhookId::create();
    m_webhook.name = u"Größe"_s;
    m_webhook.url = u"https://a.example/x?a=b,c"_s;
    m_webhook.headers = {{u"Authorization"_s, u"Bearer x"_s}};
    m_preferences.defaultHeaders = {{u"X-Größe"_s, u"1"_s}};
    m_preferences.timeoutSeconds = 33;
    m_preferences.edition = Edition::Enterprise;
    m_outcome.at = QDateTime(QDate(2026, 11, 24), QTime(1, 2, 3), Qt::UTC);
    QVERIFY(WebhookStore(m_profile, m_catalogue).save(m_webhook));
    QVERIFY(PreferencesStore(m_profile).save(m_preferences));
    QVERIFY(OutcomeStore(m_profile).record(m_webhook.id, m_outcome));
}

void TestDamagedFiles::kinds()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("webhook") << Kind::Webhook;
    QTest::newRow("preferences") << Kind::Preferences;
    QTest::newRow("outcomes") << Kind::Outcomes;
}

QString TestDamagedFiles::path(Kind kind) const
{
    switch (kind) {
    case Kind::Webhook:
        return m_profile.webhookFile(m_webhook.id.toString());
    case Kind::Preferences:
        return m_profile.preferencesFile();
    case Kind::Outcomes:
        return m_profile.outcomesFile();
    }
    Q_UNREACHABLE();
}

Found TestDamagedFiles::read(Kind kind) const
{
    Found found;
    const auto say = [&found](Cause cause, const QString &sentence) {
        if (!found.cause) {
            found.cause = cause;
            found.sentence = sentence;
        }
    };
    switch (kind) {
    case Kind::Webhook: {
        const auto stored = WebhookStore(m_profile, m_catalogue).load(m_webhook.id);
        found.isWhole = stored && stored->webhook == m_webhook;
        for (const Problem &problem : stored ? stored->problems : Problems()) {
            if (problem.field == Field::File)
                say(problem.cause, Words::of(problem));
        }
        break;
    }
    case Kind::Preferences: {
        const auto loaded = PreferencesStore(m_profile).loadWithProblems();
        found.isWhole = loaded && loaded->preferences == m_preferences;
        if (!loaded)
            say(loaded.error().cause, Words::of(loaded.error()));
        for (const Problem &problem : loaded ? loaded->problems : Problems()) {
            if (problem.field == Field::File)
                say(problem.cause, Words::of(problem));
        }
        break;
    }
    case Kind::Outcomes: {
        const auto loaded = OutcomeStore(m_profile).loadWithError();
        found.isWhole = loaded.outcomes.value(m_webhook.id) == m_outcome;
        if (loaded.error)
            say(loaded.error->cause, Words::of(*loaded.error));
        break;
    }
    }
    return found;
}

/// Changes something in the file, as the window does.
Result<void> TestDamagedFiles::write(Kind kind)
{
    switch (kind) {
    case Kind::Webhook: {
        const auto done = WebhookStore(m_profile, m_catalogue).setEnabled(m_webhook.id, false);
        return done ? Result<void>() : tl::unexpected(done.error());
    }
    case Kind::Preferences: {
        Preferences changed = m_preferences;
        changed.timeoutSeconds = 44;
        return PreferencesStore(m_profile).save(changed);
    }
    case Kind::Outcomes:
        return OutcomeStore(m_profile).record(WebhookId::create(), m_outcome);
    }
    Q_UNREACHABLE();
}

void TestDamagedFiles::put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray TestDamagedFiles::contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be opened");
}

QStringList TestDamagedFiles::copiesOf(const QString &path)
{
    const QFileInfo info(path);
    QStringList copies;
    const QStringList names = info.dir().entryList({info.fileName() + u".damaged-*"_s}, QDir::Files);
    for (const QString &name : names)
        copies.append(info.dir().filePath(name));
    return copies;
}

void TestDamagedFiles::everyCutIsNoticed_data()
{
    kinds();
}

void TestDamagedFiles::everyCutIsNoticed()
{
    QFETCH(const Kind, kind);
    const QByteArray whole = contentOf(path(kind));
    QVERIFY(read(kind).isWhole);
    QVERIFY(!read(kind).cause);
    for (qsizetype length = 0; length < whole.size() - 1; ++length) { // the last byte is the line end alone
        put(path(kind), whole.first(length));
        const Found found = read(kind);
        QVERIFY2(found.cause, whole.first(length).constData());
        QVERIFY2(found.sentence.contains(path(kind)), qPrintable(found.sentence));
    }
    put(path(kind), whole.chopped(1));
    QVERIFY(read(kind).isWhole);
}

void TestDamagedFiles::damagedContent_data()
{
    using Change = std::function<QByteArray(const QByteArray &)>;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<std::function<QByteArray(const QByteArray &)>>("change");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, Cause cause, const Change &change) {
        for (const Kind kind : {Kind::Webhook, Kind::Preferences, Kind::Outcomes})
            QTest::addRow("%s %d", name, int(kind)) << kind << change << cause;
    };
    row("emptied", Cause::Empty, [](const QByteArray &) { return QByteArray(); });
    row("cut", Cause::EntriesMissing, [](const QByteArray &bytes) { return bytes.first(bytes.lastIndexOf('[')); });
    row("NUL behind", Cause::HoldsNul, [](const QByteArray &bytes) { return bytes + QByteArray(512, '\0'); });
    row("NUL alone", Cause::HoldsNul, [](const QByteArray &bytes) { return QByteArray(bytes.size(), '\0'); });
    row("UTF-16, cut", Cause::Utf16, [](const QByteArray &bytes) { return utf16(bytes).chopped(21); });
    row("Latin-1, and changed", Cause::NotUtf8, [](const QByteArray &bytes) { return bytes + "more=Gr\xf6\xdf\n"; });
    row("cut within a line", Cause::ChecksumWrong, [](const QByteArray &bytes) { return bytes.chopped(3); });
    row("a line that is none", Cause::Malformed, [](const QByteArray &bytes) { return bytes + "<<<<<<< HEAD\n"; });
}

void TestDamagedFiles::damagedContent()
{
    QFETCH(const Kind, kind);
    using Change = std::function<QByteArray(const QByteArray &)>;
    QFETCH(const Change, change);
    QFETCH(const Cause, cause);
    const QByteArray damaged = change(contentOf(path(kind)));
    put(path(kind), damaged);

    const Found found = read(kind);
    QVERIFY(found.cause);
    QCOMPARE(*found.cause, cause);
    QVERIFY2(found.sentence.contains(path(kind)), qPrintable(found.sentence));
    QCOMPARE(contentOf(path(kind)), damaged); // reading changes nothing
    QCOMPARE(copiesOf(path(kind)), QStringList());

    QVERIFY(write(kind));
    QCOMPARE(read(kind).cause.has_value(), kind == Kind::Webhook); // its switch is no look at what it lost
    QCOMPARE(copiesOf(path(kind)).size(), 1);
    QCOMPARE(contentOf(copiesOf(path(kind)).first()), damaged);
    QVERIFY(write(kind));
    QCOMPARE(copiesOf(path(kind)).size(), 1); // one copy of one damage
}

void TestDamagedFiles::changedContent_data()
{
    using Change = std::function<QByteArray(const QByteArray &)>;
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<std::function<QByteArray(const QByteArray &)>>("change");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<bool>("isWhole");
    const auto row = [](const char *name, Cause cause, bool isWhole, const Change &change) {
        for (const Kind kind : {Kind::Webhook, Kind::Preferences, Kind::Outcomes})
            QTest::addRow("%s %d", name, int(kind)) << kind << change << cause << isWhole;
    };
    row("UTF-16", Cause::Utf16, true, [](const QByteArray &bytes) { return utf16(bytes); });
    row("Latin-1", Cause::NotUtf8, true, [](const QByteArray &bytes) {
        return QString::fromUtf8(bytes).toLatin1()
            + "; Gr\xf6\xdf"
              "e\n";
    });
    row("another value", Cause::ChangedByHand, false, [](const QByteArray &bytes) { // one for each kind of file
        return QByteArray(bytes).replace("name=", "name=x").replace("Seconds=33", "Seconds=34").replace("2026-", "2025-");
    });
    row("one more entry", Cause::ChangedByHand, true, [](const QByteArray &bytes) { return bytes + "more=1\n"; });
}

/// What an editor or another program did: read whole, said in another sentence than damage, and no copy is kept.
void TestDamagedFiles::changedContent()
{
    QFETCH(const Kind, kind);
    using Change = std::function<QByteArray(const QByteArray &)>;
    QFETCH(const Change, change);
    QFETCH(const Cause, cause);
    QFETCH(const bool, isWhole);
    const QByteArray changed = change(contentOf(path(kind)));
    put(path(kind), changed);

    const Found found = read(kind);
    QCOMPARE(found.isWhole, isWhole);
    if (kind != Kind::Outcomes) { // of which there is nothing to say: nobody has to do anything
        QVERIFY(found.cause);
        QCOMPARE(*found.cause, cause);
        QVERIFY2(found.sentence.contains(path(kind)), qPrintable(found.sentence));
        QVERIFY2(!found.sentence.contains(u"is damaged"), qPrintable(found.sentence));
        QVERIFY2(found.sentence.contains(u"Nothing is missing"), qPrintable(found.sentence));
    }
    QCOMPARE(contentOf(path(kind)), changed);
    QVERIFY(write(kind));
    QVERIFY(!read(kind).cause);
    QCOMPARE(copiesOf(path(kind)), QStringList());
}

void TestDamagedFiles::noFileAtAll_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("thing");
    QTest::addColumn<Cause>("cause");
    for (const Kind kind : {Kind::Webhook, Kind::Preferences, Kind::Outcomes}) {
        QTest::addRow("folder %d", int(kind)) << kind << u"folder"_s << Cause::IsFolder;
        QTest::addRow("pipe %d", int(kind)) << kind << u"pipe"_s << Cause::NotAFile;
        QTest::addRow("device %d", int(kind)) << kind << u"device"_s << Cause::NotAFile;
        QTest::addRow("dangling link %d", int(kind)) << kind << u"link"_s << Cause::LinkToNowhere;
        QTest::addRow("link to itself %d", int(kind)) << kind << u"loop"_s << Cause::Unknown;
        QTest::addRow("100 MB %d", int(kind)) << kind << u"100 MB"_s << Cause::TooLarge;
    }
}

void TestDamagedFiles::noFileAtAll()
{
    QFETCH(const Kind, kind);
    QFETCH(const QString, thing);
    QFETCH(const Cause, cause);
    const QString file = path(kind);
    const QByteArray before = contentOf(file);
    QVERIFY(QFile::remove(file));
    if (thing == u"folder")
        QVERIFY(QDir().mkpath(file + u"/with something in it"_s));
    else if (thing == u"pipe")
        QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
    else if (thing == u"device")
        QVERIFY(QFile::link(u"/dev/zero"_s, file)); // without an end, were it read
    else if (thing == u"link")
        QVERIFY(QFile::link(u"nowhere"_s, file));
    else if (thing == u"loop")
        QVERIFY(QFile::link(file, file));
    else
        QVERIFY(QFile(file).open(QIODevice::WriteOnly) && QFile::resize(file, 100'000'000));

    const Found found = read(kind);
    QVERIFY(found.cause);
    QCOMPARE(*found.cause, cause);
    QVERIFY2(found.sentence.contains(file), qPrintable(found.sentence));
    const auto written = write(kind);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::CannotRead);
    QCOMPARE(written.error().subject, file);
    QCOMPARE(written.error().cause, cause);
    if (kind == Kind::Webhook)
        QVERIFY(!WebhookStore(m_profile, m_catalogue).remove(m_webhook.id));
    QVERIFY(QFileInfo(file).isSymLink() || QFileInfo::exists(file)); // still what it was
    QCOMPARE(copiesOf(file), QStringList());
    QCOMPARE(QDir(m_profile.configFolder).entryList({u"*.new"_s, u"*.lock"_s}, QDir::AllEntries), QStringList());

    // Whoever puts it right has everything again.
    QVERIFY(thing == u"folder" ? QDir(file).removeRecursively() : QFile::remove(file));
    put(file, before);
    QVERIFY(read(kind).isWhole);
}

void TestDamagedFiles::sentencesDiffer()
{
    const QByteArray whole = contentOf(path(Kind::Webhook));
    QSet<QString> sentences;
    const QList<QByteArray> faults{QByteArray(),     whole.first(whole.lastIndexOf("url=")),
                                   whole + '\0',     whole + '\xff',
                                   utf16(whole),     utf16(whole).chopped(21),
                                   whole.chopped(3), QByteArray(whole).replace("a.example", "b.example")};
    for (const QByteArray &bytes : faults) {
        put(path(Kind::Webhook), bytes);
        sentences.insert(read(Kind::Webhook).sentence);
    }
    QCOMPARE(sentences.size(), faults.size());
}

/// One damaged file harms one webhook, and no other file.
void TestDamagedFiles::othersAreNotHarmed()
{
    WebhookStore store(m_profile, m_catalogue);
    Webhook other = m_webhook;
    other.id = WebhookId::create();
    const auto good = store.save(other);
    QVERIFY(good);
    put(path(Kind::Webhook), "\xff\xfe\0\0");
    const auto all = store.loadAll();
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    QVERIFY(all->contains(*good));
    QVERIFY(read(Kind::Preferences).isWhole);
    QVERIFY(read(Kind::Outcomes).isWhole);
    QVERIFY(store.remove(m_webhook.id)); // it can be deleted, and brought back as damaged as it was
    QCOMPARE(store.loadAll()->size(), 1);
}

QTEST_GUILESS_MAIN(TestDamagedFiles)
#include "tst_damagedfiles.moc"
