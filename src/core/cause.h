// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace hookpanel {

/// Why a file or folder cannot be read or written, or what is wrong with what it holds. Words::of(Cause, …) puts it in
/// words.
enum class Cause {
    Unknown, ///< The detail says it in the system's own words, where there are some.
    // What stands there
    IsFolder,
    NotAFile, ///< A pipe, a device, a socket.
    LinkToNowhere,
    TooLarge,
    NotAFolder,
    FolderHasNoName,
    FolderCannotBeMade,
    // Writing
    NotWhollyWritten, ///< Mostly a full disk.
    FolderNotWritable,
    LockNotWritable,
    Locked, ///< By another program; the detail is its name and process id, where they are known.
    // What a file holds
    Empty,
    NotUtf8,
    HoldsNul,
    EntriesMissing, ///< Fewer than it says itself: it was cut.
    ChecksumWrong,
    Malformed, ///< A line, or its schema version, is nothing that a settings file may hold.
};

} // namespace hookpanel
