// SPDX-FileCopyrightText: 2026 The Hookpanel authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/cause.h"

#include <QByteArray>
#include <QMap>
#include <QSettings>
#include <QString>

#include <optional>

namespace hookpanel {

/// Our own INI format for QSettings. QSettings::IniFormat loses data on a full disk without a word (measured: Qt
/// 6.4.2, the file is replaced by a torso and status() is NoError), takes `name=x, y` for a list and drops what it
/// does not understand. This one writes INI that QSettings::IniFormat reads alike, checks each write, and fails with
/// AccessError while the old file stays as it was. Values are always text.
///
/// Every file begins with the group meta: schemaVersion, then how many keys the file has and a SHA-256 over them, so
/// that a file that was cut or changed by something else is noticed (QSettings reports neither). They stand at the
/// beginning because a file that is cut loses its end.
///
/// What a person or QSettings::IniFormat wrote is read too: comments (`;` and `#`), JSON without quotes, lists and
/// byte arrays as their text. Comments are not kept when the file is written.
namespace settingsformat {

/// The registered format; registers it at the first call. To be used from the engine's thread only.
QSettings::Format format();

/// Keys as "group/key", without meta/keys and meta/checksum.
using Values = QMap<QString, QString>;

/// What reading a file's bytes gives.
struct Content {
    Values values;
    std::optional<Cause> damage; ///< What is wrong with the file; the gravest fault where there are several.
    std::optional<Cause> change; ///< Without damage: something else wrote it, all of it could be read.

    bool operator==(const Content &) const = default;
};

/// Reads as much as can be read. A file without meta/keys and meta/checksum, as a person writes it, is not
/// damaged unless it holds nothing at all. Neither is one that an editor changed: it has at least the keys that it says it
/// has, and ends with a line end, which a file that was cut within a line does not.
///
/// UTF-16 is known by its byte order mark. A line that is not UTF-8 is read as Latin-1; whether that was right tells the
/// checksum: when it fits, the file is whole and only its encoding is another; otherwise the file is damaged.
[[nodiscard]] Content parse(const QByteArray &bytes);

/// One section per group, meta first, one line per key. Keys must be as QSettings spells them: not empty, and no
/// empty part between slashes.
[[nodiscard]] QByteArray serialise(const Values &values);

/// Writes all bytes or fails: each count is compared, then the size, and a file is brought to the disk. QFile and
/// QSaveFile report a full disk in none of their results alone (measured: Qt 6.4.2).
[[nodiscard]] bool writeChecked(QIODevice &device, const QByteArray &bytes);

} // namespace settingsformat
} // namespace hookpanel
