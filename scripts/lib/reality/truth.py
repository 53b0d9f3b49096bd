"""Which verdicts the contract allows for what was seen, by names, symbols and definitions that are read here independently.

A mismatch is what names and symbols say, whatever happened: that a module of another layout was imported without a crash is
luck. Only where there is no mismatch does the outcome decide.
"""
import dataclasses
import re
from typing import FrozenSet

LOADS = frozenset({"loads", "loads-gil"})
MISMATCHED = frozenset({"refused", "unsafe"})
ANY = LOADS | MISMATCHED | {"fails", "unknown"}
PYTHON_NAME = re.compile(r"_?Py[A-Z_]")

# Names that only free-threaded builds export, and that their headers put into what is compiled with them.
ONLY_THREADED = {
    "_Py_DecRefShared", "_Py_MergeZeroLocalRefcount", "_PyObject_ThreadIncrefSlow", "_PyDict_EnsureSharedOnRead",
}
ONLY_GIL = {"_Py_Dealloc"}

# How interpreters say that they reject a definition, its slots or its ABI info, and not that its own code failed.
REJECTED = re.compile(
    "unknown slot ID|unknown module slot|invalid module slot|invalid slot|incompatible (internal |future stable )?ABI|"
    "incompatible with free-threaded|only compatible with free-threaded|stable ABI|does not define module export|"
    "invalid PyModuleDef|does not define Py_mod_abi")
NOT_LINKED = re.compile("cannot open shared object|undefined symbol|version `")


@dataclasses.dataclass(frozen=True)
class Allowed:
    """The verdicts that agree with reality, for those that only read or probe and for those that import."""

    static: FrozenSet[str]
    imported: FrozenSet[str]
    mismatch: bool
    why: str

    def at(self, depth):
        return self.imported if depth == "import" else self.static


def both(verdicts, mismatch, why):
    return Allowed(frozenset(verdicts), frozenset(verdicts), mismatch, why)


def layout_of(extension):
    """The layout a module's definitions have: gil, t, opaque, or "" if names and content do not tell or disagree."""
    promise, strong = extension.promise, {name for name, needed in extension.elf.undefined.items() if needed}
    seen = set(extension.elf.layouts())
    seen |= {"t"} if strong & ONLY_THREADED else set()
    seen |= {"gil"} if strong & ONLY_GIL else set()
    if promise.kind == "abi3t":
        return "opaque"
    named = {"specific": "t" if promise.threaded else "gil", "abi3": "gil"}.get(promise.kind)
    if named is None:
        return seen.pop() if len(seen) == 1 else ""
    return named if seen <= {named} else ""


def missing_names(extension, python):
    """Python's names that it needs and this interpreter does not have."""
    return sorted(name for name, needed in extension.elf.undefined.items()
                  if needed and PYTHON_NAME.match(name) and name not in python.exports())


def allowed(extension, python, outcome):
    if outcome.how == "not looked at":
        return both({"not-applicable", "refused"}, False, "this Python looks at " + (outcome.loaded_from or "no file of the module"))
    styles = extension.entry_styles()
    if not ("Init" in styles or "ModExport" in styles and python.minor >= 15):
        if outcome.how == "imported":
            return both(LOADS, False, "it has its entry elsewhere")
        return both({"refused"}, True, "no entry function that this Python looks for")
    return _by_layout(extension, python, outcome, styles) or _by_version(extension, python, outcome) or _by_outcome(extension, python, outcome)


def _by_layout(extension, python, outcome, styles):
    layout = layout_of(extension)
    exported = "ModExport" in styles and (python.minor >= 15 or styles == {"ModExport"})
    if not layout:
        return both(ANY, False, "names and content do not tell the layout")
    if layout == "opaque":
        if python.minor >= 15 or extension.promise.version is not None and extension.promise.version <= python.minor:
            return None
        return _stopped(extension, python, "an opaque definition before 3.15", MISMATCHED if outcome.how == "raised" else {"unsafe"})
    if (layout == "t") == python.threaded:
        return None
    why = f"laid out for {'free-threaded' if layout == 't' else 'GIL'} builds"
    if exported:
        return both({"refused"}, True, why)
    if python.threaded and python.minor >= 15 and "PyModuleDef_Init" in extension.elf.undefined:
        # PyModuleDef_Init refuses it there, if the module's own code gets that far.
        if "invalid PyModuleDef" in outcome.text:
            return both({"refused"}, True, why + ", which PyModuleDef_Init refuses")
        return _stopped(extension, python, why, MISMATCHED if outcome.how == "raised" else {"unsafe"})
    return _stopped(extension, python, why, {"unsafe"})


def _by_version(extension, python, outcome):
    promise = extension.promise
    if promise.version is None or promise.kind == "abi3":
        return None
    if promise.kind == "abi3t" and promise.version <= python.minor or promise.version == python.minor:
        return None
    verdicts = {"unsafe"}
    if outcome.how == "raised":
        verdicts = {"refused"} if REJECTED.search(outcome.text) and not python.threaded else MISMATCHED
    if promise.kind == "none":
        verdicts = LOADS | verdicts
    return _stopped(extension, python, f"built for 3.{promise.version}", verdicts)


def _stopped(extension, python, why, otherwise):
    """Of a mismatch: refused if linking fails for certain, since a name is missing that is Python's."""
    missing = missing_names(extension, python)
    return both({"refused"}, True, f"{why}, and {missing[0]} is not there") if missing else both(otherwise, True, why)


def _by_outcome(extension, python, outcome):
    missing = missing_names(extension, python)
    if missing:
        return both({"refused", "fails"}, True, missing[0] + " is not there")
    if outcome.how == "imported":
        if outcome.ending.startswith("signal"):
            return Allowed(frozenset({"fails", "unknown"}), frozenset({"fails"}), False, "it crashes when the interpreter ends")
        turned_on = python.threaded and outcome.gil_before is False and outcome.gil_after is True
        loads = frozenset({"loads-gil" if turned_on else "loads"})
        if outcome.ending:
            return Allowed(LOADS | {"fails"}, loads | {"fails"}, False, f"{outcome.ending} when the interpreter ends")
        unclear = python.threaded and outcome.gil_before is not False
        return Allowed(LOADS if unclear else loads, loads, False, "it loads" + (", and turns the GIL on" if turned_on else ""))
    if outcome.how != "raised":
        return Allowed(frozenset({"fails", "unknown"}), frozenset({"fails"}), False, f"its own {outcome}")
    if outcome.reached and REJECTED.search(outcome.text):
        return both({"refused", "fails"}, False, outcome.text)
    if outcome.reached and NOT_LINKED.search(outcome.text):
        return both({"fails"}, False, outcome.text)
    if outcome.missing and outcome.missing.partition(".")[0] != extension.module.partition(".")[0]:
        # Whatever a module makes of a package that is missing, the package is what one would want to know of.
        imported = {"unknown"} if outcome.error == "ModuleNotFoundError" else {"unknown", "fails"}
        return Allowed(LOADS, frozenset(imported), False, f"it needs the package {outcome.missing}")
    imported = {"fails", "unknown"} if outcome.stand_ins or outcome.missing else {"fails"}
    return Allowed(LOADS | {"fails"}, frozenset(imported), False, f"its own failure, {outcome}")
