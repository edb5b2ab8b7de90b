// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/version.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the program with the window makes of its arguments, as a process.
class TestWindowProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arguments_data();
    void arguments();
};

void TestWindowProgram::arguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("hasPlatform"); // in the environment
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("error");
    const QString version = u"hookpanel " HOOKPANEL_VERSION ""_s;
    for (const QString &option : {u"-v"_s, u"--version"_s})
        QTest::newRow(qPrintable(option)) << QStringList{option} << false << 0 << version << QString();
    for (const QString &option : {u"-h"_s, u"--help"_s})
        QTest::newRow(qPrintable(option)) << QStringList{option} << false << 0 << u"--profile"_s << QString();
    // Qt's own options are nobody's short ones: -reverse holds a v, -help… an h.
    QTest::newRow("an option of Qt") << QStringList{u"-reverse"_s, u"--bogus"_s} << true << 64 << QString() << u"bogus"_s;
    QTest::newRow("a platform by option") << QStringList{u"-platform"_s, u"offscreen"_s, u"--bogus"_s} << false << 64
                                          << QString() << u"bogus"_s;
    QTest::newRow("no display") << QStringList{u"--bogus"_s} << false << 64 << QString() << u"bogus"_s;
    QTest::newRow("no folder") << QStringList{u"--profile="_s} << true << 64 << QString() << u"--profile needs a folder"_s;
    QTest::newRow("a word") << QStringList{u"open"_s} << true << 64 << QString() << u"“open” is not understood"_s;
}

void TestWindowProgram::arguments()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const bool, hasPlatform);
    QFETCH(const int, code);
    QFETCH(const QString, output);
    QFETCH(const QString, error);
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    if (hasPlatform)
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(HOOKPANEL_WINDOW), arguments);
    QVERIFY2(program.waitForFinished(), qPrintable(program.errorString()));
    const QString said = QString::fromUtf8(program.readAllStandardError());
    const QString printed = QString::fromUtf8(program.readAllStandardOutput());
    QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == code, qPrintable(said + printed));
    QVERIFY2(said.contains(error), qPrintable(said));
    QVERIFY2(printed.contains(output) && printed.isEmpty() == output.isEmpty(), qPrintable(printed));
}

QTEST_GUILESS_MAIN(TestWindowProgram)
#include "tst_windowprogram.moc"
