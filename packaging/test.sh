#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hookpanel authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing, builds with warnings as errors and runs the whole test suite: packaging/test.sh
# The last line is always "N passed, M failed"; a build that fails counts as one failure.

# shellcheck source=packaging/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

passed=0
failed=1

finish()
{
    local status=$?
    if ((status != 0)); then
        printf '\n%s\n' "${last_words:-No test ran: a command failed with status $status; see above.}"
    fi
    printf '%d passed, %d failed\n' "$passed" "$failed"
    exit "$status"
}
trap finish EXIT

if (($# != 0)); then
    last_words="packaging/test.sh takes no arguments: it always runs the whole suite. For a part: ctest --preset ci -R NAME"
    exit 64
fi

install_dependencies
build ci

step "Running the tests"
report="$root/build/ci/junit.xml"
rm -f -- "$report"
last_words="The tests could not be run; ctest says why above."
status=0
(cd "$root" && in_english ctest --preset ci --parallel "$(nproc)" --output-junit "$report") < /dev/null || status=$?
[[ -s "$report" ]] || exit "$((status == 0 ? 70 : status))"

# Whatever did not run to its end well has failed: ctest's report calls a test that could not be started "skipped".
total="$(grep -c '<testcase ' "$report" || true)"
passed="$(grep -c '<testcase .* status="run"' "$report" || true)"
failed="$((total - passed))"

if ((failed != 0)); then
    last_words="$failed of $total test programs failed; their output is above, all results are in build/ci/junit.xml."
    exit "$((status == 0 ? 1 : status))"
fi
if ((status != 0 || total == 0)); then
    last_words="ctest ended with status $status although no test failed; see above."
    exit "$((status == 0 ? 70 : status))"
fi
printf '\nAll %d test programs passed.\n' "$total"
