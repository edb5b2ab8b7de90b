// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/headertablemodel.h"
#include "models/panelservice.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QComboBox;
class QLineEdit;

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

    /// The preferences as they are stored now, and what of them cannot be read.
    void setPreferences(const Preferences &preferences, const Problems &problems);

    /// The page is shown: the first setting gets the focus.
    void takeFocus();

    /// Writes what was typed and not taken over yet, where it keeps the rules: before the page is left.
    void commit();

private:
    enum class Setting { DefaultHeaders, Timeout, Retry, PayloadFormat, Edition, Proxy, Theme };

    /// One choice on its way to the file.
    struct Change {
        Setting setting = Setting::Theme;
        Preferences before;
        Preferences after;
        bool isUndo = false;
    };

    void setUpForm();
    void connectForm();
    void orderTabs();
    void change(Setting setting, const Preferences &wanted, bool isUndo = false);
    void write(const Change &change);
    void retry();
    void onStored(const Preferences &preferences, const Problems &problems);
    void onFailed(const Error &error);
    void offerUndo(const Change &change);
    void showStored();
    void show(Setting setting);
    void showBanner();
    void updateVisibility();
    void onHeadersEdited();
    void commitHeaders();
    void commitTimeout();
    void commitRetry(bool left);
    void commitProxy(bool left);
    void removeHeader();
    void startHeader();
    [[nodiscard]] bool isBusy(Setting setting) const;
    [[nodiscard]] bool isHeaderRowOpen() const;

    static void copy(Setting setting, const Preferences &from, Preferences &to);
    static bool isSame(Setting setting, const Preferences &a, const Preferences &b);
    static QString changedSentence(Setting setting);

    std::unique_ptr<Ui::SettingsPage> m_ui;
    PanelService &m_service;
    HeaderTableModel m_headers;
    Preferences m_stored;
    Problems m_problems;
    QString m_failure; ///< The sentence about what could not be written.
    QList<Change> m_pending; ///< Orders that are not answered yet; answers come in their order.
    QHash<Setting, Preferences> m_unsaved; ///< What could not be written, by setting; only that member counts.
    QTimer m_timeoutRest; ///< Several steps of the spin box are one change.
    bool m_showing = false; ///< The form is being filled: nothing that it says is a choice.
    bool m_headersTouched = false;
    Headers m_headersBase; ///< What the table was filled with: edits are measured against it.
};

} // namespace hookpanel
