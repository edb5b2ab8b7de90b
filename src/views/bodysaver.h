// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QObject>

class QWidget;

namespace hookpanel {

class PanelService;
class UserPrompts;

/// Saves the body of an answer: asks where, has it written, and says how it went.
class BodySaver : public QObject
{
    Q_OBJECT

public:
    /// The references are not owned and must outlive it.
    BodySaver(PanelService &service, UserPrompts &prompts, QObject *parent = nullptr);

    /// Asks on `parent`. Ends in ended(), or in nothing when the user does not name a file.
    void save(QWidget *parent, const Response &response);

    /// "response.json": the extension is that of the content type.
    [[nodiscard]] static QString suggestedName(const Response &response);

Q_SIGNALS:
    /// What became of it, in a sentence.
    void ended(const QString &sentence, bool done);

private:
    void onWritten(const QString &path);
    void onFailed(const QString &path, const Error &error);

    PanelService &m_service;
    UserPrompts &m_prompts;
    QString m_path; ///< Of the file on its way, else empty.
    Response m_response;
};

} // namespace hookpanel
