// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/headertablemodel.h"
#include "support/scene.h"
#include "views/headersview.h"
#include "views/settingspage.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QWheelEvent>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

/// The settings screen in its window, on a fake service.
class tst_SettingsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_scene.reset(); }
    void navigation();
    void navigationAsksAboutUnsavedChanges();
    void choicesAreWrittenAtOnce_data();
    void choicesAreWrittenAtOnce();
    void undoWritesTheOldValue();
    void eachUndoTakesOneBack();
    void choiceThatNeedsMoreOpensItsField_data();
    void choiceThatNeedsMoreOpensItsField();
    void numberIsOneChange_data();
    void numberIsOneChange();
    void numberIsWrittenOnLeaving();
    void units();
    void ownWaits();
    void badOwnWaits_data();
    void badOwnWaits();
    void proxyAddress();
    void badProxyAddress_data();
    void badProxyAddress();
    void headerIsWrittenWhenComplete();
    void headerWithoutValueIsWrittenWhenLeft();
    void badHeaderIsSaidAndNotWritten();
    void removedHeaderIsWritten();
    void secretHeaderIsKeptOnce();
    void nothingTypedIsLostOnLeaving();
    void failureKeepsTheChoice();
    void otherProgramsChangeAppears();
    void otherProgramsChangeLeavesWhatIsTyped();
    void onlyTheChangedSettingIsWritten();
    void unreadableIsSaid();
    void wheelScrollsThePage();

private:
    template<typename Widget = QWidget> Widget &the(const char *name) { return find<Widget>(m_scene->window, name); }
    void choose(const char *box, int index) { the<QComboBox>(box).setCurrentIndex(index); }
    void answer() { Q_EMIT service().preferencesSaved(service().savedPreferences.constLast().preferences, {}); }
    FakePanelService &service() { return m_scene->service; }
    QList<FakePanelService::SavedPreferences> &saved() { return service().savedPreferences; }
    void typeCell(int row, int column, const QString &text);
    QString undoText() { return the("settingsUndoBar").findChild<QLabel *>()->text(); }

    std::unique_ptr<Scene> m_scene;
    Preferences m_start;
};

void tst_SettingsPage::init()
{
    failOnWarnings();
    m_scene = std::make_unique<Scene>();
    m_start = sampleContent().preferences;
    QVERIFY(m_scene->show({1100, 1400}));
    m_scene->openSettings();
    QVERIFY(the("settingsTitleLabel").isVisible());
}

void tst_SettingsPage::typeCell(int row, int column, const QString &text)
{
    auto &view = the<HeadersView>("defaultHeadersView");
    view.setFocus();
    view.setCurrentIndex(view.model()->index(row, column));
    view.edit(view.currentIndex());
    const QPointer<QLineEdit> editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(editor);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return); // handed over by a later turn of the loop
    QTRY_VERIFY(!editor);
}

void tst_SettingsPage::navigation()
{
    auto &list = the<QListWidget>("navigation");
    const int row = list.currentRow();
    QCOMPARE(list.currentItem()->text(), u"Settings"_s);
    goToScreen(m_scene->window, u"Webhooks"_s);
    QVERIFY(the("webhooksView").isVisible());
    QCOMPARE(list.currentRow(), 0);
    list.setCurrentRow(row);
    QTest::keyClick(&list, Qt::Key_Return);
    QVERIFY(the("settingsTitleLabel").isVisible());
    QVERIFY(the("defaultHeadersView").hasFocus());
}

