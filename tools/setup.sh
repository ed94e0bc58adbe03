#!/usr/bin/env bash
# Makes this machine ready to build Doorstep, and says what it does. Safe to call again: when
# nothing is missing it ends in well under a second, and it may be interrupted at any point.
#
# What it needs and why:
#   cargo, rustc >= 1.89   the program is written in Rust (not installed here: see the message)
#   cmake, make, C++       HiGHS, the solver, is C++ and is compiled once
#   libclang               the Rust declarations of HiGHS are generated from its C header
#   pkg-config             how the build finds the copy of HiGHS compiled here
#
# HiGHS goes into .tools/highs, once, instead of once for every Cargo profile. Without root the
# missing tools come from Python wheels in .tools/venv; a shell of your own then needs the lines
# this script prints at its end. tools/test.sh and tools/demo.sh source it and need nothing.

# Pinned: these are the versions the script was tried with.
DOORSTEP_CMAKE_WHEEL=4.3.4
DOORSTEP_LIBCLANG_WHEEL=18.1.1
DOORSTEP_PKGCONF_WHEEL=2.5.1.post2
DOORSTEP_RUST_MINOR=89

doorstep_say() { printf 'setup: %s\n' "$*"; }
doorstep_stop() { printf 'setup: %s\n' "$@" >&2; exit 1; }

# The folder above this script, whichever folder it is called from.
doorstep_root() { (cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd); }

doorstep_check_rust() {
    local version minor
    if ! command -v cargo >/dev/null || ! command -v rustc >/dev/null; then
        doorstep_stop "cargo and rustc are not on the PATH." \
            "Install Rust 1.$DOORSTEP_RUST_MINOR or newer from https://rustup.rs and run this again."
    fi
    version=$(rustc --version)
    minor=$(sed -E 's/^rustc 1\.([0-9]+)\..*/\1/' <<<"$version")
    if ! [[ $minor =~ ^[0-9]+$ ]] || ((minor < DOORSTEP_RUST_MINOR)); then
        doorstep_stop "found $version; Doorstep needs 1.$DOORSTEP_RUST_MINOR or newer." \
            "Run 'rustup update stable' and try again."
    fi
}

# Everything a computer of this kind still lacks, one word each, in a fixed order.
doorstep_missing() {
    command -v cmake >/dev/null || echo cmake
    command -v make >/dev/null || echo make
    command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null || echo c++
    doorstep_has_libclang || echo libclang
    command -v "${PKG_CONFIG:-pkg-config}" >/dev/null || echo pkg-config
}

# bindgen looks in LIBCLANG_PATH, then where llvm-config and the loader say; so do we, roughly.
doorstep_has_libclang() {
    local pattern
    [[ -n ${LIBCLANG_PATH:-} ]] && return 0
    command -v llvm-config >/dev/null && return 0
    for pattern in /usr/lib/llvm-*/lib /usr/lib64 /usr/lib /usr/lib/*-linux-gnu /usr/local/lib \
        /Library/Developer/CommandLineTools/usr/lib /opt/homebrew/opt/llvm/lib; do
        compgen -G "$pattern/libclang*.so*" >/dev/null && return 0
        compgen -G "$pattern/libclang.dylib" >/dev/null && return 0
    done
    return 1
}

# What an earlier run put into .tools/venv is used again.
doorstep_use_venv() {
    local venv=$1/.tools/venv packages
    [[ -e $venv/ready ]] || return 0
    packages=$(compgen -G "$venv/lib/python3*/site-packages" | head -n 1)
    if ! doorstep_has_libclang; then
        export LIBCLANG_PATH=$packages/clang/native
    fi
    # The program inside the wheel: the Python script in front of it prints nothing into a pipe.
    if ! command -v "${PKG_CONFIG:-pkg-config}" >/dev/null; then
        export PKG_CONFIG=$packages/pkgconf/.bin/pkgconf
    fi
    export PATH="$PATH:$venv/bin"
}

