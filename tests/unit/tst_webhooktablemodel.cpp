// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/webhooktablemodel.h"
#include "store/catalogueresource.h"
#include "support/samples.h"

#include <QAbstractItemModelTester>
#include <QCollator>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;
using Model = WebhookTableModel;
using Tester = QAbstractItemModelTester;

namespace {

LastOutcome outcome(OutcomeKind kind, int status, qint64 ms,
                    const QDateTime &at = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC))
{
    Outcome made;
    made.kind = kind;
    made.status = status;
    made.phase = Phase::Waiting;
    return {made, ms, at, true};
}

/// What the model should show, thought of in the plainest way: a list that is searched and sorted anew each time.
struct Reference {
    QList<StoredWebhook> webhooks;
    QHash<WebhookId, LastOutcome> last;
    QString search;
    int column = Model::NameColumn;
    Qt::SortOrder order = Qt::AscendingOrder;

    [[nodiscard]] int indexOf(const WebhookId &id) const
    {
        for (int i = 0; i < webhooks.size(); ++i) {
            if (webhooks.at(i).webhook.id == id)
                return i;
        }
        return -1;
    }

    [[nodiscard]] bool matches(const Webhook &webhook) const
    {
        QStringList texts{webhook.name, webhook.url};
        texts += webhook.events.names;
        if (webhook.events.all) {
            static const EventCatalogue everyType = *readCatalogue();
            for (const EventType &type : everyType.types())
                texts.append(type.name);
        }
        for (const Header &header : webhook.headers)
            texts.append(header.name);
        return std::any_of(texts.cbegin(), texts.cend(),
                           [this](const QString &text) { return text.contains(search, Qt::CaseInsensitive); });
    }

    [[nodiscard]] int compare(const Webhook &a, const Webhook &b) const
    {
        const auto difference = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
        switch (column) {
        case Model::UrlColumn:
            return a.url.compare(b.url, Qt::CaseInsensitive);
        case Model::EventsColumn:
            return difference(a.events.all ? 1'000'000 : a.events.names.size(),
                              b.events.all ? 1'000'000 : b.events.names.size());
        case Model::LastDeliveryColumn:
            return difference(last.value(a.id).at.isValid() ? last.value(a.id).at.toMSecsSinceEpoch() : 0,
                              last.value(b.id).at.isValid() ? last.value(b.id).at.toMSecsSinceEpoch() : 0);
        case Model::StatusColumn:
            return difference(int(b.enabled), int(a.enabled));
        case Model::HealthColumn:
            return 0; // nothing was delivered to any
        default:
            return byName(a, b);
        }
    }

    static int byName(const Webhook &a, const Webhook &b)
    {
        QCollator collator;
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        return collator.compare(a.name, b.name);
    }

    [[nodiscard]] QStringList shown() const
    {
        QList<Webhook> found;
        for (const StoredWebhook &stored : webhooks) {
            if (matches(stored.webhook))
                found.append(stored.webhook);
        }
        std::sort(found.begin(), found.end(), [this](const Webhook &a, const Webhook &b) {
            if (const int by = compare(a, b); by != 0)
                return order == Qt::AscendingOrder ? by < 0 : by > 0;
            if (const int name = byName(a, b); name != 0)
                return name < 0;
            return a.id < b.id;
        });
        QStringList lines;
        for (const Webhook &webhook : found)
            lines.append(webhook.id.toString() + u' ' + webhook.name);
        return lines;
    }
};

QStringList shownBy(const Model &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row)
        lines.append(model.idAt(row).toString() + u' ' + model.index(row, Model::NameColumn).data().toString());
    return lines;
}

/// Everything that a model said, in order: "insert 3", "move 1 to 4", "change 2: 0-7", "reset", "layout".
class Announcements
{
public:
    explicit Announcements(const Model &model)
    {
        using M = QAbstractItemModel;
        QObject::connect(&model, &M::rowsInserted, &m_context,
                         [this](const QModelIndex &, int first, int last) { add(u"insert %1"_s, first, last); });
        QObject::connect(&model, &M::rowsRemoved, &m_context,
                         [this](const QModelIndex &, int first, int last) { add(u"remove %1"_s, first, last); });
        QObject::connect(&model, &M::rowsMoved, &m_context,
                         [this](const QModelIndex &, int first, int last, const QModelIndex &, int to) {
                             add(u"move %1 before %2"_s.arg(first).arg(to), first, last);
                         });
        QObject::connect(&model, &M::dataChanged, &m_context, [this](const QModelIndex &from, const QModelIndex &to) {
            said.append(u"change %1-%2: %3-%4"_s.arg(from.row()).arg(to.row()).arg(from.column()).arg(to.column()));
        });
        QObject::connect(&model, &M::modelReset, &m_context, [this] { said.append(u"reset"_s); });
        QObject::connect(&model, &M::layoutChanged, &m_context, [this] { said.append(u"layout"_s); });
    }

