#!/usr/bin/env bash
# From a fresh copy to the first answer: set-up, build, and the bundled demonstration.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=tools/setup.sh
source tools/setup.sh
cargo build --release
exec "${CARGO_TARGET_DIR:-target}/release/doorstep" demo "$@"
