// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/settingsformat.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using hookpanel::Cause;
using hookpanel::settingsformat::Content;
using hookpanel::settingsformat::Values;
namespace settingsformat = hookpanel::settingsformat;

namespace {

/// Text in UTF-16 with its byte order mark, as an editor saves it.
QByteArray utf16(const QByteArray &utf8)
{
    const QString text = QChar(QChar::ByteOrderMark) + QString::fromUtf8(utf8);
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

/// A device that takes fewer bytes than it is given, as a full disk does.
class ShortDevice final : public QBuffer
{
public:
    explicit ShortDevice(qint64 room)
        : m_room(room)
    {
    }

protected:
    qint64 writeData(const char *data, qint64 length) override
    {
        const qint64 taken = qMin(length, m_room);
        m_room -= taken;
        return QBuffer::writeData(data, taken);
    }

private:
    qint64 m_room;
};

/// A device that takes everything and keeps less, which is what QSaveFile was seen to do on a full disk.
class ForgetfulDevice final : public QBuffer
{
protected:
    qint64 writeData(const char *data, qint64 length) override
    {
        QBuffer::writeData(data, length / 2);
        return length;
    }
};

/// Texts that INI files are known to lose or to change.
void addTextRows()
{
    QTest::addColumn<QString>("text");
    const QList<std::pair<const char *, QString>> rows{
        {"empty", u""_s},
        {"simple", u"Static build"_s},
        {"url", u"https://user.example:8443/a/b?x=1&y=2;z,w#no"_s},
        {"quotes", u"say \"hi\""_s},
        {"only a quote", u"\""_s},
        {"quote at the end", u"ends with \""_s},
        {"backslashes", u"C:\\hooks\\new\\x41\\0"_s},
        {"backslash at the end", u"ends with \\"_s},
        {"comma", u"x, y"_s},
        {"semicolon", u"a;b"_s},
        {"hash", u"#not a comment"_s},
        {"equals", u"a=b=c"_s},
        {"percent", u"100 %20 %U00e9"_s},
        {"brackets", u"[section]"_s},
        {"leading blanks", u"  text"_s},
        {"trailing blanks", u"text \t "_s},
        {"only a blank", u" "_s},
        {"line ends", u"one\ntwo\r\nthree\r"_s},
        {"controls", u"\a\b\f\v\x01\x1f\x7f\u0085"_s},
        {"control before a digit", u"\x01"_s + u"5\x02"_s + u"f\x1b"_s + u"g"_s},
        {"nul", QString(QChar(0)) + u"1"_s + QChar(0) + u"z"_s},
        {"unicode", u"Größe Ω 日本語 🎣 \u200f\u202e"_s},
        {"no-break space at the end", u"text\u00a0"_s},
        {"half a surrogate pair", u"a"_s + QChar(0xd800) + u"1"_s + QChar(0xdc00)},
        {"noncharacter", u"\ufffe\uffff\ufffd"_s},
        {"byte order mark", u"\ufefftext\ufeff"_s},
        {"at", u"@"_s},
        {"at text", u"@everyone"_s},
        {"two ats", u"@@x"_s},
        {"byte array", u"@ByteArray(abc)"_s},
        {"invalid", u"@Invalid()"_s},
        {"variant", u"@Variant(\0\0\0\x01)"_s},
        {"string type", u"@String(x)"_s},
        {"json", uR"([{"name":"X-Token","value":"a\"b\\c, ${TOKEN}"}])"_s},
        {"true", u"true"_s},
        {"number", u"007"_s},
    };
    for (const auto &[name, text] : rows)
        QTest::newRow(name) << text;
}

QString randomText(QRandomGenerator &random)
{
    static const QString favourites = u"\"\\,;=# \t@%[]\n\r()xX0a9é日"_s;
    QString text;
    const int length = random.bounded(12);
    for (int i = 0; i < length; ++i) {
        const bool isFavourite = random.bounded(4) != 0;
        text += isFavourite ? favourites.at(random.bounded(int(favourites.size())))
                            : QChar(char16_t(random.bounded(0x10000)));
    }
    return text;
}

/// A key of one to three parts, none of them empty.
QString randomKey(QRandomGenerator &random)
{
    QStringList parts;
    const int count = random.bounded(1, 4);
    for (int i = 0; i < count; ++i)
        parts += u'k' + randomText(random).remove(u'/') + QString::number(i);
    return parts.join(u'/');
}

} // namespace