    QStringList said;

private:
    void add(const QString &what, int first, int last)
    {
        said.append((what.contains(u"%1") ? what.arg(first) : what) + (last == first ? QString() : u" and more"_s));
    }

    QObject m_context;
};

} // namespace

class tst_WebhookTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // In the C locale names are compared by their codes; nobody's desktop runs in it.
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void texts_data();
    void texts();
    void headings();
    void problemsAreMarkedAndSaid();
    void eventsText_data();
    void eventsText();
    void checkState();
    void statusThatIsNotKnown_data();
    void statusThatIsNotKnown();
    void switchAsksAndDoesNotMove();
    void readOnlyCannotBeSwitched();
    void announces();
    void searchFinds_data();
    void searchFinds();
    void sorts_data();
    void sorts();
    void selectionSurvivesSorting();
    void lastOutcomeOfAnUnknownWebhookIsNothing();
    void agreesWithReference_data();
    void agreesWithReference();
    void manyRows();

private:
    EventCatalogue m_catalogue;
};

void tst_WebhookTableModel::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    const auto catalogue = readCatalogue();
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

void tst_WebhookTableModel::texts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("state"); // 0 never delivered, 1 success, 2 error 503, 3 refused
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("name") << int(Model::NameColumn) << 0 << u"Static build"_s << u"Static build"_s;
    QTest::newRow("url") << int(Model::UrlColumn) << 0 << u"https://ci.example/build"_s << u"https://ci.example/build"_s;
    QTest::newRow("events") << int(Model::EventsColumn) << 0 << u"entry.create"_s << u"entry.create"_s;
    QTest::newRow("never") << int(Model::LastDeliveryColumn) << 0 << u"never"_s << u"never"_s;
    QTest::newRow("success") << int(Model::LastDeliveryColumn) << 1 << u"✓ 200 · 41 ms"_s << u"Success, 200 · 41 ms"_s;
    QTest::newRow("error") << int(Model::LastDeliveryColumn) << 2 << u"✗ 503 · 1.2 s"_s << u"Receiver error, 503 · 1.2 s"_s;
    QTest::newRow("refused") << int(Model::LastDeliveryColumn) << 3 << u"✗ Connection refused · 3 ms"_s
                             << u"Connection refused"_s;
    QTest::newRow("health") << int(Model::HealthColumn) << 1 << u"–"_s << QString();
    QTest::newRow("status") << int(Model::StatusColumn) << 0 << u"Enabled"_s << u"Enabled"_s;
    QTest::newRow("pen") << int(Model::EditColumn) << 0 << QString() << u"Edit"_s;
    QTest::newRow("trash") << int(Model::DeleteColumn) << 0 << QString() << u"Delete"_s;
}

void tst_WebhookTableModel::texts()
{
    QFETCH(const int, column);
    QFETCH(const int, state);
    QFETCH(const QString, shown);
    QFETCH(const QString, spoken);
    StoredWebhook stored = storedWebhook(u"Static build"_s, u"https://ci.example/build"_s);
    stored.webhook.events.names = QStringList{u"entry.create"_s};
    QHash<WebhookId, LastOutcome> last;
    if (state == 1)
        last.insert(stored.webhook.id, outcome(OutcomeKind::Success, 200, 41));
    else if (state == 2)
        last.insert(stored.webhook.id, outcome(OutcomeKind::ReceiverError, 503, 1240));
    else if (state == 3)
        last.insert(stored.webhook.id, outcome(OutcomeKind::ConnectionRefused, 0, 3));
    Model model(m_catalogue);
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setWebhooks({stored}, last);
    QCOMPARE(model.index(0, column).data().toString(), shown);
    const QString said = model.index(0, column).data(Qt::AccessibleTextRole).toString();
    QVERIFY(!said.isEmpty());
    QVERIFY2(said.contains(spoken), qPrintable(said));
    QVERIFY2(!said.contains(u'✓') && (state == 3 || !said.contains(u'✗')), "a mark is not a word");
    QVERIFY(!model.index(0, column).data(Qt::ToolTipRole).toString().isEmpty());
}

