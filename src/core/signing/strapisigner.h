// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/bodysigner.h"

namespace hookpanel {

/// The signature that Strapi has proposed (pull request 27268) and not released.
class StrapiSigner final : public BodySigner
{
public:
    StrapiSigner();

    [[nodiscard]] QString name() const override;
    [[nodiscard]] const char *title() const override;
    [[nodiscard]] const char *description() const override;
};

} // namespace hookpanel
