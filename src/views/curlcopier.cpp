// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/curlcopier.h"

#include "core/curl.h"
#include "models/deliveryservice.h"

#include <QClipboard>
#include <QGuiApplication>

#include <utility>

namespace hookpanel {

CurlCopier::CurlCopier(DeliveryService &service, QObject *parent)
    : QObject(parent)
    , m_service(service)
{
    connect(&service, &DeliveryService::filledCurlReady, this, &CurlCopier::onFilled);
}

void CurlCopier::copy(const Attempt &attempt)
{
    m_isAsking = false;
    const CurlCommand command = curlCommand(attempt.request);
    QGuiApplication::clipboard()->setText(command.text);
    Q_EMIT said(command.secretVariables.isEmpty()
                    ? tr("Copied the request as a cURL command.")
                    : tr("Copied the request as a cURL command. Set %1 first: secrets are not copied.")
                          .arg(command.secretVariables.join(tr(", "))));
}

void CurlCopier::copyWithSecrets(const Attempt &attempt)
{
    m_isAsking = true;
    m_service.requestFilledCurl(attempt.webhook, attempt.eventType, attempt.request);
}

void CurlCopier::onFilled(const QString &command, const QStringList &notFilled)
{
    if (!std::exchange(m_isAsking, false))
        return; // something else was copied meanwhile
    QGuiApplication::clipboard()->setText(command);
    Q_EMIT said(
        notFilled.isEmpty()
            ? tr("Copied the request as a cURL command with its secrets. Take care where you paste it.")
            : tr("Copied the request as a cURL command with its secrets, but for %1: what was sent there is not known "
                 "any more.")
                  .arg(notFilled.join(tr(", "))));
}

} // namespace hookpanel
