// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/validation.h"
#include "core/webhook.h"
#include "models/headertablemodel.h"

#include <QSet>
#include <QWidget>

#include <memory>

class QLabel;

namespace hookpanel {

class PanelService;
class SecurityView;

namespace Ui {
class WebhookForm;
}

/// The fields of one webhook, and at each what is wrong with it. Knows neither what is stored nor who saves it.
class WebhookForm : public QWidget
{
    Q_OBJECT

public:
    explicit WebhookForm(QWidget *parent = nullptr);
    ~WebhookForm() override;

    /// The event types offered; the boxes are made anew.
    void setCatalogue(const EventCatalogue &catalogue, Edition edition);

    /// Shows a webhook; no field was left yet. Where it is not known whether it is enabled, the box is neither ticked nor
    /// clear until the user decides.
    void setWebhook(const Webhook &webhook, bool isSwitchKnown = true);

    /// The webhook of the form; what the form does not show is that of `before`.
    [[nodiscard]] Webhook webhook(const Webhook &before) const;

    /// The same with what is typed in a cell of the headers and not taken over yet.
    [[nodiscard]] Webhook typedWebhook(const Webhook &before) const;

    /// Asks this service for the secrets that are to be shown. Once; not owned, and must outlive the form.
    void listenTo(PanelService &service);

    /// What was `sent` to be saved is `saved` now: its typed secrets become the references under which they are kept.
    void takeSaved(const Webhook &sent, const Webhook &saved);

    /// Says at the URL and at the headers which secret values must be entered again because the URL leads to another place
    /// than the stored one.
    void showLostSecrets(const Webhook &stored);

    /// Takes over what stands in an open cell editor.
    void commitOpenEditor();

    /// The switch, which may be moved by somebody else meanwhile.
    [[nodiscard]] bool isEnabledChosen() const;
    void chooseEnabled(bool enabled);

    /// Whether the user decided about a switch that was not known.
    [[nodiscard]] bool isSwitchDecided() const { return m_isSwitchDecided; }
    void forgetDecision() { m_isSwitchDecided = false; }

    /// Whether any field was left once, so that problems are of interest.
    [[nodiscard]] bool isTouched() const { return !m_touched.isEmpty(); }

    /// From now on the problems of all fields, or of those that a request is made of, are of interest.
    void touchAll();
    void touchRequest();

    /// Says the problems at the fields that were left once, or at every field.
    void showProblems(const Problems &problems, bool everyField);

    /// Whether a problem of this field has a place in the form.
    [[nodiscard]] static bool shows(Field field);

    /// Puts the keyboard where the problem is; gives the field.
    QWidget *focusProblem(const Problem &problem);

    void clearEventSearch();
    void focusName();

    /// Adds something below the last section.
    void appendSection(QWidget *section);

    /// How requests are signed, and whom the webhook trusts.
    [[nodiscard]] SecurityView &security();

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    /// A field is another one, or was left.
    void edited();

    /// The text in an open cell editor is another one.
    void typed();

private:
    void connectFields();
    void touch(QWidget *field);
    void updateState();
    void showFieldProblem(QLabel *label, QWidget *field, const Problems &problems, Field which, bool everyField);
    void removeHeader();
    void startHeader();

    std::unique_ptr<Ui::WebhookForm> m_ui;
    HeaderTableModel m_headers;
    bool m_isSwitchDecided = false;
    QSet<QWidget *> m_touched; ///< Fields that were left once: their problems are shown.
};

} // namespace hookpanel