doorstep_install_debian() {
    doorstep_say "missing: $*. Installing the Debian packages cmake, make, g++, libclang-dev and pkg-config"
    doorstep_say "(cmake, make and g++ compile HiGHS; libclang reads its header; pkg-config finds the result)"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        cmake make g++ libclang-dev pkg-config >/dev/null
}

doorstep_install_wheels() {
    local root=$1 python=python3
    shift
    case " $* " in
    *" c++ "* | *" make "*)
        doorstep_stop "missing: $*. A C++ compiler and make cannot be installed without root." \
            "Ask for the packages g++ and make (Debian, Ubuntu), gcc-c++ and make (Fedora)," \
            "or run 'xcode-select --install' (macOS); then run this again."
        ;;
    esac
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        doorstep_stop "missing: $*. Without root these come from Python wheels, and python3 with venv is missing too." \
            "Either install python3 and python3-venv, or ask for the packages cmake libclang-dev pkg-config."
    fi
    doorstep_say "missing: $*. Installing the Python wheels cmake, libclang and pkgconf into .tools/venv"
    doorstep_say "(cmake compiles HiGHS; libclang reads its header; pkgconf finds the result)"
    rm -rf "$root/.tools/venv"
    "$python" -m venv "$root/.tools/venv"
    "$root/.tools/venv/bin/pip" install --quiet --disable-pip-version-check \
        "cmake==$DOORSTEP_CMAKE_WHEEL" "libclang==$DOORSTEP_LIBCLANG_WHEEL" "pkgconf==$DOORSTEP_PKGCONF_WHEEL"
    touch "$root/.tools/venv/ready"
    doorstep_use_venv "$root"
}

doorstep_install_missing() {
    local root=$1 missing
    doorstep_use_venv "$root"
    missing=$(doorstep_missing | paste -s -d ' ' -)
    [[ -z $missing ]] && return 0
    # shellcheck disable=SC2086 # one word for each missing thing
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        doorstep_install_debian $missing
    else
        doorstep_install_wheels "$root" $missing
    fi
    missing=$(doorstep_missing | paste -s -d ' ' -)
    [[ -z $missing ]] || doorstep_stop "still missing after installing: $missing"
}

# The folder of the highs-sys that Cargo.lock names; its HiGHS folder is the source we compile.
doorstep_highs_source() {
    local root=$1 manifest
    manifest=$(cd "$root" && cargo metadata --format-version 1 |
        grep -o '"manifest_path":"[^"]*/highs-sys-[^"/]*/Cargo.toml"' | head -n 1 | cut -d '"' -f 4)
    [[ -n $manifest ]] || doorstep_stop "cargo metadata does not name highs-sys; is Cargo.lock as committed?"
    dirname "$manifest"
}

doorstep_write_pc() {
    local to=$1 version=$2 cpp=stdc++
    [[ $(uname -s) == Darwin ]] && cpp=c++
    mkdir -p "$to/lib/pkgconfig"
    # Written here because the one HiGHS installs leaves out the C++ library and has fixed paths.
    cat >"$to/lib/pkgconfig/highs.pc" <<PC
prefix=\${pcfiledir}/../..
libdir=\${prefix}/lib
includedir=\${prefix}/include/highs

Name: HiGHS
Description: Linear optimisation (static, compiled by tools/setup.sh)
Version: $version
Libs: -L\${libdir} -lhighs -lhighs_extras -l$cpp
Cflags: -I\${includedir}
PC
}

