// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/signing/bodysigner.h"

namespace hookpanel {

/// GitHub's X-Hub-Signature-256.
class GithubSigner final : public BodySigner
{
public:
    GithubSigner();

    [[nodiscard]] QString name() const override;
    [[nodiscard]] const char *title() const override;
    [[nodiscard]] const char *description() const override;
};

} // namespace hookpanel
