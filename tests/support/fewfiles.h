// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <sys/resource.h>

namespace hookpanel::test {

/// What `work` returns while this process may open no further file: EMFILE.
template<typename Work> [[nodiscard]] auto withoutMoreFiles(const Work &work)
{
    struct rlimit before = {};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const struct rlimit none = {0, before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    auto result = work();
    ::setrlimit(RLIMIT_NOFILE, &before);
    return result;
}

} // namespace hookpanel::test