/// The INI format: what it writes, what it reads, and that QSettings::IniFormat agrees.
class TestSettingsFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void layout();
    void metaComesFirst();
    void readsItsOwnText_data();
    void readsItsOwnText();
    void iniFormatReadsAlike_data();
    void iniFormatReadsAlike();
    void readsWhatIniFormatWrites_data();
    void readsWhatIniFormatWrites();
    void keys_data();
    void keys();
    void randomValues();
    void handwritten_data();
    void handwritten();
    void damage_data();
    void damage();
    void changes_data();
    void changes();
    void everyCutIsNoticed();
    void everyChangedByteIsNoticedOrHarmless();
    void shortWrites();
    void qsettingsWritesThroughIt();

private:
    QString newFile();
    void writeFile(const QString &path, const QByteArray &bytes);

    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestSettingsFormat::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    QVERIFY(m_folder.isValid());
}

/// Each file has a name of its own, because QSettings remembers files by name.
QString TestSettingsFormat::newFile()
{
    return m_folder.filePath(u"%1.ini"_s.arg(++m_files));
}

void TestSettingsFormat::writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void TestSettingsFormat::layout()
{
    const QByteArray bytes = settingsformat::serialise({{u"meta/schemaVersion"_s, u"1"_s},
                                                        {u"webhook/name"_s, u"Größe"_s},
                                                        {u"webhook/url"_s, u"https://a.example/?x=1"_s},
                                                        {u"webhook/retry"_s, u"1,5"_s},
                                                        {u"webhook/enabled"_s, u"true"_s},
                                                        {u"loose"_s, u"x"_s},
                                                        {u"General/x"_s, u"y"_s},
                                                        {u"a b/c/d e"_s, u""_s}});
    QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    QCOMPARE_GT(lines.size(), 4);
    QVERIFY(lines.at(3).startsWith(u"checksum="));
    lines[3] = u"checksum="_s;
    QCOMPARE(lines.join(u'\n'),
             u"[meta]\nschemaVersion=1\nkeys=8\nchecksum=\n\n[General]\nloose=x\n\n[%General]\nx=y\n\n"
             "[a%20b]\nc\\d%20e=\n\n[webhook]\nenabled=true\nname=Größe\nretry=\"1,5\"\n"
             "url=\"https://a.example/?x=1\"\n"_s);
}

void TestSettingsFormat::metaComesFirst()
{
    const QByteArray bytes
        = settingsformat::serialise({{u"a/b"_s, u"1"_s}, {u"meta/schemaVersion"_s, u"1"_s}, {u"meta/a"_s, u"2"_s}});
    QVERIFY(bytes.startsWith("[meta]\nschemaVersion=1\nkeys=3\nchecksum="));
    QCOMPARE(bytes.count("[meta]"), 1);
    QCOMPARE(settingsformat::parse(bytes).values.value(u"meta/a"_s), u"2"_s);
}

void TestSettingsFormat::readsItsOwnText_data()
{
    addTextRows();
}

void TestSettingsFormat::readsItsOwnText()
{
    QFETCH(const QString, text);
    const Values values{{u"group/key"_s, text}, {u"group/next"_s, u"stays"_s}};
    const QByteArray bytes = settingsformat::serialise(values);
    QCOMPARE(settingsformat::parse(bytes), (Content{values, std::nullopt}));
    QCOMPARE(bytes.count('\n'), 7); // [meta], keys, checksum, a blank line, [group] and one line per key
}

void TestSettingsFormat::iniFormatReadsAlike_data()
{
    addTextRows();
}

void TestSettingsFormat::iniFormatReadsAlike()
{
    QFETCH(const QString, text);
    const QString path = newFile();
    writeFile(path, settingsformat::serialise({{u"group/key"_s, text}, {u"group/next"_s, u"stays"_s}}));

    const QSettings settings(path, QSettings::IniFormat);
    QCOMPARE(settings.status(), QSettings::NoError);
    QCOMPARE(settings.value(u"group/key"_s).typeId(), QMetaType::QString);
    QCOMPARE(settings.value(u"group/key"_s).toString(), text);
    QCOMPARE(settings.value(u"group/next"_s).toString(), u"stays"_s);
    QCOMPARE(settings.allKeys().size(), 4); // and meta/keys, meta/checksum
}

