// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QScrollArea;

namespace hookpanel {

class EffectiveRequestView;
class Splitter;
class TriggerPanel;
class WebhookForm;

/// Who gets how much room on the page of a webhook: the form, the effective request (beside the form where there is room
/// for both, else its last section), and the trigger view below. What a user set by hand stays. Belongs to the page.
class PageRoom : public QObject
{
    Q_OBJECT

public:
    /// The parts of the page, not owned.
    struct Parts {
        Splitter &splitter; ///< Above: form and effective request; below: the trigger view.
        Splitter &formSplitter;
        QScrollArea &formArea;
        WebhookForm &form;
        EffectiveRequestView &effective;
        TriggerPanel &trigger;
    };

    PageRoom(const Parts &parts, QObject *parent);

    /// Shares the height: half each once there is something to see below, else as little as the trigger view's one row
    /// needs.
    void shareHeight();

    /// Finds the place of the effective request on a page of this width.
    void placeEffectiveRequest(int pageWidth);

Q_SIGNALS:
    /// The effective request stands somewhere else: Tab has another way to go.
    void moved();

private:
    [[nodiscard]] int leastTriggerHeight() const;

    Parts m_parts;
    bool m_hadContent = false;
};

} // namespace hookpanel