doorstep_build_highs() {
    local root=$1 source version compiler wanted build log started profile
    source=$(doorstep_highs_source "$root")
    version=${source##*/highs-sys-}
    compiler=$({ c++ --version || g++ --version || clang++ --version; } 2>/dev/null | head -n 1)
    wanted="HiGHS of highs-sys $version; $compiler; $(uname -sm); setup 2"
    [[ $(cat "$root/.tools/highs/stamp" 2>/dev/null || true) == "$wanted" ]] && return 0

    build=$root/.tools/highs-build
    log=$build/log
    # A half-finished build of the same thing is taken up again; of another, thrown away.
    [[ $(cat "$build/stamp" 2>/dev/null || true) == "$wanted" ]] || rm -rf "$build"
    mkdir -p "$build"
    printf '%s\n' "$wanted" >"$build/stamp"
    doorstep_say "building HiGHS once, about 6 minutes on two processors (log: .tools/highs-build/log) ..."
    started=$SECONDS
    if ! {
        cmake -S "$source/HiGHS" -B "$build/tree" -DCMAKE_BUILD_TYPE=Release \
            -DCMAKE_INSTALL_PREFIX="$build/installed" -DCMAKE_INSTALL_LIBDIR=lib \
            -DFAST_BUILD=ON -DBUILD_SHARED_LIBS=OFF -DBUILD_SHARED_EXTRAS_LIB=OFF -DBUILD_CXX_EXE=OFF \
            -DBUILD_EXAMPLES=OFF -DBUILD_TESTING=OFF -DZLIB=OFF -DHIPO=OFF \
            -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
            -DCMAKE_CXX_FLAGS="-ffunction-sections -fdata-sections" &&
            doorstep_watch_build "$build/tree" &&
            rm -rf "$build/installed" && cmake --install "$build/tree"
    } >"$log" 2>&1; then
        tail -n 25 "$log" >&2
        doorstep_stop "HiGHS did not compile; the last lines are above, all of them in .tools/highs-build/log"
    fi
    doorstep_write_pc "$build/installed" "$version"
    cp "$build/stamp" "$build/installed/stamp"
    rm -rf "$root/.tools/highs"
    mv "$build/installed" "$root/.tools/highs"
    rm -rf "$build"
    # Cargo keeps what it linked before, which may be a copy highs-sys compiled for itself.
    for profile in dev release; do
        [[ -d $root/target ]] && (cd "$root" && cargo clean --quiet --offline -p highs-sys --profile "$profile") || true
    done
    doorstep_say "HiGHS $version is ready in .tools/highs ($((SECONDS - started)) s)"
}

doorstep_watch_build() {
    cmake --build "$1" --parallel "$(getconf _NPROCESSORS_ONLN)" |
        while IFS= read -r line; do
            printf '%s\n' "$line"
            # make writes "[ 40%] Building ..."; every tenth per cent goes to the screen too.
            if [[ $line =~ ^\[\ *([0-9]+)%\] ]] && ((BASH_REMATCH[1] >= ${next:=10})); then
                printf 'setup: HiGHS %s%% compiled\n' "${BASH_REMATCH[1]}" >&4
                next=$((BASH_REMATCH[1] / 10 * 10 + 10))
            fi
        done
}

doorstep_setup() {
    local root
    root=$(doorstep_root)
    doorstep_check_rust
    mkdir -p "$root/.tools"
    # Two set-ups at once would write over each other; the second waits for the first.
    if command -v flock >/dev/null; then
        exec 9>"$root/.tools/setup.lock"
        flock 9
    fi
    exec 4>&1
    doorstep_install_missing "$root"
    doorstep_build_highs "$root"
    exec 4>&-
    if command -v flock >/dev/null; then exec 9>&-; fi
}

set -euo pipefail
doorstep_setup
if [[ ${BASH_SOURCE[0]} == "$0" && -e $(doorstep_root)/.tools/venv/ready ]]; then
    doorstep_say "for cargo in your own shell:"
    [[ -z ${LIBCLANG_PATH:-} ]] || printf '    export LIBCLANG_PATH=%q\n' "$LIBCLANG_PATH"
    [[ -z ${PKG_CONFIG:-} ]] || printf '    export PKG_CONFIG=%q\n' "$PKG_CONFIG"
fi
