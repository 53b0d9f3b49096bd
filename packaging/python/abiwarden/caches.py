"""What the JVM keeps of its start (JEP 514), in the user's cache: half of what there is to do each time.

It fits one installation of abiwarden and one Java only, so that pip cannot bring it along; it is made after the first use, in
the background (warm_up.py). Nothing depends on it: a JVM ignores what does not fit, and whatever goes wrong here means a
slower start and nothing else.
"""

import os
import sys
from zlib import crc32

from .launch import APP, LIB, WINDOWS

CHECK = "check.aot"
AUDIT = "audit.aot"
WORKER = "worker.aot"
# A file with a byte for each time that somebody began to make them. Where it never works, one stops trying.
ATTEMPTS = "attempts"
MOST_ATTEMPTS = 3


def folder(java):
    """The folder of this installation's caches, which need not be there; None where the user has no cache."""
    # A process cannot become another one there, and files in use cannot be removed: pip could not uninstall meanwhile.
    if WINDOWS or os.environ.get("ABIWARDEN_WARM_UP") == "never":
        return None
    cache = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(cache):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        cache = os.path.join(home, ".cache")
    return os.path.join(cache, "abiwarden", "start", "%08x" % crc32(identity(java)))


def identity(java):
    """What a JVM compares before it takes a cache: the paths and times of the jars, and which Java it is."""
    known = [APP, java]
    release = os.path.join(os.path.dirname(os.path.dirname(java)), "release")
    for file in (LIB, os.path.join(APP, "build"), java, release):
        try:
            state = os.stat(file)
            known += [str(state.st_size), str(state.st_mtime_ns)]
        except OSError:
            known.append("-")
    return "\n".join(known).encode("utf-8", "surrogateescape")


def option(folder, name):
    """The JVM's option to use a cache, if there is one."""
    if folder:
        file = os.path.join(folder, name)
        if os.path.isfile(file):
            return "-XX:AOTCache=" + file
    return "-Xshare:auto"


def make_later(folder, java):
    """Has the caches made once this process, and the JVM that it becomes, is gone."""
    if all(os.path.isfile(os.path.join(folder, name)) for name in (CHECK, AUDIT)):
        return
    try:
        attempts = attempted(folder)
        if attempts is None:
            os.makedirs(folder, exist_ok=True)
            if os.environ.get("CI"):
                # Much of what is installed there is used once: it is made at the second use.
                open(os.path.join(folder, ATTEMPTS), "a").close()
                return
        elif attempts >= MOST_ATTEMPTS:
            return
        if not os.access(folder, os.W_OK):
            return
        import subprocess

        # The shell ends at once, so that the JVM that this process becomes has no child that it knows nothing of.
        subprocess.Popen(
            ["/bin/sh", "-c", '"$@" &', "sh", sys.executable, "-I", "-S", os.path.join(os.path.dirname(__file__), "warm_up.py"),
             "--after", str(os.getpid()), java],
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True).wait()
    except OSError:
        pass


def attempted(folder):
    """How often somebody began to make them; None if nobody was here."""
    try:
        return os.path.getsize(os.path.join(folder, ATTEMPTS))
    except OSError:
        return None
