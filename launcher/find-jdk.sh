# Functions that the project's scripts read in: find_java sets $java_home to the folder of a JDK that is new enough.
#   TILIA_JAVA_HOME  the JDK to use, before any that is found

needed=25

fail() { # exit code, lines of the message
  code=$1
  shift
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit "$code"
}

# Sets $version to that of the JDK in a folder, and $release to its feature number, from its file "release": no process
# is started. 0 where there is no JDK.
read_release() {
  release=0
  version=
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=}
        release=${version#\"}
        release=${release%%[!0-9]*}
        release=${release:-0}
        ;;
    esac
  done <"$1/release"
}

# Takes the JDK in the folder if it is new enough.
try() {
  read_release "$1"
  [ "$release" -ge "$needed" ] && java_home=$1
}

find_java() {
  if [ -n "${TILIA_JAVA_HOME:-}" ]; then
    try "$TILIA_JAVA_HOME" && return
    fail 69 "TILIA_JAVA_HOME=$TILIA_JAVA_HOME is not the folder of a JDK $needed or newer"
  fi
  [ -n "${JAVA_HOME:-}" ] && try "$JAVA_HOME" && return
  java=$(command -v java 2>/dev/null) && [ -L "$java" ] && java=$(readlink -f "$java" 2>/dev/null)
  [ -n "$java" ] && try "${java%/bin/java}" && return
  # Exactly the needed release first: it is what Tilia is tested with. Then anything newer.
  for pattern in "*$needed*" '*'; do
    for home in \
      /usr/lib/jvm/$pattern /usr/lib64/jvm/$pattern /usr/java/$pattern /opt/java/$pattern /opt/$pattern \
      "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/$pattern "${HOME:-}"/.jdks/$pattern "${HOME:-}"/.local/share/mise/installs/java/$pattern \
      /Library/Java/JavaVirtualMachines/$pattern/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/$pattern/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
      try "$home" && return
    done
  done
  fail 69 "needs Java $needed or newer, and none was found" \
    "Install a JDK $needed, for example Temurin: https://adoptium.net/temurin/releases/?version=$needed" \
    "or set TILIA_JAVA_HOME to the folder of one that is installed elsewhere."
}
