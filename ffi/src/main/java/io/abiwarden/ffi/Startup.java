package io.abiwarden.ffi;

/** How a libpython is configured and initialised; on the thread that becomes Python's main one. */
sealed interface Startup permits InitConfigStartup, LegacyStartup {

  /**
   * Initialises Python; afterwards this thread holds a thread state.
   *
   * @throws InterpreterStartException with what Python said
   */
  void initialize(InterpreterConfig config) throws InterpreterStartException;

  /**
   * The way for a version.
   *
   * @throws InterpreterStartException if this version cannot be started
   */
  static Startup of(LibPython library) throws InterpreterStartException {
    if (library.functions().has(PythonFunction.INITIALIZE_FROM_INIT_CONFIG)) {
      return new InitConfigStartup(library);
    }
    LegacyConfigLayout layout =
        LegacyConfigLayout.of(library.kind())
            .orElseThrow(
                () ->
                    new InterpreterStartException(
                        library,
                        "abiwarden starts CPython 3.9 and later, and does not know this version"));
    return new LegacyStartup(library, layout);
  }
}
