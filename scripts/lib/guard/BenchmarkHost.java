import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JVM that hosts Python and has no guard: opens a libpython by java.lang.foreign, runs a script, and prints what each step
 * took. Arguments: libpython, script.
 */
class BenchmarkHost {

  private static final int RTLD_NOW = 2;
  private static final int RTLD_GLOBAL = 0x100;

  /** Between opening libpython and its initialisation. */
  void opened() throws Exception {}

  final void run(String libpython, Path script) throws Throwable {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          (MemorySegment)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("dlopen"), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT))
                  .invokeExact(arena.allocateFrom(libpython), RTLD_NOW | RTLD_GLOBAL);
      if (handle.equals(MemorySegment.NULL)) {
        throw new IllegalArgumentException("cannot open " + libpython);
      }
      SymbolLookup python = SymbolLookup.libraryLookup(libpython, Arena.global());
      var initialize =
          linker.downcallHandle(python.findOrThrow("Py_InitializeEx"), FunctionDescriptor.ofVoid(JAVA_INT));
      var execute =
          linker.downcallHandle(
              python.findOrThrow("PyRun_SimpleStringFlags"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

      long start = System.nanoTime();
      opened();
      long opened = System.nanoTime();
      initialize.invokeExact(0);
      long initialized = System.nanoTime();
      int failed = (int) execute.invokeExact(arena.allocateFrom(Files.readString(script)), MemorySegment.NULL);
      System.out.println("install=" + (opened - start) + " initialize=" + (initialized - opened));
      System.out.flush();
      Runtime.getRuntime().halt(failed == 0 ? 0 : 1);
    }
  }

  public static void main(String[] arguments) throws Throwable {
    new BenchmarkHost().run(arguments[0], Path.of(arguments[1]));
  }
}
