// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/style.h"

#include "views/icons.h"
#include "views/readablecolors.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QTabBar>
#include <QToolButton>

namespace hookpanel {

namespace {

/// Remembers what a label is to look like, and dresses it again whenever its palette or font changes.
/// A child of its label.
class LabelDresser final : public QObject
{
public:
    static LabelDresser &of(QLabel *label)
    {
        for (QObject *child : label->children()) {
            if (auto *dresser = dynamic_cast<LabelDresser *>(child))
                return *dresser;
        }
        return *new LabelDresser(label); // a child of the label
    }

    void setTone(Tone tone)
    {
        m_tone = tone;
        applyTone();
    }

    void setIcon(const QString &name)
    {
        m_icon = name;
        applyIcon();
    }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (object == m_label && event->type() == QEvent::PaletteChange && !m_dressing) {
            // With QApplication::setPalette() this is what a child widget hears, not ApplicationPaletteChange (Qt 6.4.2).
            applyTone();
            applyIcon();
        } else if (object == m_label && event->type() == QEvent::FontChange) {
            applyIcon();
        }
        return QObject::eventFilter(object, event);
    }

private:
    explicit LabelDresser(QLabel *label)
        : QObject(label)
        , m_label(label)
    {
        label->installEventFilter(this);
    }

    void applyTone()
    {
        const QScopedValueRollback dressing(m_dressing, true);
        if (m_tone == Tone::Plain) {
            m_label->setPalette(QPalette());
            return;
        }
        const QPalette all = QGuiApplication::palette();
        QPalette own;
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            own.setColor(group, QPalette::WindowText, color(all));
        m_label->setPalette(own);
    }

    void applyIcon()
    {
        if (m_icon.isEmpty())
            return;
        const int side = m_label->fontMetrics().height();
        const qreal ratio = m_label->devicePixelRatioF();
        QPixmap pixmap = icon(m_icon).pixmap(QSize(side, side), ratio);
        m_label->setPixmap(pixmap);
    }

    [[nodiscard]] QColor color(const QPalette &palette) const
    {
        switch (m_tone) {
        case Tone::Good:
            return goodColor(palette);
        case Tone::Warn:
            return warnColor(palette);
        case Tone::Bad:
            return badColor(palette);
        case Tone::Muted:
            return mutedColor(palette);
        case Tone::Plain:
            break;
        }
        return palette.color(QPalette::WindowText);
    }

    QLabel *m_label;
    Tone m_tone = Tone::Plain;
    QString m_icon;
    bool m_dressing = false; ///< The change of the palette is our own.
};

void scaleFont(QLabel *label, qreal factor)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
}

} // namespace

void makeTitle(QLabel *label)
{
    scaleFont(label, 1.5);
}

void makeHeading(QLabel *label)
{
    scaleFont(label, 1.1);
}

void setTone(QLabel *label, Tone tone)
{
    LabelDresser::of(label).setTone(tone);
}

void makeGood(QLabel *label)
{
    setTone(label, Tone::Good);
}

void makeBad(QLabel *label)
{
    setTone(label, Tone::Bad);
}

void makePlain(QLabel *label)
{
    setTone(label, Tone::Plain);
}

void showIcon(QLabel *label, const QString &iconName)
{
    LabelDresser::of(label).setIcon(iconName);
}

void suitDirection(QWidget *window)
{
    if (window->layoutDirection() == Qt::LeftToRight)
        return;
    const auto labels = window->findChildren<QLabel *>();
    for (QLabel *label : labels) {
        const auto across = label->alignment() & Qt::AlignHorizontal_Mask;
        if (across == Qt::AlignLeft || across == 0)
            label->setAlignment((label->alignment() & Qt::AlignVertical_Mask) | Qt::AlignRight | Qt::AlignAbsolute);
    }
    const auto layouts = window->findChildren<QLayout *>();
    for (QLayout *layout : layouts) {
        const QMargins margins = layout->contentsMargins();
        layout->setContentsMargins(margins.right(), margins.top(), margins.left(), margins.bottom());
    }
}

void nameClearButton(QLineEdit *edit)
{
    const auto buttons = edit->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setAccessibleName(QCoreApplication::translate("hookpanel::Style", "Clear"));
}

void dressTabs(QTabBar *tabs, const QString &description)
{
    tabs->setAccessibleDescription(description); // its name is that of the chosen tab
    tabs->setDrawBase(false);
    tabs->setUsesScrollButtons(false);
    tabs->setElideMode(Qt::ElideNone);
    const auto buttons = tabs->findChildren<QToolButton *>();
    for (QToolButton *button : buttons)
        button->setObjectName(QString());
}

void showProblem(QLabel *label, QWidget *field, const QString &sentence)
{
    makeBad(label);
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
    field->setAccessibleDescription(sentence);
}

} // namespace hookpanel