void tst_SettingsPage::navigationAsksAboutUnsavedChanges()
{
    auto &list = the<QListWidget>("navigation");
    goToScreen(m_scene->window, u"Webhooks"_s);
    m_scene->openWebhook(u"Static build"_s);
    the<QLineEdit>("nameEdit").setText(u"Changed"_s);
    goToScreen(m_scene->window, u"Settings"_s);
    QCOMPARE(m_scene->prompts.unsavedQuestions, 1);
    m_scene->prompts.answer(UserPrompts::Unsaved::Cancel);
    QVERIFY(the("nameEdit").isVisible());
    QCOMPARE(list.currentRow(), 0); // the navigation says where one still is
    goToScreen(m_scene->window, u"Settings"_s);
    m_scene->prompts.answer(UserPrompts::Unsaved::Discard);
    QVERIFY(the("settingsTitleLabel").isVisible());
    QCOMPARE(list.currentItem()->text(), u"Settings"_s);
}

void tst_SettingsPage::choicesAreWrittenAtOnce_data()
{
    QTest::addColumn<QByteArray>("box");
    QTest::addColumn<int>("index");
    QTest::addColumn<Preferences>("expected");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *box, int index, const QString &sentence, const auto &set) {
        Preferences expected = sampleContent().preferences;
        set(expected);
        QTest::addRow("%s %d", box, index) << QByteArray(box) << index << expected << sentence;
    };
    const QString format = u"Changed the payload format"_s;
    row("payloadFormatBox", 1, format, [](Preferences &p) { p.payloadFormat = PayloadFormat::Strapi4; });
    row("editionBox", 1, u"Changed the edition"_s, [](Preferences &p) { p.edition = Edition::Enterprise; });
    const QString retry = u"Changed the default retry schedule"_s;
    row("defaultRetryBox", 0, retry, [](Preferences &p) { p.retry = RetrySchedule(RetrySchedule::Kind::Off); });
    row("defaultRetryBox", 1, retry, [](Preferences &p) { p.retry = RetrySchedule(RetrySchedule::Kind::Quick); });
    row("proxyBox", 1, u"Changed the proxy"_s, [](Preferences &p) { p.proxy.kind = ProxyChoice::Kind::None; });
    row("themeBox", 1, u"Changed the theme"_s, [](Preferences &p) { p.theme = Theme::Light; });
    row("themeBox", 2, u"Changed the theme"_s, [](Preferences &p) { p.theme = Theme::Dark; });
}

void tst_SettingsPage::choicesAreWrittenAtOnce()
{
    QFETCH(const QByteArray, box);
    QFETCH(const int, index);
    QFETCH(const Preferences, expected);
    QFETCH(const QString, sentence);
    choose(box.constData(), index);
    QCOMPARE(saved().size(), 1);
    QVERIFY(saved().constFirst().preferences == expected);
    QVERIFY(saved().constFirst().before == m_start);
    QVERIFY(the("settingsUndoBar").isHidden()); // nothing is done before it is stored
    answer();
    QVERIFY(the("settingsUndoBar").isVisible());
    QCOMPARE(undoText(), sentence);
    QCOMPARE(the<QComboBox>(box.constData()).currentIndex(), index);
}

void tst_SettingsPage::undoWritesTheOldValue()
{
    choose("payloadFormatBox", 1);
    answer();
    // Another program sets something else meanwhile: it stays.
    Preferences now = saved().constLast().preferences;
    now.timeoutSeconds = 77;
    Q_EMIT service().preferencesStored(now, {});
    click(the("settingsUndoButton"));
    QCOMPARE(saved().size(), 2);
    QVERIFY(saved().constLast().before == now);
    now.payloadFormat = PayloadFormat::Strapi5;
    QVERIFY(saved().constLast().preferences == now);
    QCOMPARE(the<QComboBox>("payloadFormatBox").currentIndex(), 0);
    answer();
    QVERIFY(the("settingsUndoBar").isHidden());
    QCOMPARE(the<QComboBox>("payloadFormatBox").currentIndex(), 0);
}

