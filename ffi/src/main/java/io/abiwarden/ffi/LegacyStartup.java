package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.common.CPython;
import io.abiwarden.ffi.generated.common.PyPreConfig;
import io.abiwarden.ffi.generated.common.PyStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * CPython 3.9 to 3.13: structs that the caller fills (PEP 587). {@code PyPreConfig} and {@code
 * PyStatus} are the same in all versions up to 3.15, so the generated ones serve.
 */
final class LegacyStartup implements Startup {

  private final LibPython library;
  private final FunctionTable functions;
  private final LegacyConfigLayout layout;

  LegacyStartup(LibPython library, LegacyConfigLayout layout) {
    this.library = library;
    this.functions = library.functions();
    this.layout = layout;
  }

  @Override
  public void initialize(InterpreterConfig config) throws InterpreterStartException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment preConfig = PyPreConfig.allocate(arena);
      functions.call(PythonFunction.PRE_CONFIG_INIT_ISOLATED, preConfig.address());
      PyPreConfig.utf8_mode(preConfig, 1);
      check(arena, "Py_PreInitialize", preConfig);

      MemorySegment options = arena.allocate(layout.size(), 8);
      functions.call(PythonFunction.CONFIG_INIT_ISOLATED, options.address());
      try {
        options.set(ValueLayout.JAVA_INT, layout.siteImport(), config.site() ? 1 : 0);
        options.set(ValueLayout.JAVA_INT, layout.writeBytecode(), 0);
        if (config.home().isPresent()) {
          set(arena, options, layout.home(), config.home().get());
        }
        if (config.executable().isPresent()) {
          set(arena, options, layout.programName(), config.executable().get());
          set(arena, options, layout.executable(), config.executable().get());
        }
        check(arena, "Py_InitializeFromConfig", options);
      } finally {
        functions.call(PythonFunction.CONFIG_CLEAR, options.address());
      }
    }
  }

  private void set(Arena arena, MemorySegment options, int field, Path value)
      throws InterpreterStartException {
    check(
        arena,
        "PyConfig_SetBytesString",
        options,
        options.asSlice(field),
        arena.allocateFrom(value.toString()));
  }

  /** Calls a function that takes pointers and returns a {@code PyStatus} by value. */
  private void check(Arena arena, String function, MemorySegment... pointers)
      throws InterpreterStartException {
    MemorySegment status =
        NativeCall.callForStruct(functions.address(function), PyStatus.layout(), arena, pointers);
    if (PyStatus._type(status) != CPython._PyStatus_TYPE_OK()) {
      long message = PyStatus.err_msg(status).address();
      throw new InterpreterStartException(
          library,
          message == 0 ? "it exits with " + PyStatus.exitcode(status) : CString.at(message));
    }
  }
}