void tst_WebhookTableModel::headings()
{
    const Model model(m_catalogue);
    const QStringList names{u"Name"_s,   u"URL"_s,    u"Events"_s, u"Last delivery"_s,
                            u"Health"_s, u"Status"_s, u"Edit"_s,   u"Delete"_s};
    QCOMPARE(model.columnCount(), names.size());
    for (int column = 0; column < names.size(); ++column)
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString(), names.at(column));
}

void tst_WebhookTableModel::problemsAreMarkedAndSaid()
{
    StoredWebhook stored = storedWebhook(u"Broken"_s, u"ftp://example.com"_s);
    stored.problems = validate(stored.webhook, m_catalogue);
    QVERIFY(!stored.problems.isEmpty());
    Model model(m_catalogue);
    model.setWebhooks({stored}, {});
    const QModelIndex name = model.index(0, Model::NameColumn);
    QVERIFY(name.data().toString() != u"Broken"_s);
    QVERIFY(name.data().toString().endsWith(u"Broken"));
    QVERIFY(name.data(Qt::ToolTipRole).toString().contains(u"http"));
    const QString said = name.data(Qt::AccessibleTextRole).toString() + name.data(Qt::AccessibleDescriptionRole).toString();
    QVERIFY2(said.size() > QStringLiteral("Broken").size(), "a screen reader must hear of the problem too");
}

void tst_WebhookTableModel::eventsText_data()
{
    QTest::addColumn<bool>("all");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("enterprise");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << false << QStringList() << false << u"none"_s;
    QTest::newRow("all") << true << QStringList{u"entry.create"_s} << false << u"all"_s;
    QTest::newRow("one") << false << QStringList{u"media.create"_s} << false << u"media.create"_s;
    QTest::newRow("two of the community") << false << QStringList{u"media.create"_s, u"entry.create"_s} << false
                                          << u"2 of 9"_s;
    QTest::newRow("two of all") << false << QStringList{u"media.create"_s, u"entry.create"_s} << true << u"2 of 11"_s;
    QTest::newRow("an unknown one counts")
        << false << QStringList{u"order.paid"_s, u"entry.create"_s} << false << u"2 of 10"_s;
}

void tst_WebhookTableModel::eventsText()
{
    QFETCH(const bool, all);
    QFETCH(const QStringList, names);
    QFETCH(const bool, enterprise);
    QFETCH(const QString, text);
    StoredWebhook stored = storedWebhook(u"A"_s);
    stored.webhook.events = {all, names};
    Model model(m_catalogue);
    model.setEdition(enterprise ? Edition::Enterprise : Edition::Community);
    model.setWebhooks({stored}, {});
    QCOMPARE(model.index(0, Model::EventsColumn).data().toString(), text);
}

void tst_WebhookTableModel::checkState()
{
    StoredWebhook off = storedWebhook(u"B"_s);
    off.webhook.enabled = false;
    Model model(m_catalogue);
    model.setWebhooks({storedWebhook(u"A"_s), off}, {});
    QCOMPARE(model.index(0, Model::StatusColumn).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Checked);
    QCOMPARE(model.index(1, Model::StatusColumn).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Unchecked);
    QCOMPARE(model.index(1, Model::StatusColumn).data(Qt::AccessibleTextRole).toString(), u"Disabled"_s);
    for (int column = 0; column < model.columnCount(); ++column) {
        const bool isSwitch = column == Model::StatusColumn;
        QCOMPARE(bool(model.flags(model.index(0, column)) & Qt::ItemIsUserCheckable), isSwitch);
        QCOMPARE(model.index(0, column).data(Qt::CheckStateRole).isValid(), isSwitch);
        QVERIFY(!(model.flags(model.index(0, column)) & Qt::ItemIsEditable));
    }
}

void tst_WebhookTableModel::statusThatIsNotKnown_data()
{
    QTest::addColumn<Field>("field");
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<bool>("known");
    QTest::newRow("no file") << Field::File << Rule::FileUnreadable << false;
    QTest::newRow("no value") << Field::Enabled << Rule::ValueUnreadable << false;
    QTest::newRow("damaged") << Field::File << Rule::FileDamaged << true;
    QTest::newRow("another value") << Field::Timeout << Rule::ValueUnreadable << true;
}

