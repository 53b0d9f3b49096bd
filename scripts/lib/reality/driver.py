"""Imports one module as a user would, and writes down what happens. Runs in the interpreter that is looked at.

    python -I driver.py EVENTS REQUEST

REQUEST is JSON: module, file, root (the folder the wheel was unpacked to), site (further folders), byPath, standIns (parents
not to import). Each event is appended to EVENTS as a line of JSON before and after what it tells of, so that a crash is seen
between two of them. Nothing stays open, since extensions may close or write to what is open.
"""
import importlib
import importlib.machinery
import importlib.util
import json
import os
import sys
import types

EVENTS, REQUEST = sys.argv[1], json.loads(sys.argv[2])
MODULE, FILE = REQUEST["module"], os.path.realpath(REQUEST["file"])
# Kept here, since extensions may replace them.
dumps, realpath, gil_enabled = json.dumps, os.path.realpath, getattr(sys, "_is_gil_enabled", lambda: True)
os_open, os_write, os_close, flags = os.open, os.write, os.close, os.O_WRONLY | os.O_APPEND | os.O_CREAT


def tell(event, **facts):
    line = dumps({"event": event, "gil": gil_enabled(), **facts}) + "\n"
    file = os_open(EVENTS, flags, 0o600)
    os_write(file, line.encode("utf-8", "backslashreplace"))
    os_close(file)


def describe(error):
    missing, seen, at = None, set(), error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        if isinstance(at, ModuleNotFoundError) and at.name:
            missing = at.name
        at = at.__cause__ or at.__context__
    try:
        text = str(error)[:400]
    except BaseException:
        text = "(has no text)"
    return {"error": type(error).__name__, "text": text, "missing": missing}


def watch(loader, method, step):
    """Tells of each call of an import system's method that loads an extension."""
    original = getattr(loader, method)

    def told(self, argument):
        mine = realpath(self.path) == FILE
        tell(step, path=self.path, mine=mine)
        try:
            result = original(self, argument)
        except BaseException as error:
            tell(step + " failed", path=self.path, mine=mine, **describe(error))
            raise
        tell(step + " done", path=self.path, mine=mine)
        return result

    setattr(loader, method, told)


class NotFound:
    """Asked last for a module, when nobody else has it. Extensions may hide from their callers what they miss."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        tell("not found", name=name)


def import_parents():
    parts = MODULE.split(".")
    for count in range(1, len(parts)):
        name, failed = ".".join(parts[:count]), None
        tell("parent", name=name)
        if name in REQUEST["standIns"]:
            failed = {"error": "killed the process"}
        else:
            try:
                importlib.import_module(name)
            except BaseException as error:
                failed = describe(error)
        if failed is None and not hasattr(sys.modules.get(name), "__path__"):
            failed = {"error": "not a package"}
        if failed:
            tell("stand-in", name=name, **failed)
            package = types.ModuleType(name)
            package.__path__ = [os.path.join(REQUEST["root"], *parts[:count])]
            sys.modules[name] = package
            if count > 1:
                setattr(sys.modules[".".join(parts[: count - 1])], parts[count - 1], package)


def import_module():
    if REQUEST["byPath"]:
        loader = importlib.machinery.ExtensionFileLoader(MODULE, REQUEST["file"])
        module = importlib.util.module_from_spec(importlib.util.spec_from_file_location(MODULE, REQUEST["file"], loader=loader))
        sys.modules[MODULE] = module
        loader.exec_module(module)
        return module
    import_parents()
    tell("target")
    return importlib.import_module(MODULE)


watch(importlib.machinery.ExtensionFileLoader, "create_module", "create")
watch(importlib.machinery.ExtensionFileLoader, "exec_module", "execute")
sys.meta_path.append(NotFound)
sys.path[:0] = [REQUEST["root"]] + REQUEST["site"]
tell("start")
try:
    imported = import_module()
    tell("imported", loadedFrom=str(getattr(imported, "__file__", None)))
except BaseException as error:
    tell("raised", **describe(error))
# The rest is what happens when the interpreter ends.