void tst_SettingsPage::eachUndoTakesOneBack()
{
    choose("payloadFormatBox", 1);
    answer();
    choose("themeBox", 2);
    answer();
    choose("themeBox", 1);
    answer();
    const auto undo = [this] {
        click(the("settingsUndoButton"));
        answer();
    };
    undo();
    QCOMPARE(the<QComboBox>("themeBox").currentIndex(), 2);
    QCOMPARE(undoText(), u"Changed the theme"_s);
    the("settingsTitleLabel").setFocus();
    QTest::keySequence(&m_scene->window, QKeySequence::Undo);
    answer();
    QCOMPARE(the<QComboBox>("themeBox").currentIndex(), 0);
    QCOMPARE(undoText(), u"Changed the payload format"_s);
    undo();
    QVERIFY(saved().constLast().preferences == m_start);
    QVERIFY(the("settingsUndoBar").isHidden());
}

void tst_SettingsPage::choiceThatNeedsMoreOpensItsField_data()
{
    QTest::addColumn<QByteArray>("box");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("note");
    QTest::addColumn<QString>("former");
    QTest::newRow("proxy") << QByteArray("proxyBox") << 2 << QByteArray("proxyAddressEdit") << QByteArray("proxyNote")
                           << u"The system's"_s;
    QTest::newRow("waits") << QByteArray("defaultRetryBox") << 3 << QByteArray("ownDefaultRetryEdit")
                           << QByteArray("ownDefaultRetryNote") << u"Standard"_s;
}

/// Also where there is no room for it yet, and it says what is in force meanwhile.
void tst_SettingsPage::choiceThatNeedsMoreOpensItsField()
{
    QFETCH(const QByteArray, box);
    QFETCH(const int, index);
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, note);
    QFETCH(const QString, former);
    m_scene->window.resize(900, 600);
    the<QComboBox>(box.constData()).setFocus();
    choose(box.constData(), index);
    QWidget &edit = the(field.constData());
    auto &label = the<QLabel>(note.constData());
    QVERIFY(edit.hasFocus());
    QVERIFY(!edit.visibleRegion().isEmpty());
    QCOMPARE(edit.visibleRegion().boundingRect(), edit.rect());
    QVERIFY(label.isVisible());
    QVERIFY2(label.text().contains(former), qPrintable(label.text()));
    QCOMPARE(edit.accessibleDescription(), label.text());
    QVERIFY(saved().isEmpty());
    choose(box.constData(), 0);
    QVERIFY(!label.isVisible());
}

void tst_SettingsPage::numberIsOneChange_data()
{
    QTest::addColumn<QByteArray>("box");
    QTest::addColumn<Preferences>("stepped");
    QTest::addColumn<Preferences>("typed");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *box, const QString &sentence, const auto &set) {
        Preferences stepped = sampleContent().preferences;
        Preferences typed = stepped;
        set(stepped, true);
        set(typed, false);
        QTest::addRow("%s", box) << QByteArray(box) << stepped << typed << sentence;
    };
    row("defaultTimeoutBox", u"Changed the default timeout"_s,
        [](Preferences &p, bool stepped) { p.timeoutSeconds = stepped ? 15 : 42; });
    row("retentionDaysBox", u"Changed how long deliveries are kept"_s,
        [](Preferences &p, bool stepped) { p.retention.days = stepped ? 35 : 42; });
    row("retentionCountBox", u"Changed how many deliveries are kept"_s,
        [](Preferences &p, bool stepped) { p.retention.count = stepped ? 100'005 : 42; });
    row("attemptsAtOnceBox", u"Changed the attempts at once"_s,
        [](Preferences &p, bool stepped) { p.attemptsAtOnce = stepped ? 37 : 42; });
}

void tst_SettingsPage::numberIsOneChange()
{
    QFETCH(const QByteArray, box);
    QFETCH(const Preferences, stepped);
    QFETCH(const Preferences, typed);
    QFETCH(const QString, sentence);
    auto &number = the<QSpinBox>(box.constData());
    number.setFocus();
    for (int step = 0; step < 5; ++step)
        QTest::keyClick(&number, Qt::Key_Up);
    QVERIFY(saved().isEmpty());
    QTRY_COMPARE(saved().size(), 1);
    QVERIFY(saved().constLast().preferences == stepped);
    answer();
    QCOMPARE(undoText(), sentence);
    number.selectAll();
    QTest::keyClicks(&number, u"42"_s);
    QTest::keyClick(&number, Qt::Key_Return);
    QCOMPARE(saved().size(), 2);
    QVERIFY(saved().constLast().preferences == typed);
    answer();
    click(the("settingsUndoButton"));
    QVERIFY(saved().constLast().preferences == stepped);
    answer();
    click(the("settingsUndoButton"));
    QVERIFY(saved().constLast().preferences == m_start);
}

void tst_SettingsPage::numberIsWrittenOnLeaving()
{
    auto &box = the<QSpinBox>("retentionDaysBox");
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, u"90"_s);
    QVERIFY(saved().isEmpty());
    goToScreen(m_scene->window, u"Webhooks"_s);
    QCOMPARE(saved().size(), 1);
    QCOMPARE(saved().constLast().preferences.retention.days, 90);
}

