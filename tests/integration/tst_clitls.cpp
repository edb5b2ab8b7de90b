// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clirunner.h"

#include "support/loopbackreceiver.h"

#include <QCryptographicHash>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSslCertificate>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

QString file(const QString &name)
{
    return QStringLiteral(TEST_DATA "/tls/") + name;
}

QByteArray fingerprint(const QString &name)
{
    return QSslCertificate::fromPath(file(name)).first().digest(QCryptographicHash::Sha256);
}

} // namespace

/// Whom a webhook trusts, told on the command line: kept, checked before anything is sent, and true on the wire.
class TestCliTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void isKept();
    void isTrue();
    void lockedKey();
    void exportAndImport();
    void refused_data();
    void refused();
};

void TestCliTls::isKept()
{
    CliRunner cli;
    const auto tlsOf = [](const CliResult &result) { return result.object()[u"tls"].toObject(); };
    const QString id = cli.add(u"shop"_s, u"https://h/"_s, {u"--tls-ca"_s, file(u"ca.pem"_s)});
    QCOMPARE(tlsOf(cli.json({u"show"_s, id})),
             (QJsonObject{{u"policy"_s, u"ca"_s}, {u"caFile"_s, QDir::cleanPath(file(u"ca.pem"_s))}}));
    QVERIFY(cli.run({u"show"_s, id}).out.contains("ca.pem"));

    const QString written = QString::fromLatin1(fingerprint(u"server.pem"_s).toHex(':').toUpper());
    const QJsonObject pinned{{u"policy"_s, u"pin"_s},
                             {u"sha256"_s, QString::fromLatin1(fingerprint(u"server.pem"_s).toHex())}};
    QCOMPARE(tlsOf(cli.json({u"edit"_s, id, u"--tls-pin"_s, written})), pinned);
    QVERIFY(cli.run({u"show"_s, id}).out.contains(written.toLatin1()));
    QCOMPARE(tlsOf(cli.json({u"edit"_s, id, u"--name"_s, u"other"_s})), pinned); // what is not given stays

    const CliResult client = cli.json(
        {u"edit"_s, id, u"--tls-client-cert"_s, file(u"client.pem"_s), u"--tls-client-key"_s, file(u"client-key.pem"_s)});
    QCOMPARE(keysOf(tlsOf(client)), u"clientCertificate clientKey policy sha256"_s);
    QCOMPARE(tlsOf(cli.json({u"edit"_s, id, u"--tls-verify"_s})), (QJsonObject{{u"policy"_s, u"verify"_s}}));
}

void TestCliTls::isTrue()
{
    CliRunner cli;
    LoopbackReceiver receiver(Security::Trusted);
    const QString id = cli.add(u"shop"_s, receiver.url().toString());
    const auto trigger = [&cli, &id](const QStringList &options) {
        if (!options.isEmpty() && cli.run(QStringList{u"edit"_s, id} + options).code != 0)
            return -1;
        return cli.run({u"trigger"_s, id}).code;
    };
    QCOMPARE(trigger({}), 3);
    QCOMPARE(trigger({u"--tls-ca"_s, file(u"ca.pem"_s)}), 0);
    QCOMPARE(trigger({u"--tls-verify"_s}), 3);
    QCOMPARE(trigger({u"--tls-pin"_s, QString::fromLatin1(fingerprint(u"server.pem"_s).toHex())}), 0);
    QCOMPARE(trigger({u"--tls-pin"_s, QString::fromLatin1(fingerprint(u"ca.pem"_s).toHex())}), 3);
    const CliResult wrong = cli.json({u"trigger"_s, id});
    QVERIFY(wrong.object()[u"message"].toString().contains(u"another certificate"_s));
    QCOMPARE(receiver.requestCount(), 2);
}

