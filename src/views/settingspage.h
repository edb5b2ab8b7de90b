// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/headertablemodel.h"
#include "models/preferenceorders.h"

#include <QHash>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <memory>

class QSpinBox;
class QTimer;

namespace hookpanel {

namespace Ui {
class SettingsPage;
}

/// The settings (product section 5.5). Each choice is written as soon as it is made, is complete and keeps the rules, and
/// can be undone; what cannot be written stays in the form beside a sentence and a button to try again. What another
/// program sets appears at once, except in a field that somebody types into.
class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    /// The service is not owned and must outlive the page.
    explicit SettingsPage(PanelService &service, QWidget *parent = nullptr);
    ~SettingsPage() override;

    /// The page is shown: the first setting gets the focus.
    void takeFocus();

    /// The same with the focus on how long deliveries are kept.
    void showRetention();

    /// Writes what was typed and not taken over yet, where it keeps the rules: before the page is left.
    void commit();

    /// Whether all that was ordered is answered.
    [[nodiscard]] bool isSettled() const;

    /// What could not be written and may be tried again, and what was typed and keeps no rule, a sentence each.
    [[nodiscard]] QStringList unwritten() const;

    /// Orders once more what could not be written.
    void tryAgain();

Q_SIGNALS:
    /// The last order is answered: isSettled() is true now.
    void settled();

private:
    void setUpForm();
    void connectForm();
    void orderTabs();
    void offerUndo(Setting setting, const Preferences &before);
    void showStored();
    void showUnits();
    void show(Setting setting);
    void showBanner();
    void updateVisibility();
    void showNotes();
    void reveal(QWidget *field, QWidget *note);
    void onHeadersEdited();
    void commitHeaders();
    void takeSavedHeaders();
    void connectNumber(Setting setting, QSpinBox *box, int &(*of)(Preferences &));
    void commitNumber(Setting setting);
    void commitRetry(bool left);
    void commitProxy(bool left);
    void removeHeader();
    void startHeader();
    [[nodiscard]] bool isBusy(Setting setting) const;
    [[nodiscard]] bool isHeaderRowOpen() const;

    /// A setting that is a number.
    struct Number {
        QSpinBox *box = nullptr;
        QTimer *rest = nullptr; ///< Several steps of the box are one change.
        int &(*of)(Preferences &) = nullptr; ///< The member that holds it.
    };

    std::unique_ptr<Ui::SettingsPage> m_ui;
    PreferenceOrders m_orders;
    HeaderTableModel m_headers;
    QHash<Setting, Number> m_numbers;
    bool m_showing = false; ///< The form is being filled: nothing that it says is a choice.
    bool m_headersTouched = false;
    Headers m_headersBase; ///< What the table was filled with: edits are measured against it.
};

} // namespace hookpanel
