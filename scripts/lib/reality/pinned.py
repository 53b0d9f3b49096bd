"""The pinned list of wheels, and how they come into the user's cache: by pip, held to their hashes."""
import dataclasses
import hashlib
import os
import re
import subprocess
import sys
import tempfile

from reality.wheel import tags

LIST = os.path.join(os.path.dirname(os.path.realpath(__file__)), "wheels.tsv")


class NotFetched(Exception):
    """A wheel that pip did not bring, or brought with another content."""


@dataclasses.dataclass(frozen=True)
class Pinned:
    name: str
    version: str
    builder: str
    size: int
    sha256: str
    file: str
    large: bool = False


def pinned(large, path=LIST):
    """The wheels of a list; those marked as large only if they are wanted."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    wheels = [Pinned(name, version, builder, int(size), sha256, file, builder.endswith("*"))
              for name, version, builder, size, sha256, file in rows]
    return [dataclasses.replace(wheel, builder=wheel.builder.rstrip("*")) for wheel in wheels if large or not wheel.large]


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "abiwarden", "reality")


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while True:
            block = file.read(1 << 20)
            if not block:
                return digest.hexdigest()
            digest.update(block)


def fetch(wheels, say):
    """Brings those of the wheels that are not in the cache yet. Returns their paths, in order."""
    os.makedirs(cache(), exist_ok=True)
    absent = [wheel for wheel in wheels if not _is_here(wheel)]
    if absent:
        say(f"fetching {len(absent)} wheels, {sum(wheel.size for wheel in absent) / 1e6:.0f} MB, into {cache()}")
    for (version, abi), group in _groups(absent):
        _download(group, version, abi)
    for wheel in wheels:
        if not _is_here(wheel):
            raise NotFetched(f"{wheel.file} is not what was pinned: pip brought something else, or nothing")
    return [os.path.join(cache(), wheel.file) for wheel in wheels]


def _groups(wheels):
    """Wheels that one run of pip can bring: for one interpreter and ABI, and not two of one package."""
    groups = []
    for wheel in wheels:
        asked = _asked_for(wheel.file)
        for key, group in groups:
            if key == asked and all(other.name != wheel.name for other in group):
                group.append(wheel)
                break
        else:
            groups.append((asked, [wheel]))
    return groups


def _is_here(wheel):
    path = os.path.join(cache(), wheel.file)
    return os.path.isfile(path) and os.path.getsize(path) == wheel.size and sha256_of(path) == wheel.sha256


def _asked_for(file):
    """The interpreter and ABI to ask pip for so that it takes this file."""
    pythons, abis, _ = tags(file)
    abi = "abi3t" if "abi3t" in abis else abis[0]
    if abi == "abi3":
        return "3.14", abi
    versions = re.fullmatch(r"(?:cp|py)3(\d*)", pythons[0])
    return "3." + (versions[1] or "14"), abi


def _download(group, version, abi):
    platforms = sorted({platform for wheel in group for platform in tags(wheel.file)[2]})
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        for wheel in group:
            requirements.write(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
        requirements.flush()
        done = subprocess.run(
            [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps",
             "--only-binary", ":all:", "--ignore-requires-python", "--require-hashes", "--implementation", "cp",
             "--python-version", version, "--abi", abi, *(f"--platform={platform}" for platform in platforms),
             "--dest", cache(), "--requirement", requirements.name],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        names = ", ".join(wheel.file for wheel in group)
        raise NotFetched(f"pip did not bring {names}: {done.stdout.strip().splitlines()[-1:]}")
