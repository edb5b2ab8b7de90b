// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/guitest.h"
#include "models/webhooktablemodel.h"
#include "support/pictures.h"
#include "support/pseudolanguage.h"
#include "support/scene.h"
#include "views/panelstyle.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStyleFactory>

using namespace hookpanel;
using namespace hookpanel::test;
using namespace Qt::StringLiterals;

namespace {

struct Text {
    QString where;
    QString text;
};

/// Names and data, which are the same in every language.
bool isExempt(const QString &text)
{
    static const QStringList eventTypes = [] {
        QStringList names;
        const auto types = catalogue().types();
        for (const EventType &type : types)
            names.append(type.name);
        return names;
    }();
    static const QStringList data = [] {
        QStringList words{u"Hookpanel"_s};
        const auto webhooks = sampleContent().webhooks;
        for (const StoredWebhook &stored : webhooks)
            words += {stored.webhook.name, stored.webhook.url};
        words += {u"order.paid"_s, u"Article"_s, u"Category"_s, u"Search engines"_s,
                  u"internalNotes"_s}; // of Scene::knowEvents()
        return words;
    }();
    if (text.contains(u'\n')) {
        const QStringList lines = text.split(u'\n');
        return std::all_of(lines.cbegin(), lines.cend(), isExempt);
    }
    const bool hasLetters = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetter(); });
    static const QRegularExpression url(u"^https?://\\S+$"_s);
    static const QRegularExpression id(u"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"_s); // of one without a name
    static const QRegularExpression time(u"^\\d+ \\w+ \\d{4} [\\d:]+$"_s); // by the locale
    static const QRegularExpression uid(u"^[a-z]+(::[a-z-]+)?\\.[a-z-]+$"_s); // of a content type
    static const QRegularExpression header(u"^(Authorization|X-Environment): .*$"_s);
    static const QRegularExpression secret(u"^(whsec_)?••••\\w{4}$"_s);
    return !hasLetters || secret.match(text).hasMatch() || eventTypes.contains(text) || data.contains(text)
        || url.match(text).hasMatch() || header.match(text).hasMatch() || id.match(text).hasMatch()
        || time.match(text).hasMatch() || uid.match(text).hasMatch();
}

void collectModel(QList<Text> &found, const QString &where, const QAbstractItemModel &model)
{
    for (int column = 0; column < model.columnCount(); ++column)
        found.append({where + u" heading"_s, model.headerData(column, Qt::Horizontal).toString()});
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleTextRole), int(Qt::AccessibleDescriptionRole)})
                found.append({where + u" cell role %1"_s.arg(role), index.data(role).toString()});
        }
    }
}

/// Everything that a window says.
QList<Text> textsOf(const QWidget &window)
{
    QList<Text> found;
    const auto widgets = window.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const QString where = widget->objectName();
        if (!widget->isVisible() || where.isEmpty() || where.startsWith(u"qt_"))
            continue;
        found.append({where + u" tool tip"_s, widget->toolTip()});
        found.append({where + u" accessible name"_s, widget->accessibleName()});
        found.append({where + u" accessible description"_s, widget->accessibleDescription()});
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            found.append({where, label->text()});
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            found.append({where, button->text()});
        else if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            found.append({where + u" placeholder"_s, edit->placeholderText()});
        else if (const auto *area = qobject_cast<const QPlainTextEdit *>(widget))
            found.append({where + u" placeholder"_s, area->placeholderText()});
        else if (const auto *spin = qobject_cast<const QSpinBox *>(widget))
            found.append({where + u" suffix"_s, spin->suffix()});
        if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            for (int index = 0; index < box->count(); ++index) {
                found.append({where, box->itemText(index)});
                found.append({where + u" item tool tip"_s, box->itemData(index, Qt::ToolTipRole).toString()});
            }
        }
        if (const auto *list = qobject_cast<const QListWidget *>(widget)) {
            for (int row = 0; row < list->count(); ++row)
                found.append({where, list->item(row)->text()});
        } else if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model()) {
            collectModel(found, where, *view->model());
        }
    }
    const auto menus = window.findChildren<QMenu *>();
    for (const QMenu *menu : menus) {
        const auto actions = menu->actions();
        for (const QAction *action : actions)
            found.append({u"menu"_s, action->text()});
    }
    return found;
}

} // namespace

