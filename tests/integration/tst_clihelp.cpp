// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "core/version.h"

#include <QProcessEnvironment>
#include <QRegularExpression>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

const QStringList allCommands{u"list"_s,     u"show"_s,          u"add"_s,
                              u"edit"_s,     u"enable"_s,        u"disable"_s,
                              u"remove"_s,   u"trigger"_s,       u"default-headers"_s,
                              u"settings"_s, u"export"_s,        u"import"_s,
                              u"emit"_s,     u"content-types"_s, u"event-types"_s,
                              u"verify"_s,   u"secret"_s,        u"audit"_s,
                              u"serve"_s,    u"receive"_s};

CliResult runBare(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(HOOKPANEL_CLI), arguments);
    process.closeWriteChannel();
    return CliRunner::finish(process);
}

} // namespace

/// The form of the command line: help, version, options, usage errors, and what the program needs to run.
class TestCliHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void version();
    void helpNamesEveryCommand();
    void helpOfCommand_data();
    void helpOfCommand();
    void manualIsComplete();
    void usageErrors_data();
    void usageErrors();
    void commonOptionsStandBeforeAndAfter();
    void needsNoWidgets();
    void needsNoHome();
    void needsAProfileWithoutHome();
    void isQuietInEveryLocale();

private:
    CliRunner m_cli;
};

void TestCliHelp::version()
{
    for (const QStringList &arguments : {QStringList{u"--version"_s}, QStringList{u"list"_s, u"--version"_s}}) {
        const CliResult result = m_cli.run(arguments);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.out, QByteArray("hookpanel-cli " HOOKPANEL_VERSION "\n"));
        QCOMPARE(result.err, QByteArray());
    }
}

void TestCliHelp::helpNamesEveryCommand()
{
    for (const QString &option : {u"--help"_s, u"-h"_s}) {
        const CliResult result = m_cli.run({option});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QByteArray());
        for (const QString &command : allCommands)
            QVERIFY2(result.out.contains("\n  " + command.toUtf8() + ' '), qPrintable(command));
        const QStringList lines = QString::fromUtf8(result.out).split(u'\n');
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 80, qPrintable(line));
    }
}

void TestCliHelp::helpOfCommand_data()
{
    QTest::addColumn<QStringList>("words"); // that the help must hold

    QTest::newRow("list") << QStringList{};
    QTest::newRow("show") << QStringList{u" W"_s};
    const QStringList options{
        u"--name"_s,         u"--url"_s,        u"--event"_s,     u"--header"_s,        u"--header-env"_s,
        u"--content-type"_s, u"--disabled"_s,   u"--timeout"_s,   u"--retry"_s,         u"--secret-header-env"_s,
        u"--sign"_s,         u"--secret-env"_s, u"--secret-fd"_s, u"--secret-storage"_s};
    QTest::newRow("add") << options;
    QTest::newRow("edit") << options + QStringList{u"--enabled"_s, u"--no-headers"_s, u"--no-events"_s};
    QTest::newRow("enable") << QStringList{u"W…"_s};
    QTest::newRow("disable") << QStringList{u"W…"_s};
    QTest::newRow("remove") << QStringList{u"W…"_s};
    QTest::newRow("trigger") << QStringList{u"--event"_s, u"--payload"_s};
    QTest::newRow("emit") << QStringList{u"--model"_s, u"--uid"_s, u"--entry"_s, u"--media"_s, u"--payload"_s, u"--wait"_s};
    QTest::newRow("content-types") << QStringList{u"--uid"_s};
    QTest::newRow("event-types") << QStringList{u"--sample"_s};
    QTest::newRow("default-headers") << QStringList{u"set"_s, u"remove"_s, u"--secret-header-env"_s};
    QTest::newRow("settings") << QStringList{u"payload-format"_s, u"edition"_s, u"timeout"_s,
                                             u"retry"_s,          u"proxy"_s,   u"theme"_s};
    QTest::newRow("verify") << QStringList{u"--headers"_s, u"--body"_s, u"--secret-env"_s, u"--secret-fd"_s, u"standard"_s};
    QTest::newRow("secret") << QStringList{u"generate"_s, u"rotate"_s, u"end-old"_s, u"--overlap"_s};
    QTest::newRow("audit") << QStringList{u"--limit"_s};
    QTest::newRow("export") << QStringList{u"[FILE|-]"_s};
    QTest::newRow("import") << QStringList{u"--dry-run"_s, u"--no-default-headers"_s};
}

