package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether Python is going to change its memory allocator as it starts.
 *
 * <p>What {@code PySys_AddAuditHook} allocates before the start is freed at the end of Python, by
 * the allocator of then. Where one of the two puts its marks around each block ({@code
 * PYTHONMALLOC=debug} and the like) and the other does not, Python takes the block for damaged, and
 * ends the process (Objects/obmalloc.c). So a hook must then wait until Python has started.
 */
final class DebugAllocator {

  private DebugAllocator() {}

  /**
   * Why a hook must not be put in yet, in words; empty if it may. Read from the environment as the
   * C library has it now: a host that configures Python to ignore it is taken for one that does
   * not, and one that asks for the development mode otherwise is not noticed.
   */
  static Optional<String> whyNotYet(LibPythonKind kind) {
    Optional<String> chosen = environment("PYTHONMALLOC");
    // A debug build has the marks from the beginning.
    if (chosen.isPresent()
        && !chosen.get().equals("default")
        && chosen.get().contains("debug") != kind.debug()) {
      return Optional.of("PYTHONMALLOC=" + chosen.get());
    }
    return environment("PYTHONDEVMODE")
        .filter(mode -> chosen.isEmpty() && !kind.debug() && !mode.equals("0"))
        .map(mode -> "PYTHONDEVMODE=" + mode);
  }

  private static Optional<String> environment(String name) {
    OptionalLong function = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "getenv");
    if (function.isEmpty()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      long value = NativeCall.call(function.getAsLong(), arena.allocateFrom(name).address());
      return value == 0
          ? Optional.empty()
          : Optional.of(CString.at(value)).filter(text -> !text.isEmpty());
    }
  }
}