void tst_SettingsPage::units()
{
    auto &days = the<QSpinBox>("retentionDaysBox");
    QVERIFY2(days.text().startsWith(u"30 day"), qPrintable(days.text()));
    auto &count = the<QSpinBox>("retentionCountBox");
    QVERIFY2(count.text().startsWith(u"100,000 deliver"), qPrintable(count.text()));
    QCOMPARE(days.maximum(), Retention::mostDays);
    QCOMPARE(count.maximum(), Retention::mostCount);
    QCOMPARE(the<QSpinBox>("attemptsAtOnceBox").maximum(), Preferences::mostAttemptsAtOnce);
    for (const QSpinBox *box : {&days, &count, &the<QSpinBox>("attemptsAtOnceBox")})
        QCOMPARE(box->minimum(), 1);
}

void tst_SettingsPage::ownWaits()
{
    auto &edit = the<QLineEdit>("ownDefaultRetryEdit");
    QVERIFY(!edit.isVisible());
    choose("defaultRetryBox", 3);
    QVERIFY(edit.isVisible());
    QVERIFY(saved().isEmpty());
    QVERIFY(!the("defaultRetryError").isVisible());
    edit.setFocus();
    QTest::keyClicks(&edit, u"1, 5, 60"_s);
    QVERIFY(saved().isEmpty());
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(saved().size(), 1);
    QCOMPARE(saved().constLast().preferences.retry.toText(), u"1,5,60"_s);
}

void tst_SettingsPage::badOwnWaits_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : {u"0"_s, u"soon"_s, u"5,,"_s, u"-1"_s, u"604801"_s, u"standard"_s, QString()})
        QTest::newRow(qPrintable(u"“%1”"_s.arg(text))) << text;
}

void tst_SettingsPage::badOwnWaits()
{
    QFETCH(const QString, text);
    choose("defaultRetryBox", 3);
    auto &edit = the<QLineEdit>("ownDefaultRetryEdit");
    edit.setFocus();
    QTest::keyClicks(&edit, text);
    QTest::keyClick(&edit, Qt::Key_Tab);
    QVERIFY(saved().isEmpty());
    QVERIFY(the("defaultRetryError").isVisible());
    QVERIFY(edit.accessibleDescription().contains(u"24 waits"));
    QCOMPARE(edit.text(), text);
    choose("defaultRetryBox", 1);
    QVERIFY(!the("defaultRetryError").isVisible());
    QCOMPARE(saved().size(), 1);
}

void tst_SettingsPage::proxyAddress()
{
    auto &edit = the<QLineEdit>("proxyAddressEdit");
    QVERIFY(!edit.isVisible());
    choose("proxyBox", 2);
    QVERIFY(edit.isVisible());
    QVERIFY(saved().isEmpty());
    edit.setFocus();
    QTest::keyClicks(&edit, u"proxy.example:3128"_s);
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(saved().size(), 1);
    QCOMPARE(saved().constLast().preferences.proxy.toText(), u"http://proxy.example:3128"_s);
    answer();
    QCOMPARE(edit.text(), u"http://proxy.example:3128"_s);
}