/// Walks every screen in a language that nobody speaks.
class tst_PseudoLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void theLanguage();
    void everythingIsTranslated_data();
    void everythingIsTranslated();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void cellsAreTranslated();

private:
    PseudoLanguage m_language;
};

void tst_PseudoLanguage::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    PanelStyle::install();
    QCoreApplication::installTranslator(&m_language);
    QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
}

void tst_PseudoLanguage::theLanguage()
{
    QCOMPARE(PseudoLanguage::pseudo(u"Save %1 of %Ln"_s), u"⟦Šávé %1 ôf %Ln~~~~~⟧"_s);
    QVERIFY(PseudoLanguage::isTranslated(QCoreApplication::translate("hookpanel::Words", "Off")));
    QVERIFY(!PseudoLanguage::isTranslated(QCoreApplication::translate("QLineEdit", "&Copy")));
}

void tst_PseudoLanguage::everythingIsTranslated_data()
{
    QTest::addColumn<int>("screen");
    for (int index = 0; index < screens().size(); ++index)
        QTest::newRow(screens().at(index).name) << index;
}

void tst_PseudoLanguage::everythingIsTranslated()
{
    QFETCH(const int, screen);
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show({1200, 1600}));
    wanted.open(scene);
    int seen = 0;
    const auto texts = textsOf(scene.window);
    for (const Text &text : texts) {
        if (isExempt(text.text))
            continue;
        QVERIFY2(PseudoLanguage::isTranslated(text.text), qPrintable(u"%1: “%2”"_s.arg(text.where, text.text)));
        ++seen;
    }
    QVERIFY2(seen > 8, qPrintable(QString::number(seen)));
}

void tst_PseudoLanguage::nothingIsCutOff_data()
{
    QTest::addColumn<int>("screen");
    QTest::addColumn<bool>("rightToLeft");
    for (int index = 0; index < screens().size(); ++index) {
        QTest::newRow(screens().at(index).name) << index << false;
        QTest::addRow("%s, right to left", screens().at(index).name) << index << true;
    }
}

void tst_PseudoLanguage::nothingIsCutOff()
{
    QFETCH(const int, screen);
    QFETCH(const bool, rightToLeft);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const QSize smallest(900, 600);
    const Screen &wanted = screens().at(screen);
    Scene scene(wanted.empty ? PanelContent() : sampleContent());
    QVERIFY(scene.show(smallest));
    wanted.open(scene);
    const QImage picture = pictureOf(scene.window);
    const QString name = QString::fromLatin1(wanted.name).replace(u' ', u'-');
    QVERIFY(
        picture.save(QStringLiteral(PICTURES "/%1-pseudo%2.png").arg(name, rightToLeft ? u"-right-to-left"_s : QString())));
    QCOMPARE(scene.window.size(), smallest);
    QCOMPARE(cutOffIn(scene.window), QString());
}

void tst_PseudoLanguage::cellsAreTranslated()
{
    Scene scene;
    const QAbstractItemModel &model = *scene.table().model();
    for (int row = 0; row < model.rowCount(); ++row) {
        for (const int column :
             {WebhookTableModel::LastDeliveryColumn, WebhookTableModel::StatusColumn, WebhookTableModel::EventsColumn}) {
            const QString text = model.index(row, column).data().toString();
            QVERIFY2(isExempt(text) || PseudoLanguage::isTranslated(text), qPrintable(text));
        }
    }
}

QTEST_MAIN(tst_PseudoLanguage)
#include "tst_pseudolanguage.moc"
