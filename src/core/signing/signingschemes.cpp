// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/signing/signingschemes.h"

#include "core/signing/githubsigner.h"
#include "core/signing/standardsigner.h"
#include "core/signing/strapisigner.h"

#include <algorithm>

namespace hookpanel {

namespace {

std::vector<std::unique_ptr<const SigningScheme>> makeSchemes()
{
    std::vector<std::unique_ptr<const SigningScheme>> schemes;
    schemes.push_back(std::make_unique<StandardSigner>());
    schemes.push_back(std::make_unique<GithubSigner>());
    schemes.push_back(std::make_unique<StrapiSigner>());
    return schemes;
}

} // namespace

const std::vector<std::unique_ptr<const SigningScheme>> &signingSchemes()
{
    static const std::vector<std::unique_ptr<const SigningScheme>> schemes = makeSchemes();
    return schemes;
}

const SigningScheme *findSigningScheme(const QString &name)
{
    const auto &schemes = signingSchemes();
    const auto found
        = std::find_if(schemes.cbegin(), schemes.cend(), [&name](const auto &scheme) { return scheme->name() == name; });
    return found == schemes.cend() ? nullptr : found->get();
}

QStringList signingSchemeNames()
{
    QStringList names;
    for (const auto &scheme : signingSchemes())
        names.append(scheme->name());
    return names;
}

Result<void> signingKeyAccepted(const SigningKey &key, const QStringList &schemes)
{
    if (const auto usual = checkAnyKey(key, {}); !usual)
        return usual;
    const bool looksStandard = key.text().startsWith(SigningKey::prefix);
    for (const auto &scheme : signingSchemes()) {
        const bool isMeant
            = schemes.contains(scheme->name()) || (looksStandard && scheme->name() == StandardSigner().name());
        if (!isMeant)
            continue;
        if (const auto accepted = scheme->accepts(key); !accepted)
            return accepted;
    }
    return {};
}

} // namespace hookpanel
