// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/eventtype.h"
#include "core/result.h"

#include <QDialog>

#include <memory>

namespace hookpanel {

namespace Ui {
class EventTypeDialog;
}

/// Adds an event type of the user's own, or edits the sample of one. What is wrong is said while it is typed. Stays
/// open until it is told what became of saveRequested(), so that nothing is lost. To be shown with open(); deletes itself
/// when it is closed.
class EventTypeDialog : public QDialog
{
    Q_OBJECT

public:
    /// `type` is the one to edit, or nothing for a new one.
    EventTypeDialog(const EventCatalogue &catalogue, const EventType *type, QWidget *parent);
    ~EventTypeDialog() override;

    /// Whether it waits to hear what became of this name.
    [[nodiscard]] bool isSaving(const QString &name) const;

    /// It was not kept: it can be tried again. To be closed with accept() when it was.
    void showFailure(const Error &error);

Q_SIGNALS:
    void saveRequested(const QString &name, const QByteArray &sample);

private:
    void onName();
    void check(bool isPressed);
    void save();
    [[nodiscard]] static QString sampleFor(const QString &name);

    std::unique_ptr<Ui::EventTypeDialog> m_ui;
    EventCatalogue m_catalogue;
    QString m_edited; ///< The type that is edited; empty for a new one.
    QString m_offered; ///< The sample as it was offered for a new name.
    bool m_isWhole = false; ///< Nothing is wrong.
    bool m_isSaving = false;
};

} // namespace hookpanel