void TestCliHelp::helpOfCommand()
{
    QFETCH(QStringList, words);
    const QString command = QString::fromLatin1(QTest::currentDataTag());
    // Also beside something that would be an error.
    for (const QStringList &arguments : {QStringList{command, u"--help"_s}, QStringList{command, u"-h"_s, u"--nope"_s}}) {
        const CliResult result = m_cli.run(arguments);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QByteArray());
        const QString text = QString::fromUtf8(result.out);
        QVERIFY(text.startsWith(u"Usage: hookpanel-cli %1"_s.arg(command)));
        for (const QString &word : words + QStringList{u"--profile"_s, u"--json"_s})
            QVERIFY2(text.contains(word), qPrintable(word));
        const QStringList lines = text.split(u'\n');
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 80, qPrintable(line));
    }
}

void TestCliHelp::manualIsComplete()
{
    QFile file(QStringLiteral(TEST_DATA "/../../docs/command-line.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString manual = QString::fromUtf8(file.readAll());
    static const QRegularExpression option(u"^  (?:-., )?(--[a-z-]+)"_s, QRegularExpression::MultilineOption);
    for (const QString &command : allCommands) {
        QVERIFY2(manual.contains(command), qPrintable(command));
        auto options = option.globalMatch(QString::fromUtf8(m_cli.run({command, u"--help"_s}).out));
        QVERIFY(options.hasNext());
        while (options.hasNext()) {
            const QString name = options.next().captured(1);
            QVERIFY2(manual.contains(name), qPrintable(name));
        }
    }
}

void TestCliHelp::usageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word"); // that the message must hold

    const auto row = [](const char *title, const QStringList &arguments, const QString &word) {
        QTest::newRow(title) << arguments << word;
    };
    const QStringList add{u"add"_s, u"--name"_s, u"n"_s, u"--url"_s, u"http://h"_s};
    row("no command", {}, u"--help"_s);
    row("unknown command", {u"lst"_s}, u"“lst”"_s);
    row("unknown option before", {u"--nope"_s, u"list"_s}, u"nope"_s);
    row("unknown option after", {u"list"_s, u"--nope"_s}, u"nope"_s);
    row("unknown short option", {u"list"_s, u"-x"_s}, u"x"_s);
    row("value missing", {u"add"_s, u"--name"_s}, u"name"_s);
    row("value too many", {u"add"_s, u"--disabled=yes"_s}, u"disabled"_s);
    row("empty profile", {u"--profile"_s, QString(), u"list"_s}, u"--profile"_s);
    row("list takes nothing", {u"list"_s, u"all"_s}, u"“all”"_s);
    row("show takes one", {u"show"_s}, u"webhook"_s);
    row("show takes one only", {u"show"_s, u"a"_s, u"b"_s}, u"“b”"_s);
    row("add without name", {u"add"_s, u"--url"_s, u"http://h"_s}, u"--name"_s);
    row("add without url", {u"add"_s, u"--name"_s, u"n"_s}, u"--url"_s);
    row("add takes no words", add + QStringList{u"word"_s}, u"“word”"_s);
    row("add has no --enabled", add + QStringList{u"--enabled"_s}, u"enabled"_s);
    row("edit without webhook", {u"edit"_s, u"--name"_s, u"n"_s}, u"webhook"_s);
    row("on and off", {u"edit"_s, u"w"_s, u"--enabled"_s, u"--disabled"_s}, u"--enabled"_s);
    row("headers and none", {u"edit"_s, u"w"_s, u"--header"_s, u"A: b"_s, u"--no-headers"_s}, u"--no-headers"_s);
    row("events and none", {u"edit"_s, u"w"_s, u"--event"_s, u"*"_s, u"--no-events"_s}, u"--no-events"_s);
    row("enable without webhook", {u"enable"_s}, u"webhook"_s);
    row("remove without webhook", {u"remove"_s}, u"webhook"_s);
    row("import without file", {u"import"_s}, u"file"_s);
    row("export to two files", {u"export"_s, u"a"_s, u"b"_s}, u"“b”"_s);
    row("trigger without webhook", {u"trigger"_s}, u"webhook"_s);
    row("trigger takes one", {u"trigger"_s, u"a"_s, u"b"_s}, u"“b”"_s);
}

void TestCliHelp::usageErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const CliResult text = m_cli.run(arguments);
    QCOMPARE(text.code, 64);
    QCOMPARE(text.out, QByteArray());
    QVERIFY2(QString::fromUtf8(text.err).contains(word), text.err.constData());

    for (const QStringList &withJson : {QStringList{u"--json"_s} + arguments, arguments + QStringList{u"--json"_s}}) {
        if (withJson.last() == u"--json"_s && arguments.endsWith(u"--name"_s))
            continue; // it would be the option's value
        const CliResult json = m_cli.run(withJson);
        QCOMPARE(json.code, 64);
        QCOMPARE(keysOf(json.error()), u"code column field line message"_s);
        QCOMPARE(json.error()[u"code"].toString(), u"usage"_s);
        QVERIFY(json.error()[u"field"].isNull());
        QVERIFY(json.err.contains(json.error()[u"message"].toString().toUtf8()));
    }
    QVERIFY2(!QFile::exists(m_cli.profile()), "nothing is made");
}

