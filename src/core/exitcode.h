// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The exit codes of both programs (product section 8). exitCode() in core/outcome.h gives the one of an outcome.
namespace hookpanel::exitcode {

inline constexpr int done = 0;
inline constexpr int badAnswer = 1; ///< An answer came, and it is an error or a redirect.
inline constexpr int noAnswer = 2; ///< No complete answer.
inline constexpr int tlsFailed = 3;
inline constexpr int timeout = 4;
inline constexpr int refusedByRule = 5; ///< A rule about events, such as "no user data".
inline constexpr int noSuchName = 6;
inline constexpr int usage = 64;
inline constexpr int badData = 65;
inline constexpr int internal = 70;
inline constexpr int cannotCreate = 73;
inline constexpr int cannotWrite = 74;
inline constexpr int cancelled = 130;

} // namespace hookpanel::exitcode
