// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/strapisigner.h"

#include <QCoreApplication>

namespace hookpanel {

using namespace Qt::StringLiterals;

StrapiSigner::StrapiSigner()
    : BodySigner("X-Strapi-Signature-256")
{
}

QString StrapiSigner::name() const
{
    return u"strapi"_s;
}

const char *StrapiSigner::title() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords", "Strapi");
}

const char *StrapiSigner::description() const
{
    return QT_TRANSLATE_NOOP("hookpanel::SignatureWords",
                             "Signs the body in the way that Strapi has proposed (X-Strapi-Signature-256).");
}

} // namespace hookpanel
