"""Writes compatible-tags.txt: what PyPA's packaging accepts, for CompatibleTagsTest.

    pip install packaging==26.3
    python3 generate-tag-table.py > ../resources/io/abiwarden/core/wheel/compatible-tags.txt

Interpreters and machines are made up by replacing what packaging asks of the running ones.
"""

import hashlib
import importlib.metadata
from unittest import mock

from packaging import _manylinux, _musllinux, tags

PYTHONS = [
    f"3.{minor}{kind}"
    for minor in range(9, 17)
    for kind in ("", "t", "d", "td")
    if minor >= 13 or "t" not in kind
]

# As CompatibleTagsTest reads them: linux:ARCHITECTURE:GLIBC:MUSL, macos:MAJOR.MINOR:ARCHITECTURE, and so on.
HOSTS = """
    linux:x86_64:28:- linux:x86_64:39:- linux:x86_64:-:2 linux:x86_64:-:- linux:aarch64:34:- linux:aarch64:-:2
    linux:i686:28:- linux:i686:4:- linux:armv7l:31:- linux:armv7l:-:2 linux:armv8l:36:- linux:armv6l:36:-
    linux:ppc64le:28:- linux:ppc64:17:- linux:s390x:34:- linux:riscv64:39:- linux:loongarch64:41:- linux:mips64:36:-
    linux:aarch64:16:- macos:10.3:x86_64 macos:10.9:x86_64 macos:10.6:i386 macos:10.5:ppc macos:10.5:ppc64
    macos:10.16:x86_64 macos:11.0:x86_64 macos:11.7:arm64 macos:14.2:arm64 macos:15.6:x86_64 macos:26.1:arm64
    macos:26.0:x86_64 windows:win32 windows:win_amd64 windows:win_arm64 ios:17.2:arm64_iphoneos
    ios:13.0:arm64_iphonesimulator ios:12.4:x86_64_iphonesimulator ios:11.4:arm64_iphoneos ios:26.1:arm64_iphoneos
    android:34:arm64_v8a android:24:x86_64 android:16:armeabi_v7a android:15:x86 other:freebsd_14_2_release_amd64
    other:emscripten_4_0_9_wasm32
""".split()

BUILD_HOSTS = ("linux:x86_64:28:-", "macos:14.2:arm64", "windows:win_amd64")

BUILDS = """
    cp39-cp39 cp312-cp312 cp313-cp313 cp313-cp313t cp314-cp314 cp314-cp314t cp314t-cp314t cp314-cp314d
    cp314-cp314td cp315-cp315 cp315-cp315t cp316-cp316 cp316-cp316t cp39-cp39m cp32-abi3 cp39-abi3 cp312-abi3
    cp314-abi3 cp315-abi3 cp316-abi3 cp31-abi3 cp3-abi3 cp32-abi3t cp313-abi3t cp314-abi3t cp315-abi3t cp316-abi3t
    cp315t-abi3t cp314-none cp313-none cp315-none cp3-none py3-none py30-none py39-none py314-none py315-none
    py316-none py2-none py27-none py3-abi3 py3-cp314 py314-cp314 pp39-pypy39_pp73 cp3014-none cp314-cp3014
    py3014-none cp309-abi3 cp-none py-none cp314-abi4 cp314-
""".split()

PLATFORMS = """
    any linux linux_x86_64 linux_aarch64 linux_i686 linux_armv7l linux_armv8l manylinux1_x86_64 manylinux1_i686
    manylinux2010_x86_64 manylinux2014_x86_64 manylinux2014_aarch64 manylinux2014_armv7l manylinux1_aarch64
    manylinux_2_4_x86_64 manylinux_2_5_x86_64 manylinux_2_28_x86_64 manylinux_2_29_x86_64 manylinux_2_028_x86_64
    manylinux_2_16_aarch64 manylinux_2_17_aarch64 manylinux_2_34_aarch64 manylinux_2_35_aarch64 manylinux_3_0_x86_64
    manylinux_1_0_x86_64 manylinux_2_28_i686 manylinux_2_28 manylinux_2_17_s390x manylinux_2_39_riscv64
    musllinux_1_0_x86_64 musllinux_1_2_x86_64 musllinux_1_3_x86_64 musllinux_2_0_x86_64 musllinux_1_2_aarch64
    musllinux_1_2_armv7l win32 win_amd64 win_arm64 win_ia64 macosx_11_0_arm64 macosx_11_0_x86_64
    macosx_11_0_universal2 macosx_10_9_universal2 macosx_10_16_universal2 macosx_10_3_universal2 macosx_10_9_x86_64
    macosx_10_16_x86_64 macosx_10_9_intel macosx_10_6_intel macosx_10_9_universal macosx_10_4_fat macosx_10_4_fat3
    macosx_10_5_fat64 macosx_10_9_arm64 macosx_12_3_arm64 macosx_12_0_arm64 macosx_14_0_arm64 macosx_14_2_arm64
    macosx_15_0_arm64 macosx_26_0_universal2 ios_13_0_arm64_iphoneos ios_17_2_arm64_iphoneos ios_17_3_arm64_iphoneos
    ios_16_9_arm64_iphoneos ios_13_0_arm64_iphonesimulator ios_12_0_x86_64_iphonesimulator android_21_arm64_v8a
    android_34_arm64_v8a android_35_arm64_v8a android_24_x86_64 android_16_armeabi_v7a emscripten_4_0_9_wasm32
    pyodide_2025_0_wasm32 freebsd_14_2_release_amd64
""".split()


