# Finds a JDK 25 or newer and a Maven, wherever they usually are. Sourced by the other scripts.

# Prints the feature version (25) of the JDK in $1; fails if there is no JDK. Whoever compiles nothing sets FIND_JDK_RUNTIME: a
# Java without a compiler will do then.
# Reads the "release" file that every JDK carries, so that no process is started.
jdk_feature() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  [ -n "${FIND_JDK_RUNTIME:-}" ] || [ -x "$1/bin/javac" ] || return 1
  while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
    [ "$jdk_key" = JAVA_VERSION ] || continue
    jdk_value=${jdk_value#\"}
    jdk_value=${jdk_value%%[!0-9]*}
    [ -n "$jdk_value" ] || return 1
    echo "$jdk_value"
    return 0
  done <"$1/release"
  return 1
}

# Whether the folder $1 holds a JDK that is new enough.
jdk_fits() {
  jdk_found=$(jdk_feature "$1") && [ "$jdk_found" -ge 25 ]
}

# Prints the file that $1 leads to, all symbolic links followed.
follow_links() {
  followed=$1
  while [ -L "$followed" ]; do
    link=$(readlink "$followed")
    case $link in
      /*) followed=$link ;;
      *) followed=$(dirname "$followed")/$link ;;
    esac
  done
  echo "$(cd "$(dirname "$followed")" && pwd -P)/$(basename "$followed")"
}

# Prints the home of a JDK 25 or newer: JAVA_HOME's, else the PATH's, else of those in the usual
# places the one with the lowest version that will do, which is the one abiwarden is tested with.
# FIND_JDK_ROOT stands before the system's folders, so that tests can have their own system.
find_jdk() {
  system=${FIND_JDK_ROOT:-}
  home=${HOME:-/nowhere}
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return 0
  fi
  if on_path=$(command -v java); then
    on_path=$(follow_links "$on_path")
    on_path=${on_path%/bin/java}
    if jdk_fits "$on_path"; then
      echo "$on_path"
      return 0
    fi
  fi
  best=
  best_feature=
  for candidate in \
    "$system"/usr/lib/jvm/* "$system"/usr/lib64/jvm/* "$system"/usr/java/* \
    "$system"/usr/local/java/* "$system"/usr/local/jdk* "$system"/usr/local/lib/jvm/* \
    "$system"/opt/java/* "$system"/opt/*jdk* "$system"/opt/*/jdk* \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* \
    "$home"/.jdks/* "$home"/.jenv/versions/* "$home"/.jabba/jdk/* "$home"/.jbang/cache/jdks/* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/* \
    "${MISE_DATA_DIR:-${XDG_DATA_HOME:-$home/.local/share}/mise}"/installs/java/* \
    "$system"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$system"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$system"/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    jdk_fits "$candidate" || continue
    if [ -z "$best" ] || [ "$jdk_found" -lt "$best_feature" ]; then
      best=$candidate
      best_feature=$jdk_found
    fi
  done
  if [ -z "$best" ] && [ -x "$system/usr/libexec/java_home" ]; then
    candidate=$("$system/usr/libexec/java_home" -v 25+ 2>/dev/null) && jdk_fits "$candidate" && best=$candidate
  fi
  [ -n "$best" ] && echo "$best"
}

# The one line for a machine without a JDK. $1 is what cannot go on.
explain_missing_jdk() {
  jdk_older=none
  jdk_on_path=$(command -v java) && jdk_on_path=$(follow_links "$jdk_on_path")
  for candidate in "${JAVA_HOME:-}" "${jdk_on_path%/bin/java}"; do
    if [ -n "$candidate" ] && jdk_found=$(jdk_feature "$candidate"); then
      jdk_older="only Java $jdk_found in $candidate"
      break
    fi
  done
  echo "$1: needs a JDK 25 or newer, and found $jdk_older (JAVA_HOME, PATH, /usr/lib/jvm and the folders of version managers): install one from https://adoptium.net, by \"sdk install java 25-tem\" or as the package temurin-25-jdk, or set JAVA_HOME" >&2
}

# Prints the mvn command: the PATH's, else one in the usual places.
find_maven() {
  if command -v mvn; then
    return 0
  fi
  for candidate in "${MAVEN_HOME:-/nowhere}/bin/mvn" "${M2_HOME:-/nowhere}/bin/mvn" \
    "${SDKMAN_DIR:-${HOME:-/nowhere}/.sdkman}/candidates/maven/current/bin/mvn" \
    /usr/share/maven/bin/mvn /opt/maven/bin/mvn /opt/apache-maven*/bin/mvn /opt/homebrew/bin/mvn; do
    if [ -x "$candidate" ]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

# The one line for a machine without Maven. $1 is what cannot go on.
explain_missing_maven() {
  echo "$1: needs Maven 3.8 or newer to build itself, and found none on the PATH: install it (Debian: apt install maven) or set MAVEN_HOME" >&2
}
