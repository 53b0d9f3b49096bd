# Packages of other Debian suites, fetched but never installed. Sourced by the scripts beside this folder.
#
# apt does the work, with its own rules for proxies, mirrors and signatures, but on folders of its own: the machine's
# package lists, sources and caches are only read. The mirror is the one this machine uses; nothing here names a host.
#
# The caller has set PROGRAM (its name in messages).

say() { printf '%s: %s\n' "$PROGRAM" "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# The folder for what is fetched or built once per user.
user_cache() { printf '%s/abiwarden' "${XDG_CACHE_HOME:-$HOME/.cache}"; }

# lock NAME: waits until this process is the only one that makes NAME; released when the process ends.
lock() {
    mkdir -p "$(user_cache)" || fail "cannot create $(user_cache)"
    exec {LOCK_FD}>"$(user_cache)/.$1.lock"
    flock --nonblock "$LOCK_FD" && return
    say "waiting for another run that is making $1"
    flock "$LOCK_FD"
}

# workspace NAME: sets WORK to an empty folder on the cache's own file system, so that a rename out of it is atomic; removed
# at exit. Left-overs of runs that were killed go as well: the lock says that nobody uses them.
workspace() {
    rm -rf "$(user_cache)/.$1.work."*
    WORK=$(mktemp -d "$(user_cache)/.$1.work.XXXXXX")
    trap 'rm -rf "$WORK"' EXIT
}

need_debian_tools() {
    local tool
    for tool in apt-get dpkg-deb tar flock; do
        command -v "$tool" >/dev/null || fail "needs $tool, which is not on PATH: this works on Debian and its relatives only"
    done
}

# The URI of this machine's Debian mirror, as apt itself understands its sources (one-line and deb822 files alike).
debian_mirror() {
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$3 == "main" && $2 !~ /-security|-updates|-backports/ && $1 ~ /\/debian\/?$/ { print $1; exit }')
    [[ -n $mirror ]] || fail "no Debian mirror among this machine's apt sources (an URI that ends in /debian, component main)"
    printf '%s' "$mirror"
}

# private_apt SUITE: points apt_get at SUITE on this machine's mirror and updates its lists, all inside $WORK/apt.
private_apt() {
    local suite=$1 mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [[ -r $keyring ]] || fail "needs $keyring to check signatures: apt-get install debian-archive-keyring"
    mirror=$(debian_mirror)
    APT_ROOT=$WORK/apt
    rm -rf "$APT_ROOT"
    mkdir -p "$APT_ROOT"/{lists/partial,archives/partial}
    cat >"$APT_ROOT/suite.sources" <<SOURCES
Types: deb deb-src
URIs: $mirror
Suites: $suite
Components: main
Signed-By: $keyring
SOURCES
    cat >"$APT_ROOT/apt.conf" <<CONF
Dir::State "$APT_ROOT";
Dir::State::lists "$APT_ROOT/lists";
Dir::State::status "/dev/null";
Dir::Cache "$APT_ROOT";
Dir::Cache::archives "$APT_ROOT/archives";
Dir::Etc::sourcelist "$APT_ROOT/suite.sources";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
CONF
    # As root apt would fetch as another user, who may not look into a cache below root's home.
    if ((EUID == 0)); then echo 'APT::Sandbox::User "root";' >>"$APT_ROOT/apt.conf"; fi
    say "reading the package lists of Debian $suite"
    apt_get -qq --error-on=any update >"$APT_ROOT/update.log" 2>&1 || {
        tail -n 5 "$APT_ROOT/update.log" >&2
        fail "cannot read the package lists of Debian $suite from this machine's mirror (offline?)"
    }
}

apt_get() { apt-get -c "$APT_ROOT/apt.conf" "$@"; }

# fetch_package NAME: the .deb of NAME in the suite of private_apt; sets DEB to its path.
fetch_package() {
    local name=$1
    say "fetching $name"
    (cd "$APT_ROOT/archives" && apt_get -qq download "$name") >"$APT_ROOT/fetch.log" 2>&1 || {
        tail -n 5 "$APT_ROOT/fetch.log" >&2
        fail "cannot fetch $name"
    }
    DEB=$(find "$APT_ROOT/archives" -maxdepth 1 -name "${name}_*.deb" | head -n 1)
    [[ -n $DEB ]] || fail "apt fetched no file for $name"
}

# fetch_source NAME: the source package NAME in the suite of private_apt; sets ORIG to the path of its upstream archive.
fetch_source() {
    local name=$1
    say "fetching the source of $name"
    (cd "$APT_ROOT/archives" && apt_get -qq --download-only source "$name") >"$APT_ROOT/fetch.log" 2>&1 || {
        tail -n 5 "$APT_ROOT/fetch.log" >&2
        fail "cannot fetch the source of $name"
    }
    ORIG=$(find "$APT_ROOT/archives" -maxdepth 1 -name "${name}_*.orig.tar.*" ! -name '*.asc' | head -n 1)
    [[ -n $ORIG ]] || fail "the source package $name has no upstream archive"
}