/// What nobody knows is not claimed, neither to the eye nor to the ear.
void tst_WebhookTableModel::statusThatIsNotKnown()
{
    QFETCH(const Field, field);
    QFETCH(const Rule, rule);
    QFETCH(const bool, known);
    StoredWebhook stored = storedWebhook(u"A"_s);
    stored.problems = {{field, rule, -1, false, u"x"_s}};
    StoredWebhook off = storedWebhook(u"B"_s);
    off.webhook.enabled = false;
    const StoredWebhook on = storedWebhook(u"C"_s);
    Model model(m_catalogue);
    model.setWebhooks({stored, off, on}, {});
    const QModelIndex status = model.index(0, Model::StatusColumn);
    QCOMPARE(status.data().toString(), known ? u"Enabled"_s : u"Unknown"_s);
    QCOMPARE(status.data(Qt::AccessibleTextRole), status.data());
    QCOMPARE(status.data(Qt::CheckStateRole).value<Qt::CheckState>(), known ? Qt::Checked : Qt::PartiallyChecked);
    QVERIFY(model.flags(status) & Qt::ItemIsUserCheckable);
    model.sort(Model::StatusColumn, Qt::AscendingOrder);
    QCOMPARE(model.rowOf(off.webhook.id), 2);
    QCOMPARE(model.rowOf(stored.webhook.id), known ? 0 : 1);
}

