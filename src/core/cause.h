// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace hookpanel {

/// Why a file or folder cannot be read or written, or what is wrong or strange about what it holds. Words::of(Cause, …) puts
/// it in words.
enum class Cause {
    Unknown, ///< The detail says it in the system's own words, where there are some.
    // What stands there
    IsFolder,
    NotAFile, ///< A pipe, a device, a socket.
    LinkToNowhere,
    OwnedByAnother, ///< A file that must be this user's own.
    OpenToOthers, ///< A file with secrets that other users may read or write.
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
    Utf16,
    NotUtf8,
    HoldsNul,
    EntriesMissing, ///< Fewer than it says itself: it was cut.
    ChecksumWrong, ///< As many as it says itself, but it ends in the middle of a line.
    ChangedByHand, ///< By something else than Hookpanel, in an editor mostly; nothing is missing.
    Malformed, ///< A line, or its schema version, is nothing that a settings file may hold.
};

} // namespace hookpanel
