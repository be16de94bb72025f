# Functions for the scripts that run a program from npm: its package is fetched once, in one version, and checked.
#   TILIA_PACKAGES  the folder where packages are kept (target/packages otherwise)

root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/launcher/find-jdk.sh"

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# Sets $package to the folder with a package's files: its name, its version, its archive's SHA-256.
npm_package() {
  package=${TILIA_PACKAGES:-$root/target/packages}/$(printf %s "${1#@}-$2" | tr / -)
  [ -d "$package" ] || fetch "$@"
}

fetch() {
  command -v npm >/dev/null || fail 69 "npm is not there, which fetches $1@$2" \
    "Install Node.js with npm, or unpack the package to $package"
  part=$package.$$
  mkdir -p "$part"
  trap 'rm -rf "$part"' EXIT
  archive=$(cd "$part" && npm pack --silent --fetch-retries=1 --fetch-retry-mintimeout=1000 "$1@$2") ||
    fail 69 "npm could not fetch $1@$2" "Check the network, and npm's registry: npm config get registry"
  [ "$(sha256 <"$part/$archive")" = "$3" ] ||
    fail 65 "$1@$2 is another archive than the one that was tested" "Check npm's registry: npm config get registry"
  # Unpacked beside its place first, so that it is there whole or not at all.
  tar -xzf "$part/$archive" -C "$part"
  [ -d "$package" ] || mv "$part/package" "$package"
  rm -rf "$part"
  trap - EXIT
}

# Becomes tilia with a program: its module, then the words that the user gave. Of these, options for tilia come before a "--".
run_program() {
  module=$1
  shift
  before=1
  for word; do
    [ "$word" != -- ] || before=0
  done
  [ "$before" = 0 ] || set -- -- "$@"
  # The words up to "--" go before the module: each is moved behind the others once.
  before=1
  for word; do
    shift
    if [ "$before" = 1 ] && [ "$word" = -- ]; then
      before=0
      set -- "$@" "$module"
    else
      set -- "$@" "$word"
    fi
  done
  exec "$root/tilia" run "$@"
}

# Becomes a program in Java that has Tilia on its class path: its source file, and its arguments.
run_host() {
  find_java
  # Builds what is not built.
  "$root/tilia" --version >/dev/null
  exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dpolyglot.engine.WarnInterpreterOnly=false -cp "$root/launcher/target/modules/*" "$@"
}
