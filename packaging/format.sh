#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lays out the C++ sources with clang-format 14, whose word on layout is the last one.
#
#   packaging/format.sh           changes what is laid out otherwise
#   packaging/format.sh --check   changes nothing, names each such place, and fails when there is one

set -eu
cd "$(dirname "$0")/.."

format=$(command -v clang-format-14 || command -v clang-format || true)
if [ -z "$format" ]; then
    echo "clang-format 14 is not installed (Debian: clang-format)." >&2
    exit 2
fi
version=$("$format" --version | sed -n 's/.*version \([0-9]*\)\..*/\1/p')
if [ "$version" != 14 ]; then
    echo "clang-format 14 is needed, for other versions lay out otherwise; $format is version $version." >&2
    exit 2
fi

case "${1-}" in
    '') set -- -i ;;
    --check) set -- --dry-run --Werror ;;
    *)
        echo "Use $0, or $0 --check." >&2
        exit 64
        ;;
esac
# All that is tracked or new, not what .gitignore leaves out.
git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h' | xargs -0 "$format" "$@"
