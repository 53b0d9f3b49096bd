package io.abiwarden.ffi;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * An extension, or another library, opened as Python opens it: all symbols bound at once, its own
 * names kept from others.
 *
 * <p>Opening runs the library's constructors, so it is for worker processes alone. A library stays
 * open until the process ends, as CPython never closes one either. Instances may be used by any
 * thread; opening belongs on the Python thread ({@link Interpreter#call}), whose stack is large.
 */
public final class SharedLibrary {

  private final Path file;
  private final long handle;

  private SharedLibrary(Path file, long handle) {
    this.file = file;
    this.handle = handle;
  }

  /**
   * Opens a library.
   *
   * @throws LibraryLoadException with the dynamic loader's text, such as an undefined symbol
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static SharedLibrary open(Path file) throws LibraryLoadException {
    return new SharedLibrary(file, DynamicLoader.openLocal(file));
  }

  /** The file that was opened. */
  public Path file() {
    return file;
  }

  /**
   * The address of an exported name.
   *
   * <p>Like {@code dlsym}, which Python uses, it also finds names of the libraries that this one
   * needs.
   */
  public OptionalLong find(String symbol) {
    return DynamicLoader.find(handle, symbol);
  }
}
