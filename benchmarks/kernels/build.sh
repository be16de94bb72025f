#!/bin/sh
# Builds every kernel to a .wasm beside its source. Needs clang with the wasm target, and wasm-ld.
# Debian and Ubuntu: apt install clang lld. The committed files were built with version 14; CLANG names another compiler.
# A kernel uses no C library, so no headers or libraries for wasm are needed. Afterwards run check.js.

set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang}

if ! command -v "$clang" >/dev/null; then
    echo "build.sh: $clang not found (Debian package clang)" >&2
    exit 1
fi
if ! "$clang" --print-targets | grep -q wasm32; then
    echo "build.sh: $clang has no wasm32 target" >&2
    exit 1
fi
if ! command -v "$("$clang" --target=wasm32 -print-prog-name=wasm-ld)" >/dev/null; then
    echo "build.sh: wasm-ld not found (Debian package lld)" >&2
    exit 1
fi

objects=$(mktemp -d)
trap 'rm -r "$objects"' EXIT

for source in *.c; do
    kernel=${source%.c}
    case $kernel in
    # As in a program with a C library, clang may turn a loop into memset, which is a memory.fill here.
    program) flags=-mbulk-memory ;;
    # Keeps it from doing that, since nothing here defines memset.
    *) flags=-fno-builtin ;;
    esac
    "$clang" --target=wasm32 -O2 -Wall -Wextra "$flags" -c -o "$objects/$kernel.o" "$source"
    # Linked in a step of its own and without -O2, at which clang would run wasm-opt if there is one, and lose the names.
    "$clang" --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--export=run -o "$kernel.wasm" "$objects/$kernel.o"
    chmod -x "$kernel.wasm"
    echo "$kernel.wasm: $(wc -c <"$kernel.wasm") bytes"
done
