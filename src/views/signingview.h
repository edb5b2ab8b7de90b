// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "core/secrets.h"
#include "core/validation.h"
#include "core/webhook.h"
#include "models/signingkeysmodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QCheckBox;

namespace hookpanel {

class PanelService;

namespace Ui {
class SigningView;
}

/// How a webhook's requests are signed: schemes, and the secrets that sign. As all of the form it is staged until it is
/// saved. A new secret is shown in clear until then, a kept one for a while when that is asked for.
class SigningView : public QWidget
{
    Q_OBJECT

public:
    static constexpr int shownSeconds = 30; ///< How long a kept secret is shown.
    static constexpr int defaultOverlapHours = 24;

    explicit SigningView(QWidget *parent = nullptr);
    ~SigningView() override;

    /// Once. Neither is owned, and both must outlive the view.
    void setUp(PanelService &service, const Clock &clock);

    void setWebhook(const Webhook &webhook);

    /// Writes schemes and secrets into the webhook; schemes that this version does not know stay.
    void apply(Webhook &webhook) const;

    /// What was `sent` to be saved is `saved` now: typed secrets become the references under which they are kept.
    void takeSaved(const Webhook &sent, const Webhook &saved);

    /// Says what is wrong; that a secret is missing only when `isWanted`, until the user has had a chance to make one.
    void showProblems(const QStringList &sentences, bool isWanted);

    /// Where the keyboard is to go because it cannot be saved so; null when it can. See showProblems().
    [[nodiscard]] QWidget *fault() const;
    [[nodiscard]] QWidget *field() const;

    /// In the order of Tab.
    [[nodiscard]] QList<QWidget *> controls() const;

Q_SIGNALS:
    void edited();

    /// A received message is to be checked.
    void checkRequested();

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeSchemeBoxes();
    void setUpTable();
    void connectButtons();
    void updateState();
    void setKeys(const QList<WebhookKey> &keys);
    void generate();
    void beginNewSecret(bool isPasted);
    void endNewSecret();
    void takeNewSecret();
    [[nodiscard]] QString problemWith(const QString &text) const;
    void reveal();
    void onRevealed(const QString &reference, const SecretText &secret);
    void endOld();
    void showSecret(const QString &text, bool isNew);
    void hideSecret();
    void sayTimeLeft();
    void tick();
    [[nodiscard]] QStringList chosenSchemes() const;
    [[nodiscard]] bool lacksSecret() const;

    std::unique_ptr<Ui::SigningView> m_ui;
    PanelService *m_service = nullptr;
    const Clock *m_clock = nullptr;
    QList<QCheckBox *> m_boxes; ///< In the order of the registry; children.
    QStringList m_names; ///< Of their schemes.
    SigningKeysModel m_keys;
    QString m_wanted; ///< The reference of the secret that is to be shown.
    bool m_isNew = false; ///< The secret that is shown is not saved yet.
    bool m_lackedSecret = false; ///< As the webhook came: whoever only renames it is not kept from saving.
    int m_secondsLeft = 0;
    QTimer m_ticker{this};
};

} // namespace hookpanel
