"""Imports one module and tells what happens on the way.

Runs inside the interpreter under test, from 3.9 on. What it tells goes out as the
audit event "abiwarden", whose arguments are all texts; the worker's hook hears it.
Where there is no such hook, forkserver.py puts another tell() in the place of this one.
"""
import gc
import importlib
import importlib.machinery
import importlib.util
import os
import sys
import warnings

MOST_COMPANY = 500
LOADER = importlib.machinery.ExtensionFileLoader
OURS = ("<abiwarden>", "<frozen importlib")
# What the interpreter came with is of no interest, unless it is what was asked for; and there is much of it.
STANDARD = os.path.join(os.path.dirname(os.__file__), "lib-dynload") + os.sep


def tell(what, *texts):
    sys.audit("abiwarden", what, *texts)


def gil():
    """Whether the GIL is on; always, before 3.13."""
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def flag(value):
    return "1" if value else ""


def text(value):
    """str() of anything, whatever that does; short, and without lone surrogates."""
    try:
        value = str(value)
    except BaseException as error:
        value = "<str() failed: %s>" % type(error).__name__
    return value[:4000].encode("utf-8", "backslashreplace").decode("utf-8")


def attribute(value, name):
    """An attribute, or None: reading one may run code of the extension, which may fail."""
    try:
        return getattr(value, name, None)
    except BaseException:
        return None


def type_name(error):
    kind = type(error)
    module, name = text(attribute(kind, "__module__")), text(attribute(kind, "__qualname__"))
    return name if module == "builtins" else module + "." + name


def causes(error):
    seen = [error]
    while len(seen) < 6:
        cause = attribute(error, "__cause__")
        if cause is None and not attribute(error, "__suppress_context__"):
            cause = attribute(error, "__context__")
        if cause is None or any(cause is other for other in seen):
            break
        seen.append(cause)
        error = cause
    return [type_name(e) + ": " + text(e) for e in seen[1:]]


