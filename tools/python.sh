#!/usr/bin/env bash
# The Python library from a fresh copy: a virtual environment in .tools/python with pinned tools, the wheel built
# and installed into it, and its tests. The last line is `python: N passed, N failed`.
#
#   tools/python.sh            build, install, test
#   tools/python.sh --build    build and install alone
#   tools/python.sh -k words   further words go to pytest
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/setup.sh
source tools/setup.sh

venv=$PWD/.tools/python
wheels=${CARGO_TARGET_DIR:-$PWD/target}/wheels
requirements=bindings/python/tests/requirements.txt

if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    printf 'python: python3 with venv, 3.11 or newer, is needed (Debian: python3 and python3-venv)\n' >&2
    exit 1
fi
if [[ $(cat "$venv/stamp" 2>/dev/null || true) != "$(sha256sum <"$requirements")" ]]; then
    printf 'python: making .tools/python (log: .tools/python.log)\n'
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements" >.tools/python.log 2>&1 || {
        tail -n 20 .tools/python.log >&2
        exit 1
    }
    sha256sum <"$requirements" >"$venv/stamp"
fi

# The program is what the library is held against; both are built of the same modules.
cargo build --release
rm -rf "$wheels"
(cd bindings/python && "$venv/bin/maturin" build --release --quiet --interpreter "$venv/bin/python" --out "$wheels")
"$venv/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheels"/doorstep-*.whl
[[ ${1:-} != --build ]] || exit 0

log=$(mktemp)
status=0
(cd bindings/python && "$venv/bin/python" -m pytest "$@") 2>&1 | tee "$log" || status=$?
# "3 failed, 812 passed, 1 skipped, 2 errors in 90.12s"; an error outside a test is a failure, too.
count() {
    local found
    found=$(tail -n 1 "$log" | grep -oE "[0-9]+ $1" | head -n 1 | cut -d ' ' -f 1) || true
    printf '%s' "${found:-0}"
}
passed=$(count passed)
failed=$(($(count failed) + $(count error)))
rm -f "$log"
((status == 0 || failed > 0)) || failed=1
printf 'python: %s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
