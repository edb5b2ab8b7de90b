// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/definitionsimport.h"
#include "core/definitionsreader.h"
#include "store/importer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

/// Plans carried out, and taken back.
class TestImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void doesWhatThePlanSays();
    void undoLeavesEverythingAsItWas();
    void undoLeavesWhatWasChangedSince();
    void overwritesNothingThatChangedMeanwhile();
    void defaultHeadersThatChangedMeanwhile();

private:
    [[nodiscard]] ImportPlan planOf(const QByteArray &json);
    [[nodiscard]] QByteArray fileFor(const Webhook &existing) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WebhookStore> m_webhooks;
    std::unique_ptr<PreferencesStore> m_preferences;
};

void TestImporter::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    const Profile profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    m_webhooks = std::make_unique<WebhookStore>(profile, EventCatalogue());
    m_preferences = std::make_unique<PreferencesStore>(profile);
    Webhook webhook;
    webhook.name = u"There"_s;
    webhook.url = u"http://there/"_s;
    webhook.headers = {{u"X-A"_s, u"1"_s}};
    QVERIFY(m_webhooks->save(webhook));
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-D"_s, u"old"_s}};
    QVERIFY(m_preferences->save(preferences));
}

ImportPlan TestImporter::planOf(const QByteArray &json)
{
    const auto read = readDefinitions(json, u"file"_s);
    const auto plan = read ? planImport(*read, *m_webhooks->loadAll(), *m_preferences->load(), EventCatalogue())
                           : tl::unexpected(read.error());
    if (!plan)
        qFatal("the test's file is refused");
    return *plan;
}

/// One to add, this one to update, a default header to replace.
QByteArray TestImporter::fileFor(const Webhook &existing) const
{
    return R"({"format":"hookpanel-definitions","version":1,"defaultHeaders":[{"name":"X-D","value":"new"}],"webhooks":[)"
           R"({"name":"New","url":"http://new/"},{"id":")"
        + existing.id.toString().toLatin1() + R"(","name":"Changed","url":"http://there/"}]})";
}

void TestImporter::doesWhatThePlanSays()
{
    const Webhook there = m_webhooks->loadAll()->first().webhook;
    const ImportReport report = Importer(*m_webhooks, *m_preferences).run(planOf(fileFor(there)));
    QVERIFY(!report.error);
    QCOMPARE(report.added.size(), 1);
    QCOMPARE(report.updated.size(), 1);
    QVERIFY(report.defaultHeadersChanged);
    const auto all = *m_webhooks->loadAll();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).webhook.name, u"Changed"_s);
    QCOMPARE(all.at(0).webhook.headers, there.headers);
    QCOMPARE(all.at(1), report.added.first());
    QCOMPARE(m_preferences->load()->defaultHeaders, (Headers{{u"X-D"_s, u"new"_s}}));
}

void TestImporter::undoLeavesEverythingAsItWas()
{
    const auto before = *m_webhooks->loadAll();
    Importer importer(*m_webhooks, *m_preferences);
    const ImportReport report = importer.run(planOf(fileFor(before.first().webhook)));
    const ImportUndone undone = importer.undo(report);
    QCOMPARE(undone.errors, QList<Error>());
    QCOMPARE(undone.gone, QList<WebhookId>{report.added.first().webhook.id});
    QCOMPARE(*m_webhooks->loadAll(), before); // revisions too: byte for byte
    QCOMPARE(m_preferences->load()->defaultHeaders, (Headers{{u"X-D"_s, u"old"_s}}));
}

void TestImporter::undoLeavesWhatWasChangedSince()
{
    const auto before = *m_webhooks->loadAll();
    Importer importer(*m_webhooks, *m_preferences);
    const ImportReport report = importer.run(planOf(fileFor(before.first().webhook)));
    Webhook added = report.added.first().webhook;
    added.name = u"Edited since"_s;
    QVERIFY(m_webhooks->save(added));
    const ImportUndone undone = importer.undo(report);
    QCOMPARE(undone.errors.size(), 1);
    QCOMPARE(undone.errors.first().code, ErrorCode::ChangedElsewhere);
    QCOMPARE(undone.gone, QList<WebhookId>());
    QCOMPARE(m_webhooks->load(added.id)->webhook, added);
    QCOMPARE(*m_webhooks->load(before.first().webhook.id), before.first());
}

void TestImporter::overwritesNothingThatChangedMeanwhile()
{
    Webhook there = m_webhooks->loadAll()->first().webhook;
    const ImportPlan plan = planOf(fileFor(there));
    there.name = u"Theirs"_s;
    QVERIFY(m_webhooks->save(there));
    const ImportReport report = Importer(*m_webhooks, *m_preferences).run(plan);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::ChangedElsewhere);
    QCOMPARE(report.added.size(), 1); // said, because it is written
    QCOMPARE(report.updated.size(), 0);
    QCOMPARE(m_webhooks->load(there.id)->webhook, there);
    QCOMPARE(m_preferences->load()->defaultHeaders, (Headers{{u"X-D"_s, u"old"_s}}));
}

void TestImporter::defaultHeadersThatChangedMeanwhile()
{
    const ImportPlan plan = planOf(fileFor(m_webhooks->loadAll()->first().webhook));
    Preferences preferences;
    preferences.defaultHeaders = {{u"X-D"_s, u"theirs"_s}};
    QVERIFY(m_preferences->save(preferences));
    const ImportReport report = Importer(*m_webhooks, *m_preferences).run(plan);
    QVERIFY(report.error);
    QVERIFY(!report.defaultHeadersChanged);
    QCOMPARE(m_preferences->load()->defaultHeaders, preferences.defaultHeaders);
}

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"
