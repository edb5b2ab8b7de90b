// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "gui/guitest.h"
#include "store/preferencesstore.h"
#include "store/webhookstore.h"
#include "support/loopbackreceiver.h"
#include "views/effectiverequestview.h"
#include "views/mainwindow.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryDir>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 20'000; ///< Never reached but by a defect.

/// A request as it has to arrive.
QByteArray wireBytes(const PreparedRequest &request)
{
    QByteArray bytes = request.method + ' ' + requestTarget(request.url) + " HTTP/1.1\r\n";
    for (const PreparedHeader &header : request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    return bytes + "\r\n" + request.body;
}

} // namespace

/// What the pane shows and what leaves is one value: through the real window, engine and sender to a receiver.
class tst_EffectiveWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void shownIsWhatLeaves_data();
    void shownIsWhatLeaves();
};

void tst_EffectiveWire::shownIsWhatLeaves_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("payload");
    QTest::newRow("test event") << triggerTest << QString();
    QTest::newRow("sample") << u"entry.update"_s << QString();
    QTest::newRow("edited payload")
        << u"entry.create"_s
        << u"{ \"event\" : \"entry.create\",\n\t\"createdAt\":\"2026-11-24T08:00:00Z\", \"z\":1.0, \"a\":1E400, \"ü\u00a0\":\"\\u00e9 🦀\" }\n"_s;
}

void tst_EffectiveWire::shownIsWhatLeaves()
{
    QFETCH(const QString, event);
    QFETCH(const QString, payload);
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const Profile profile = Profile::inFolder(folder.path());
    QVERIFY(profile.prepare());
    LoopbackReceiver receiver;

    Preferences preferences;
    preferences.defaultHeaders = {{u"x-stage"_s, u"test"_s}, {u"X-Team"_s, u"Büro"_s}, {u"Accept"_s, u"text/plain"_s}};
    QVERIFY(PreferencesStore(profile).save(preferences, std::nullopt));
    Webhook webhook = storedWebhook(u"A"_s).webhook;
    webhook.url = u"http://127.0.0.1:%1/${PART}/ä/./y/../x?q=ä b&r=$${PART}"_s.arg(receiver.port());
    webhook.headers = {{u"Authorization"_s, u"Bearer ${TOKEN}"_s},
                       {u"X-Stage"_s, u"live"_s},
                       {u"User-Agent"_s, u"curl"_s},
                       {u"X-Greek"_s, u"Ωμέγα"_s},
                       {u"X-Literal"_s, u"$${PART}"_s},
                       {u"X-Empty"_s, QString()}};
    QVERIFY(WebhookStore(profile, catalogue()).save(webhook, {}));

    const Environment environment = [](const QString &name) -> std::optional<QString> {
        if (name == u"TOKEN")
            return u"s3crét"_s;
        return name == u"PART" ? std::optional(u"a part"_s) : std::nullopt;
    };
    const SystemClock clock;
    FakePrompts prompts;
    EngineClient engine(profile, catalogue(), clock, environment);
    QSignalSpy loaded(&engine, &PanelService::loaded);
    MainWindow window(engine, prompts, clock, catalogue(), QString());
    QVERIFY(show(window));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patienceMs);
    auto &table = find<QTableView>(window, "webhooksView");
    table.setCurrentIndex(table.model()->index(0, 0));
    QTest::keyClick(&table, Qt::Key_F2);
    find<QComboBox>(window, "eventBox").setCurrentText(event);
    if (!payload.isEmpty())
        find<QPlainTextEdit>(window, "payloadEdit").setPlainText(payload);

    click(find(window, "triggerButton"));
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(window, "stateLabel").text().startsWith(u"Success!"), patienceMs);
    QCOMPARE(receiver.requestCount(), 1);
    const EffectiveRequest shown = find<EffectiveRequestView>(window, "effectiveView").shown();
    QVERIFY(!shown.problem);
    const QByteArray raw = receiver.requests().constFirst().raw;
    QCOMPARE(raw, wireBytes(shown.request));
    QVERIFY(raw.contains("\r\nX-Stage: live\r\n"));
    QVERIFY(!raw.contains("x-stage: test"));
    QVERIFY(raw.contains("Bearer s3cr\xe9t"));

    // The text says the same, header for header, with names where values were filled.
    const QStringList lines = find<QPlainTextEdit>(window, "effectiveEdit").toPlainText().split(u'\n');
    QVERIFY(lines.contains(u"Authorization: Bearer ${TOKEN}  (webhook)"_s));
    QCOMPARE(lines.value(1), u"POST /${PART}/%C3%A4/x?q=%C3%A4%20b&r=$%7BPART%7D HTTP/1.1"_s);
    QVERIFY(raw.startsWith(lines.at(1).toLatin1().replace("${PART}", "a%20part") + "\r\n"));
    QVERIFY(lines.contains(u"X-Literal: ${PART}  (webhook) (${PART} is no variable and leaves as it stands)"_s));
    QVERIFY(raw.contains("\r\nX-Literal: ${PART}\r\n"));
    QVERIFY(lines.contains(u"X-Greek: Ωμέγα  (webhook)"_s));
    QVERIFY(lines.contains(u"X-Team: Büro  (default)"_s));
    QVERIFY(lines.contains(u"x-stage: test  (default, replaced by webhook)"_s));
    QVERIFY(!lines.join(u'\n').contains(u"s3cr"));
    if (!payload.isEmpty())
        QVERIFY(raw.endsWith(payload.toUtf8()));
}

QTEST_MAIN(tst_EffectiveWire)
#include "tst_effectivewire.moc"
