// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/tlsreport.h"
#include "core/validation.h"
#include "core/webhook.h"

#include <QWidget>

namespace hookpanel {

class PanelService;
class SigningView;
class TlsView;
class UserPrompts;

/// The section *Security* of a webhook's form: how its requests are signed, and whom it trusts over https.
class SecurityView : public QWidget
{
    Q_OBJECT

public:
    explicit SecurityView(QWidget *parent = nullptr);

    /// Once. None is owned, and all must outlive the section.
    void setUp(PanelService &service, UserPrompts &prompts, const Clock &clock);

    void setWebhook(const Webhook &webhook);

    /// Writes what the section shows into the webhook.
    void apply(Webhook &webhook) const;

    /// What was `sent` to be saved is `saved` now.
    void takeSaved(const Webhook &sent, const Webhook &saved);

    /// Trusts this certificate alone, and shows that it does.
    QWidget *pin(const TlsInfo &certificate);

    /// From now on everything that is wrong is of interest.
    void touchAll() { m_isTouched = true; }
    void showProblems(const Problems &problems, bool everyField);

    /// Says why it could not be saved, and gives the field; null where that is about something else.
    QWidget *showError(const Error &error);

    /// The field of a problem of the section; or, for no problem, that of what keeps it from being saved, if anything.
    [[nodiscard]] QWidget *fieldOf(const Problem &problem) const;
    [[nodiscard]] QWidget *fault() const;

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

    /// No wider than it must be: its sentences wrap, and the effective request is to have room beside the form.
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void edited();

private:
    void checkSignature();

    SigningView *m_signing;
    TlsView *m_tls;
    PanelService *m_service = nullptr;
    Webhook m_webhook; ///< As it was set.
    bool m_isTouched = false;
};

} // namespace hookpanel
