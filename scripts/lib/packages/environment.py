"""A virtual environment in a world of its own: no Java, no caches, no home but one that is thrown away."""
import glob
import os
import re
import shutil
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
# cibuildwheel's oldest Python.
OLDEST = (3, 11)


def python():
    """A Python that the tools run on: this one, or the newest of pyenv's that is released."""
    if sys.version_info >= OLDEST:
        return sys.executable
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(os.path.expanduser("~"), ".pyenv")
    found = [(tuple(map(int, match[1].split("."))), path) for path in glob.glob(os.path.join(pyenv, "versions", "*", "bin", "python3"))
             if (match := re.search(r"/(3\.\d+\.\d+)/bin/", path))]
    fitting = sorted(each for each in found if each[0][:2] >= OLDEST)
    if not fitting:
        sys.exit(f"needs Python {'.'.join(map(str, OLDEST))} or newer: pyenv install 3.13")
    return fitting[-1][1]


def requirements(name):
    """A pinned list of this folder."""
    return os.path.join(HERE, name + ".txt")


class Environment:
    """A virtual environment, and how what is in it is run."""

    def __init__(self, folder, base, home=None):
        self.folder = folder
        self.python = os.path.join(folder, "bin", "python")
        self.home = home or folder + ".home"
        self.system = commands(os.path.join(os.path.dirname(folder), "commands"))
        os.makedirs(self.home, exist_ok=True)
        if not os.path.exists(self.python):
            subprocess.run([base, "-m", "venv", folder], check=True)

    def command(self, name):
        return os.path.join(self.folder, "bin", name)

    def variables(self, **more):
        """The variables of a user who has nothing: no JAVA_HOME, no java on the PATH, no settings but pip's."""
        kept = {name: value for name, value in os.environ.items()
                if name.upper().startswith("PIP_") or name.upper().endswith("_PROXY") or name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "TMPDIR")}
        return {**pip_configuration(), **kept, "PATH": os.pathsep.join((os.path.dirname(self.python), self.system)), "HOME": self.home, "XDG_CACHE_HOME": os.path.join(self.home, ".cache"),
                "LANG": "C.UTF-8", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore",
                "PIP_CACHE_DIR": pip_cache(), **more}

    def run(self, command, timeout=120, typed=None, **options):
        """Runs a command in this world, with what is typed as its input; returns what it said and its exit code."""
        options.setdefault("env", self.variables())
        options.setdefault("stdin", subprocess.DEVNULL if typed is None else subprocess.PIPE)
        options.setdefault("cwd", self.home)
        options.setdefault("encoding", "utf-8")
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options) as process:
            try:
                out, err = process.communicate(typed, timeout=timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                err += f"\nended after {timeout} s"
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def pip(self, *arguments):
        done = self.run([self.python, "-m", "pip", "--quiet", *arguments], timeout=600)
        if done.returncode:
            sys.exit(f"pip {' '.join(arguments)} failed:\n{done.stderr}")

    def install_pinned(self, name):
        """Installs a pinned list of this folder."""
        self.pip("install", "--no-deps", "--only-binary", ":all:", "--requirement", requirements(name))

    def install(self, wheels, packages, *options):
        """Installs packages from a folder of wheels, and from nowhere else."""
        self.pip("install", "--no-index", "--find-links", wheels, "--pre", *options, *packages)


def commands(folder):
    """A folder with the system's commands, but no Java."""
    if not os.path.isdir(folder):
        os.makedirs(folder)
        for place in ("/usr/local/bin", "/usr/bin", "/bin"):
            for name in os.listdir(place):
                link = os.path.join(folder, name)
                if not name.startswith(("java", "uv")) and not os.path.lexists(link):
                    os.symlink(os.path.join(place, name), link)
    return folder


def pip_configuration():
    """The user's own configuration of pip, which is not found from another home: the index that is to be asked."""
    for file in (os.path.expanduser("~/.config/pip/pip.conf"), os.path.expanduser("~/.pip/pip.conf")):
        if os.path.isfile(file):
            return {"PIP_CONFIG_FILE": file}
    return {}


def pip_cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("PIP_CACHE_DIR") or os.path.join(base, "pip")


def removed(folder):
    shutil.rmtree(folder, ignore_errors=True)
    return folder
