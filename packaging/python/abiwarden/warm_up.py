"""Makes the caches of abiwarden's start, by runs of the kind that users make; takes some seconds.

    python -m abiwarden.warm_up

After its first use abiwarden does that by itself, in the background. By hand it is for images of containers, whose first use
would otherwise be each one's first.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile

if not __package__:
    # Run by its path, so that the environment's start-up files are left out.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    __package__ = "abiwarden"

from . import caches, java
from .launch import APP, FAST_START, jvm, speak_utf8

NAMES = (caches.CHECK, caches.AUDIT, caches.WORKER)
# Longer than any run: a JVM that hangs is ended.
SECONDS = 120
# Of other installations and earlier versions; the one that was used longest ago goes first.
KEPT = 4
LONGEST_WAIT = 3600


def main():
    after, command, why_not = None, None, None
    if sys.argv[1:2] == ["--after"]:
        after, command = int(sys.argv[2]), sys.argv[3]
    else:
        command, why_not = java.find()
    if command is None:
        sys.exit("abiwarden: " + why_not)
    folder = caches.folder(command)
    if folder is None:
        sys.exit("abiwarden: no place for caches: this user has no home folder, or they are not wanted here")
    if after is not None:
        wait_for(after)
        os.nice(10)
    try:
        os.makedirs(folder, exist_ok=True)
        made = make(command, folder)
    except OSError as error:
        sys.exit("abiwarden: no caches were made: %s" % error)
    if after is None:
        there = [name for name in NAMES if os.path.isfile(os.path.join(folder, name))]
        print("abiwarden: made %s; there are now %s in %s" % (", ".join(made) or "nothing", ", ".join(there) or "none", folder))
        sys.exit(0 if there else 1)


def wait_for(process):
    """Waits until a process is gone; the user's own run goes first."""
    begin = time.monotonic()
    while time.monotonic() - begin < LONGEST_WAIT:
        try:
            os.kill(process, 0)
        except OSError:
            return
        time.sleep(0.2)


def make(command, folder):
    """Makes what is missing, unless another process is at it; returns the names of what was made."""
    import fcntl

    parent = os.path.dirname(folder)
    with open(os.path.join(parent, "lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return []
        missing = [name for name in NAMES if not os.path.isfile(os.path.join(folder, name))]
        if not missing:
            return []
        with open(os.path.join(folder, caches.ATTEMPTS), "a") as attempts:
            attempts.write("x")
        forget_old(parent, folder)
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as work:
            train(command, work)
            made = [name for name in missing if os.path.isfile(os.path.join(work, name))]
            for name in made:
                with open(os.path.join(work, name), "rb") as file:
                    # A machine that stops must not leave a name with nothing behind it.
                    os.fsync(file.fileno())
                # The name appears when the file is whole; a process that has just mapped another one keeps that.
                os.replace(os.path.join(work, name), os.path.join(folder, name))
        return made


def forget_old(parent, folder):
    """Removes the caches of what was last used long ago, and what earlier attempts left."""
    for left in os.listdir(folder):
        if left.startswith("making-"):
            shutil.rmtree(os.path.join(folder, left), ignore_errors=True)
    others = [other for other in (os.path.join(parent, name) for name in os.listdir(parent)) if os.path.isdir(other) and other != folder]
    for other in sorted(others, key=last_used)[: -KEPT]:
        shutil.rmtree(other, ignore_errors=True)


def last_used(folder):
    """When a cache of a folder was last read, as far as the file system tells, or made."""
    times = [0.0]
    for file in [folder] + [os.path.join(folder, name) for name in listed(folder)]:
        try:
            state = os.stat(file)
            times += [state.st_mtime] if file == folder else [state.st_atime, state.st_mtime]
        except OSError:
            pass
    return max(times)


def train(command, work):
    """Runs abiwarden as users do, so that what real runs need is kept. An audit has a cache of its own: it needs less."""
    # Most are run in a project, whose settings are looked for and read.
    with open(os.path.join(work, "pyproject.toml"), "w") as file:
        file.write('[project]\nname = "warm-up"\n[tool.abiwarden.audit]\nfail-on = ["error"]\n')
    extension = some_extension()
    wheel = make_wheel(work, extension)
    embedded = any(name.startswith("cpython-") for name in listed(os.path.join(APP, "data")))
    if embedded:
        check, python = "embedded:_json", "embedded"
    else:
        check, python = extension or wheel, sys.executable
    keep(work, caches.CHECK, command, ["check", check, "--python", python])
    # Only a probe is done by a JVM; an import is, where it crashes.
    worker = os.path.join(work, caches.WORKER)
    if run(work, command, ["-Xshare:auto", "-Dabiwarden.worker.cache.output=" + worker], ["check", check, "--python", python, "--depth", "probe"]) > 1:
        remove(worker)
    keep(work, caches.AUDIT, command, ["audit", wheel])


def keep(work, name, command, arguments):
    """Makes one cache. Findings are expected: their lines are to be ready as well."""
    cache = os.path.join(work, name)
    if run(work, command, ["-XX:AOTCacheOutput=" + cache], arguments) > 1:
        remove(cache)


def run(work, command, options, arguments):
    """The exit code of a run in a folder; 3 if there is none."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("ABIWARDEN_") and name not in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS")}
    speak_utf8(environment)
    try:
        return subprocess.run(
            # What the second compiler's profiles of a run would have the next one compile takes longer than it saves.
            jvm(command, FAST_START, options, arguments), env=environment, cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=SECONDS).returncode
    except (OSError, subprocess.TimeoutExpired):
        return 3


def some_extension():
    """A small extension of this Python's own standard library; None if they are all built in."""
    folder = sysconfig.get_config_var("DESTSHARED") or ""
    for module in ("_json", "_bisect", "_heapq", "_struct", "_csv", "math"):
        for name in sorted(listed(folder)):
            if name.startswith(module + ".") and name.endswith(".so"):
                return os.path.join(folder, name)
    return None


def make_wheel(work, extension):
    """A small wheel, with a real extension in it if there is one; returns its path."""
    minor = "cp%d%d" % sys.version_info[:2]
    tag = "%s-%s-%s" % (minor, minor, sysconfig.get_platform().replace("-", "_").replace(".", "_"))
    path = os.path.join(work, "warm_up-1.0-%s.whl" % tag)
    info = "warm_up-1.0.dist-info/"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        if extension:
            wheel.write(extension, "warm_up/" + os.path.basename(extension))
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\nGenerator: abiwarden\nRoot-Is-Purelib: false\nTag: %s\n" % tag)
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: warm-up\nVersion: 1.0\nRequires-Python: >=3.9\n")
        wheel.writestr(info + "RECORD", info + "RECORD,,\n")
    return path


def listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def remove(file):
    try:
        os.remove(file)
    except OSError:
        pass


if __name__ == "__main__":
    main()
