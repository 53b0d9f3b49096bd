"""Wheels as an installer sees them: what lands where, and which modules that makes."""
import dataclasses
import os
import re
import zipfile
from typing import Optional, Tuple

from reality.elf import Elf, NotElf

SUFFIX = re.compile(r"\.(cpython-3(?P<minor>\d+)(?P<kind>[td]*)-[\w-]+|(?P<stable>abi3t?)(-[\w-]+)?)\.so$")
# The names with an underscore that are part of the Stable ABI, since its macros need them.
STABLE_PRIVATE = re.compile(
    "_Py_(Dealloc|NoneStruct|TrueStruct|FalseStruct|EllipsisObject|NotImplementedStruct|IncRef|DecRef|SetRefcnt|SwappedOp"
    "|CheckRecursiveCall|CheckRecursionLimit|GetRefcnt|RefTotal|NegativeRefcount)|_PyObject_(GC_)?(New|NewVar|Resize)|_PyWeakref_\\w+Type"
    "|_Py\\w+_SizeT|_PyErr_BadInternalCall|_PyState_AddModule|_PyTrash_\\w+|_PyThreadState_\\w+|_PyImport_\\w+")
DATA = re.compile(r"[^/]+\.data/(?P<scheme>[^/]+)/(?P<rest>.+)")


@dataclasses.dataclass(frozen=True)
class Promise:
    """What a name says of an extension. `kind`: specific (to one version), abi3, abi3t, none.

    `version` is the minor version it is for, of a Stable ABI the lowest; `threaded` counts for specific ones only.
    """

    kind: str
    version: Optional[int]
    threaded: bool = False


@dataclasses.dataclass(frozen=True)
class Extension:
    wheel: str
    file: str
    module: str
    root: str
    path: str
    promise: Promise
    elf: Elf = dataclasses.field(compare=False)

    def entry_styles(self):
        """The styles (Init, ModExport) of the entries that an interpreter would look for."""
        last = self.module.rpartition(".")[2]
        name = last if last.isascii() else "_" + last.encode("punycode").decode().replace("-", "_")
        return {style for style, entry in self.elf.entries() if entry == name.replace("-", "_")}


def tags(wheel):
    """The python, ABI and platform tags of a wheel's file name, each with its alternatives."""
    return tuple(part.split(".") for part in os.path.basename(wheel)[: -len(".whl")].split("-")[-3:])


def promise_of(file, wheel, elf):
    """What a file is built for by its name, else by its wheel's.

    A name for the Stable ABI counts for nothing if the file uses private names and its wheel is for one version.
    """
    pythons, abis, _ = tags(wheel)
    versions = [int(found[1]) for found in (re.fullmatch(r"cp3(\d+)", tag) for tag in pythons) if found]
    version = min(versions, default=None)
    match = SUFFIX.search(os.path.basename(file))
    if match and match["minor"]:
        return Promise("specific", int(match["minor"]), "t" in match["kind"])
    full = any(name.startswith("_Py") and not STABLE_PRIVATE.fullmatch(name) for name in elf.undefined)
    if match and not (full and abis[0].startswith("cp")):
        return Promise(match["stable"], version)
    if "abi3t" in abis:
        return Promise("abi3t", version)
    if "abi3" in abis:
        return Promise("abi3", version)
    named = re.fullmatch(r"cp3(\d+)(t?)", abis[0])
    return Promise("specific", int(named[1]), bool(named[2])) if named else Promise("none", version)


def module_of(installed):
    folder, name = os.path.split(installed)
    stem = SUFFIX.sub("", name) if SUFFIX.search(name) else name[: -len(".so")]
    parts = [part for part in folder.split("/") if part] + ([] if stem == "__init__" else [stem])
    return ".".join(parts)


def unpack(wheel, root):
    """Unpacks a wheel into a folder as an installer would put it into site-packages. Yields (name in the wheel, path below)."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            data = DATA.fullmatch(name)
            if name.endswith("/") or data and data["scheme"] not in ("platlib", "purelib"):
                continue
            installed = data["rest"] if data else name
            path = os.path.join(root, installed)
            if os.path.isabs(installed) or ".." in installed.split("/"):
                raise ValueError(f"{wheel}: {name} would leave the folder")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(archive.read(name))
            yield name, installed


def extensions(wheel, root) -> Tuple[Extension, ...]:
    """Unpacks a wheel, and says which extensions it has: files with an entry function or a suffix that names an ABI."""
    found = []
    for name, installed in list(unpack(wheel, root)):
        if not installed.endswith(".so"):
            continue
        path = os.path.join(root, installed)
        try:
            elf = Elf(path)
        except NotElf:
            continue
        if elf.entries() or SUFFIX.search(installed):
            found.append(Extension(os.path.basename(wheel), name, module_of(installed), root, path, promise_of(installed, wheel, elf), elf))
    return tuple(found)