def linux(architecture, glibc, musl):
    version = (-1, -1) if glibc == "-" else (2, int(glibc))
    runtime = None if musl == "-" else _musllinux._MuslVersion(1, int(musl))
    hard_float = {"i686": "_is_linux_i686", "armv7l": "_is_linux_armhf", "armv8l": "_is_linux_armhf"}
    with (
        mock.patch.object(tags.sysconfig, "get_platform", lambda: f"linux-{architecture}"),
        mock.patch.object(_manylinux, hard_float.get(architecture, "_is_linux_i686"), lambda *_: True),
        mock.patch.object(_manylinux, "_get_glibc_version", lambda: version),
        mock.patch.object(_musllinux, "_get_musl_version", lambda *_: runtime),
    ):
        return list(tags._linux_platforms(is_32bit=False))


def pair(text):
    return tuple(int(part) for part in text.split("."))


def platforms(host):
    kind, *rest = host.split(":")
    if kind == "linux":
        return linux(*rest)
    if kind == "macos":
        return list(tags.mac_platforms(pair(rest[0]), rest[1]))
    if kind == "ios":
        return list(tags.ios_platforms(pair(rest[0]), rest[1]))
    if kind == "android":
        return list(tags.android_platforms(int(rest[0]), rest[1]))
    return rest


def in_order(python, names):
    """What sys_tags() gives on an interpreter, with the given platforms."""
    minor = int(python.rstrip("td").split(".")[1])
    settings = {
        "Py_GIL_DISABLED": int("t" in python),
        "Py_DEBUG": int("d" in python),
        "py_version_nodot": f"3{minor}",
    }
    with (
        mock.patch.object(tags, "_get_config_var", lambda name, warn=False: settings.get(name)),
        mock.patch.object(tags, "platform_tags", lambda: iter(names)),
        mock.patch.object(tags.sys, "version_info", (3, minor, 7, "final", 0)),
        mock.patch.object(tags, "interpreter_name", lambda: "cp"),
    ):
        return [str(tag) for tag in tags.sys_tags()]


def main():
    print("# Which tags packaging", importlib.metadata.version("packaging"), "accepts, on which interpreter and machine.")
    print("# Made by generate-tag-table.py in src/test/scripts; not edited by hand.")
    print("# platforms HOST: the platform tags, in order")
    print("# order PYTHON: python and ABI of all tags for a platform called p, in order; those for any end in -any")
    print("# all PYTHON HOST: how many tags there are, and the SHA-256 of all, each followed by a newline")
    print("# builds PYTHON HOST PLATFORM: accepted pairs of python and ABI / rejected ones")
    print("# tags PYTHON HOST PAIR: accepted platforms / rejected ones")
    for host in HOSTS:
        print(f"platforms {host}: {' '.join(platforms(host))}")
    for python in PYTHONS:
        print(f"order {python}: {' '.join(tag.removesuffix('-p') for tag in in_order(python, ['p']))}")
    for host in HOSTS:
        names = platforms(host)
        if not names:
            continue
        first = names[0]
        for python in PYTHONS:
            every = in_order(python, names)
            text = "".join(tag + "\n" for tag in every)
            print(f"all {python} {host}: {len(every)} {hashlib.sha256(text.encode()).hexdigest()}")
        good = set(in_order("3.14", names))
        for build in ("py3-none", "cp39-abi3"):
            write(f"tags 3.14 {host} {build}", PLATFORMS, [p for p in PLATFORMS if f"{build}-{p}" in good])
        if host in BUILD_HOSTS:
            for python in PYTHONS:
                good = set(in_order(python, names))
                for platform in (first, "any"):
                    write(f"builds {python} {host} {platform}", BUILDS, [b for b in BUILDS if f"{b}-{platform}" in good])


def write(head, everything, good):
    print(f"{head}: {' '.join(good)} / {' '.join(name for name in everything if name not in good)}")


main()