void tst_WebhookTableModel::switchAsksAndDoesNotMove()
{
    const StoredWebhook stored = storedWebhook(u"A"_s);
    Model model(m_catalogue);
    model.setWebhooks({stored}, {});
    QSignalSpy asked(&model, &Model::switchRequested);
    const Announcements announced(model);
    QVERIFY(model.setData(model.index(0, Model::StatusColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(0).value<WebhookId>(), stored.webhook.id);
    QCOMPARE(asked.first().at(1).toBool(), false);
    QCOMPARE(announced.said, QStringList());
    QCOMPARE(model.index(0, Model::StatusColumn).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Checked);
    QVERIFY(!model.setData(model.index(0, Model::NameColumn), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.setData(model.index(0, Model::StatusColumn), u"x"_s, Qt::EditRole));
    QCOMPARE(asked.size(), 1);
}

void tst_WebhookTableModel::readOnlyCannotBeSwitched()
{
    StoredWebhook newer = storedWebhook(u"A"_s);
    newer.readOnly = true;
    Model model(m_catalogue);
    model.setWebhooks({newer}, {});
    QSignalSpy asked(&model, &Model::switchRequested);
    QVERIFY(!(model.flags(model.index(0, Model::StatusColumn)) & Qt::ItemIsUserCheckable));
    QVERIFY(!model.setData(model.index(0, Model::StatusColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(asked.size(), 0);
}

void tst_WebhookTableModel::announces()
{
    StoredWebhook a = storedWebhook(u"A"_s);
    StoredWebhook b = storedWebhook(u"B"_s);
    StoredWebhook c = storedWebhook(u"C"_s);
    Model model(m_catalogue);
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setWebhooks({b}, {});
    Announcements announced(model);
    const auto said = [&] { return std::exchange(announced.said, {}); };

    model.put(a);
    QCOMPARE(said(), QStringList{u"insert 0"_s});
    model.put(c);
    QCOMPARE(said(), QStringList{u"insert 2"_s});
    b.webhook.enabled = false;
    model.put(b);
    QCOMPARE(said(), QStringList{u"change 1-1: 0-7"_s});
    a.webhook.name = u"Z"_s;
    model.put(a);
    QCOMPARE(said(), (QStringList{u"move 0 before 3"_s, u"change 2-2: 0-7"_s}));
    model.setLastOutcome(b.webhook.id, outcome(OutcomeKind::Success, 200, 41));
    QCOMPARE(said(), QStringList{u"change 0-0: 3-3"_s});
    model.setEdition(Edition::Enterprise);
    QCOMPARE(said(), QStringList{u"change 0-2: 2-2"_s});
    model.setEdition(Edition::Enterprise);
    QCOMPARE(said(), QStringList());
    model.setSearch(u"z"_s);
    QCOMPARE(said(), QStringList{u"reset"_s});
    model.setSearch(u" Z "_s);
    QCOMPARE(said(), QStringList());
    model.put(b); // not found by the search
    model.remove(c.webhook.id); // not shown
    QCOMPARE(said(), QStringList());
    a.webhook.name = u"y"_s;
    model.put(a); // not found any more
    QCOMPARE(said(), QStringList{u"remove 0"_s});
    model.setSearch({});
    QCOMPARE(said(), QStringList{u"reset"_s});
    model.remove(b.webhook.id);
    QCOMPARE(said(), QStringList{u"remove 0"_s});
    model.remove(b.webhook.id);
    QCOMPARE(said(), QStringList());
    QCOMPARE(model.count(), 1);
}

void tst_WebhookTableModel::searchFinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("nothing to look for") << QString() << true;
    QTest::newRow("name") << u"ÜBERSETZ"_s << true;
    QTest::newRow("url") << u"ci.EXAMPLE"_s << true;
    QTest::newRow("event type") << u"unpublish"_s << true;
    QTest::newRow("header name") << u"x-envir"_s << true;
    QTest::newRow("header value may be a secret") << u"production"_s << false;
    QTest::newRow("with spaces around") << u"  build "_s << true;
    QTest::newRow("nowhere") << u"nowhere"_s << false;
    QTest::newRow("across two fields") << u"übersetzungenhttps"_s << false;
}

void tst_WebhookTableModel::searchFinds()
{
    QFETCH(const QString, text);
    QFETCH(const bool, found);
    StoredWebhook stored = storedWebhook(u"Übersetzungen"_s, u"https://ci.example/build"_s);
    stored.webhook.events.names = QStringList{u"entry.unpublish"_s};
    stored.webhook.headers = {{u"X-Environment"_s, u"production"_s}};
    Model model(m_catalogue);
    model.setWebhooks({stored}, {});
    model.setSearch(text);
    QCOMPARE(model.rowCount(), found ? 1 : 0);
    QCOMPARE(model.count(), 1);
    QVERIFY(model.find(stored.webhook.id));
}

void tst_WebhookTableModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("order");
    QTest::newRow("name: numbers as numbers, without case") << int(Model::NameColumn) << false << u"a2 A10 b"_s;
    QTest::newRow("name, down") << int(Model::NameColumn) << true << u"b A10 a2"_s;
    QTest::newRow("url") << int(Model::UrlColumn) << false << u"A10 b a2"_s;
    QTest::newRow("events") << int(Model::EventsColumn) << false << u"a2 A10 b"_s;
    QTest::newRow("events, down") << int(Model::EventsColumn) << true << u"b A10 a2"_s;
    QTest::newRow("last delivery") << int(Model::LastDeliveryColumn) << false << u"b a2 A10"_s;
    QTest::newRow("last delivery, down") << int(Model::LastDeliveryColumn) << true << u"A10 a2 b"_s;
    QTest::newRow("status: enabled first") << int(Model::StatusColumn) << false << u"a2 b A10"_s;
    QTest::newRow("status, down") << int(Model::StatusColumn) << true << u"A10 a2 b"_s;
}

void tst_WebhookTableModel::sorts()
{
    QFETCH(const int, column);
    QFETCH(const bool, descending);
    QFETCH(const QString, order);
    StoredWebhook a2 = storedWebhook(u"a2"_s, u"https://z.example"_s);
    StoredWebhook a10 = storedWebhook(u"A10"_s, u"http://a.example"_s);
    StoredWebhook b = storedWebhook(u"b"_s, u"HTTP://b.example"_s);
    a10.webhook.events.names = QStringList{u"entry.create"_s};
    a10.webhook.enabled = false;
    b.webhook.events.all = true;
    const auto at
        = [](qint64 ms) { return outcome(OutcomeKind::Success, 200, 1, QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)); };
    Model model(m_catalogue);
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    model.setWebhooks({b, a10, a2}, {{a2.webhook.id, at(1000)}, {a10.webhook.id, at(2000)}});
    model.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.find(model.idAt(row))->webhook.name);
    QCOMPARE(names.join(u' '), order);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.rowOf(model.idAt(row)), row);
}

void tst_WebhookTableModel::selectionSurvivesSorting()
{
    const StoredWebhook a = storedWebhook(u"A"_s);
    const StoredWebhook b = storedWebhook(u"B"_s);
    const StoredWebhook c = storedWebhook(u"C"_s);
    Model model(m_catalogue);
    model.setWebhooks({a, b, c}, {});
    const QPersistentModelIndex kept = model.index(0, Model::UrlColumn);
    model.sort(Model::NameColumn, Qt::DescendingOrder);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 2);
    QCOMPARE(kept.column(), int(Model::UrlColumn));
    model.remove(b.webhook.id);
    QCOMPARE(model.idAt(kept.row()), a.webhook.id);
}

