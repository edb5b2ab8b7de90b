// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLayout>
#include <QList>

namespace hookpanel {

/// A row of widgets that goes on in further lines where it is not wide enough, so that nothing is cut off in large letters
/// or a long language. The widgets from the trailing one on stand together at the far end of their line.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent);
    ~FlowLayout() override;

    /// Adds the first of the trailing widgets.
    void addTrailingWidget(QWidget *widget);

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    using Line = QList<int>; ///< Indices of items.

    [[nodiscard]] Line trailing() const;
    [[nodiscard]] QList<Line> linesFor(int width) const;
    [[nodiscard]] int widthOf(const Line &line) const;
    [[nodiscard]] int heightOf(const Line &line) const;

    QList<QLayoutItem *> m_items; ///< Owned, as in every layout.
    int m_firstTrailing = -1;
};

} // namespace hookpanel
