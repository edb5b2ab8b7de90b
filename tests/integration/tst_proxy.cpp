// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/words.h"
#include "delivery/proxies.h"
#include "integration/wire.h"
#include "support/testproxy.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hookpanel::test {

/// Attempts through a proxy: what arrives is what was shown, one attempt is one request, and what goes wrong on the way is
/// said of the proxy.
class TestProxied : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanup();
    void bytesAreThePreparedOnes();
    void oneRequestWhenTheReceiverCloses();
    void secureConnection();
    void certificateOfAnotherHost();
    void faults_data();
    void faults();
    void silentProxy();
    void proxyThatIsNotThere();
    void cancelled();
    void loopbackIsCalledDirectly_data();
    void loopbackIsCalledDirectly();
    void systemProxy_data();
    void systemProxy();
    void credentialsOfTheSystem();
    void connectionsAreNotShared();
};

namespace {

/// A name that only a proxy knows: nothing looks it up here.
PreparedRequest throughProxy(const TestProxy &proxy, const QUrl &target, int timeoutSeconds = 10,
                             const QString &host = u"receiver.test"_s)
{
    QUrl url = target;
    url.setHost(host);
    PreparedRequest request = requestTo(url, {{u"X-A"_s, u"1"_s}}, timeoutSeconds);
    request.proxy = *ProxyChoice::fromText(proxy.address());
    return request;
}

QByteArray expectedBytes(const PreparedRequest &request)
{
    QByteArray bytes = request.method + ' ' + requestTarget(request.url) + " HTTP/1.1\r\n";
    for (const PreparedHeader &header : request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    return bytes + "\r\n" + request.body;
}

} // namespace

void TestProxied::cleanup()
{
    for (const char *name : {"http_proxy", "https_proxy", "no_proxy"})
        qunsetenv(name);
}

void TestProxied::bytesAreThePreparedOnes()
{
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port());
    const PreparedRequest request = throughProxy(proxy, receiver.url(u"/hook?a=1"_s));
    Wire wire;
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(attempt.proxy, proxy.address());
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().raw, expectedBytes(request));
    QCOMPARE(proxy.heads().size(), 1);
    QVERIFY(proxy.heads().constFirst().startsWith("CONNECT receiver.test:" + QByteArray::number(receiver.port()) + ' '));
    // Nothing of the webhook's own goes to the proxy itself.
    QVERIFY(!proxy.heads().constFirst().contains("X-A"));
    QCOMPARE(Words::target(attempt), u"trigger-test → %1 through the proxy %2"_s.arg(request.shownUrl, proxy.address()));
}

void TestProxied::oneRequestWhenTheReceiverCloses()
{
    LoopbackReceiver receiver;
    receiver.answer(Answer::closeBeforeReply());
    const TestProxy proxy(receiver.port());
    Wire wire;
    QCOMPARE(wire.run(throughProxy(proxy, receiver.url())).outcome->kind, OutcomeKind::Dropped);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(proxy.heads().size(), 1);
}

void TestProxied::secureConnection()
{
    LoopbackReceiver receiver(Security::WrongHost); // its certificate is for another.example
    const TestProxy proxy(receiver.port());
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const PreparedRequest request = throughProxy(proxy, receiver.url(), 10, u"another.example"_s);
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().raw, expectedBytes(request));
    QCOMPARE(proxy.heads().size(), 1);
}

void TestProxied::certificateOfAnotherHost()
{
    LoopbackReceiver receiver(Security::WrongHost);
    const TestProxy proxy(receiver.port());
    Wire wire;
    wire.sender.setExtraCertificates(LoopbackReceiver::authority());
    const Attempt attempt = wire.run(throughProxy(proxy, receiver.url()));
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Tls);
    QCOMPARE(attempt.outcome->tlsFault, TlsFault::WrongHost);
    QCOMPARE(attempt.outcome->proxyFault, ProxyFault::None);
    QCOMPARE(receiver.requestCount(), 0);
    QCOMPARE(proxy.heads().size(), 1);
}

void TestProxied::faults_data()
{
    QTest::addColumn<int>("manner");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, TestProxy::Manner manner, int status, ProxyFault fault, OutcomeKind kind) {
        QTest::newRow(name) << int(manner) << status << int(fault) << int(kind);
    };
    using Manner = TestProxy::Manner;
    row("denied", Manner::Status, 403, ProxyFault::Denied, OutcomeKind::Unreachable);
    row("not allowed", Manner::Status, 405, ProxyFault::Denied, OutcomeKind::Unreachable);
    row("host not found", Manner::Status, 404, ProxyFault::NotFound, OutcomeKind::Dns);
    row("bad gateway", Manner::Status, 502, ProxyFault::Failed, OutcomeKind::Unreachable);
    row("unavailable", Manner::Status, 503, ProxyFault::TargetRefused, OutcomeKind::ConnectionRefused);
    row("garbage", Manner::Garbage, 0, ProxyFault::Failed, OutcomeKind::Unreachable);
    row("closes", Manner::Close, 0, ProxyFault::Failed, OutcomeKind::Unreachable);
    row("password", Manner::Authenticate, 0, ProxyFault::AuthenticationRequired, OutcomeKind::Unreachable);
}

void TestProxied::faults()
{
    QFETCH(const int, manner);
    QFETCH(const int, status);
    QFETCH(const int, fault);
    QFETCH(const int, kind);
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port(), TestProxy::Manner(manner), status);
    Wire wire;
    const Attempt attempt = wire.run(throughProxy(proxy, receiver.url()));
    QCOMPARE(int(attempt.outcome->proxyFault), fault);
    QCOMPARE(int(attempt.outcome->kind), kind);
    QCOMPARE(attempt.outcome->status, 0); // the status is the proxy's, not an answer
    QVERIFY(!attempt.response);
    const QString sentence = Words::of(*attempt.outcome);
    QVERIFY2(sentence.contains(u"proxy"), qPrintable(sentence));
    QCOMPARE(receiver.requestCount(), 0);
    QCOMPARE(receiver.connectionCount(), 0);
}

