// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "support/scene.h"
#include "views/splitter.h"

#include <QScopeGuard>
#include <QTabBar>

#include <numeric>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

/// Drags a handle as a mouse does.
void drag(Splitter &splitter, int by)
{
    QSplitterHandle *handle = splitter.handle(1);
    const QPoint from = handle->rect().center();
    const QPoint way = splitter.orientation() == Qt::Horizontal ? QPoint(by, 0) : QPoint(0, by);
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + way);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from);
}

/// The part of the whole that the first one has; windows are not always laid out to the same pixel.
double firstPart(const Splitter &splitter)
{
    const QList<int> sizes = splitter.sizes();
    const int whole = std::accumulate(sizes.cbegin(), sizes.cend(), 0);
    return double(sizes.first()) / qMax(1, whole);
}

bool isNear(double one, double other)
{
    return qAbs(one - other) < 0.03;
}

} // namespace

/// What a user does to the splitters of a webhook's page stays; what nobody touched, the program arranges.
class tst_Splitters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void untouchedTheProgramChooses();
    void withoutContentThereIsNothingToDrag();
    void heightStaysInTheSession();
    void theEffectiveRequestKeepsItsWidth();
    void overARestart();
    void theCertificateHasRoom();
    void fromRightToLeftNothingIsCut();

private:
    static Splitter &outer(const Scene &scene) { return find<Splitter>(scene.window, "splitter"); }
    static Splitter &form(const Scene &scene) { return find<Splitter>(scene.window, "formSplitter"); }
    static Splitter &attempt(const Scene &scene) { return find<Splitter>(scene.window, "attemptSplitter"); }
    static void trigger(Scene &scene);
};

void tst_Splitters::trigger(Scene &scene)
{
    click(find(scene.window, "triggerButton"));
    Q_EMIT scene.service.attemptUpdated(answered(scene.lastAttempt(), 200, "OK", "{}"));
    QCoreApplication::sendPostedEvents(); // who gets how much room comes after the layout
}

void tst_Splitters::untouchedTheProgramChooses()
{
    Scene scene;
    QVERIFY(scene.show({1400, 900}));
    scene.openWebhook(u"Static build"_s);
    QTRY_VERIFY(outer(scene).sizes().constLast() < 80); // one row
    trigger(scene);
    QTRY_VERIFY(isNear(firstPart(outer(scene)), 0.5));
    QVERIFY(!outer(scene).isSetByHand());
}

void tst_Splitters::withoutContentThereIsNothingToDrag()
{
    Scene scene;
    QVERIFY(scene.show({1400, 900}));
    scene.openWebhook(u"Static build"_s);
    QTRY_VERIFY(outer(scene).sizes().constLast() < 80);
    const QList<int> before = outer(scene).sizes();
    drag(outer(scene), -200);
    QCOMPARE(outer(scene).sizes(), before);
    QVERIFY(!outer(scene).isSetByHand());
}

void tst_Splitters::heightStaysInTheSession()
{
    Scene scene;
    QVERIFY(scene.show({1400, 900}));
    scene.openWebhook(u"Static build"_s);
    trigger(scene);
    QTRY_VERIFY(isNear(firstPart(outer(scene)), 0.5));
    drag(outer(scene), -120);
    const double chosen = firstPart(outer(scene));
    QVERIFY(chosen < 0.4);
    trigger(scene);
    QVERIFY(isNear(firstPart(outer(scene)), chosen));
    scene.openWebhook(u"Search index"_s); // with nothing to see below
    QTRY_VERIFY(outer(scene).sizes().constLast() < 80);
    trigger(scene);
    QTRY_VERIFY(isNear(firstPart(outer(scene)), chosen));
}

