#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing, builds a release and starts the window: packaging/run.sh [ARGUMENTS OF hookpanel]

# shellcheck source=packaging/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

finish()
{
    local status=$?
    if ((status != 0)); then
        printf '\n%s\n' "${last_words:-Hookpanel was not started: a command failed with status $status; see above.}" >&2
    fi
    exit "$status"
}
trap finish EXIT

# --help and --version print something and open no window.
only_prints()
{
    local argument
    for argument in "$@"; do
        case "$argument" in
        -h | --help | --help-all | -v | --version) return 0 ;;
        esac
    done
    return 1
}

install_dependencies
build release
window="$root/build/release/src/app/hookpanel"
command_line="$root/build/release/src/cli/hookpanel-cli"

if only_prints "$@"; then
    exec "$window" "$@"
fi

# Qt needs a display but for platforms that bring their own, such as QT_QPA_PLATFORM=vnc.
if [[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" && "$*" != *-platform* ]]; then
    last_words="Hookpanel is built, but there is no display to open its window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start packaging/run.sh in a terminal of a desktop, or through \"ssh -X\"; without a desktop use the command line:
$command_line --help"
    exit 69 # EX_UNAVAILABLE
fi

step "Starting Hookpanel"
status=0
"$window" "$@" || status=$?
if ((status != 0)); then
    last_words="Hookpanel ended with status $status; its message is above."
    exit "$status"
fi
printf '\nHookpanel was closed. To start it again: %s\n' "$window"
