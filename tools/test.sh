#!/usr/bin/env bash
# Everything a change must pass. The last line is `N passed, N failed`; a step that fails without
# counting tests (formatting, lints, a build that breaks) is one more failure.
#
#   tools/test.sh          format, lints, tests; dependency rules too if cargo-deny is there
#   tools/test.sh --full   the same, compiles cargo-deny into .tools/bin if it is missing, and tries pages
#                          in a real Chromium (installed by apt as root; about ten minutes), and builds and tests
#                          the Python library in .tools/python (tools/python.sh; another ten minutes at first)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

full=false
case ${1:-} in
'') ;;
--full) full=true ;;
*)
    echo "usage: tools/test.sh [--full]" >&2
    exit 2
    ;;
esac

# shellcheck source=tools/setup.sh
source tools/setup.sh

DENY_VERSION=0.20.2
passed=0
failed=0
export PATH="$PWD/.tools/bin:$PATH"

# Goes on after a failure, so that one run shows all there is to mend.
step() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" && return 0
    printf '== %s: FAILED\n' "$name"
    failed=$((failed + 1))
}

# In the release profile: it is what people run, overflows are checked in it too, and the tens of
# thousands of small problems take a tenth of the time. Counts what cargo says of each test program. Cargo can fail without a failed test (a test that
# does not compile, a crash); that is a failure too.
run_tests() {
    local log status=0 counts
    log=$(mktemp)
    printf '\n== tests\n'
    # The extension links to no Python by itself: its tests are Python's, in tools/python.sh.
    cargo test --release --workspace --exclude doorstep-python --no-fail-fast 2>&1 | tee "$log" || status=$?
    counts=$(awk '/^test result:/ { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$log")
    rm -f "$log"
    passed=${counts% *}
    if ((status != 0 && ${counts#* } == 0)); then
        printf '== tests: cargo failed without a failed test, see above\n'
        failed=$((failed + 1))
    fi
    failed=$((failed + ${counts#* }))
}

check_dependencies() {
    if ! command -v cargo-deny >/dev/null; then
        if [[ $full == false ]]; then
            printf 'skipped: cargo-deny is not installed (tools/test.sh --full compiles it, some minutes once)\n'
            return 0
        fi
        printf 'compiling cargo-deny %s into .tools/bin, once\n' "$DENY_VERSION"
        cargo install --quiet --locked --root .tools --version "$DENY_VERSION" cargo-deny || return 1
    fi
    cargo deny --workspace check bans licenses sources || return 1
    # The advisory database is fetched, and some networks cannot reach it: told, not hidden.
    cargo deny --workspace check advisories ||
        printf 'NOT CLEAN: advisories found something, or their database could not be reached; see above\n'
}

step 'format' cargo fmt --all --check
step 'lints' cargo clippy --workspace --all-targets -- -D warnings
step 'dependencies' check_dependencies
run_tests

# Pages of the tests, on real data and with hostile names, and samples of everything a page can hold.
browse() {
    local pages=${CARGO_TARGET_DIR:-target}/pages tmp=${CARGO_TARGET_DIR:-target}/tmp log counts
    log=$(mktemp)
    printf '\n== pages in a browser\n'
    rm -rf "$pages"
    mkdir -p "$pages"
    cargo run --quiet --release -p doorstep-page --example sample -- "$pages" || failed=$((failed + 1))
    cp "$tmp/page-birmingham/public.html" "$pages/birmingham.html" || failed=$((failed + 1))
    cp "$tmp/page-hostile/two.html" "$pages/two-centres.html" || failed=$((failed + 1))
    tests/browser/run.sh "$pages" 2>&1 | tee "$log" || true
    counts=$(sed -nE 's/^browser: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1)
    rm -f "$log"
    if [[ -n $counts ]]; then
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
    fi
}
[[ $full == false ]] || browse

# The library for Python beside the program, its tables in pandas, polars and others, its notebooks.
python_library() {
    local log counts
    log=$(mktemp)
    printf '\n== the Python library\n'
    tools/python.sh 2>&1 | tee "$log" || true
    counts=$(sed -nE 's/^python: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1)
    rm -f "$log"
    if [[ -n $counts ]]; then
        passed=$((passed + ${counts% *}))
        failed=$((failed + ${counts#* }))
    else
        failed=$((failed + 1))
    fi
}
[[ $full == false ]] || python_library

printf '\n%s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