void tst_SettingsPage::badProxyAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << QString() << u"missing"_s;
    QTest::newRow("no port") << u"http://proxy.example"_s << u"with its port"_s;
    QTest::newRow("scheme") << u"https://proxy.example:3128"_s << u"socks5://"_s;
    QTest::newRow("path") << u"http://proxy.example:3128/a"_s << u"not the address"_s;
    QTest::newRow("password") << u"http://me:secret@proxy.example:3128"_s << u"in clear"_s;
    QTest::newRow("nonsense") << u"a b"_s << u"not the address"_s;
}

void tst_SettingsPage::badProxyAddress()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    choose("proxyBox", 2);
    auto &edit = the<QLineEdit>("proxyAddressEdit");
    edit.setFocus();
    QTest::keyClicks(&edit, text);
    QTest::keyClick(&edit, Qt::Key_Return);
    QVERIFY(saved().isEmpty());
    const QString said = the<QLabel>("proxyError").text();
    QVERIFY2(said.contains(words), qPrintable(said));
    QVERIFY(!said.contains(u"secret"));
    QCOMPARE(edit.accessibleDescription(), said);
    QCOMPARE(edit.text(), text);
}

void tst_SettingsPage::headerIsWrittenWhenComplete()
{
    typeCell(1, 0, u"X-Team"_s);
    QVERIFY(saved().isEmpty()); // its value is still to come
    typeCell(1, 1, u"blue"_s);
    QCOMPARE(saved().size(), 1);
    const Headers expected{{u"X-Site"_s, u"example.com"_s}, {u"X-Team"_s, u"blue"_s}};
    QVERIFY(saved().constLast().preferences.defaultHeaders == expected);
    answer();
    QCOMPARE(undoText(), u"Changed the default headers"_s);
    QVERIFY(the("defaultHeadersView").hasFocus());
    QCOMPARE(the<HeadersView>("defaultHeadersView").currentIndex().row(), 1); // nobody is moved away
    click(the("settingsUndoButton"));
    QVERIFY(saved().constLast().preferences == m_start);
    QCOMPARE(the<HeadersView>("defaultHeadersView").model()->rowCount(), 2);
}

void tst_SettingsPage::headerWithoutValueIsWrittenWhenLeft()
{
    typeCell(1, 0, u"X-Empty"_s);
    QVERIFY(saved().isEmpty());
    the("themeBox").setFocus();
    QCOMPARE(saved().size(), 1);
    QCOMPARE(saved().constLast().preferences.defaultHeaders.size(), 2);
}

void tst_SettingsPage::badHeaderIsSaidAndNotWritten()
{
    typeCell(1, 0, u"Trailer"_s);
    typeCell(1, 1, u"5"_s);
    QVERIFY(saved().isEmpty());
    QVERIFY(the("defaultHeadersError").isVisible());
    QVERIFY(the("defaultHeadersView").accessibleDescription().contains(u"Trailer"));
    typeCell(1, 0, u"X-Length"_s);
    QVERIFY(!the("defaultHeadersError").isVisible());
    QCOMPARE(saved().size(), 1);
}

void tst_SettingsPage::removedHeaderIsWritten()
{
    auto &view = the<HeadersView>("defaultHeadersView");
    QVERIFY(!the("removeDefaultHeaderButton").isEnabled() || view.currentIndex().row() == 0);
    view.setCurrentIndex(view.model()->index(0, 0));
    click(the("removeDefaultHeaderButton"));
    QCOMPARE(saved().size(), 1);
    QVERIFY(saved().constLast().preferences.defaultHeaders.isEmpty());
    answer();
    click(the("settingsUndoButton"));
    QVERIFY(saved().constLast().preferences == m_start);
}