void TestSettingsFormat::readsWhatIniFormatWrites_data()
{
    addTextRows();
}

void TestSettingsFormat::readsWhatIniFormatWrites()
{
    QFETCH(const QString, text);
    if (text.contains(QChar(0xd800)))
        return; // QSettings itself writes a question mark for it
    const QString path = newFile();
    {
        QSettings settings(path, QSettings::IniFormat);
        settings.setValue(u"group/key"_s, text);
        settings.setValue(u"group/next"_s, u"stays"_s);
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(settingsformat::parse(file.readAll()),
             (Content{{{u"group/key"_s, text}, {u"group/next"_s, u"stays"_s}}, std::nullopt}));
}

void TestSettingsFormat::keys_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("plain") << u"group/key"_s;
    QTest::newRow("no group") << u"key"_s;
    QTest::newRow("deep") << u"group/sub/sub/key"_s;
    QTest::newRow("blanks and percent") << u"a group/100 % of it"_s;
    QTest::newRow("equals and brackets") << u"[g]/a=b;c#d"_s;
    QTest::newRow("unicode") << u"Gruppe é/日本語"_s;
    QTest::newRow("backslash and quote") << u"g/a\\b\"c"_s;
    QTest::newRow("case") << u"Group/KEY"_s;
    QTest::newRow("general") << u"General/key"_s;
    QTest::newRow("general by case") << u"gENERAL/key"_s;
    QTest::newRow("looks escaped") << u"g/%20%U00e9"_s;
}

void TestSettingsFormat::keys()
{
    QFETCH(const QString, key);
    const Values values{{key, u"value"_s}};
    QCOMPARE(settingsformat::parse(settingsformat::serialise(values)), (Content{values, std::nullopt}));

    const QString path = newFile();
    writeFile(path, settingsformat::serialise(values));
    const QSettings settings(path, QSettings::IniFormat);
    QCOMPARE(settings.value(key).toString(), u"value"_s);
    QVERIFY(settings.allKeys().contains(key));
}

void TestSettingsFormat::randomValues()
{
    QRandomGenerator random(20261123);
    for (int round = 0; round < 300; ++round) {
        Values values;
        const int count = random.bounded(1, 6);
        for (int i = 0; i < count; ++i)
            values.insert(randomKey(random), randomText(random));
        const QByteArray bytes = settingsformat::serialise(values);
        QCOMPARE(settingsformat::parse(bytes), (Content{values, std::nullopt}));

        const QString path = newFile();
        writeFile(path, bytes);
        const QSettings settings(path, QSettings::IniFormat);
        for (auto it = values.cbegin(); it != values.cend(); ++it) {
            if (settings.value(it.key()).toString() != it.value())
                qDebug().noquote() << bytes;
            QCOMPARE(settings.value(it.key()).toString(), it.value());
        }
    }
}

void TestSettingsFormat::handwritten_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Values>("values");

    QTest::newRow("list") << QByteArray("[a]\nname=x, y\n") << Values{{u"a/name"_s, u"x, y"_s}};
    QTest::newRow("blanks around") << QByteArray(" [ a ] \n\t name = x y \t\n") << Values{{u"a/name"_s, u"x y"_s}};
    QTest::newRow("comments") << QByteArray("; one\n# two\n[a] ; three\n  # four\nname=x ; text\n")
                              << Values{{u"a/name"_s, u"x ; text"_s}};
    QTest::newRow("no line end") << QByteArray("[a]\nname=x") << Values{{u"a/name"_s, u"x"_s}};
    QTest::newRow("Windows") << QByteArray("\xef\xbb\xbf[a]\r\nname=x\r\n\r\n") << Values{{u"a/name"_s, u"x"_s}};
    QTest::newRow("json without quotes") << QByteArray(R"([a]
events=["entry.create","entry.delete"]
)") << Values{{u"a/events"_s, uR"(["entry.create","entry.delete"])"_s}};
    QTest::newRow("quotes inside") << QByteArray("[a]\nname=My \"best\" hook\n")
                                   << Values{{u"a/name"_s, u"My \"best\" hook"_s}};
    QTest::newRow("unknown escape") << QByteArray("[a]\nname=C:\\hooks\\\\x\n") << Values{{u"a/name"_s, u"C:\\hooks\\x"_s}};
    QTest::newRow("octal and hex") << QByteArray("[a]\nname=\\101\\x42\n") << Values{{u"a/name"_s, u"AB"_s}};
    QTest::newRow("byte array") << QByteArray("[a]\nname=@ByteArray(Gr\xc3\xb6\xc3\x9f"
                                              "e)\n")
                                << Values{{u"a/name"_s, QString::fromUtf8(u"Größe"_s.toLatin1())}};
    QTest::newRow("invalid") << QByteArray("[a]\nname=@Invalid()\n") << Values{{u"a/name"_s, u""_s}};
    QTest::newRow("other types") << QByteArray("[a]\nname=@Rect(1 2 3 4)\n") << Values{{u"a/name"_s, u"@Rect(1 2 3 4)"_s}};
    QTest::newRow("twice") << QByteArray("[a]\nname=x\n[b]\nc=d\n[a]\nname=z\n")
                           << Values{{u"a/name"_s, u"z"_s}, {u"b/c"_s, u"d"_s}};
}

