// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attempt.h"

#include <QObject>

namespace hookpanel {

class DeliveryService;

/// Copies the request of an attempt as a cURL command: without secrets at once, with them as soon as they are filled from
/// what its webhook sends today. Says each time what was copied.
class CurlCopier : public QObject
{
    Q_OBJECT

public:
    /// The service is not owned and must outlive it.
    CurlCopier(DeliveryService &service, QObject *parent);

    void copy(const Attempt &attempt);
    void copyWithSecrets(const Attempt &attempt);

Q_SIGNALS:
    void said(const QString &sentence);

private:
    void onFilled(const QString &command, const QStringList &notFilled);

    DeliveryService &m_service;
    bool m_isAsking = false; ///< Nothing else may take the clipboard.
};

} // namespace hookpanel
