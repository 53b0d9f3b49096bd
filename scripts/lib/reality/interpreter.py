"""The interpreters to compare on, and what each says of itself when it is asked."""
import dataclasses
import functools
import glob
import json
import os
import re
import subprocess

from reality.elf import Elf

ASK = """
import json, os, sys, sysconfig
print(json.dumps([list(sys.version_info[:3]), bool(sysconfig.get_config_var("Py_GIL_DISABLED")), sys.base_prefix,
    os.path.realpath(sys.executable)]))
"""
# Which file each interpreter's own import system picks for a module of a folder.
PICK = """
import json, sys
from importlib.machinery import *
loaders = [(ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceFileLoader, SOURCE_SUFFIXES), (SourcelessFileLoader, BYTECODE_SUFFIXES)]
finders, picked = {}, []
for name, folder in json.load(sys.stdin):
    if folder not in finders:
        finders[folder] = FileFinder(folder, *loaders)
    spec = finders[folder].find_spec(name)
    picked.append(spec.origin if spec else None)
print(json.dumps(picked))
"""


class NoInterpreter(Exception):
    """An executable that is no Python 3.9 or newer."""


@dataclasses.dataclass(frozen=True)
class Interpreter:
    """`spec` is how abiwarden is told of it; its verdicts come back under the version."""

    spec: str
    executable: str
    version: tuple
    threaded: bool
    base: str

    @property
    def minor(self):
        return self.version[1]

    @property
    def name(self):
        return ".".join(map(str, self.version)) + ("t" if self.threaded else "")

    @functools.lru_cache(maxsize=None)
    def exports(self):
        """All names that its executable and its libpython offer to extensions."""
        names = set(Elf(self.executable).defined)
        series = f"3.{self.minor}{'t' if self.threaded else ''}"
        for folder in ("lib", "lib/*-linux-gnu"):
            for library in glob.glob(os.path.join(self.base, folder, f"libpython{series}.so*")):
                names |= Elf(library).defined
        return names

    def picks(self, extensions):
        """For each extension, the file that an import of its module would take."""
        asked = [(e.module, os.path.dirname(os.path.join(e.root, *e.module.split(".")))) for e in extensions]
        done = subprocess.run([self.executable, "-I", "-c", PICK], input=json.dumps(asked), capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def ask(executable, spec=None):
    try:
        done = subprocess.run([executable, "-I", "-c", ASK], capture_output=True, text=True, timeout=30, check=True)
        version, threaded, base, real = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise NoInterpreter(f"{executable} does not answer: {error}")
    if tuple(version) < (3, 9):
        raise NoInterpreter(f"{executable} is a Python {version[0]}.{version[1]}; 3.9 is the oldest that is compared")
    return Interpreter(spec or executable, real, tuple(version), threaded, base)


def found_by(launcher, every=False):
    """The interpreters that abiwarden finds and that can be run; unless all are wanted, the newest of each minor version and kind."""
    done = subprocess.run([launcher, "pythons", "--format", "json"], stdout=subprocess.PIPE, check=True)
    chosen = {}
    for known in json.loads(done.stdout)["pythons"]:
        executable = known["executable"] or os.path.join(known.get("prefix") or "", "bin", "python" + re.match(r"\d+\.\d+", known["version"])[0])
        if known.get("venv") or not os.access(executable, os.X_OK):
            continue
        try:
            python = ask(executable, "embedded" if known["source"] == "embedded" else executable)
        except NoInterpreter:
            continue
        key = python.executable if every else (python.minor, python.threaded)
        if key not in chosen or chosen[key].version < python.version:
            chosen[key] = python
    return sorted(chosen.values(), key=lambda python: (python.version, python.threaded))