/// The passphrase comes from the environment, and is kept with the secrets and nowhere else.
void TestCliTls::lockedKey()
{
    CliRunner cli;
    LoopbackReceiver receiver(Security::WantsClient);
    const auto run = [&cli](const QStringList &arguments, const QString &passphrase) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"KEY_PASSPHRASE"_s, passphrase);
        process.setProcessEnvironment(environment);
        cli.start(process, arguments);
        process.closeWriteChannel();
        return CliRunner::finish(process);
    };
    const QString right = u"open sesame"_s;
    const QStringList variable{u"--tls-passphrase-env"_s, u"KEY_PASSPHRASE"_s};
    const QStringList add = QStringList{u"add"_s,
                                        u"--name"_s,
                                        u"shop"_s,
                                        u"--url"_s,
                                        receiver.url().toString(),
                                        u"--tls-ca"_s,
                                        file(u"ca.pem"_s),
                                        u"--tls-client-cert"_s,
                                        file(u"client.pem"_s),
                                        u"--tls-client-key"_s,
                                        file(u"client-key-locked.pem"_s)};
    QVERIFY(run(add, {}).err.contains("locked with a passphrase"));
    QVERIFY(run(add + variable, u"wrong"_s).err.contains("is wrong"));
    QVERIFY(run(add + variable, {}).err.contains("KEY_PASSPHRASE"));
    // Given itself by mistake, it is not repeated.
    const CliResult mistaken = run(add + QStringList{u"--tls-passphrase-env"_s, right}, right);
    QCOMPARE(mistaken.code, 65);
    QVERIFY2(!mistaken.err.contains(right.toUtf8()), mistaken.err.constData());
    QCOMPARE(run(add + variable, right).code, 0);
    QCOMPARE(run(QStringList{u"trigger"_s, u"shop"_s} + variable, right).code, 0);
    QCOMPARE(run(QStringList{u"trigger"_s, u"shop"_s} + variable, u"wrong"_s).code, 65);
    QCOMPARE(run({u"trigger"_s, u"shop"_s}, {}).code, 0); // the one that was kept
    QCOMPARE(run({u"edit"_s, u"shop"_s, u"--name"_s, u"store"_s}, {}).code, 0);
    QCOMPARE(run({u"trigger"_s, u"store"_s}, {}).code, 0);
    QCOMPARE(receiver.requestCount(), 3);
    const QByteArray shown = cli.json({u"show"_s, u"store"_s}).out;
    QVERIFY2(shown.contains("passphrase") && !shown.contains(right.toLatin1()), shown.constData());
    const auto keepers = [&cli, &right] {
        QStringList names;
        const auto files = cli.snapshot();
        for (auto entry = files.cbegin(); entry != files.cend(); ++entry) {
            if (entry->contains(right.toLatin1()))
                names.append(QFileInfo(entry.key()).fileName());
        }
        return names;
    };
    QCOMPARE(keepers(), QStringList{u"secrets.json"_s});
    QCOMPARE(run({u"edit"_s, u"store"_s, u"--tls-client-key"_s, file(u"client-key.pem"_s)}, {}).code, 0);
    QCOMPARE(keepers(), QStringList()); // it was of the other key
    QCOMPARE(run({u"trigger"_s, u"store"_s}, {}).code, 0);
}

void TestCliTls::exportAndImport()
{
    CliRunner one;
    CliRunner other;
    QVERIFY(!one.add(u"shop"_s, u"https://h/"_s, {u"--tls-pin"_s, QString(64, u'a')}).isEmpty());
    const QString exported = one.path(u"webhooks.json"_s);
    QCOMPARE(one.run({u"export"_s, exported}).code, 0);
    QCOMPARE(other.run({u"import"_s, exported}).code, 0);
    QCOMPARE(other.json({u"list"_s}).array(), one.json({u"list"_s}).array());
    QVERIFY(other.run({u"import"_s, u"--dry-run"_s, exported}).out.contains("skip"));
}

void TestCliTls::refused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *title, const QStringList &options, int code, const QString &words) {
        QTest::newRow(title) << options << code << words;
    };
    row("no such file", {u"--tls-ca"_s, u"/nowhere.pem"_s}, 65, u"“/nowhere.pem”"_s);
    row("not PEM", {u"--tls-ca"_s, file(u"make.sh"_s)}, 65, u"holds no certificate"_s);
    row("malformed fingerprint", {u"--tls-pin"_s, u"3F:A2"_s}, 65, u"“3F:A2”"_s);
    row("empty fingerprint", {u"--tls-pin"_s, QString()}, 65, u"64 hexadecimal digits"_s);
    row("certificate alone", {u"--tls-client-cert"_s, file(u"client.pem"_s)}, 65, u"private key"_s);
    row("key alone", {u"--tls-client-key"_s, file(u"client-key.pem"_s)}, 65, u"client certificate is missing"_s);
    row("key of another", {u"--tls-client-cert"_s, file(u"client.pem"_s), u"--tls-client-key"_s, file(u"key.pem"_s)}, 65,
        u"does not belong"_s);
    row("ca and pin", {u"--tls-ca"_s, file(u"ca.pem"_s), u"--tls-pin"_s, QString(64, u'a')}, 64, u"contradict"_s);
}

void TestCliTls::refused()
{
    QFETCH(QStringList, options);
    QFETCH(int, code);
    QFETCH(QString, words);
    CliRunner cli;
    const CliResult added = cli.run(QStringList{u"add"_s, u"--name"_s, u"a"_s, u"--url"_s, u"https://h/"_s} + options);
    QCOMPARE(added.code, code);
    QVERIFY2(QString::fromUtf8(added.err).contains(words), added.err.constData());
    QVERIFY(cli.json({u"list"_s}).array().isEmpty());
    const QString id = cli.add(u"b"_s, u"https://h/"_s);
    const auto before = cli.snapshot();
    const CliResult edited = cli.run(QStringList{u"edit"_s, id} + options);
    QCOMPARE(edited.code, code);
    QVERIFY2(QString::fromUtf8(edited.err).contains(words), edited.err.constData());
    QCOMPARE(cli.snapshot(), before);
}

QTEST_GUILESS_MAIN(TestCliTls)
#include "tst_clitls.moc"
