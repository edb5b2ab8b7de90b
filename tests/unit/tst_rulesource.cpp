// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "host/rulesource.h"
#include "store/catalogueresource.h"
#include "support/fewfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = QStringLiteral(TEST_DATA "/strapi");
const QByteArray payload
    = R"({"event":"entry.create","createdAt":"2026-11-24T08:00:00Z","model":"address","entry":{"doorCode":1,"a":2}})";

} // namespace

/// The rules follow the profile's files, and stop everything when one of them cannot be read.
class TestRuleSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void followsTheFiles();
    void damagedContentTypeStopsAll();
    void followsOwnEventTypes();
    void followsTheEdition();
    void editionStaysWhileItCannotBeRead();
    void failureIsNotRemembered();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
    EventCatalogue m_catalogue = *readCatalogue();
    std::unique_ptr<RuleSource> m_source;
};

void TestRuleSource::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->filePath(u"profile"_s));
    QVERIFY(m_profile.prepare());
    m_source = std::make_unique<RuleSource>(m_profile, m_catalogue);
}

void TestRuleSource::followsTheFiles()
{
    QCOMPARE(m_source->rules()->given(payload, {})->event.payload, payload); // nothing is known
    const ContentTypeStore store(m_profile);
    QVERIFY(store.import({site}));
    const QByteArray stripped = QByteArray(payload).replace("\"doorCode\":1,", "");
    QCOMPARE(m_source->rules()->given(payload, {})->event.payload, stripped);
    QVERIFY(store.remove(u"api::address.address"_s));
    QCOMPARE(m_source->rules()->given(payload, {})->event.payload, payload);
}

void TestRuleSource::damagedContentTypeStopsAll()
{
    QVERIFY(ContentTypeStore(m_profile).import({site}));
    QVERIFY(m_source->rules());
    const QString path = m_profile.contentTypeFile(u"api::address.address"_s);
    QFile file(path);
    QVERIFY(file.resize(20));
    const auto rules = m_source->rules();
    QVERIFY(!rules);
    QCOMPARE(rules.error().code, ErrorCode::ContentTypeDamaged);
    QCOMPARE(rules.error().subject, path);
    // Imported again it is well.
    QVERIFY(ContentTypeStore(m_profile).import({site}));
    QVERIFY(m_source->rules());
}

void TestRuleSource::followsOwnEventTypes()
{
    const QByteArray sample = R"({"event":"order.paid","createdAt":"2026-11-24T08:00:00Z"})";
    const EventTypeStore store(m_profile);
    QCOMPARE(m_source->rules()->given(sample, {}).error().code, ErrorCode::UnknownEventType);
    QVERIFY(store.add(u"order.paid"_s, sample, m_catalogue));
    QVERIFY(m_source->rules()->given(sample, {}));
    QVERIFY(store.remove(u"order.paid"_s, m_catalogue));
    QCOMPARE(m_source->rules()->given(sample, {}).error().code, ErrorCode::UnknownEventType);
}

void TestRuleSource::followsTheEdition()
{
    QCOMPARE(m_source->edition().value(), Edition::Community);
    Preferences preferences;
    preferences.edition = Edition::Enterprise;
    QVERIFY(PreferencesStore(m_profile).save(preferences));
    QCOMPARE(m_source->edition().value(), Edition::Enterprise);
}

void TestRuleSource::editionStaysWhileItCannotBeRead()
{
    Preferences preferences;
    preferences.edition = Edition::Enterprise;
    QVERIFY(PreferencesStore(m_profile).save(preferences));
    QCOMPARE(m_source->edition().value(), Edition::Enterprise);
    QVERIFY(QFile::resize(m_profile.preferencesFile(), 10));
    QCOMPARE(m_source->edition().value(), Edition::Enterprise);
    RuleSource later(m_profile, m_catalogue);
    QCOMPARE(later.edition().error().code, ErrorCode::CannotRead); // nobody knows
    QVERIFY(QFile::remove(m_profile.preferencesFile()));
    QCOMPARE(later.edition().value(), Edition::Community);
}

/// It may have nothing to do with the files, and then no file changes when it is over.
void TestRuleSource::failureIsNotRemembered()
{
    QVERIFY(ContentTypeStore(m_profile).import({site}));
    QVERIFY(!withoutMoreFiles([this] { return m_source->rules(); }));
    QVERIFY(m_source->rules());
}

QTEST_GUILESS_MAIN(TestRuleSource)
#include "tst_rulesource.moc"
