// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "store/catalogueresource.h"
#include "store/translations.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

/// What lupdate says about a translation file: a copy of it is brought up to date, and what it lacks then is listed.
QStringList lacksIn(const QString &file, bool onlyPlurals)
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(QFileInfo(file).fileName());
    if (!QFile::copy(file, copy))
        qFatal("%s cannot be copied", qPrintable(file));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QStringList arguments{u"-no-obsolete"_s, u"-silent"_s, u"@"_s + QStringLiteral(SOURCE_LIST), u"-ts"_s, copy};
    if (onlyPlurals)
        arguments.prepend(u"-pluralonly"_s);
    QProcess lupdate;
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(QStringLiteral(LUPDATE), arguments);
    if (!lupdate.waitForFinished(60'000) || lupdate.exitCode() != 0)
        qFatal("lupdate failed: %s", lupdate.readAll().constData());

    QFile updated(copy);
    if (!updated.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(copy));
    QXmlStreamReader xml(&updated);
    QStringList lacks;
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"source") {
            source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            const bool unfinished = xml.attributes().hasAttribute(u"type"_s);
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            if (unfinished || text.trimmed().isEmpty())
                lacks.append(source);
        }
    }
    return lacks;
}

} // namespace

/// The languages that are shipped are complete: nothing is missing and nothing is unfinished.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void complete_data();
    void complete();
    void placeholdersAreThoseOfTheSource_data() { complete_data(); }
    void placeholdersAreThoseOfTheSource();
    void anIncompleteOneIsFound();
    void catalogueIsFound();
    void englishPlurals();
    void textsOfQt();
};

void TestTranslations::complete_data()
{
    QTest::addColumn<QString>("file");
    const QDir folder(QStringLiteral(TRANSLATIONS));
    const auto names = folder.entryList({u"hookpanel_*.ts"_s}, QDir::Files);
    QVERIFY(!names.isEmpty());
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void TestTranslations::complete()
{
    QFETCH(const QString, file);
    // English is the language of the source texts; its file has their plural forms.
    const QStringList lacks = lacksIn(file, file.endsWith(u"_en.ts"));
    QVERIFY2(lacks.isEmpty(), qPrintable(lacks.join(u'\n')));
}

/// A form that lacks one, or has one twice, was pasted together.
void TestTranslations::placeholdersAreThoseOfTheSource()
{
    QFETCH(const QString, file);
    const auto placeholdersIn = [](const QString &text) {
        static const QRegularExpression placeholder(u"%L?[n1-9]"_s);
        QStringList found;
        for (auto match = placeholder.globalMatch(text); match.hasNext();)
            found.append(match.next().captured());
        found.sort();
        return found;
    };
    QFile translations(file);
    QVERIFY(translations.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&translations);
    QString source;
    bool hasForms = false;
    int seen = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == u"message")
            hasForms = xml.attributes().value(u"numerus"_s) == u"yes";
        else if (xml.name() == u"source")
            source = xml.readElementText();
        if (xml.name() != (hasForms ? u"numerusform"_s : u"translation"_s))
            continue;
        const QString form = xml.readElementText();
        QStringList expected = placeholdersIn(source);
        if (hasForms && !form.contains(u"%n") && !form.contains(u"%Ln")) // "one webhook"
            expected.removeIf([](const QString &placeholder) { return placeholder.endsWith(u'n'); });
        QVERIFY2(placeholdersIn(form) == expected, qPrintable(source + u" – "_s + form));
        ++seen;
    }
    QVERIFY(!xml.hasError());
    QVERIFY(seen > 10);
}

void TestTranslations::anIncompleteOneIsFound()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"hookpanel_xx.ts"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE TS><TS version=\"2.1\" language=\"de_DE\">"
               "<context><name>hookpanel::Words</name>"
               "<message><source>Off</source><translation>Aus</translation></message>"
               "<message><source>Success</source><translation type=\"unfinished\">Erfolg</translation></message>"
               "</context></TS>");
    file.close();
    const QStringList lacks = lacksIn(file.fileName(), false);
    QVERIFY(!lacks.contains(u"Off"));
    QVERIFY(lacks.contains(u"Success")); // unfinished
    QVERIFY(lacks.contains(u"Rejected")); // missing
    QVERIFY(lacks.contains(u"Try again")); // of a form
    QVERIFY(lacks.contains(u"An entry is published.")); // of the event catalogue
}

/// Every text of the event catalogue stands in the file that lupdate reads, as it is asked for.
void TestTranslations::catalogueIsFound()
{
    QFile list(QStringLiteral(SOURCE_LIST));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QStringList files = QString::fromUtf8(list.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QFile texts(files.constLast());
    QVERIFY(texts.open(QIODevice::ReadOnly));
    const QString code = QString::fromUtf8(texts.readAll());
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    for (const EventType &type : catalogue->types()) {
        for (QString text : {type.group, type.action, type.description, type.note}) {
            text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
            QVERIFY2(text.isEmpty() || code.contains(u"\"hookpanel::Catalogue\", \""_s + text + u'"'), qPrintable(text));
        }
    }
}

void TestTranslations::englishPlurals()
{
    installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
    QCOMPARE(Words::size(1), u"1 byte"_s);
    QCOMPARE(Words::size(2), u"2 bytes"_s);
}

/// The buttons of questions are Qt's, and speak the user's language, too.
void TestTranslations::textsOfQt()
{
    installTranslations(*QCoreApplication::instance(), QLocale(QLocale::German));
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Abbrechen"_s);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
