package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.libc.LibC;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The dynamic loader of the C library. The one place that calls {@code dlopen} and reads {@code
 * dlerror}, always in the same step and on the same thread, as the message is a thread's own.
 */
final class DynamicLoader {

  /**
   * Of {@code dlfcn.h}, with these values in glibc and in musl: bind late, which is no more than
   * was done when the library was loaded; and load nothing.
   */
  private static final int LAZY_AND_LOADED = 0x1 | 0x4;

  /** What {@code dlsym} takes for "every name that is visible process-wide". */
  static final long WHOLE_PROCESS = 0;

  private DynamicLoader() {}

  /** Opens a library for this whole process: its names serve the libraries opened after it. */
  static long openGlobal(Path file) throws LibraryLoadException {
    NativeAccess.check();
    return open(file, LibC.RTLD_NOW() | LibC.RTLD_GLOBAL());
  }

  /** Opens a library for the caller alone. */
  static long openLocal(Path file) throws LibraryLoadException {
    NativeAccess.check();
    return open(file, LibC.RTLD_NOW() | LibC.RTLD_LOCAL());
  }

  /**
   * A handle of a library that is loaded already, which stays as it is: its names become no more
   * visible than they were. Empty if it is not loaded.
   */
  static OptionalLong openLoaded(String file) {
    NativeAccess.check();
    try (Arena arena = Arena.ofConfined()) {
      return present(LibC.dlopen(arena.allocateFrom(file), LAZY_AND_LOADED).address());
    }
  }

  /** A handle of the program that this process runs. */
  static OptionalLong openProgram() {
    NativeAccess.check();
    return present(LibC.dlopen(MemorySegment.NULL, LAZY_AND_LOADED).address());
  }

  /** Gives a handle back that was opened for a look. */
  static void close(long handle) {
    find(WHOLE_PROCESS, "dlclose").ifPresent(dlclose -> NativeCall.call(dlclose, handle));
  }

  private static OptionalLong present(long address) {
    return address == 0 ? OptionalLong.empty() : OptionalLong.of(address);
  }

  private static long open(Path file, int flags) throws LibraryLoadException {
    try (Arena arena = Arena.ofConfined()) {
      // A name without a slash would be searched for on the library path.
      MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString());
      // Links dlerror before it is needed, and drops an older message.
      LibC.dlerror();
      MemorySegment handle = LibC.dlopen(name, flags);
      if (handle.address() == 0) {
        throw new LibraryLoadException(file, lastError());
      }
      return handle.address();
    }
  }

  /** The address of a name in a library and in those that it needs. */
  static OptionalLong find(long handle, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return present(
          LibC.dlsym(MemorySegment.ofAddress(handle), arena.allocateFrom(name)).address());
    }
  }

  private static String lastError() {
    MemorySegment text = LibC.dlerror();
    return text.address() == 0
        ? "the dynamic loader does not say why"
        : CString.at(text.address()).replace('\n', ' ');
  }
}
