"""Writes compatible-tags.txt: what PyPA's packaging accepts, for CompatibleTagsTest.

    pip install packaging==26.3
    python3 generate-tag-table.py > ../resources/io/abiwarden/core/wheel/compatible-tags.txt

Interpreters and C libraries are made up by replacing what packaging asks of the running one.
"""

import importlib.metadata
from unittest import mock

from packaging import _manylinux, tags

PYTHONS = ["3.9", "3.12", "3.13", "3.13t", "3.14", "3.14t", "3.14d", "3.14td", "3.15", "3.15t"]
HOSTS = [("x86_64", 28, None), ("x86_64", None, 2), ("aarch64", 34, None)]

BUILDS = """
    cp39-cp39 cp312-cp312 cp313-cp313 cp313-cp313t cp314-cp314 cp314-cp314t cp314t-cp314t cp314-cp314d
    cp314-cp314td cp315-cp315 cp315-cp315t cp39-cp39m cp32-abi3 cp39-abi3 cp312-abi3 cp314-abi3 cp315-abi3
    cp316-abi3 cp31-abi3 cp3-abi3 cp32-abi3t cp313-abi3t cp314-abi3t cp315-abi3t cp316-abi3t cp315t-abi3t
    cp314-none cp313-none cp315-none cp3-none py3-none py30-none py39-none py314-none py315-none py316-none
    py2-none py27-none py3-abi3 py3-cp314 py314-cp314 pp39-pypy39_pp73 cp3014-none cp314-cp3014
    py3014-none cp309-abi3 cp-none py-none cp314-abi4 cp314-
""".split()

PLATFORMS = """
    any linux_x86_64 linux_aarch64 linux_i686 manylinux1_x86_64 manylinux2010_x86_64 manylinux2014_x86_64
    manylinux2014_aarch64 manylinux1_aarch64 manylinux_2_4_x86_64 manylinux_2_5_x86_64 manylinux_2_28_x86_64
    manylinux_2_29_x86_64 manylinux_2_028_x86_64 manylinux_2_16_aarch64 manylinux_2_17_aarch64
    manylinux_2_34_aarch64 manylinux_2_35_aarch64 manylinux_3_0_x86_64 manylinux_1_0_x86_64 manylinux_2_28_i686
    musllinux_1_0_x86_64 musllinux_1_2_x86_64 musllinux_1_3_x86_64 musllinux_2_0_x86_64 musllinux_1_2_aarch64
    win_amd64 macosx_11_0_arm64 linux manylinux_2_28
""".split()


def platforms(architecture, glibc, musl):
    if musl is not None:
        names = [f"musllinux_1_{minor}_{architecture}" for minor in range(musl, -1, -1)]
    else:
        with (
            mock.patch.object(_manylinux, "_have_compatible_abi", lambda *_: True),
            mock.patch.object(_manylinux, "_get_glibc_version", lambda: (2, glibc)),
        ):
            names = list(_manylinux.platform_tags([architecture]))
    return names + [f"linux_{architecture}"]


def accepted(python, architecture, glibc, musl):
    free_threaded, debug = "t" in python, "d" in python
    minor = int(python.rstrip("td").split(".")[1])
    settings = {"Py_GIL_DISABLED": int(free_threaded), "Py_DEBUG": int(debug)}
    names = platforms(architecture, glibc, musl)
    with mock.patch.object(tags, "_get_config_var", lambda name, warn=False: settings.get(name)):
        found = list(tags.cpython_tags((3, minor), platforms=names))
    found += tags.compatible_tags((3, minor), f"cp3{minor}", names)
    return {str(tag) for tag in found}


def main():
    print("# Which tags packaging", importlib.metadata.version("packaging"), "accepts, on which interpreter and machine.")
    print("# Made by generate-tag-table.py in src/test/scripts; not edited by hand.")
    print("# Each line: interpreter architecture glibc-minor musl-minor kind rest: accepted / rejected")
    print("# kind is builds (python-abi, rest is the platform) or platforms (rest is python-abi)")
    for architecture, glibc, musl in HOSTS:
        for python in PYTHONS:
            good = accepted(python, architecture, glibc, musl)
            head = f"{python} {architecture} {glibc or '-'} {musl if musl is not None else '-'}"
            tag = f"linux_{architecture}"
            write(f"{head} builds {tag}", BUILDS, [b for b in BUILDS if f"{b}-{tag}" in good])
            write(f"{head} builds any", BUILDS, [b for b in BUILDS if f"{b}-any" in good])
            write(f"{head} platforms py3-none", PLATFORMS, [p for p in PLATFORMS if f"py3-none-{p}" in good])


def write(head, everything, good):
    print(f"{head}: {' '.join(good)} / {' '.join(name for name in everything if name not in good)}")


main()
