// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace hookpanel {

using namespace Qt::StringLiterals;

namespace {

/// Draws an SVG as a mask in one colour. QIcon's own SVG engine would keep the black of the file, which vanishes on a
/// dark ground and on a selected row.
class TintedIconEngine final : public QIconEngine
{
public:
    explicit TintedIconEngine(const QString &file)
        : m_file(file)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        QPixmap drawn = pixmap(rect.size() * ratio, mode, state);
        drawn.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        if (pointsAlongText() && QGuiApplication::layoutDirection() == Qt::RightToLeft) {
            painter.translate(size.width(), 0);
            painter.scale(-1, 1);
        }
        QSvgRenderer(m_file).render(&painter, QRectF(QPointF(), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.resetTransform();
        painter.fillRect(drawn.rect(), color(mode));
        return drawn;
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(m_file); }

private:
    /// Back is where the text comes from.
    [[nodiscard]] bool pointsAlongText() const { return m_file.endsWith(u"/back.svg") || m_file.endsWith(u"/undo.svg"); }

    static QColor color(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return palette.color(QPalette::ButtonText);
    }

    QString m_file;
};

} // namespace

QIcon icon(const QString &name)
{
    return QIcon(new TintedIconEngine(u":/icons/%1.svg"_s.arg(name))); // the icon owns its engine
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QColor goodColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x6f, 0xd4, 0x8b) : QColor(0x14, 0x6c, 0x2e);
}

QColor warnColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff, 0xc4, 0x5c) : QColor(0x7a, 0x4f, 0x00);
}

QColor badColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0xff, 0x8f, 0x85) : QColor(0xb0, 0x1e, 0x14);
}

} // namespace hookpanel
