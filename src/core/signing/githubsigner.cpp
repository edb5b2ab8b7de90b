// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/githubsigner.h"

#include <QCoreApplication>

namespace hookpanel {

using namespace Qt::StringLiterals;

GithubSigner::GithubSigner()
    : BodySigner("X-Hub-Signature-256")
{
}

QString GithubSigner::name() const
{
    return u"github"_s;
}

const char *GithubSigner::title() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords", "GitHub");
}

const char *GithubSigner::description() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords", "Signs the body in the way of GitHub (X-Hub-Signature-256).");
}

} // namespace hookpanel
