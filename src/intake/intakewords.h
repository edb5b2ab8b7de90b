// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "intake/intakefault.h"

#include <QCoreApplication>
#include <QString>

namespace hookpanel {

/// The sentences that the intake answers with, for who wrote the program that called: what, where and what to do. Errors of
/// payloads and stores have theirs in core.
class IntakeWords
{
    Q_DECLARE_TR_FUNCTIONS(hookpanel::IntakeWords)

public:
    static QString of(const IntakeRefusal &refusal);
};

} // namespace hookpanel
