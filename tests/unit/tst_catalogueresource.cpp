// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/catalogueresource.h"

#include "core/jsontext.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hookpanel;

namespace {

/// A file of the expected shape, for order.paid.
QByteArray goodFile()
{
    return R"({
    "name": "order.paid", "group": "Orders", "action": "Paid", "order": 500, "edition": "enterprise",
    "description": "An order is paid.", "note": "", "keys": ["order"],
    "sample": {
        "event": "order.paid",
        "createdAt": "2026-11-23T16:33:57.070Z",
        "order": {
            "total": 1.0,
          "odd": 1e5,
            "text": "a  b\u00e9\/"
        }
    }
}
)";
}

} // namespace

class TestCatalogueResource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void builtIn();
    void samplesAreThoseOfTheFiles_data();
    void samplesAreThoseOfTheFiles();
    void samplesAreBytes();
    void wrongShape_data();
    void wrongShape();
    void noFolder();
};

void TestCatalogueResource::initTestCase()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestCatalogueResource::builtIn()
{
    const auto catalogue = readCatalogue();
    QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().subject + catalogue.error().detail));
    QStringList names;
    for (const EventType &type : catalogue->types())
        names.append(type.name);
    QCOMPARE(names,
             (QStringList{u"trigger-test"_s, u"entry.create"_s, u"entry.update"_s, u"entry.delete"_s, u"entry.publish"_s,
                          u"entry.unpublish"_s, u"entry.draft-discard"_s, u"media.create"_s, u"media.update"_s,
                          u"media.delete"_s, u"review-workflows.updateEntryStage"_s, u"releases.publish"_s}));
    const EventType *create = catalogue->find(u"entry.create"_s);
    QCOMPARE(create->group, u"Entry"_s);
    QCOMPARE(create->action, u"Create"_s);
    QCOMPARE(create->edition, Edition::Community);
    QCOMPARE(create->keys, (QStringList{u"model"_s, u"uid"_s, u"entry"_s}));
    QVERIFY(!create->description.isEmpty());
    QVERIFY(catalogue->find(u"entry.publish"_s)->note.contains(u"draft & publish"));
    QCOMPARE(catalogue->find(u"releases.publish"_s)->edition, Edition::Enterprise);
    QCOMPARE(catalogue->find(u"trigger-test"_s)->sample, QByteArray());
}

void TestCatalogueResource::samplesAreThoseOfTheFiles_data()
{
    QTest::addColumn<EventType>("type");
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    for (const EventType &type : catalogue->types()) {
        if (type.name != triggerTest)
            QTest::newRow(qPrintable(type.name)) << type;
    }
}

void TestCatalogueResource::samplesAreThoseOfTheFiles()
{
    QFETCH(const EventType, type);
    QFile file(u":/events/%1.json"_s.arg(type.name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto whole = JsonText::parse(file.readAll());
    const auto sample = JsonText::parse(type.sample);
    QVERIFY(whole);
    QVERIFY(sample);
    const auto inFile = JsonText::parse(whole->value(*whole->find(u"sample"_s)));
    QCOMPARE(sample->compact(), inFile->compact()); // every token as in the file

    // For eyes: from the left margin, two blanks a level.
    QVERIFY(type.sample.startsWith("{\n  \"event\": \""));
    QVERIFY(type.sample.endsWith("\n}"));
    for (const JsonText::Member &member : sample->members()) {
        const bool isFixed = member.key == u"event" || member.key == u"createdAt";
        QVERIFY2(isFixed || type.keys.contains(member.key), qPrintable(member.key));
    }
}

void TestCatalogueResource::samplesAreBytes()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"order.paid.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(goodFile()) > 0);
    file.close();
    const auto catalogue = readCatalogue(folder.path());
    QVERIFY(catalogue);
    const EventType *type = catalogue->find(u"order.paid"_s);
    QVERIFY(type);
    QCOMPARE(type->order, 500);
    QCOMPARE(type->sample, QByteArray(R"({
    "event": "order.paid",
    "createdAt": "2026-11-23T16:33:57.070Z",
    "order": {
        "total": 1.0,
      "odd": 1e5,
        "text": "a  b\u00e9\/"
    }
})"));
}

void TestCatalogueResource::wrongShape_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    const auto with = [](const char *before, const char *after) {
        const QByteArray bytes = goodFile().replace(before, after);
        return bytes == goodFile() ? QByteArray() : bytes;
    };
    const QString paid = u"order.paid.json"_s;
    QTest::newRow("empty") << paid << QByteArray();
    QTest::newRow("not JSON") << paid << with("\"order\": 500,", "\"order\": 500");
    QTest::newRow("not an object") << paid << QByteArray("[]");
    QTest::newRow("another name") << u"order.refunded.json"_s << goodFile();
    QTest::newRow("no group") << paid << with("\"group\": \"Orders\",", "");
    QTest::newRow("no action") << paid << with("\"action\": \"Paid\",", "");
    QTest::newRow("order is text") << paid << with("500", "\"500\"");
    QTest::newRow("unknown edition") << paid << with("\"enterprise\"", "\"gold\"");
    QTest::newRow("no description") << paid << with("\"description\"", "\"descripton\"");
    QTest::newRow("note is null") << paid << with("\"note\": \"\"", "\"note\": null");
    QTest::newRow("keys is text") << paid << with("[\"order\"]", "\"order\"");
    QTest::newRow("keys are numbers") << paid << with("[\"order\"]", "[1]");
    QTest::newRow("no sample") << paid << with("\"sample\"", "\"simple\"");
    QTest::newRow("sample of another type") << paid << with("\"event\": \"order.paid\"", "\"event\": \"order.lost\"");
    QTest::newRow("sample without time") << paid << with("\"createdAt\"", "\"created\"");
    QTest::newRow("trigger-test with a sample")
        << u"trigger-test.json"_s << goodFile().replace("order.paid", "trigger-test");
}

void TestCatalogueResource::wrongShape()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const auto catalogue = readCatalogue(folder.path());
    QVERIFY(!catalogue);
    QCOMPARE(catalogue.error().code, ErrorCode::Damaged);
    QCOMPARE(catalogue.error().subject, folder.filePath(name));
    QVERIFY(!catalogue.error().detail.isEmpty());
}

void TestCatalogueResource::noFolder()
{
    const QTemporaryDir folder;
    QCOMPARE(readCatalogue(folder.path()).error().code, ErrorCode::CannotRead);
    QCOMPARE(readCatalogue(folder.filePath(u"x"_s)).error().subject, folder.filePath(u"x"_s));
}

QTEST_GUILESS_MAIN(TestCatalogueResource)
#include "tst_catalogueresource.moc"
