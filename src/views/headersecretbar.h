// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets.h"
#include "models/headertablemodel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QMenu;
class QPushButton;

namespace hookpanel {

class HeadersView;
class PanelService;

/// What can be done with the secrets in a table of headers: the current row's value can be made one or none, and be shown
/// for a while. Also adds the table's context menu. Says what became a secret by itself.
class HeaderSecretBar : public QWidget
{
    Q_OBJECT

public:
    static constexpr int revealMs = 30'000; ///< How long a value is shown.

    explicit HeaderSecretBar(QWidget *parent = nullptr);

    /// Once. `name` makes the parts' object names: "header" makes "headerSecretBox" and "revealHeaderButton". Model, view
    /// and service are not owned and must outlive the bar, the view with its model set.
    void attach(const QString &name, HeaderTableModel &model, HeadersView &view);
    void listenTo(PanelService &service);

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

    /// Another row is current, or the rows changed.
    void updateState();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void connectModel();
    void makeMenu();
    void setSecret(bool isSecret);
    void revealOrHide();
    void show(int row, const QString &text = {});
    void onRevealed(const QString &reference, const SecretText &secret);
    void say(const QString &sentence, bool isBad = false);
    [[nodiscard]] int row() const;
    [[nodiscard]] QString nameOf(int row) const;

    QCheckBox *m_box;
    QPushButton *m_reveal;
    QLabel *m_note;
    QMenu *m_menu = nullptr;
    QPointer<HeaderTableModel> m_model;
    HeadersView *m_view = nullptr;
    PanelService *m_service = nullptr;
    QString m_wanted; ///< The reference of what is to be shown.
    int m_noteRow = -1; ///< Whose row the note is about.
    QTimer m_shownFor{this};
};

} // namespace hookpanel
