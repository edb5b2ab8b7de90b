// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/bodysaver.h"

#include "core/words.h"
#include "models/panelservice.h"
#include "views/userprompts.h"

#include <QDir>
#include <QMimeDatabase>

namespace hookpanel {

using namespace Qt::StringLiterals;

BodySaver::BodySaver(PanelService &service, UserPrompts &prompts, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_prompts(prompts)
{
    connect(&service, &PanelService::fileWritten, this, &BodySaver::onWritten);
    connect(&service, &PanelService::fileFailed, this, &BodySaver::onFailed);
}

QString BodySaver::suggestedName(const Response &response)
{
    QByteArray type;
    for (const auto &[name, value] : response.headers) {
        if (isSameHeaderName(name, "Content-Type"))
            type = value.split(';').constFirst().trimmed().toLower();
    }
    QString extension;
    if (type.endsWith("/json") || type.endsWith("+json"))
        extension = u"json"_s;
    else if (type == "text/plain")
        extension = u"txt"_s;
    else if (!type.isEmpty())
        extension = QMimeDatabase().mimeTypeForName(QString::fromLatin1(type)).preferredSuffix();
    if (extension.isEmpty())
        extension = bodyText(response).isUtf8 ? u"txt"_s : u"bin"_s;
    return u"response."_s + extension;
}

void BodySaver::save(QWidget *parent, const Response &response)
{
    m_prompts.askSaveFile(parent, suggestedName(response), [this, response](const QString &path) {
        m_path = path;
        m_response = response;
        m_service.writeFile(path, response.body);
    });
}

void BodySaver::onWritten(const QString &path)
{
    if (path != m_path || path.isEmpty())
        return;
    m_path.clear();
    const QString file = QDir::toNativeSeparators(path);
    Q_EMIT ended(m_response.isTruncated() ? tr("Saved the first %1 of %2, all that was kept, as “%3”.")
                                                .arg(Words::size(m_response.body.size()), Words::size(m_response.size), file)
                                          : tr("Saved %1 as “%2”.").arg(Words::size(m_response.body.size()), file),
                 true);
}

void BodySaver::onFailed(const QString &path, const Error &error)
{
    if (path != m_path || path.isEmpty())
        return;
    m_path.clear();
    Q_EMIT ended(Words::of(error), false);
}

} // namespace hookpanel
