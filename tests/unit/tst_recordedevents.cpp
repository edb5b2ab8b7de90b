// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/eventrules.h"
#include "core/jsontext.h"
#include "support/strapisite.h"

#include <QDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

namespace {

QByteArray bodyOf(const QString &file)
{
    QFile recording(QStringLiteral(TEST_DATA "/wire/") + file);
    if (!recording.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(recording.fileName()));
    const QByteArray bytes = recording.readAll();
    const qsizetype headerEnd = bytes.indexOf("\r\n\r\n");
    return headerEnd >= 0 ? bytes.sliced(headerEnd + 4) : bytes.sliced(bytes.indexOf("\n\n") + 2);
}

/// What was handed in when this body left a real server.
Composition compositionOf(const JsonText &body)
{
    Composition composition;
    composition.type = body.string(u"event"_s).value();
    composition.model = body.string(u"model"_s).value_or(QString());
    composition.uid = body.string(u"uid"_s).value_or(QString());
    if (const auto *entry = body.find(u"entry"_s))
        composition.entry = body.value(*entry);
    if (const auto *media = body.find(u"media"_s))
        composition.media = body.value(*media);
    return composition;
}

PayloadFormat formatOf(const QString &file)
{
    return file.startsWith(u"v4"_s) ? PayloadFormat::Strapi4 : PayloadFormat::Strapi5;
}

QDateTime timeOf(const JsonText &body)
{
    return QDateTime::fromString(body.string(u"createdAt"_s).value(), Qt::ISODateWithMs);
}

} // namespace

/// Deliveries recorded from Strapi 4.26.2 and 5.54.0: given the same model, uid and entry, the same bytes leave.
class TestRecordedEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void bodyIsTheSame_data();
    void bodyIsTheSame();
    void whatIsPrivateIsTakenOut_data();
    void whatIsPrivateIsTakenOut();
    void usersAreRefused_data();
    void usersAreRefused();

private:
    const EventRules m_rules{strapisite::contentTypes(), strapisite::catalogue()};
};

void TestRecordedEvents::bodyIsTheSame_data()
{
    QTest::addColumn<QString>("file");
    int count = 0;
    for (const QString &version : {u"v4"_s, u"v5"_s}) {
        const QDir folder(QStringLiteral(TEST_DATA "/wire/") + version);
        for (const QString &name : folder.entryList({u"*entry-*.http"_s, u"media-*.http"_s})) {
            QTest::addRow("%s %s", qPrintable(version), qPrintable(name)) << QString(version + u'/' + name);
            ++count;
        }
    }
    QCOMPARE(count, 19);
}

void TestRecordedEvents::bodyIsTheSame()
{
    QFETCH(QString, file);
    const QByteArray recorded = bodyOf(file);
    const auto body = JsonText::parse(recorded);
    QVERIFY(body);

    const Composition composition = compositionOf(*body);
    const auto composed = m_rules.compose(composition, formatOf(file), timeOf(*body));
    QVERIFY2(composed, qPrintable(composed ? QString() : composed.error().subject));
    QCOMPARE(composed->event.payload, recorded);
    QCOMPARE(composed->event.type, composition.type);
    QCOMPARE(composed->event.createdAt, timeOf(*body));
    QVERIFY(composed->notes.isEmpty());

    // The same without the uid, which the content types know, and with the entry indented.
    Composition other = composition;
    other.uid.clear();
    other.entry = QByteArray(other.entry).replace(",\"", " ,\n  \"");
    if (!other.entry.isEmpty())
        QCOMPARE(m_rules.compose(other, formatOf(file), timeOf(*body))->event.payload, recorded);

    const auto given = m_rules.given(recorded, {});
    QVERIFY(given);
    QCOMPARE(given->event, composed->event);
}

void TestRecordedEvents::whatIsPrivateIsTakenOut_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"v4/entry-create.http", "v4/entry-publish-2.http", "v5/entry-create.http",
                             "v5/entry-publish-2.http", "v5/entry-draft-discard.http"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestRecordedEvents::whatIsPrivateIsTakenOut()
{
    QFETCH(QString, file);
    const QByteArray recorded = bodyOf(file);
    // What the server's database held and its webhooks did not send.
    QByteArray whole = recorded;
    whole.replace("\"meta\":", "\"secretNote\":\"hush\",\"doorCode\":\"hush\",\"meta\":");
    whole.replace("\"lat\":", "\"accuracy\":987654,\"lat\":");
    whole.replace("\"name\":\"Houses\"", "\"margin\":987654,\"name\":\"Houses\",\"createdBy\":{\"email\":\"hush\"}");
    whole.replace("\"owner\":null", "\"owner\":{\"id\":3,\"username\":\"hush\",\"email\":\"hush\",\"role\":{\"id\":9}}");
    QVERIFY(whole.contains("hush") && whole.contains("987654"));
    const QByteArray expected = QByteArray(recorded).replace("\"owner\":null", "\"owner\":{\"id\":3}");

    const auto given = m_rules.given(whole, {});
    QVERIFY(given);
    QCOMPARE(given->event.payload, expected);

    const auto body = JsonText::parse(whole);
    const auto composed = m_rules.compose(compositionOf(*body), formatOf(file), timeOf(*body));
    QVERIFY(composed);
    QCOMPARE(composed->event.payload, given->event.payload);
    QCOMPARE(composed->notes, given->notes);
    QCOMPARE(composed->notes.last(), (EventNote{EventNote::Kind::UserCut, {u"entry.owner"_s}, 0}));
}

void TestRecordedEvents::usersAreRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("4") << u"v4/user-register-content-api.http"_s;
    QTest::newRow("5") << u"v5/user-register-content-api.http"_s;
}

void TestRecordedEvents::usersAreRefused()
{
    QFETCH(QString, file);
    const QByteArray recorded = bodyOf(file);
    const auto body = JsonText::parse(recorded);
    QVERIFY(body);
    QCOMPARE(m_rules.given(recorded, {}).error().code, ErrorCode::UserContentType);
    const auto composed = m_rules.compose(compositionOf(*body), formatOf(file), timeOf(*body));
    QCOMPARE(composed.error().code, ErrorCode::UserContentType);
    QCOMPARE(composed.error().subject, u"plugin::users-permissions.user"_s);
}

QTEST_GUILESS_MAIN(TestRecordedEvents)
#include "tst_recordedevents.moc"
