# How abiwarden's JVM is started, and the caches made that it starts quickly with. Sourced by the launchers of a clone and of the
# archive.
#
# The caller has set JAVA_HOME; program, the folder with lib/, abiwarden's module path; and caches, the folder with the caches.
# ABIWARDEN_JAVA_OPTS is handed to the JVM.

terminals=
columns=0
worker_cache=-Dabiwarden.worker.cache=$caches/worker.aot
# Most runs are over before a second, slower compiler would have been of use.
tiers=-XX:TieredStopAtLevel=1

# Starts abiwarden. $1 is "exec" or "command", $2 the JVM option that names the cache of what is
# ready to run; the rest is abiwarden's. A cache with a damaged block in it would end the JVM, and is left
# alone if it is verified. ABIWARDEN_JAVA_OPTS is split at spaces on purpose.
# shellcheck disable=SC2086
launch() {
  how=$1
  cache=$2
  shift 2
  $how "$JAVA_HOME/bin/java" -XX:+UseSerialGC $tiers \
    "$cache" -XX:+VerifySharedSpaces -Xlog:aot=off -Xlog:cds=off \
    --enable-native-access=io.abiwarden.ffi \
    "$worker_cache" "-Dabiwarden.terminals=$terminals" "-Dabiwarden.columns=$columns" \
    ${ABIWARDEN_JAVA_OPTS:-} \
    --module-path "$program/lib" --module io.abiwarden.cli/io.abiwarden.cli.Main "$@"
}

# Lets the JVMs keep what they make of the program when they start: half of what there is to do each
# time, and a third less for a worker. The runs are real ones, so that what real runs need is kept;
# without a result, nothing is lost. Audits have a cache of their own: they need less.
warm_up() {
  # Most are run in a project, whose settings are looked for and read.
  project=$caches/warm-up-project
  mkdir -p "$project" || return
  printf '[project]\nname = "warm-up"\n[tool.abiwarden.audit]\nfail-on = ["error"]\n' >"$project/pyproject.toml"
  here=$(pwd)
  cd "$project" || return
  launch command -XX:AOTCacheOutput="$caches/abiwarden.aot" \
    check embedded:_json --python embedded >"$caches/warm-up.log" 2>&1 </dev/null ||
    rm -f "$caches/abiwarden.aot"
  # Only a probe is done by a JVM; an import is, where it crashes.
  worker_cache=-Dabiwarden.worker.cache.output=$caches/worker.aot
  launch command -Xshare:auto \
    check embedded:_json --python embedded --depth probe >>"$caches/warm-up.log" 2>&1 </dev/null ||
    rm -f "$caches/worker.aot"
  worker_cache=-Dabiwarden.worker.cache=$caches/worker.aot
  wheel=$(make_wheel 2>>"$caches/warm-up.log")
  # Findings are expected: their lines are to be ready as well.
  launch command -XX:AOTCacheOutput="$caches/audit.aot" \
    audit "${wheel:-$program/lib}" >>"$caches/warm-up.log" 2>&1 </dev/null
  [ $? -le 2 ] || rm -f "$caches/audit.aot"
  cd "$here" || return
}

# Makes a small wheel with a real extension in it, and says where it is.
make_wheel() {
  extension=$(launch command -Xshare:auto inspect embedded:_json --format jsonl </dev/null |
    sed -n 's/^.*"artifact":"\([^"]*\)".*$/\1/p')
  [ -f "$extension" ] || return 1
  content=$caches/warm-up
  info=$content/warm_up-1.0.dist-info
  mkdir -p "$content/warm_up" "$info" || return 1
  cp "$extension" "$content/warm_up/" || return 1
  printf 'Wheel-Version: 1.0\nGenerator: abiwarden\nRoot-Is-Purelib: false\nTag: cp314-cp314-linux_x86_64\n' >"$info/WHEEL"
  printf 'Metadata-Version: 2.1\nName: warm-up\nVersion: 1.0\nRequires-Python: >=3.14\n' >"$info/METADATA"
  printf 'warm_up-1.0.dist-info/RECORD,,\n' >"$info/RECORD"
  made=$caches/warm_up-1.0-cp314-cp314-linux_x86_64.whl
  "$JAVA_HOME/bin/jar" --create --no-manifest --file "$made" -C "$content" . || return 1
  echo "$made"
}

# Becomes abiwarden, whose arguments are all that is given.
start() {
  # In the C locale a JVM cannot open a file whose name is not ASCII.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX)
      if [ -n "${LC_ALL:-}" ]; then LC_ALL=C.UTF-8 && export LC_ALL; fi
      LC_CTYPE=C.UTF-8
      export LC_CTYPE
      ;;
  esac

  # A JVM cannot ask each stream whether it is a terminal, nor how wide that is.
  if [ -t 2 ]; then terminals=err; fi
  if [ -t 1 ]; then
    terminals=out,$terminals
    # Within the parentheses descriptor 1 is no longer the terminal.
    { size=$(stty size <&3 2>/dev/null); } 3>&1 && columns=${size#* }
  fi

  cache=abiwarden.aot
  if [ "${1:-}" = audit ]; then
    cache=audit.aot
    # Folders of wheels are a lot of hashing and searching, which only the second compiler makes fast;
    # all the rest runs too seldom to be worth its time.
    tiers="-XX:Tier4InvocationThreshold=1000000 -XX:Tier4MinInvocationThreshold=100000
      -XX:Tier4CompileThreshold=2000000 -XX:Tier4BackEdgeThreshold=400000"
  fi
  if [ -f "$caches/$cache" ]; then
    launch exec -XX:AOTCache="$caches/$cache" "$@"
  else
    launch exec -Xshare:auto "$@"
  fi
}