void TestCliHelp::commonOptionsStandBeforeAndAfter()
{
    CliRunner own;
    const QString id = own.add(u"a"_s, u"http://h/"_s);
    const QString folder = own.profile();
    const auto environment = QProcessEnvironment::systemEnvironment();
    const QList<QStringList> orders{
        {u"--json"_s, u"--profile"_s, folder, u"show"_s, id},
        {u"show"_s, id, u"--json"_s, u"--profile"_s, folder},
        {u"--profile="_s + folder, u"show"_s, u"--json"_s, id},
        {u"--json"_s, u"show"_s, u"--profile"_s, folder, u"--"_s, id},
    };
    for (const QStringList &arguments : orders) {
        const CliResult result = runBare(arguments, environment);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.object()[u"id"].toString(), id);
    }
}

void TestCliHelp::needsNoWidgets()
{
    QFile program(QStringLiteral(HOOKPANEL_CLI));
    QVERIFY(program.open(QIODevice::ReadOnly));
    const QByteArray bytes = program.readAll();
    // The names of needed libraries stand in the file as plain text.
    QVERIFY(bytes.contains("libQt6Core.so"));
    QVERIFY(bytes.contains("libQt6Network.so"));
    for (const char *library : {"libQt6Gui.so", "libQt6Widgets.so", "libQt6Svg.so"})
        QVERIFY2(!bytes.contains(library), library);
}

void TestCliHelp::needsNoHome()
{
    CliRunner own;
    QProcessEnvironment nothing;
    nothing.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    const CliResult added = runBare(
        {u"--profile"_s, own.profile(), u"add"_s, u"--name"_s, u"a"_s, u"--url"_s, u"http://h/"_s, u"--event"_s, u"*"_s},
        nothing);
    QCOMPARE(added.code, 0);
    QCOMPARE(added.err, QByteArray());
    QCOMPARE(own.json({u"list"_s}).array().size(), 1);
}

void TestCliHelp::needsAProfileWithoutHome()
{
    QProcessEnvironment nothing;
    nothing.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    const CliResult result = runBare({u"list"_s}, nothing);
    QCOMPARE(result.code, 64);
    QVERIFY(result.err.contains("--profile"));
}

void TestCliHelp::isQuietInEveryLocale()
{
    CliRunner own;
    for (const QString &locale : {u"C"_s, u"POSIX"_s, u"C.UTF-8"_s, u"no_SUCH"_s}) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, locale);
        const CliResult result = runBare({u"--profile"_s, own.profile(), u"--json"_s, u"add"_s, u"--name"_s, u"Bücher 書"_s,
                                          u"--url"_s, u"http://h/"_s, u"--event"_s, u"*"_s},
                                         environment);
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.object()[u"name"].toString(), u"Bücher 書"_s);
    }
}

QTEST_GUILESS_MAIN(TestCliHelp)
#include "tst_clihelp.moc"
