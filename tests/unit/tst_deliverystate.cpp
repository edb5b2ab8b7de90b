// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/deliverystate.h"

#include <QSet>
#include <QTest>

using namespace hookpanel;
using namespace Qt::StringLiterals;

class tst_DeliveryState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void keys();
    void everyChange_data();
    void everyChange();
    void whatIsOverStaysSo();
};

void tst_DeliveryState::keys()
{
    const QStringList wanted{u"pending"_s, u"attempting"_s, u"waiting-retry"_s, u"delivered"_s,
                             u"failed"_s,  u"dead"_s,       u"cancelled"_s};
    QStringList keys;
    for (const DeliveryState state : deliveryStates()) {
        keys.append(deliveryStateKey(state));
        QCOMPARE(deliveryStateFromKey(keys.last()), state);
    }
    QCOMPARE(keys, wanted);
    QVERIFY(!deliveryStateFromKey(u"Pending"_s));
    QVERIFY(!deliveryStateFromKey({}));
}

void tst_DeliveryState::everyChange_data()
{
    // All that are allowed; every other pair is not.
    const QHash<QString, QStringList> allowed{
        {u"pending"_s, {u"attempting"_s, u"cancelled"_s}},
        {u"waiting-retry"_s, {u"attempting"_s, u"cancelled"_s}},
        {u"attempting"_s, {u"waiting-retry"_s, u"delivered"_s, u"failed"_s, u"dead"_s, u"cancelled"_s}},
    };
    QTest::addColumn<DeliveryState>("from");
    QTest::addColumn<DeliveryState>("to");
    QTest::addColumn<bool>("isAllowed");
    for (const DeliveryState from : deliveryStates()) {
        for (const DeliveryState to : deliveryStates()) {
            const QString fromKey = deliveryStateKey(from);
            const QString toKey = deliveryStateKey(to);
            QTest::addRow("%s to %s", qPrintable(fromKey), qPrintable(toKey))
                << from << to << allowed.value(fromKey).contains(toKey);
        }
    }
}

void tst_DeliveryState::everyChange()
{
    QFETCH(const DeliveryState, from);
    QFETCH(const DeliveryState, to);
    QTEST(mayBecome(from, to), "isAllowed");
}

void tst_DeliveryState::whatIsOverStaysSo()
{
    for (const DeliveryState from : deliveryStates()) {
        bool hasWayOut = false;
        for (const DeliveryState to : deliveryStates())
            hasWayOut = hasWayOut || mayBecome(from, to);
        QCOMPARE(hasWayOut, !isOver(from));
    }
}

QTEST_GUILESS_MAIN(tst_DeliveryState)
#include "tst_deliverystate.moc"
