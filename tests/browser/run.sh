#!/usr/bin/env bash
# Tests pages in a real browser: axe-core, the keyboard, paper, no script, hostile texts.
#
#   tests/browser/run.sh [folder of HTML files]     default: what the crate's example writes
#
# Needs node >= 18 with npm, and Chromium: as root they are installed by apt where they are missing.
# axe-core and playwright-core come from npm into tests/browser/node_modules, pinned by the lock
# file. Where something cannot be had this says "skipped: …" and ends well: the caller reads the
# last line, "browser: N passed, M failed" or "browser: skipped". DOORSTEP_SHOTS=folder keeps
# screenshots and PDFs.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
say() { printf 'browser: %s\n' "$*"; }
skip() {
    printf 'skipped: %s\n' "$*" >&2
    say "skipped"
    exit 0
}

if [[ $# -gt 0 ]]; then
    pages=$(cd "$1" && pwd) || { say "0 passed, 1 failed"; exit 1; }
else
    pages=${CARGO_TARGET_DIR:-$here/../../target}/pages
    (cd "$here/../.." && cargo run --quiet --release -p doorstep-page --example sample -- "$pages") ||
        { say "0 passed, 1 failed"; exit 1; }
fi

if ! { command -v node && command -v npm; } >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    say "installing nodejs and npm with apt-get"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm; } >/dev/null 2>&1
fi
{ command -v node && command -v npm; } >/dev/null || skip "no node and npm on the PATH"
(($(node -p 'process.versions.node.split(".")[0]') >= 18)) || skip "node $(node --version) is older than 18"

browser=
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [[ -n $name ]] && browser=$(command -v "$name") && break
done
if [[ -z $browser && $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    say "installing chromium with apt-get"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1
    browser=$(command -v chromium)
fi
[[ -n $browser ]] || skip "no Chromium: install it or name it in CHROMIUM"

if ! cmp -s "$here/package-lock.json" "$here/node_modules/.installed"; then
    say "installing axe-core and playwright-core into tests/browser/node_modules"
    (cd "$here" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --silent) ||
        skip "npm could not install axe-core and playwright-core"
    cp "$here/package-lock.json" "$here/node_modules/.installed"
fi

say "$("$browser" --version 2>/dev/null || echo "$browser"), pages in $pages"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
(cd "$here" && CHROMIUM=$browser DOORSTEP_PAGES=$pages node --test --test-reporter=spec page.test.mjs) | tee "$log"
passed=$(sed -nE 's/^[^a-z]*pass ([0-9]+)$/\1/p' "$log" | tail -1)
failed=$(sed -nE 's/^[^a-z]*fail ([0-9]+)$/\1/p' "$log" | tail -1)
say "${passed:-0} passed, ${failed:-1} failed"
[[ ${failed:-1} == 0 ]]
