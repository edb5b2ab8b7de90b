// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engineclient.h"
#include "core/clock.h"
#include "core/signing/signingschemes.h"
#include "store/catalogueresource.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

namespace {

const QString secret = u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s;

} // namespace

/// What the section Security of the form orders, down to the store of secrets.
class TestEngineSecurity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_client.reset(); }
    void aKeyIsKeptRevealedAndChecked();
    void whatCouldNotBeSentIsNotSaved();
    void filesAreJudged();

private:
    [[nodiscard]] static Webhook signedWebhook(const QString &key);
    [[nodiscard]] static ReceivedMessage signedMessage(const QByteArray &body);

    SystemClock m_clock;
    EventCatalogue m_catalogue = *readCatalogue();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EngineClient> m_client;
};

void TestEngineSecurity::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
    m_client = std::make_unique<EngineClient>(Profile::inFolder(m_folder->filePath(u"profile"_s)), m_catalogue, m_clock);
    connect(m_client.get(), &PanelService::secretsNeedConsent, this, [this] { m_client->answerSecretsQuestion(true); });
    QSignalSpy loaded(m_client.get(), &PanelService::loaded);
    m_client->load();
    QTRY_COMPARE(loaded.size(), 1);
}

Webhook TestEngineSecurity::signedWebhook(const QString &key)
{
    Webhook webhook;
    webhook.id = WebhookId::create();
    webhook.name = u"Build"_s;
    webhook.url = u"https://127.0.0.1:9/"_s;
    webhook.signing = QStringList{u"standard"_s};
    webhook.signingKeys = {{{}, {}, {}, key}};
    return webhook;
}

ReceivedMessage TestEngineSecurity::signedMessage(const QByteArray &body)
{
    const qint64 now = SystemClock().nowUtc().toSecsSinceEpoch();
    return {*findSigningScheme(u"standard"_s)->sign({"msg", now, body}, {SigningKey(secret)}), body};
}

void TestEngineSecurity::aKeyIsKeptRevealedAndChecked()
{
    QSignalSpy saved(m_client.get(), &PanelService::webhookSaved);
    m_client->saveWebhook(signedWebhook(secret), {});
    QTRY_COMPARE(saved.size(), 1);
    const auto stored = saved.first().first().value<StoredWebhook>();
    const WebhookKey key = stored.webhook.signingKeys.first();
    QVERIFY(!key.reference.isEmpty());
    QCOMPARE(key.text, QString());

    QSignalSpy revealed(m_client.get(), &PanelService::secretRevealed);
    m_client->revealSecret(key.reference);
    QTRY_COMPARE(revealed.size(), 1);
    QCOMPARE(revealed.first().at(1).value<SecretText>().text(), secret);

    QSignalSpy checked(m_client.get(), &PanelService::signatureChecked);
    m_client->checkSignature(stored.webhook, signedMessage("{}"));
    QTRY_COMPARE(checked.size(), 1);
    QVERIFY(allFit(checked.first().first().value<QList<CheckedSignature>>()));
    ReceivedMessage longer = signedMessage("{}");
    longer.body += '\n';
    m_client->checkSignature(stored.webhook, longer);
    QTRY_COMPARE(checked.size(), 2);
    const auto found = checked.last().first().value<QList<CheckedSignature>>();
    QCOMPARE(found.first().change, BodyChange::LineEndRemoved);

    QSignalSpy notChecked(m_client.get(), &PanelService::signatureNotChecked);
    Webhook without = stored.webhook;
    without.signingKeys.clear();
    m_client->checkSignature(without, longer);
    QTRY_COMPARE(notChecked.size(), 1);
}

void TestEngineSecurity::whatCouldNotBeSentIsNotSaved()
{
    QSignalSpy failed(m_client.get(), &PanelService::saveFailed);
    const auto lastCode = [&failed] { return failed.last().at(1).value<Error>().code; };
    m_client->saveWebhook(signedWebhook(u"It's a Secret to Everybody"_s), {});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(lastCode(), ErrorCode::SigningKeyNotBase64);

    Webhook webhook = signedWebhook(secret);
    webhook.tls.trust = TlsPolicy::Trust::ExtraCa;
    webhook.tls.caFile = m_folder->filePath(u"missing.pem"_s);
    m_client->saveWebhook(webhook, {});
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(lastCode(), ErrorCode::TlsFileUnreadable);
    QVERIFY(!QFile::exists(m_folder->filePath(u"profile/webhooks/%1.ini"_s.arg(webhook.id.toString()))));
    QVERIFY(!QFile::exists(m_folder->filePath(u"profile/secrets.json"_s)));
}

void TestEngineSecurity::filesAreJudged()
{
    QFile file(m_folder->filePath(u"empty.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    Webhook webhook = signedWebhook(secret);
    webhook.tls.trust = TlsPolicy::Trust::ExtraCa;
    webhook.tls.caFile = file.fileName();
    QSignalSpy checked(m_client.get(), &PanelService::tlsChecked);
    m_client->checkTls(webhook);
    QTRY_COMPARE(checked.size(), 1);
    QCOMPARE(checked.first().first().value<WebhookId>(), webhook.id);
    const auto report = checked.first().at(2).value<TlsReport>();
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::TlsNoCertificate);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestEngineSecurity)
#include "tst_enginesecurity.moc"
