# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Shared by run.sh and test.sh: installs what is missing and builds. To be sourced by bash, not run.
# shellcheck shell=bash disable=SC2034

set -euo pipefail
shopt -s inherit_errexit

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"

# Neither a minimal system nor `su` without `-` has these in the path, and dpkg needs them.
export PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin"

step() { printf '\n==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }

# What the script ends with; set before each step that can fail, so that no way out is without a sentence.
last_words=""

# Runs a command with texts in English and UTF-8, whatever the system is set to (a fresh one is set to nothing).
in_english() { LC_ALL=C.UTF-8 LANGUAGE='' "$@"; }

# The names in dependencies.txt that are not installed, one per line.
missing_packages()
{
    local package
    while read -r package; do
        [[ -n "$package" ]] || continue
        dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed \
            || printf '%s\n' "$package"
    done < "$root/packaging/dependencies.txt"
}

# Installs the packages of dependencies.txt that are missing; does nothing, and needs no network, when none is.
install_dependencies()
{
    step "Looking for what Hookpanel needs"
    if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
        note "This system has no apt. Install what packaging/dependencies.txt names in your system's way;"
        note "going on with what is there."
        return
    fi

    last_words="packaging/dependencies.txt cannot be read: this copy of Hookpanel is not complete."
    [[ -r "$root/packaging/dependencies.txt" ]]

    local missing=()
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} == 0)); then
        note "Everything is installed."
        return
    fi
    note "Installing: ${missing[*]}"

    local as_root=()
    if ((EUID != 0)); then
        if ! command -v sudo > /dev/null; then
            last_words="These packages can only be installed by root, and there is no sudo. As root, run: apt-get update && apt-get install ${missing[*]}"
            return 1
        fi
        note "sudo may ask for your password."
        as_root=(sudo)
    fi

    # The lock: a fresh desktop is often just installing its own updates.
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "PATH=$PATH"
               apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
    last_words="The packages could not be installed; apt-get says why above. Hookpanel needs Debian 12, Ubuntu 24.04 or newer, and a network (or a mirror) for this one step."
    "${apt[@]}" update || note "The lists of packages could not be renewed; trying with those that are there."
    "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"

    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} != 0)); then
        last_words="apt-get did not complain, but these packages are still missing: ${missing[*]}"
        return 1
    fi
    note "Installed."
}

# build PRESET: configures and builds into build/PRESET.
build()
{
    local preset="$1" folder="$root/build/$1"
    step "Building ($preset) in build/$preset"

    # A folder that was copied or moved with its build folder in it cannot be built on.
    local cache="$folder/CMakeCache.txt"
    if [[ -f "$cache" ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
        note "The build folder belongs to another place; starting it afresh."
        rm -rf -- "$folder"
    fi

    last_words="The build could not be set up; CMake says why above."
    (cd "$root" && in_english cmake --preset "$preset")
    last_words="The build failed; the compiler says why above."
    (cd "$root" && in_english cmake --build --preset "$preset")
    last_words=""
}
