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
    # -fno-builtin keeps clang from turning a loop into a call of memset, which nothing here defines.
    "$clang" --target=wasm32 -O2 -Wall -Wextra -fno-builtin -c -o "$objects/$kernel.o" "$source"
    # Linked in a step of its own and without -O2, at which clang would run wasm-opt if there is one, and lose the names.
    "$clang" --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--export=run -o "$kernel.wasm" "$objects/$kernel.o"
    chmod -x "$kernel.wasm"
    echo "$kernel.wasm: $(wc -c <"$kernel.wasm") bytes"
done
