// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace hookpanel {

/// A label for a text of ours beside other things: it asks for one line, goes on in further lines where it gets less, and is
/// never narrower than its longest word. A QLabel that wraps asks for a block of about the golden section instead.
class WrappingLabel : public QLabel
{
    Q_OBJECT

public:
    explicit WrappingLabel(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace hookpanel