void tst_SettingsPage::secretHeaderIsKeptOnce()
{
    const auto shown = [this] {
        const auto *model = the<HeadersView>("defaultHeadersView").model();
        return model->index(1, HeaderTableModel::ValueColumn).data().toString();
    };
    typeCell(1, 0, u"X-Api-Key"_s);
    typeCell(1, 1, u"s3cr3t"_s);
    QCOMPARE(shown(), u"••••"_s);
    QVERIFY(the("defaultHeaderSecretNote").isVisible());
    QCOMPARE(saved().size(), 1);
    Preferences stored = saved().constLast().preferences;
    QCOMPARE(stored.defaultHeaders.last(), Header({u"X-Api-Key"_s, u"s3cr3t"_s, true}));
    stored.defaultHeaders.last() = {u"X-Api-Key"_s, {}, true, u"r1"_s};
    Q_EMIT m_scene->service.preferencesSaved(stored, {});
    QCOMPARE(shown(), u"••••"_s);
    typeCell(0, 1, u"example.org"_s); // another change does not write it again
    QCOMPARE(saved().size(), 2);
    QCOMPARE(saved().constLast().preferences.defaultHeaders.last(), stored.defaultHeaders.last());
}

void tst_SettingsPage::nothingTypedIsLostOnLeaving()
{
    click(the("createDefaultHeaderButton"));
    auto *editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"X-Open"_s);
    m_scene->window.close(); // with the editor open
    QCOMPARE(saved().size(), 1);
    QCOMPARE(saved().constLast().preferences.defaultHeaders.constLast().name, u"X-Open"_s);
}

void tst_SettingsPage::failureKeepsTheChoice()
{
    choose("payloadFormatBox", 1);
    Q_EMIT service().preferencesFailed({ErrorCode::CannotWrite, u"/p/hookpanel.ini"_s, u"No space left on device"_s});
    auto &again = the<QPushButton>("settingsRetryButton");
    QVERIFY(the<QLabel>("settingsBannerLabel").text().contains(u"/p/hookpanel.ini"));
    QVERIFY(again.isVisible());
    QCOMPARE(the<QComboBox>("payloadFormatBox").currentIndex(), 1);
    QVERIFY(the("settingsUndoBar").isHidden());
    // Another program's news leave it too.
    Preferences news = m_start;
    news.timeoutSeconds = 33;
    Q_EMIT service().preferencesStored(news, {});
    QCOMPARE(the<QComboBox>("payloadFormatBox").currentIndex(), 1);
    QVERIFY(again.isVisible());
    QCOMPARE(the<QSpinBox>("defaultTimeoutBox").value(), 33);

    click(again);
    QCOMPARE(saved().size(), 2);
    QVERIFY(saved().constLast().before == news);
    QCOMPARE(saved().constLast().preferences.payloadFormat, PayloadFormat::Strapi4);
    answer();
    QVERIFY(!again.isVisible());
    QVERIFY(!the("settingsBannerLabel").isVisible());
    QCOMPARE(undoText(), u"Changed the payload format"_s);
}

void tst_SettingsPage::otherProgramsChangeAppears()
{
    Preferences other;
    other.defaultHeaders = {{u"X-A"_s, u"1"_s}, {u"X-B"_s, u"2"_s}};
    other.payloadFormat = PayloadFormat::Strapi4;
    other.edition = Edition::Enterprise;
    other.timeoutSeconds = 99;
    other.retry = *RetrySchedule::fromText(u"7,8"_s);
    other.proxy = *ProxyChoice::fromText(u"socks5://s.example:1080"_s);
    other.theme = Theme::Dark;
    the("themeBox").setFocus();
    Q_EMIT service().preferencesStored(other, {});
    QCOMPARE(the<HeadersView>("defaultHeadersView").model()->rowCount(), 3);
    QCOMPARE(the<QComboBox>("payloadFormatBox").currentText(), u"Strapi 4"_s);
    QCOMPARE(the<QComboBox>("editionBox").currentText(), u"Enterprise"_s);
    QCOMPARE(the<QSpinBox>("defaultTimeoutBox").value(), 99);
    QCOMPARE(the<QLineEdit>("ownDefaultRetryEdit").text(), u"7,8"_s);
    QCOMPARE(the<QLineEdit>("proxyAddressEdit").text(), u"socks5://s.example:1080"_s);
    QCOMPARE(the<QComboBox>("themeBox").currentText(), u"Dark"_s);
    QVERIFY(saved().isEmpty()); // what is shown is not chosen
    QVERIFY(the("settingsUndoBar").isHidden());
}

