// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/tlsreport.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QSet>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace hookpanel {

class PanelService;
class UserPrompts;

namespace Ui {
class TlsView;
}

/// Whom a webhook trusts over https, and what it shows of itself. The files that are named are read by the engine as soon as
/// a field is left, and what is wrong with them is said at the field.
class TlsView : public QWidget
{
    Q_OBJECT

public:
    explicit TlsView(QWidget *parent = nullptr);
    ~TlsView() override;

    /// Once. None is owned, and all must outlive the view.
    void setUp(PanelService &service, UserPrompts &prompts, const Clock &clock);

    void setWebhook(const Webhook &webhook);

    /// Writes the policy into the webhook.
    void apply(Webhook &webhook) const;

    /// What was `sent` to be saved is `saved` now: a typed passphrase becomes the reference under which it is kept.
    void takeSaved(const Webhook &sent, const Webhook &saved);

    /// Trusts this certificate alone, and tells what is known of it.
    void pin(const TlsInfo &certificate);

    /// Says the problems of this policy at the fields that were left once, or at every field.
    void showProblems(const Problems &problems, bool everyField);

    /// The field of a problem.
    [[nodiscard]] QWidget *fieldOf(Rule rule) const;

    /// Says why the policy cannot be used, and gives the field; null where it is about something else.
    QWidget *showError(const Error &error);

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    void edited();

private:
    void connectFields();
    void updateState();
    void leave(QLineEdit *edit);
    void choose(QLineEdit *edit);
    void check();
    void onChecked(const TlsPolicy &policy, const TlsReport &report);
    void showPin();
    void clearErrors();
    void showPassphrase();
    [[nodiscard]] TlsPolicy policy() const;
    [[nodiscard]] bool namesFiles(const TlsPolicy &policy) const;
    void showCertificate(QLabel *label, const TlsInfo &certificate, qsizetype others = 0);

    std::unique_ptr<Ui::TlsView> m_ui;
    PanelService *m_service = nullptr;
    UserPrompts *m_prompts = nullptr;
    const Clock *m_clock = nullptr;
    WebhookId m_id;
    TlsPolicy m_kept; ///< As it was set: paths of what is not shown now, and the passphrase that is kept.
    std::optional<TlsPolicy> m_checked; ///< Whose files were looked at last.
    std::optional<TlsInfo> m_pinned; ///< What is known of the pinned certificate.
    QSet<QWidget *> m_touched; ///< Fields that were left once.
};

} // namespace hookpanel