void TestSettingsFormat::handwritten()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Values, values);
    QCOMPARE(settingsformat::parse(bytes), (Content{values, std::nullopt, std::nullopt}));
}

void TestSettingsFormat::damage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Values>("values");
    const Values name{{u"a/name"_s, u"x"_s}};

    QTest::newRow("no equals sign") << QByteArray("[a]\nname=x\nurl\n") << name;
    QTest::newRow("no key") << QByteArray("[a]\nname=x\n=y\n") << name;
    QTest::newRow("open section") << QByteArray("[a]\nname=x\n[b\n") << name;
    QTest::newRow("text after a section") << QByteArray("[a] b\nname=x\n") << name;
    QTest::newRow("open quote") << QByteArray("[a]\nname=x\nurl=\"https:\n")
                                << Values{{u"a/name"_s, u"x"_s}, {u"a/url"_s, u"https:"_s}};
    QTest::newRow("NUL") << QByteArray("[a]\nname=x\n\0", 12) << name;
    QTest::newRow("not UTF-8") << QByteArray("[a]\nname=x\n#\xff\n") << name;
    QTest::newRow("not UTF-8 and not checked") << QByteArray("[a]\nname=\xe4\n") << Values{{u"a/name"_s, u"ä"_s}};

    QByteArray good = settingsformat::serialise(name);
    QTest::newRow("cut within a value") << good.replace("name=x", "name=xyz").chopped(2) << Values{{u"a/name"_s, u"xy"_s}};
    good = settingsformat::serialise(name);
    QTest::newRow("a key less") << good.replace("keys=1", "keys=2") << name;
    QTest::newRow("UTF-16, cut") << utf16(settingsformat::serialise(name)).chopped(3) << Values{{u"a/name"_s, u""_s}};
    good = settingsformat::serialise(name);
    QTest::newRow("Latin-1, changed") << good.replace("name=x", "name=\xfc") << Values{{u"a/name"_s, u"ü"_s}};
    good = settingsformat::serialise(name);
    QTest::newRow("a wrong count") << good.replace("keys=1", "keys=2") << name;
}

void TestSettingsFormat::damage()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Values, values);
    const Content content = settingsformat::parse(bytes);
    QCOMPARE(content.values, values);
    QVERIFY(content.damage);
}

void TestSettingsFormat::changes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Values>("values");
    QTest::addColumn<Cause>("change");
    const Values name{{u"a/name"_s, u"Größe"_s}, {u"b/name"_s, u"書"_s}};
    const QByteArray good = settingsformat::serialise(name);
    Values other = name;
    other[u"a/name"_s] = u"x"_s;
    Values more = name;
    more[u"b/zz"_s] = u"c"_s;
    QTest::newRow("a value") << QByteArray(good).replace("Größe", "x") << other << Cause::ChangedByHand;
    QTest::newRow("a key more") << good + "zz=c\n" << more << Cause::ChangedByHand;
    QTest::newRow("count without checksum")
        << QByteArray("[meta]\nkeys=2\n[a]\nname=Größe\n[b]\nname=書\n") << name << Cause::ChangedByHand;
    QTest::newRow("checksum without count")
        << QByteArray("[meta]\nchecksum=0\n[a]\nname=Größe\n[b]\nname=書\n") << name << Cause::ChangedByHand;
    QTest::newRow("UTF-16") << utf16(good) << name << Cause::Utf16;
    QTest::newRow("UTF-16 by hand") << utf16("[a]\nname=Größe\n[b]\nname=書\n") << name << Cause::Utf16;
    QTest::newRow("UTF-16, changed") << utf16(QByteArray(good).replace("Größe", "x")) << other << Cause::Utf16;
    QTest::newRow("one line Latin-1") << QByteArray(good).replace("Größe", QString(u"Größe"_s).toLatin1()) << name
                                      << Cause::NotUtf8;
}