def frames(error):
    found = []
    trace = attribute(error, "__traceback__")
    while trace is not None:
        code = trace.tb_frame.f_code
        if not code.co_filename.startswith(OURS) and code.co_filename != importlib.__file__:
            found.append("%s:%s in %s" % (text(code.co_filename), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    return found[-20:]


def is_own(name, folders):
    """Whether a module is one that the artifact's folders have."""
    top = name.partition(".")[0]
    for folder in folders:
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        if any(entry == top or entry.startswith(top + ".") for entry in entries):
            return True
    return False


class NotFound:
    """The last of the finders: what it is asked for, nobody has found."""

    def __init__(self):
        self.names = []

    def find_spec(self, name, path=None, target=None):
        if path is None and name not in self.names:
            self.names.append(name)


NOT_FOUND = NotFound()


def hidden_causes(error, folders):
    """Packages that were not found, and that the error speaks of without having them as its cause.

    C code that raises its own error in place of another one (numpy's import_array does) loses it.
    """
    if not issubclass(type(error), ImportError) or issubclass(type(error), ModuleNotFoundError):
        return []
    words = text(error).replace(".", " ").replace("'", " ").split()
    return [
        "ModuleNotFoundError: No module named '%s'" % name
        for name in NOT_FOUND.names
        if name in words and not is_own(name, folders)
    ]


def describe(error, folders):
    missing = attribute(error, "name") if issubclass(type(error), ImportError) else None
    missing = text(missing) if missing else ""
    why = causes(error)
    why += [cause for cause in hidden_causes(error, folders) if cause not in why]
    return (type_name(error), text(error), missing, flag(missing and is_own(missing, folders)), str(len(why))) + tuple(
        why + frames(error)
    )


class Watch:
    """Stands around the loader of extensions."""

    def __init__(self, target):
        self.target = target
        self.failure = None
        self.file = None
        self.succeeded = False
        self.blamed = []
        self.create = LOADER.create_module
        self.execute = LOADER.exec_module
        LOADER.create_module = lambda loader, spec: self.created(loader, spec)
        LOADER.exec_module = lambda loader, module: self.executed(loader, module)
        self.show = warnings.showwarning
        warnings.showwarning = self.warned

    def created(self, loader, spec):
        name = spec.name
        if name != self.target and loader.path.startswith(STANDARD):
            return self.create(loader, spec)
        before, mark = gil(), len(self.blamed)
        tell("create", name, loader.path)
        try:
            module = self.create(loader, spec)
            during = self.blamed[mark:]
            # While an entry function runs the GIL is on anyway, so a module that it imports cannot
            # be judged by before and after; the interpreter's own warning names the one to blame.
            own = name in during or (gil() and not before and not during)
            before = before and name not in during
            if name == self.target:
                self.file = loader.path
            # A single-phase module is in sys.modules as soon as it is made (Python/import.c).
            single = sys.modules.get(name) is module
            is_module = isinstance(module, type(sys))
            tell("created", name, loader.path, str(id(module)), flag(before), flag(before or own), flag(single), flag(is_module))
            return module
        except BaseException as error:
            self.failed(name, error)
            raise
        finally:
            tell("leave")

    def executed(self, loader, module):
        if loader.name != self.target and loader.path.startswith(STANDARD):
            return self.execute(loader, module)
        tell("exec", loader.name, loader.path)
        try:
            self.execute(loader, module)
            self.succeeded = self.succeeded or loader.name == self.target
        except BaseException as error:
            self.failed(loader.name, error)
            raise
        finally:
            tell("leave")

    def failed(self, name, error):
        # The first failure is the true one: PyO3, for one, refuses a second try for another reason.
        if name == self.target and self.failure is None:
            self.failure = error
            tell("failed")

    def warned(self, message, *rest, **named):
        said = str(message)
        if said.startswith("The global interpreter lock (GIL) has been enabled to load module '"):
            self.blamed.append(said.split("'")[1])
            tell("gil", self.blamed[-1])
        else:
            self.show(message, *rest, **named)


def stand_in(name, folders):
    """An empty package that leads to the same folders, in place of one that fails."""
    module = type(sys)(name)
    module.__path__ = [f for f in (os.path.join(p, *name.split(".")) for p in sys.path) if os.path.isdir(f)]
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
    module.__spec__.submodule_search_locations = module.__path__
    sys.modules[name] = module
    above, _, last = name.rpartition(".")
    try:
        setattr(sys.modules[above], last, module)
    except (KeyError, AttributeError, TypeError):
        pass  # No package above it, or one that takes no attributes: imports do without.


def bring_parents(name, parents, folders):
    parts = name.split(".")
    for count in range(1, len(parts)):
        parent = ".".join(parts[:count])
        tell("parent", parent)
        if not parents:
            stand_in(parent, folders)
            tell("standin", parent)
            continue
        try:
            importlib.import_module(parent)
        except BaseException as error:
            stand_in(parent, folders)
            tell("standin", parent, *describe(error, folders))


def is_circular(error):
    """Whether a module met itself, half imported: it cannot be the first of its package."""
    return "(most likely due to a circular import)" in text(error)


def bring_company(name, folders):
    """Imports the other extension modules of a package, after which one that cannot be the first may be there."""
    top = name.partition(".")[0]
    names = set()
    for folder in folders:
        for place, _, files in os.walk(os.path.join(folder, top)):
            package = os.path.relpath(place, folder).replace(os.sep, ".")
            for file in files:
                suffix = next((s for s in importlib.machinery.EXTENSION_SUFFIXES if file.endswith(s)), None)
                if suffix:
                    names.add(package + "." + file[: -len(suffix)])
    for other in sorted(names - {name})[:MOST_COMPANY]:
        try:
            importlib.import_module(other)
        except BaseException:
            pass  # It is asked itself.


def origin(module):
    """Where a module is from that the loader of extensions has not loaded."""
    where = attribute(module, "__file__") or attribute(attribute(module, "__spec__"), "origin")
    return text(where) if where else "a module without a file"


def bring(name, file, by_path, parents, folders, watch):
    if by_path:
        spec = importlib.util.spec_from_file_location(name, file, loader=LOADER(name, file))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module
    bring_parents(name, parents, folders)
    tell("import", name)
    if watch.failure is not None and name not in sys.modules and not is_circular(watch.failure):
        raise watch.failure
    try:
        module = importlib.import_module(name)
    except (AttributeError, ImportError) as error:
        if not is_circular(error):
            raise
        bring_company(name, folders)
        tell("import", name)
        module = importlib.import_module(name)
        watch.failure = None
    if watch.failure is not None and not watch.succeeded:
        raise watch.failure  # What is there now was put in its place.
    return module


def cache_only(folders):
    """Bytecode of the standard library is kept, and that in some folders; nothing is written elsewhere."""
    loader = importlib.machinery.SourceFileLoader
    cache = loader._cache_bytecode
    library = os.path.dirname(os.__file__) + os.sep
    packages = os.path.join(library, "site-packages")
    writable = tuple(folder + os.sep for folder in folders)

    def only_there(self, source, *rest):
        if source.startswith(writable) or (source.startswith(library) and not source.startswith(packages)):
            cache(self, source, *rest)

    loader._cache_bytecode = only_there
    sys.dont_write_bytecode = False


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def attempt(work, folders):
    """Does some work to its end; whether that was a good one."""
    try:
        work()
        return True
    except SystemExit as error:
        tell("exit", text(error.code) if isinstance(error.code, int) else "", *describe(error, folders))
    except BaseException as error:
        tell("raised", *describe(error, folders))
    finally:
        flush()
    return False


def run_statement(statement, name, folders):
    tell("run", name)
    try:
        exec(compile(statement, "<--run>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
        tell("ran")
    except BaseException as error:
        tell("ran", *describe(error, folders))


def run(name, file, by_path, parents, folders, writable, statement):
    """Imports a module; whether it is there."""
    cache_only(writable)
    watch = Watch(name)
    sys.meta_path.append(NOT_FOUND)

    def work():
        tell("import", name)
        module = bring(name, file, by_path, parents, folders, watch)
        tell("loaded", watch.file or origin(module))
        tell("collect", name)
        gc.collect()
        if statement:
            run_statement(statement, name, folders)
        tell("done", name)

    return attempt(work, folders)


IN_SUBINTERPRETER = """
import importlib, importlib.util, sys
from importlib.machinery import ExtensionFileLoader
name, file, folders = %r
if file:
    spec = importlib.util.spec_from_file_location(name, file, loader=ExtensionFileLoader(name, file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
else:
    sys.path[:] = folders
    importlib.import_module(name)
"""


def exec_in_subinterpreter(code, own_gil):
    """Runs code in a new subinterpreter; the modules that can do so are CPython's own and unstable."""
    if sys.version_info >= (3, 13):
        import _interpreters

        number = _interpreters.create("isolated" if own_gil else "legacy")
        failure = _interpreters.exec(number, code)
        if failure is not None:
            # Only its name and its text get here; it is told as if it had been raised here.
            raise type(failure.type.__name__, (Exception,), {"__module__": "builtins"})(failure.msg)
    else:
        import _xxsubinterpreters

        number = _xxsubinterpreters.create(isolated=own_gil)
        _xxsubinterpreters.run_string(number, code)


def run_in_subinterpreter(name, file, by_path, own_gil, folders):
    """Imports a module in a subinterpreter; whether it is there."""
    if own_gil and sys.version_info < (3, 12):
        tell("unable", "no subinterpreter has a GIL of its own before 3.12")
        return False

    def work():
        tell("import", name)
        exec_in_subinterpreter(IN_SUBINTERPRETER % ((name, file if by_path else "", list(sys.path)),), own_gil)
        tell("done", name)

    try:
        import _interpreters  # noqa: the newer name
    except ImportError:
        try:
            import _xxsubinterpreters
        except ImportError:
            tell("unable", "this Python has no module to make subinterpreters with")
            return False
    return attempt(work, folders)


def run_probe(name, file, symbol, style):
    """Calls a module's entry function and has what it returns read; whether that came to its end.

    Where no libpython can be opened, the interpreter's own ctypes is what calls it.
    """
    try:
        import ctypes
    except ImportError:
        tell("unable", "this Python has no ctypes, which a probe of an interpreter without a libpython needs")
        return False

    def work():
        tell("open", name, file)
        try:
            library = ctypes.PyDLL(file)
        except OSError as error:
            raise ImportError(str(error), name=name, path=file) from None
        tell("loaded", file)
        try:
            entry = library[symbol]
        except AttributeError:
            raise ImportError(
                "dynamic module does not define module export function (%s)" % symbol, name=name, path=file
            ) from None
        entry.restype = ctypes.c_void_p
        definition_type = ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "PyModuleDef_Type"))
        tell("entry", name, file)
        address = entry()
        tell("returned", name, str(address or 0), style, str(definition_type), str(id(type(sys))))
        tell("done", name)

    return attempt(work, [])