void TestProxied::silentProxy()
{
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port(), TestProxy::Manner::Hang);
    Wire wire;
    for (const QUrl &url : {receiver.url(), receiver.url(u"/hook"_s, u"https"_s)}) {
        const Attempt attempt = wire.run(throughProxy(proxy, url, 1));
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Timeout);
        QCOMPARE(attempt.outcome->proxyFault, ProxyFault::NoAnswer);
        QCOMPARE(attempt.outcome->phase, Phase::Connecting); // the connection that stands is to the proxy
        QVERIFY(Words::of(*attempt.outcome).contains(u"proxy"));
    }
    QCOMPARE(receiver.requestCount(), 0);
}

void TestProxied::proxyThatIsNotThere()
{
    auto proxy = std::make_unique<TestProxy>();
    PreparedRequest request = throughProxy(*proxy, QUrl(u"http://a.test/hook"_s));
    proxy.reset();
    Wire wire;
    Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::ConnectionRefused);
    QCOMPARE(attempt.outcome->proxyFault, ProxyFault::Refused);
    request.proxy.scheme = ProxyChoice::Scheme::Socks5;
    attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::ConnectionRefused);
    QCOMPARE(attempt.outcome->proxyFault, ProxyFault::Refused);
    request.proxy = *ProxyChoice::fromText(u"http://no-such-proxy.invalid:3128"_s);
    attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Dns);
    QCOMPARE(attempt.outcome->proxyFault, ProxyFault::NotFound);
}

void TestProxied::cancelled()
{
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port(), TestProxy::Manner::Hang);
    Wire wire;
    const DeliveryId delivery = wire.start(throughProxy(proxy, receiver.url()));
    QVERIFY(wire.reaches(delivery, Phase::Connecting));
    wire.sender.cancel(delivery);
    const Attempt attempt = wire.wait(delivery);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Cancelled);
    QVERIFY(Words::of(*attempt.outcome).startsWith(u"Cancelled"));
}

void TestProxied::loopbackIsCalledDirectly_data()
{
    QTest::addColumn<QString>("choice");
    QTest::newRow("chosen") << u"manual"_s;
    QTest::newRow("system") << u"system"_s;
}

void TestProxied::loopbackIsCalledDirectly()
{
    QFETCH(const QString, choice);
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port());
    qputenv("http_proxy", proxy.address().toLatin1());
    PreparedRequest request = requestTo(receiver.url());
    request.proxy = *ProxyChoice::fromText(choice == u"system" ? choice : proxy.address());
    Wire wire;
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(attempt.proxy, QString());
    QCOMPARE(proxy.heads().size(), 0);
    QCOMPARE(receiver.requestCount(), 1);
}

void TestProxied::systemProxy_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("http") << u"http://a.example/"_s << u"http://one.example:3128"_s;
    QTest::newRow("https") << u"https://a.example/"_s << u"http://two.example:3129"_s;
    QTest::newRow("excepted") << u"http://a.internal/"_s << QString();
    QTest::newRow("loopback") << u"http://[::1]/"_s << QString();
    QTest::newRow("loopback name") << u"http://localhost:8080/"_s << QString();
}

void TestProxied::systemProxy()
{
    QFETCH(const QString, url);
    QFETCH(const QString, expected);
    qputenv("http_proxy", "http://me:secret@one.example:3128");
    qputenv("https_proxy", "http://two.example:3129");
    qputenv("no_proxy", ".internal");
    const QNetworkProxy proxy = proxyFor({}, QUrl(url));
    QCOMPARE(shownProxy(proxy), expected); // without the password
    QVERIFY(expected.isEmpty() || !(proxy.capabilities() & QNetworkProxy::CachingCapability));
}

void TestProxied::credentialsOfTheSystem()
{
    LoopbackReceiver receiver;
    const TestProxy proxy(receiver.port(), TestProxy::Manner::Authenticate);
    qputenv("http_proxy",
            u"http://%1@127.0.0.1:%2"_s.arg(QLatin1String(TestProxy::credentials)).arg(proxy.port()).toLatin1());
    PreparedRequest request = throughProxy(proxy, receiver.url());
    request.proxy = {};
    Wire wire;
    const Attempt attempt = wire.run(request);
    QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
    QCOMPARE(proxy.heads().size(), 2); // refused once, then with the password
    QCOMPARE(receiver.requestCount(), 1);
    QCOMPARE(receiver.requests().constFirst().raw, expectedBytes(request));
    QVERIFY(!attempt.proxy.contains(u"secret"));
}

void TestProxied::connectionsAreNotShared()
{
    LoopbackReceiver receiver;
    const TestProxy first(receiver.port());
    const TestProxy second(receiver.port());
    Wire wire;
    for (const TestProxy *proxy : {&first, &second, &first, &second}) {
        const Attempt attempt = wire.run(throughProxy(*proxy, receiver.url()), ConnectionUse::Reuse);
        QCOMPARE(attempt.outcome->kind, OutcomeKind::Success);
        QCOMPARE(attempt.proxy, proxy->address());
    }
    QCOMPARE(first.heads().size(), 1);
    QCOMPARE(second.heads().size(), 1);
    QCOMPARE(receiver.requestCount(), 4);
    QCOMPARE(receiver.connectionCount(), 2);
}

} // namespace hookpanel::test

QTEST_GUILESS_MAIN(hookpanel::test::TestProxied)
#include "tst_proxy.moc"
