package io.abiwarden.ffi;

import io.abiwarden.ffi.ProcessMaps.MappedFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Python that somebody else has brought into this process: a libpython, or a library or program
 * with one linked in. Looking at it changes nothing: neither does it start, nor do its names become
 * visible to more libraries than they were; it is only kept from being unloaded.
 *
 * <p>All methods may be called from any thread, with or without Python's GIL.
 */
public final class HostPython {

  /** Longer paths are none. */
  private static final int LONGEST_PATH = 1 << 16;

  /** Files that were looked at; what a file exports does not change while it is mapped. */
  private static final int MOST_KNOWN = 1 << 14;

  private static final Path PROGRAM = Path.of("/proc/self/exe");

  private static final Map<String, Optional<HostPython>> KNOWN = new ConcurrentHashMap<>();

  private final LibPython library;
  private final long isInitialized;

  private HostPython(LibPython library, long isInitialized) {
    this.library = library;
    this.isInitialized = isInitialized;
  }

  /**
   * Those that are in this process now, in the order of their addresses: one, as a rule.
   *
   * <p>Each file whose code is mapped is asked once for {@code Py_IsInitialized} and {@code
   * PySys_AddAuditHook}, so that a renamed libpython is found as well, and one that is linked into
   * something else. A later call looks at new files only, and costs the reading of {@code
   * /proc/self/maps}: less than a millisecond in most processes.
   *
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static List<HostPython> find() {
    NativeAccess.check();
    return ProcessMaps.files().stream().flatMap(file -> in(file).stream()).toList();
  }

  /**
   * The one in a certain file, if that is in this process now.
   *
   * @param file of the library, or a link to it
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static Optional<HostPython> at(Path file) {
    NativeAccess.check();
    return ProcessMaps.files().stream()
        .filter(mapped -> isSame(mapped.path(), file))
        .flatMap(mapped -> in(mapped).stream())
        .findFirst();
  }

  /**
   * Every file of which this process has mapped code, in the order of their addresses: libraries,
   * extensions, the program. Needs no native access; empty where the system has no list of them.
   */
  public static List<Path> mappedFiles() {
    return ProcessMaps.files().stream().map(MappedFile::path).distinct().toList();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return one.equals(other.toAbsolutePath()) || Files.isSameFile(one, other);
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * What is in a file, from what is known or by a look. No lock is held while the loader is asked,
   * as that one may be running a constructor which in turn waits for an answer from here.
   */
  private static Optional<HostPython> in(MappedFile file) {
    Optional<HostPython> known = KNOWN.get(file.identity());
    if (known != null) {
      return known;
    }
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.values().removeIf(Optional::isEmpty);
    }
    OptionalLong handle = DynamicLoader.openLoaded(file.path().toString());
    if (handle.isEmpty() && isSame(file.path(), PROGRAM)) {
      handle = DynamicLoader.openProgram();
    }
    if (handle.isEmpty()) {
      // Mapped, but not loaded: that may come.
      return Optional.empty();
    }
    Optional<HostPython> found = look(file, handle.getAsLong());
    Optional<HostPython> earlier = KNOWN.putIfAbsent(file.identity(), found);
    return earlier == null ? found : earlier;
  }

  private static Optional<HostPython> look(MappedFile file, long handle) {
    OptionalLong initialized = DynamicLoader.find(handle, "Py_IsInitialized");
    OptionalLong addHook = DynamicLoader.find(handle, "PySys_AddAuditHook");
    // Names are also found in the libraries that a library needs: those have their own turn.
    if (initialized.isPresent()
        && addHook.isPresent()
        && file.contains(initialized.getAsLong())
        && file.contains(addHook.getAsLong())) {
      Optional<LibPython> library = LibPython.of(file.path(), handle);
      if (library.isPresent()) {
        return library.map(found -> new HostPython(found, initialized.getAsLong()));
      }
    }
    DynamicLoader.close(handle);
    return Optional.empty();
  }

  /** The file that it is in, links resolved. */
  public Path file() {
    return library.file();
  }

  /** What it is: read from its symbols. */
  public LibPythonKind kind() {
    return library.kind();
  }

  LibPython library() {
    return library;
  }

  /** Whether it is initialised; while it ends, it no longer is. */
  public boolean initialized() {
    return NativeCall.call(isInitialized) << Integer.SIZE != 0;
  }

  /**
   * Whether it is ending just now, in {@code Py_FinalizeEx}. Once it has ended, it may be
   * initialised again, and takes audit hooks for that.
   */
  public boolean finalizing() {
    FunctionTable functions = library.functions();
    PythonFunction function =
        functions.has(PythonFunction.IS_FINALIZING)
            ? PythonFunction.IS_FINALIZING
            : PythonFunction.IS_FINALIZING_BEFORE_3_13;
    // The mark stays until the next initialisation; the main interpreter goes with the last one.
    return functions.has(function)
        && functions.call(function) != 0
        && functions.call(PythonFunction.INTERPRETER_MAIN) != 0;
  }

  /**
   * Whether its names are visible to every library of the process. If they are not, no extension
   * finds them that does not name this very library among those it needs, and few do.
   */
  public boolean global() {
    return DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "Py_IsInitialized")
        .equals(OptionalLong.of(isInitialized));
  }

  /** {@code sys.prefix}, as it was computed at the start; empty before and after. */
  public Optional<Path> prefix() {
    return path(PythonFunction.GET_PREFIX);
  }

  /** {@code sys.exec_prefix}, as it was computed at the start; empty before and after. */
  public Optional<Path> execPrefix() {
    return path(PythonFunction.GET_EXEC_PREFIX);
  }

  /** The home that it was told, by {@code PYTHONHOME} for one; empty if it was told none. */
  public Optional<Path> home() {
    return path(PythonFunction.GET_PYTHON_HOME);
  }

  /** {@code sys.executable}, as it was computed at the start; empty before and after. */
  public Optional<Path> programFullPath() {
    return path(PythonFunction.GET_PROGRAM_FULL_PATH);
  }

  /** The getters compute, and before 3.13 even end the process, when asked before the start. */
  private Optional<Path> path(PythonFunction function) {
    if (!initialized() || !library.functions().has(function)) {
      return Optional.empty();
    }
    long address = library.functions().call(function);
    return address == 0 ? Optional.empty() : wide(address);
  }

  /** A {@code wchar_t} has 32 bits on the platforms that Python is loaded on. */
  private static Optional<Path> wide(long address) {
    MemorySegment text = MemorySegment.ofAddress(address).reinterpret(LONGEST_PATH * 4L);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < LONGEST_PATH; i++) {
      int character = text.getAtIndex(ValueLayout.JAVA_INT, i);
      if (character == 0) {
        break;
      }
      if (!Character.isValidCodePoint(character)) {
        return Optional.empty();
      }
      path.appendCodePoint(character);
    }
    try {
      return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path.toString()));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
