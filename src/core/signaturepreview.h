// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/preparedrequest.h"

#include <QStringList>

namespace hookpanel {

/// A request as it is shown before it is sent, with the headers of these signing schemes where they will stand. Their values
/// are empty: they depend on the moment, and on keys that whoever shows this does not have. Schemes that are not known set
/// none. Only to be shown; the request is not the one that leaves any more.
[[nodiscard]] EffectiveRequest withSignaturePreview(EffectiveRequest effective, const QStringList &schemes);

} // namespace hookpanel
