package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** CPython 3.14 and later: options by name (PEP 741), which begin as the isolated configuration. */
final class InitConfigStartup implements Startup {

  private final LibPython library;
  private final FunctionTable functions;

  InitConfigStartup(LibPython library) {
    this.library = library;
    this.functions = library.functions();
  }

  @Override
  public void initialize(InterpreterConfig config) throws InterpreterStartException {
    long options = functions.call(PythonFunction.INIT_CONFIG_CREATE);
    if (options == 0) {
      throw new InterpreterStartException(library, "no memory for its configuration");
    }
    try (Arena arena = Arena.ofConfined()) {
      set(arena, options, "utf8_mode", 1);
      set(arena, options, "install_signal_handlers", 0);
      set(arena, options, "write_bytecode", 0);
      set(arena, options, "site_import", config.site() ? 1 : 0);
      if (config.home().isPresent()) {
        set(arena, options, "home", config.home().get());
      }
      if (config.executable().isPresent()) {
        set(arena, options, "program_name", config.executable().get());
        set(arena, options, "executable", config.executable().get());
      }
      check(arena, options, functions.call(PythonFunction.INITIALIZE_FROM_INIT_CONFIG, options));
    } finally {
      functions.call(PythonFunction.INIT_CONFIG_FREE, options);
    }
  }

  private void set(Arena arena, long options, String name, long value)
      throws InterpreterStartException {
    long cName = arena.allocateFrom(name).address();
    check(
        arena, options, functions.call(PythonFunction.INIT_CONFIG_SET_INT, options, cName, value));
  }

  private void set(Arena arena, long options, String name, Path value)
      throws InterpreterStartException {
    long cName = arena.allocateFrom(name).address();
    long cValue = arena.allocateFrom(value.toString()).address();
    check(
        arena, options, functions.call(PythonFunction.INIT_CONFIG_SET_STR, options, cName, cValue));
  }

  private void check(Arena arena, long options, long result) throws InterpreterStartException {
    if (result >= 0) {
      return;
    }
    MemorySegment message = arena.allocate(ValueLayout.JAVA_LONG);
    long known = functions.call(PythonFunction.INIT_CONFIG_GET_ERROR, options, message.address());
    long text = message.get(ValueLayout.JAVA_LONG, 0);
    throw new InterpreterStartException(
        library, known == 1 && text != 0 ? CString.at(text) : "it does not say why");
  }
}
