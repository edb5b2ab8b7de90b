// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/auditlog.h"

#include "core/eventtype.h"
#include "store/webhookstore.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_AuditLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void storeWritesWhatItDoes();
    void secretsAreMasked();
    void replacedSecretIsTold();
    void markedSecretIsMaskedBefore();
    void secretOfTheQueryIsMaskedBefore();
    void whatChangesNothingIsNotWritten();
    void newestFirstInPages();
    void damagedLinesAreLeftOut();
    void sizeIsBounded();
    void readersWriteNothing();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    Profile m_profile;
};

namespace {

Webhook someWebhook()
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"One"_s;
    webhook.url = u"https://example.com/"_s;
    return webhook;
}

AuditEntry entryOf(const WebhookId &id, const QString &name)
{
    AuditEntry entry;
    entry.webhook = id;
    entry.name = name;
    return entry;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_AuditLog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_profile = Profile::inFolder(m_folder->path());
}

void tst_AuditLog::storeWritesWhatItDoes()
{
    WebhookStore store(m_profile, EventCatalogue(), u"tester"_s);
    Webhook webhook = someWebhook();
    QVERIFY(store.save(webhook, QByteArray()));
    webhook.name = u"Two"_s;
    QVERIFY(store.save(webhook));
    QVERIFY(store.setEnabled(webhook.id, false));
    const auto removed = store.remove(webhook.id);
    QVERIFY(removed);
    const auto restored = store.restore(*removed);
    QVERIFY(restored);

    const auto entries = AuditLog(m_profile, {}).read();
    QVERIFY(entries);
    QList<AuditAction> actions;
    for (const AuditEntry &entry : *entries) {
        actions.append(entry.action);
        QCOMPARE(entry.program, u"tester"_s);
        QCOMPARE(entry.webhook, webhook.id);
        QVERIFY(entry.at.isValid());
    }
    using enum AuditAction;
    QCOMPARE(actions, (QList<AuditAction>{Restored, Removed, Changed, Changed, Added}));
    QCOMPARE(entries->at(3).changes, (QList<AuditChange>{{u"name"_s, u"One"_s, u"Two"_s}}));
    QCOMPARE(entries->at(2).changes, (QList<AuditChange>{{u"enabled"_s, true, false}}));
    QCOMPARE(entries->first().revision, restored->revision);
    QVERIFY(AuditLog(m_profile, {}).revisions().contains(restored->revision));
    QCOMPARE(QFileInfo(m_profile.auditFile()).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
}

void tst_AuditLog::secretsAreMasked()
{
    WebhookStore store(m_profile, EventCatalogue(), u"tester"_s);
    Webhook webhook = someWebhook();
    webhook.headers = {{u"X-A"_s, u"sesame-1"_s, true, u"ref"_s}, {u"Authorization"_s, u"sesame-2"_s}};
    webhook.url += u"?token=sesame-3"_s;
    webhook.signingKeys = {{u"ref-2"_s, {}, {}, u"sesame-4"_s}};
    QVERIFY(store.save(webhook, QByteArray()));
    webhook.url = u"https://example.com/?token=sesame-5"_s;
    webhook.name = u"Two"_s;
    QVERIFY(store.save(webhook));
    QVERIFY(!contentOf(m_profile.auditFile()).isEmpty());
    QVERIFY2(!contentOf(m_profile.auditFile()).contains("sesame"), contentOf(m_profile.auditFile()).constData());
}

void tst_AuditLog::replacedSecretIsTold()
{
    Webhook before = someWebhook();
    before.headers = {{u"X-A"_s, {}, true, u"old"_s}};
    Webhook after = before;
    after.headers.first().reference = u"new"_s;
    const auto changes = audit::changesBetween(before, after);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().field, u"headers"_s);
    QCOMPARE(changes.first().after.toArray().first()[u"changed"].toBool(), true);
}

