// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/webhook.h"

#include <QTableView>

namespace hookpanel {

/// The table of headers: typing in a cell edits it, names are suggested, Delete removes the current row's header. It is as
/// high as its rows, up to a limit, so that the page scrolls and not the table.
class HeadersView : public QTableView
{
    Q_OBJECT

public:
    explicit HeadersView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

    /// Takes over what stands in an open cell editor; a button pressed by a key or by a screen reader does not move the
    /// focus, so that the editor would keep it.
    void commitOpenEditor();

    /// The headers of the model without empty rows, with what stands in an open cell editor already in its place.
    [[nodiscard]] Headers typedHeaders() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void removePressed();

    /// The text in an open cell editor is another one; the model does not know it yet.
    void typed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

    /// Tab in the last cell leaves the table, where QTableView would begin again at the first one and never let go.
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;
};

} // namespace hookpanel