/// An editor's work, in whatever encoding: nothing is missing, and nothing is called damaged.
void TestSettingsFormat::changes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Values, values);
    QFETCH(const Cause, change);
    QCOMPARE(settingsformat::parse(bytes), (Content{values, std::nullopt, change}));
}

void TestSettingsFormat::everyCutIsNoticed()
{
    const Values values{{u"meta/schemaVersion"_s, u"1"_s}, {u"webhook/name"_s, u"Größe"_s}, {u"webhook/url"_s, u"a=b"_s}};
    const QByteArray bytes = settingsformat::serialise(values);
    for (qsizetype length = 0; length < bytes.size(); ++length) {
        const Content content = settingsformat::parse(bytes.first(length));
        // What is left is damaged, or has lost nothing but the last line end.
        QVERIFY2(content.damage || content.values == values, bytes.first(length).constData());
    }
}

void TestSettingsFormat::everyChangedByteIsNoticedOrHarmless()
{
    const Values values{{u"meta/schemaVersion"_s, u"1"_s}, {u"webhook/name"_s, u"x y"_s}, {u"webhook/url"_s, u"a=b"_s}};
    const QByteArray bytes = settingsformat::serialise(values);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        for (const char character : {'\0', ' ', '\n', 'q', '"', '\\', '=', '\xff'}) {
            QByteArray changed = bytes;
            changed[i] = character;
            const Content content = settingsformat::parse(changed);
            // Where [meta] itself is hit, the file counts as one written by hand, with the same webhook in it.
            const bool isSameWebhook
                = content.values.value(u"webhook/name"_s) == u"x y" && content.values.value(u"webhook/url"_s) == u"a=b";
            QVERIFY2(content.damage || content.change || isSameWebhook, changed.constData());
        }
    }
}

void TestSettingsFormat::shortWrites()
{
    const QByteArray bytes = settingsformat::serialise({{u"a/name"_s, u"some text that is not very short"_s}});
    for (qint64 room = 0; room < bytes.size(); ++room) {
        ShortDevice device(room);
        QVERIFY(device.open(QIODevice::WriteOnly));
        QVERIFY2(!settingsformat::writeChecked(device, bytes), qPrintable(QString::number(room)));
    }
    ShortDevice enough(bytes.size());
    QVERIFY(enough.open(QIODevice::WriteOnly));
    QVERIFY(settingsformat::writeChecked(enough, bytes));
    QCOMPARE(enough.data(), bytes);

    ForgetfulDevice forgetful;
    QVERIFY(forgetful.open(QIODevice::WriteOnly));
    QVERIFY(!settingsformat::writeChecked(forgetful, bytes));

    QFile readOnly(newFile());
    writeFile(readOnly.fileName(), "x");
    QVERIFY(readOnly.open(QIODevice::ReadOnly));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"device not open|ReadOnly device"_s));
    QVERIFY(!settingsformat::writeChecked(readOnly, bytes));
}

void TestSettingsFormat::qsettingsWritesThroughIt()
{
    const QString path = newFile();
    {
        QSettings settings(path, settingsformat::format());
        settings.setValue(u"a/name"_s, u"x, y"_s);
        settings.setValue(u"a/flag"_s, true);
        settings.sync();
        QCOMPARE(settings.status(), QSettings::NoError);
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), settingsformat::serialise({{u"a/name"_s, u"x, y"_s}, {u"a/flag"_s, u"true"_s}}));

    const QString copy = newFile(); // QSettings would remember what it wrote to the first one
    QVERIFY(QFile::copy(path, copy));
    QSettings settings(copy, settingsformat::format());
    QCOMPARE(settings.allKeys(), (QStringList{u"a/flag"_s, u"a/name"_s}));
    QCOMPARE(settings.value(u"a/name"_s).toString(), u"x, y"_s);
}

QTEST_GUILESS_MAIN(TestSettingsFormat)
#include "tst_settingsformat.moc"
