// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/preferenceorders.h"
#include "support/fakepanelservice.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace hookpanel;
using namespace hookpanel::test;

class TestPreferenceOrders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_orders.reset(); }
    void eachSettingIsItsOwn_data();
    void eachSettingIsItsOwn();
    void answersComeInTheOrderOfTheOrders();
    void anAnswerWithAnotherValueIsAnAnswer();
    void newsAreNoAnswer();
    void undoIsNoChoice();
    void failureIsKept();
    void settledAfterTheLast();

private:
    void set(Setting setting, const std::function<void(Preferences &)> &change)
    {
        Preferences wanted;
        change(wanted);
        m_orders->set(setting, wanted);
    }
    void chooseDark()
    {
        set(Setting::Theme, [](Preferences &p) { p.theme = Theme::Dark; });
    }
    void chooseStrapi4()
    {
        set(Setting::PayloadFormat, [](Preferences &p) { p.payloadFormat = PayloadFormat::Strapi4; });
    }
    QList<FakePanelService::SavedPreferences> &saved() { return m_service->savedPreferences; }

    const Error m_full{ErrorCode::CannotWrite, u"hookpanel.ini"_s, u"full"_s};
    std::unique_ptr<FakePanelService> m_service;
    std::unique_ptr<PreferenceOrders> m_orders;
};

void TestPreferenceOrders::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_service = std::make_unique<FakePanelService>();
    m_orders = std::make_unique<PreferenceOrders>(*m_service);
}

void TestPreferenceOrders::eachSettingIsItsOwn_data()
{
    QTest::addColumn<Setting>("setting");
    for (const Setting setting : allSettings)
        QTest::addRow("%d", int(setting)) << setting;
}

void TestPreferenceOrders::eachSettingIsItsOwn()
{
    QFETCH(const Setting, setting);
    Preferences other;
    other.defaultHeaders = {{u"X-A"_s, u"1"_s}};
    other.payloadFormat = PayloadFormat::Strapi4;
    other.edition = Edition::Enterprise;
    other.timeoutSeconds = 99;
    other.retry = RetrySchedule(RetrySchedule::Kind::Off);
    other.proxy.kind = ProxyChoice::Kind::None;
    other.theme = Theme::Dark;
    other.retention = {7, 500};
    other.attemptsAtOnce = 4;
    other.intakeOn = true;
    other.intakePort = 4242;
    m_orders->set(setting, other);
    QCOMPARE(saved().size(), 1);
    QVERIFY(saved().first().before == Preferences());
    QVERIFY(saved().first().preferences != Preferences());
    // All of them together are all of it: no member belongs to two settings, and none to no one.
    Preferences all = saved().first().preferences;
    for (const Setting another : allSettings) {
        if (another != setting)
            copySetting(another, other, all);
    }
    QVERIFY(all == other);
    m_orders->set(setting, other); // it is on its way already
    QCOMPARE(saved().size(), 1);
}

void TestPreferenceOrders::answersComeInTheOrderOfTheOrders()
{
    QSignalSpy done(m_orders.get(), &PreferenceOrders::done);
    chooseDark();
    chooseStrapi4();
    QVERIFY(m_orders->isOpen(Setting::Theme));
    Q_EMIT m_service->preferencesSaved(saved().at(0).preferences, {});
    QCOMPARE(done.size(), 1);
    QCOMPARE(done.first().first().value<Setting>(), Setting::Theme);
    QVERIFY(!m_orders->isOpen(Setting::Theme));
    QVERIFY(m_orders->isOpen(Setting::PayloadFormat));
    QCOMPARE(m_orders->shown().payloadFormat, PayloadFormat::Strapi4);
    QCOMPARE(m_orders->stored().payloadFormat, PayloadFormat::Strapi5);
    Q_EMIT m_service->preferencesSaved(saved().at(1).preferences, {});
    QCOMPARE(done.last().first().value<Setting>(), Setting::PayloadFormat);
    QVERIFY(m_orders->isIdle());
}

/// Another program may set the same again between the writing and the reading back.
void TestPreferenceOrders::anAnswerWithAnotherValueIsAnAnswer()
{
    chooseDark();
    Preferences light;
    light.theme = Theme::Light;
    Q_EMIT m_service->preferencesSaved(light, {});
    QVERIFY(m_orders->isIdle());
    QCOMPARE(m_orders->shown().theme, Theme::Light);
}

void TestPreferenceOrders::newsAreNoAnswer()
{
    QSignalSpy done(m_orders.get(), &PreferenceOrders::done);
    chooseDark();
    Q_EMIT m_service->preferencesStored(saved().first().preferences, {}); // another program chose the same
    QVERIFY(!m_orders->isIdle());
    QCOMPARE(done.size(), 0);
    Q_EMIT m_service->preferencesSaved(saved().first().preferences, {});
    QVERIFY(m_orders->isIdle());
    QCOMPARE(done.size(), 1);
}

void TestPreferenceOrders::undoIsNoChoice()
{
    QSignalSpy done(m_orders.get(), &PreferenceOrders::done);
    chooseDark();
    Q_EMIT m_service->preferencesSaved(saved().first().preferences, {});
    m_orders->set(Setting::Theme, done.first().at(1).value<Preferences>(), true);
    QVERIFY(!m_orders->isOpen(Setting::Theme)); // the field shows it
    QCOMPARE(m_orders->shown().theme, Theme::System);
    Q_EMIT m_service->preferencesSaved(saved().last().preferences, {});
    QCOMPARE(done.size(), 1);
}

void TestPreferenceOrders::failureIsKept()
{
    QSignalSpy failed(m_orders.get(), &PreferenceOrders::failed);
    chooseDark();
    Q_EMIT m_service->preferencesFailed(m_full);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(m_orders->unwritten(), 1);
    QCOMPARE(m_orders->failure(), m_full);
    QVERIFY(m_orders->isIdle());
    QVERIFY(m_orders->isOpen(Setting::Theme));
    chooseDark(); // that is what the button is for
    QCOMPARE(saved().size(), 1);
    Preferences news;
    news.timeoutSeconds = 33;
    Q_EMIT m_service->preferencesStored(news, {});
    m_orders->tryAgain();
    QCOMPARE(saved().size(), 2);
    QVERIFY(saved().last().before == news);
    QCOMPARE(saved().last().preferences.theme, Theme::Dark);
    QCOMPARE(saved().last().preferences.timeoutSeconds, 33);
    QCOMPARE(m_orders->unwritten(), 0);
    Q_EMIT m_service->preferencesFailed(m_full);
    set(Setting::Theme, [](Preferences &) {}); // given up for what is stored
    QCOMPARE(saved().size(), 2);
    QCOMPARE(m_orders->unwritten(), 0);
}

void TestPreferenceOrders::settledAfterTheLast()
{
    QSignalSpy settled(m_orders.get(), &PreferenceOrders::settled);
    chooseDark();
    chooseStrapi4();
    Q_EMIT m_service->preferencesFailed(m_full);
    QCOMPARE(settled.size(), 0);
    Q_EMIT m_service->preferencesSaved(saved().last().preferences, {});
    QCOMPARE(settled.size(), 1);
}

QTEST_GUILESS_MAIN(TestPreferenceOrders)
#include "tst_preferenceorders.moc"
