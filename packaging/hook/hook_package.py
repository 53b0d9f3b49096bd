"""Builds the package that pre-commit installs from a clone of this repository: nothing but a requirement.

The program is Java, and building it takes Maven; what is released is on the index already, so that the package is empty and
requires that. A backend of its own, since it then needs nothing else to be fetched.
"""

import os
import re
import zipfile


def _metadata():
    """The project table of pyproject.toml, as far as it is used here; tomllib begins with Python 3.11."""
    with open("pyproject.toml", encoding="utf-8") as file:
        text = file.read()
    found = {key: re.search(r'(?m)^%s = "(.*)"$' % re.escape(key), text).group(1) for key in ("name", "version", "requires-python")}
    found["dependencies"] = re.findall(r'"(.*?)"', re.search(r"(?m)^dependencies = \[(.*)\]$", text).group(1))
    return found


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    project = _metadata()
    stem = "%s-%s" % (project["name"].replace("-", "_"), project["version"])
    lines = ["Metadata-Version: 2.1", "Name: " + project["name"], "Version: " + project["version"],
             "Requires-Python: " + project["requires-python"]]
    lines += ["Requires-Dist: " + each for each in project["dependencies"]]
    info = stem + ".dist-info/"
    files = {
        info + "METADATA": "\n".join(lines) + "\n",
        info + "WHEEL": "Wheel-Version: 1.0\nGenerator: abiwarden (hook_package)\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[info + "RECORD"] = "".join(name + ",,\n" for name in [*files, info + "RECORD"])
    name = stem + "-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise NotImplementedError("this package is for pre-commit; abiwarden itself is built by scripts/build-pip-wheel")
