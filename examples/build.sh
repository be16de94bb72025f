#!/bin/sh
# Builds every example to a .wasm beside its source. An example whose tools are missing is left as it is, and the
# script says what to install. The committed files were built on Debian 12 with the packages named below.

set -eu
cd "$(dirname "$0")"
clang=${CLANG:-clang}
clangxx=${CLANGXX:-clang++}
strip=${LLVM_STRIP:-llvm-strip}
missing=0

scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

has() {
    command -v "$1" >/dev/null
}

# The linkers mark what they write as executable, which a .wasm is not.
built() {
    chmod -x "$1"
    echo "$1: $(wc -c <"$1") bytes"
}

# Says that an example was not built, and why.
skipped() {
    echo "$1: not built; $2" >&2
    missing=1
}

# Removes debug information and keeps function names. (The linker's --strip-debug takes the names away too.)
strip_debug() {
    "$strip" --strip-debug "$1"
}

# Whether a compiler can build a program for WASI from standard input; the arguments are its name and options.
can_compile() {
    has "$1" && "$@" --target=wasm32-wasi -o "$scratch/probe.wasm" - 2>/dev/null
}

# C: Debian packages clang, lld, llvm, wasi-libc and libclang-rt-dev-wasm32.
# Linked in a step of its own and without -O2, at which clang would run wasm-opt if there is one, and lose the names.
for example in hello trap folder; do
    if echo 'int main(void) { return 0; }' | can_compile "$clang" -x c && has "$strip"; then
        "$clang" --target=wasm32-wasi -O2 -Wall -Wextra -c -o "$scratch/$example.o" "$example.c"
        "$clang" --target=wasm32-wasi -o "$example.wasm" "$scratch/$example.o"
        strip_debug "$example.wasm"
        built "$example.wasm"
    else
        skipped "$example.wasm" "needs the Debian packages clang, lld, llvm, wasi-libc and libclang-rt-dev-wasm32"
    fi
done

# C, with exports besides _start; one program in two forms.
for form in adder adder-exit; do
    if echo 'int main(void) { return 0; }' | can_compile "$clang" -x c && has "$strip"; then
        case $form in *-exit) define=-DEXIT ;; *) define=-UEXIT ;; esac
        "$clang" --target=wasm32-wasi -O2 -Wall -Wextra "$define" -c -o "$scratch/$form.o" host/adder.c
        "$clang" --target=wasm32-wasi -Wl,--export=malloc,--export=free -o "host/$form.wasm" "$scratch/$form.o"
        strip_debug "host/$form.wasm"
        built "host/$form.wasm"
    else
        skipped "host/$form.wasm" "needs what the other programs in C need"
    fi
done

# C++: also libc++-dev-wasm32.
if printf '#include <string>\nint main() { return std::string().size(); }' | can_compile "$clangxx" -fno-exceptions -x c++ &&
        has "$strip"; then
    "$clangxx" --target=wasm32-wasi -O2 -Wall -Wextra -fno-exceptions -c -o "$scratch/hello-cpp.o" hello-cpp.cpp
    "$clangxx" --target=wasm32-wasi -o hello-cpp.wasm "$scratch/hello-cpp.o"
    strip_debug hello-cpp.wasm
    built hello-cpp.wasm
else
    skipped hello-cpp.wasm "needs the Debian package libc++-dev-wasm32 besides those for C"
fi

# Rust: Debian packages rustc and libstd-rust-dev-wasm32, or a rustc to which rustup added the target wasm32-wasip1.
# RUSTC names a compiler; otherwise the first of those on the path and in /usr/bin that has the target is taken.
rustc=
for candidate in ${RUSTC:-rustc /usr/bin/rustc}; do
    for target in wasm32-wasip1 wasm32-wasi; do
        if [ -z "$rustc" ] && has "$candidate" && [ -d "$("$candidate" --print sysroot)/lib/rustlib/$target/lib" ]; then
            rustc=$candidate
            rust_target=$target
        fi
    done
done
if [ -n "$rustc" ]; then
    for example in words index; do
        "$rustc" --target "$rust_target" --edition 2021 -C opt-level=z -C lto -C codegen-units=1 -C panic=abort \
            -C strip=symbols -o "rust/$example.wasm" "rust/$example.rs"
        built "rust/$example.wasm"
    done
else
    skipped "rust/*.wasm" "needs the Debian packages rustc and libstd-rust-dev-wasm32, or rustup target add wasm32-wasip1"
fi

# AssemblyScript: the npm packages that assemblyscript/package.json names, fetched by npm on the first build.
if [ ! -x assemblyscript/node_modules/.bin/asc ] && has npm; then
    npm install --prefix assemblyscript --no-package-lock --no-audit --no-fund || true
fi
if [ -x assemblyscript/node_modules/.bin/asc ]; then
    (cd assemblyscript && npm run --silent build)
    built assemblyscript/dice.wasm
else
    skipped assemblyscript/dice.wasm "needs npm, and its packages assemblyscript and @assemblyscript/wasi-shim"
fi

# WebAssembly text: nothing but Tilia itself.
../tilia wat2wasm add.wat
built add.wasm

exit $missing