/// It stood in the file in clear until it was marked; the log must not keep it.
void tst_AuditLog::markedSecretIsMaskedBefore()
{
    WebhookStore store(m_profile, EventCatalogue(), u"tester"_s);
    Webhook webhook = someWebhook();
    webhook.headers = {{u"X-A"_s, u"one"_s}, {u"x-b"_s, u"two"_s}};
    QVERIFY(store.save(webhook, QByteArray()));
    QVERIFY(QFile::remove(m_profile.auditFile())); // then the value was no secret
    const Webhook clear = webhook;
    webhook.headers = {{u"X-A"_s, {}, true, u"ref"_s}, {u"X-B"_s, {}, true, u"ref-2"_s}};
    QVERIFY(store.save(webhook));
    const QByteArray marked = contentOf(m_profile.auditFile());
    QVERIFY(marked.contains("X-A"));
    QVERIFY2(!marked.contains("one") && !marked.contains("two"), marked.constData());

    // Its name was mended at once.
    Webhook renamed = clear;
    renamed.headers = {{u"Authorization"_s, {}, true, u"ref"_s}, clear.headers.last()};
    const auto changes = audit::changesBetween(clear, renamed);
    QCOMPARE(changes.size(), 1);
    const QJsonArray before = changes.first().before.toArray();
    QCOMPARE(before.at(0)[u"value"], QJsonValue());
    QCOMPARE(before.at(1)[u"value"].toString(), u"two"_s);

    // That it is one now is told.
    const auto told = audit::changesBetween(clear, webhook);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().after.toArray().first()[u"changed"].toBool(), true);
}

void tst_AuditLog::secretOfTheQueryIsMaskedBefore()
{
    Webhook before = someWebhook();
    before.url = u"https://example.com/?t=sesame&a=1"_s;
    Webhook after = before;
    after.url = u"https://example.com/?token=sesame&a=1"_s;
    const auto changes = audit::changesBetween(before, after);
    QCOMPARE(
        changes,
        (QList<AuditChange>{{u"url"_s, u"https://example.com/?t=••••&a=1"_s, u"https://example.com/?token=••••&a=1"_s}}));
}

void tst_AuditLog::whatChangesNothingIsNotWritten()
{
    WebhookStore store(m_profile, EventCatalogue(), u"tester"_s);
    const Webhook webhook = someWebhook();
    QVERIFY(store.save(webhook, QByteArray()));
    QVERIFY(store.save(webhook));
    QCOMPARE(AuditLog(m_profile, {}).read()->size(), 1);
}

void tst_AuditLog::newestFirstInPages()
{
    const AuditLog log(m_profile, u"tester"_s);
    const WebhookId one = WebhookId::create();
    const WebhookId other = WebhookId::create();
    for (int i = 0; i < 10; ++i) {
        QVERIFY(log.append(entryOf(one, QString::number(i))));
        QVERIFY(log.append(entryOf(other, u"other"_s)));
    }
    const auto page = log.read(one, 3, 2);
    QVERIFY(page);
    QCOMPARE(page->size(), 2);
    QCOMPARE(page->first().name, u"6"_s);
    QCOMPARE(page->last().name, u"5"_s);
    QCOMPARE(log.read({}, 0, 100)->size(), 20);
    QCOMPARE(log.read(WebhookId::create())->size(), 0);
}

void tst_AuditLog::damagedLinesAreLeftOut()
{
    const AuditLog log(m_profile, u"tester"_s);
    const WebhookId id = WebhookId::create();
    QVERIFY(log.append(entryOf(id, u"first"_s)));
    QFile file(m_profile.auditFile());
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"at\":\"2026\n[]\n\n{}\n");
    file.close();
    QVERIFY(log.append(entryOf(id, u"second"_s)));
    const auto entries = log.read();
    QVERIFY(entries);
    QCOMPARE(entries->size(), 2);
    QCOMPARE(entries->first().name, u"second"_s);
}

void tst_AuditLog::sizeIsBounded()
{
    constexpr qint64 most = 2000;
    const AuditLog log(m_profile, u"tester"_s, most);
    for (int i = 0; i < 50; ++i)
        QVERIFY(log.append(entryOf(WebhookId::create(), QString::number(i))));
    QVERIFY(QFileInfo(m_profile.auditFile()).size() < 2 * most);
    QVERIFY(QFileInfo(m_profile.auditFile() + u".1"_s).size() < 2 * most);
    const auto entries = log.read();
    QVERIFY(entries);
    QCOMPARE(entries->first().name, u"49"_s);
    for (qsizetype i = 0; i < entries->size(); ++i) // none in between is missing
        QCOMPARE(entries->at(i).name, QString::number(49 - i));
    QVERIFY(entries->size() > 5);
}

void tst_AuditLog::readersWriteNothing()
{
    WebhookStore store(m_profile, EventCatalogue());
    QVERIFY(store.save(someWebhook(), QByteArray()));
    QVERIFY(!QFileInfo::exists(m_profile.auditFile()));
}

QTEST_GUILESS_MAIN(tst_AuditLog)
#include "tst_auditlog.moc"
