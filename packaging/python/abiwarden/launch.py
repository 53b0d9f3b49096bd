"""Starts abiwarden's JVM in place of this process; what the launcher of a clone does, for an installed wheel.

Whoever types the command waits for this file, so that it imports nothing that Python has not imported already,
except on the ways that are seldom gone.
"""

import os
import sys

APP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "app")
LIB = os.path.join(APP, "lib")
WINDOWS = os.name == "nt"
JAVA_COMMAND = os.path.join("bin", "java.exe" if WINDOWS else "java")

# Most runs are over before a second, slower compiler would have been of use.
FAST_START = ["-XX:TieredStopAtLevel=1"]
# Folders of wheels are a lot of hashing and searching, which only the second compiler makes fast; all the rest runs too
# seldom to be worth its time.
LONG_RUN = [
    "-XX:Tier4InvocationThreshold=1000000",
    "-XX:Tier4MinInvocationThreshold=100000",
    "-XX:Tier4CompileThreshold=2000000",
    "-XX:Tier4BackEdgeThreshold=400000",
]


def main():
    """The abiwarden command."""
    try:
        start()
    except KeyboardInterrupt:
        sys.exit(130)


def start():
    from . import __version__, caches, java

    command, why_not = java.find()
    if command is None:
        print("abiwarden: " + why_not, file=sys.stderr)
        sys.exit(3)
    arguments = sys.argv[1:]
    folder = caches.folder(command)
    cache = caches.option(folder, caches.AUDIT if arguments[:1] == ["audit"] else caches.CHECK)
    options = ["-Dabiwarden.worker.cache=" + os.path.join(folder, caches.WORKER)] if folder else []
    # Split at spaces on purpose, as the launcher does.
    users = os.environ.get("ABIWARDEN_JAVA_OPTS", "").split()
    tiers = LONG_RUN if arguments[:1] == ["audit"] else FAST_START
    line = jvm(command, tiers, [cache, "-Dabiwarden.version=" + __version__, *options, *terminals(), *users], arguments)
    speak_utf8(os.environ)
    if folder:
        caches.make_later(folder, command)
    run(line)


def jvm(command, tiers, options, arguments):
    """The command line of abiwarden's JVM: its compilers, and further options."""
    return [
        # A cache with a damaged block in it would end the JVM, and is left alone if it is verified.
        command, "-XX:+UseSerialGC", *tiers, "-XX:+VerifySharedSpaces", "-Xlog:aot=off", "-Xlog:cds=off",
        "--enable-native-access=io.abiwarden.ffi", *options,
        "--module-path", LIB, "--module", "io.abiwarden.cli/io.abiwarden.cli.Main", *arguments,
    ]


def terminals():
    """What a JVM cannot find out: which of its streams is a terminal, and how wide that is."""
    streams, columns = [], 0
    if terminal(1):
        streams.append("out")
        try:
            columns = os.get_terminal_size(1).columns
        except OSError:
            pass
    if terminal(2):
        streams.append("err")
    return ["-Dabiwarden.terminals=" + ",".join(streams), "-Dabiwarden.columns=%d" % columns]


def terminal(descriptor):
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def speak_utf8(environment):
    """In the C locale a JVM on Linux cannot open a file whose name is not ASCII."""
    chosen = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or "C"
    if chosen in ("C", "POSIX") and sys.platform.startswith("linux"):
        if environment.get("LC_ALL"):
            environment["LC_ALL"] = "C.UTF-8"
        environment["LC_CTYPE"] = "C.UTF-8"


def run(line):
    """Becomes the JVM; where a process cannot become another one, waits for it and ends as it did."""
    if WINDOWS:
        import subprocess

        child = subprocess.Popen(line)
        while True:
            try:
                sys.exit(child.wait())
            except KeyboardInterrupt:
                # The console has told the JVM as well, which ends in its own way.
                pass
    restore_signals()
    try:
        os.execv(line[0], line)
    except OSError as error:
        print("abiwarden: cannot run %s: %s" % (line[0], error.strerror), file=sys.stderr)
        sys.exit(3)


def restore_signals():
    """Python ignores these, and what is ignored stays so in the process that it becomes."""
    try:
        # The signal module proper makes enumerations of all signals.
        import _signal as signal
    except ImportError:
        import signal
    for name in ("SIGPIPE", "SIGXFSZ"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