void tst_SettingsPage::otherProgramsChangeLeavesWhatIsTyped()
{
    choose("proxyBox", 2);
    auto &edit = the<QLineEdit>("proxyAddressEdit");
    edit.setFocus();
    QTest::keyClicks(&edit, u"proxy.exa"_s);
    Preferences other = m_start;
    other.proxy.kind = ProxyChoice::Kind::None;
    other.theme = Theme::Light;
    Q_EMIT service().preferencesStored(other, {});
    QCOMPARE(edit.text(), u"proxy.exa"_s);
    QVERIFY(edit.isVisible() && edit.hasFocus());
    QCOMPARE(the<QComboBox>("themeBox").currentText(), u"Light"_s);

    click(the("createDefaultHeaderButton"));
    QPointer<QWidget> editor = QApplication::focusWidget();
    QTest::keyClicks(editor, u"X-H"_s);
    other.defaultHeaders = {};
    Q_EMIT service().preferencesStored(other, {});
    QVERIFY(editor && editor->isVisible());
    QCOMPARE(qobject_cast<QLineEdit *>(editor)->text(), u"X-H"_s);
}

void tst_SettingsPage::onlyTheChangedSettingIsWritten()
{
    choose("payloadFormatBox", 1);
    choose("editionBox", 1); // before the first one is answered
    QCOMPARE(saved().size(), 2);
    Preferences expected = saved().constFirst().preferences;
    QVERIFY(saved().constLast().before == expected);
    expected.edition = Edition::Enterprise;
    QVERIFY(saved().constLast().preferences == expected);
    Q_EMIT service().preferencesSaved(saved().constFirst().preferences, {});
    QCOMPARE(the<QComboBox>("editionBox").currentIndex(), 1); // it is on its way
    answer();
    QCOMPARE(undoText(), u"Changed the edition"_s);
}

void tst_SettingsPage::unreadableIsSaid()
{
    const Problem problem{Field::File, Rule::ValueUnreadable, -1, false, u"preferences/theme"_s};
    Q_EMIT service().preferencesStored(m_start, {problem});
    auto &banner = the<QLabel>("settingsBannerLabel");
    QVERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(u"preferences/theme"));
    QVERIFY(!the("settingsRetryButton").isVisible());
    Q_EMIT service().preferencesStored(m_start, {});
    QVERIFY(!banner.isVisible());
    Q_EMIT service().preferencesUnreadable({ErrorCode::CannotRead, u"/p/hookpanel.ini"_s, {}, 0, 0, {}, Cause::IsFolder});
    QVERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(u"/p/hookpanel.ini"));
    Q_EMIT service().preferencesStored(m_start, {});
    QVERIFY(!banner.isVisible());
}

void tst_SettingsPage::wheelScrollsThePage()
{
    auto &box = the<QComboBox>("themeBox");
    box.setFocus();
    const QPointF place = QPointF(box.rect().center());
    QWheelEvent wheel(place, box.mapToGlobal(place), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&box, &wheel);
    QCOMPARE(box.currentIndex(), 0);
    QVERIFY(saved().isEmpty());
}

QTEST_MAIN(tst_SettingsPage)
#include "tst_settingspage.moc"
