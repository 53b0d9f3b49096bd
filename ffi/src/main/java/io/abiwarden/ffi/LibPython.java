package io.abiwarden.ffi;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The libpython of this process, opened but not necessarily initialised.
 *
 * <p>There is one that abiwarden opens in a process: its names are opened for the whole process, as
 * the standard library's own modules need that, and a second one would be mixed up with the first.
 * What a host has brought along is a {@link HostPython}, left as it is. It stays open until the
 * process ends. Instances may be used by any thread.
 */
public final class LibPython {

  private static @Nullable LibPython opened;

  private final Path file;
  private final FunctionTable functions;
  private final LibPythonKind kind;

  private LibPython(Path file, long handle, LibPythonKind kind) {
    this.file = file;
    this.functions = new FunctionTable(handle);
    this.kind = kind;
  }

  /**
   * Opens a libpython, or returns the one that is open if it is the same file.
   *
   * @param file the library; a name without a folder is looked for in the current one
   * @throws LibraryLoadException if the dynamic loader cannot open it (with its text), or if it is
   *     no libpython
   * @throws IllegalStateException if another libpython is open in this process
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static synchronized LibPython open(Path file) throws LibraryLoadException {
    LibPython present = opened;
    if (present != null) {
      if (isSame(present.file, file)) {
        return present;
      }
      throw new IllegalStateException(
          "cannot open "
              + file
              + ": this process has "
              + present.file
              + ", and a process has one libpython");
    }
    long handle = DynamicLoader.openGlobal(file);
    LibPython library =
        of(file, handle)
            .orElseThrow(
                () ->
                    new LibraryLoadException(
                        file, "it is not a libpython (it tells no Python version)"));
    opened = library;
    return library;
  }

  /**
   * One that is open, in whatever way, by whomever.
   *
   * @param handle of it, which is kept
   * @return empty if it is no libpython
   */
  static Optional<LibPython> of(Path file, long handle) {
    OptionalInt version = version(handle);
    return version.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LibPython(
                file,
                handle,
                new LibPythonKind(
                    version.getAsInt(),
                    // Exported by every free-threaded build since 3.13, and by no other.
                    DynamicLoader.find(handle, "_Py_MergeZeroLocalRefcount").isPresent(),
                    // Exported where Py_REF_DEBUG is defined (Include/refcount.h), which Py_DEBUG
                    // does.
                    DynamicLoader.find(handle, "_Py_NegativeRefcount").isPresent())));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static OptionalInt version(long handle) {
    OptionalLong data = DynamicLoader.find(handle, "Py_Version");
    if (data.isPresent()) {
      // An unsigned long whose low half is PY_VERSION_HEX (Include/pylifecycle.h, 3.11+).
      return OptionalInt.of(
          (int)
              MemorySegment.ofAddress(data.getAsLong())
                  .reinterpret(8)
                  .get(ValueLayout.JAVA_LONG, 0));
    }
    FunctionTable functions = new FunctionTable(handle);
    // It answers before initialisation, too (Doc/c-api/init.rst).
    return functions.has(PythonFunction.GET_VERSION)
        ? VersionText.toHex(CString.at(functions.call(PythonFunction.GET_VERSION)))
        : OptionalInt.empty();
  }

  /** The file that was opened. */
  public Path file() {
    return file;
  }

  /** What it is: read from its symbols, without initialising it. */
  public LibPythonKind kind() {
    return kind;
  }

  /** The address of a function or of data that it, or a library that it needs, exports. */
  public OptionalLong find(String symbol) {
    return functions.find(symbol);
  }

  FunctionTable functions() {
    return functions;
  }
}