void tst_WebhookTableModel::lastOutcomeOfAnUnknownWebhookIsNothing()
{
    Model model(m_catalogue);
    const Announcements announced(model);
    model.setLastOutcome(WebhookId::create(), outcome(OutcomeKind::Success, 200, 1));
    QCOMPARE(announced.said, QStringList());
    QCOMPARE(model.count(), 0);
    QVERIFY(model.idAt(0).isNull());
    QVERIFY(model.idAt(-1).isNull());
    QCOMPARE(model.rowOf(WebhookId()), -1);
}

void tst_WebhookTableModel::agreesWithReference_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void tst_WebhookTableModel::agreesWithReference()
{
    QFETCH(const quint32, seed);
    QRandomGenerator chance(seed);
    const auto pick = [&chance](int count) { return int(chance.bounded(count)); };
    Model model(m_catalogue);
    const Tester tester(&model, Tester::FailureReportingMode::QtTest);
    Reference reference;
    const QStringList searches{QString(), u"a"_s, u"EXAMPLE"_s, u"create"_s, u"x-"_s, u"7"_s};

    for (int step = 0; step < 150; ++step) {
        const auto anyId = [&] {
            return reference.webhooks.isEmpty() ? WebhookId::create()
                                                : reference.webhooks.at(pick(int(reference.webhooks.size()))).webhook.id;
        };
        switch (pick(8)) {
        case 0:
        case 1:
        case 2: { // a new one, or a changed one
            StoredWebhook stored = storedWebhook(u"%1%2"_s.arg(QChar(u'A' + pick(4))).arg(pick(30)),
                                                 u"https://%1.example/%2"_s.arg(QChar(u'p' + pick(5))).arg(pick(9)));
            if (pick(2) == 0)
                stored.webhook.id = anyId();
            stored.webhook.enabled = pick(2) == 0;
            stored.webhook.events.all = pick(5) == 0;
            if (pick(2) == 0)
                stored.webhook.events.names = QStringList{u"entry.create"_s};
            if (pick(3) == 0)
                stored.webhook.headers = {{u"X-A"_s, u"1"_s}};
            const int known = reference.indexOf(stored.webhook.id);
            known < 0 ? reference.webhooks.append(stored) : void(reference.webhooks[known] = stored);
            model.put(stored);
            break;
        }
        case 3: {
            const WebhookId id = anyId();
            if (const int known = reference.indexOf(id); known >= 0)
                reference.webhooks.removeAt(known);
            reference.last.remove(id);
            model.remove(id);
            break;
        }
        case 4:
            reference.column = pick(Model::columns);
            reference.order = pick(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
            model.sort(reference.column, reference.order);
            break;
        case 5:
            reference.search = searches.at(pick(int(searches.size())));
            model.setSearch(reference.search);
            break;
        case 6: {
            const WebhookId id = anyId();
            const LastOutcome last
                = outcome(OutcomeKind::Success, 200, 1, QDateTime::fromMSecsSinceEpoch(1 + pick(1000), Qt::UTC));
            if (reference.indexOf(id) >= 0)
                reference.last.insert(id, last);
            model.setLastOutcome(id, last);
            break;
        }
        case 7:
            if (pick(10) == 0)
                model.setWebhooks(reference.webhooks, reference.last);
            break;
        }
        QCOMPARE(shownBy(model), reference.shown());
        QCOMPARE(model.count(), reference.webhooks.size());
    }
}

void tst_WebhookTableModel::manyRows()
{
    QList<StoredWebhook> many;
    for (int i = 0; i < 10'000; ++i)
        many.append(storedWebhook(u"Webhook %1"_s.arg(i)));
    Model model(m_catalogue);
    model.setWebhooks(many, {});
    QCOMPARE(model.rowCount(), 10'000);
    QCOMPARE(model.index(9'999, Model::NameColumn).data().toString(), u"Webhook 9999"_s);
    model.setSearch(u"webhook 77"_s);
    QCOMPARE(model.rowCount(), 111); // 77, 770…779, 7700…7799
    many[77].webhook.enabled = false;
    Announcements announced(model);
    model.put(many.at(77));
    QCOMPARE(announced.said, QStringList{u"change 0-0: 0-7"_s});
    model.setSearch({});
    model.sort(Model::NameColumn, Qt::DescendingOrder);
    QCOMPARE(model.index(0, Model::NameColumn).data().toString(), u"Webhook 9999"_s);
}

QTEST_GUILESS_MAIN(tst_WebhookTableModel)
#include "tst_webhooktablemodel.moc"