void tst_Splitters::theEffectiveRequestKeepsItsWidth()
{
    Scene scene;
    QVERIFY(scene.show({1600, 900}));
    scene.openWebhook(u"Static build"_s);
    QTRY_COMPARE(form(scene).count(), 2);
    drag(form(scene), 120);
    const double chosen = firstPart(form(scene));
    scene.window.resize(760, 700);
    QTRY_COMPARE(form(scene).count(), 1);
    scene.window.resize(1600, 900);
    QTRY_COMPARE(form(scene).count(), 2);
    QTRY_VERIFY(isNear(firstPart(form(scene)), chosen));
}

void tst_Splitters::overARestart()
{
    double height = 0;
    double width = 0;
    double timeline = 0;
    WindowState state;
    {
        Scene scene;
        QVERIFY(scene.show({1600, 900}));
        scene.openWebhook(u"Static build"_s);
        trigger(scene);
        QTRY_VERIFY(isNear(firstPart(outer(scene)), 0.5));
        drag(outer(scene), -150);
        drag(form(scene), 100);
        drag(attempt(scene), 90);
        height = firstPart(outer(scene));
        width = firstPart(form(scene));
        timeline = firstPart(attempt(scene));
        scene.openWebhook(u"Search index"_s); // closed in another state than it was arranged in
        QCoreApplication::sendPostedEvents();
        scene.window.close();
        QVERIFY(!scene.service.windowStates.isEmpty());
        state = scene.service.windowStates.last();
    }
    Scene scene;
    scene.window.restore(state);
    QVERIFY(scene.show({1600, 900})); // the offscreen screen is smaller, and a window is fitted to its screen
    scene.openWebhook(u"Static build"_s);
    QTRY_VERIFY(outer(scene).sizes().constLast() < 80);
    QTRY_VERIFY(isNear(firstPart(form(scene)), width));
    trigger(scene);
    QTRY_VERIFY(isNear(firstPart(outer(scene)), height));
    QTRY_VERIFY(isNear(firstPart(attempt(scene)), timeline));
    scene.window.close();
    if (!scene.service.windowStates.isEmpty()) // and once more, by a window in which nobody dragged
        QCOMPARE(scene.service.windowStates.last().splitters, state.splitters);
}

void tst_Splitters::theCertificateHasRoom()
{
    Scene scene;
    QVERIFY(scene.show({1200, 800}));
    scene.openWebhook(u"Static build"_s);
    click(find(scene.window, "triggerButton"));
    Attempt attempted = answered(scene.lastAttempt(), 200, "OK", "{}");
    attempted.tls = TlsInfo();
    attempted.tls->protocol = u"TLSv1.3"_s;
    attempted.tls->subject = u"CN=ci.example.com, O=Example, C=DE"_s;
    attempted.tls->sha256 = QByteArray(64, 'a');
    Q_EMIT scene.service.attemptUpdated(attempted);
    QCoreApplication::sendPostedEvents();
    auto &tabs = find<QTabBar>(scene.window, "timelineTabs");
    const double before = firstPart(attempt(scene));
    tabs.setCurrentIndex(1);
    QTRY_VERIFY(isNear(firstPart(attempt(scene)), 0.5));
    tabs.setCurrentIndex(0);
    QTRY_VERIFY(isNear(firstPart(attempt(scene)), before));
}

void tst_Splitters::fromRightToLeftNothingIsCut()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    const auto back = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
    for (const QSize &size : {QSize(900, 600), QSize(1600, 900)}) {
        Scene scene;
        QVERIFY(scene.show(size));
        scene.openWebhook(u"Static build"_s);
        trigger(scene);
        const auto splitters = scene.window.findChildren<Splitter *>();
        for (const Splitter *splitter : splitters) {
            for (int i = 0; i < splitter->count() && splitter->isVisible(); ++i) {
                const QWidget *part = splitter->widget(i);
                if (part->isVisible())
                    QVERIFY2(splitter->rect().contains(part->geometry()), qPrintable(part->objectName()));
            }
        }
    }
}

QTEST_MAIN(tst_Splitters)
#include "tst_splitters.moc"
