package io.abiwarden.guard;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The main class of hosts: runs Python as a program without abiwarden would, with the guard put in
 * before or after its start. Its arguments: a folder for what it writes, a libpython, when, and the
 * policy as the agent takes it; its code is {@code code.py} in that folder, where it may be in
 * parts between lines of {@code # ---}, and Python is ended and started again in between.
 */
@SuppressWarnings("restricted") // To be a host is to call native code.
final class GuardedHost {

  private static final int GLOBALLY = 0x102;

  private static final AtomicLong HEARD = new AtomicLong();

  /** How many decisions were made before the listener was there. */
  private static volatile long unheard;

  private final SymbolLookup python;

  private GuardedHost(SymbolLookup python) {
    this.python = python;
  }

  public static void main(String[] arguments) throws Throwable {
    Path folder = Path.of(arguments[0]);
    String when = arguments[2];
    GuardedHost host = new GuardedHost(open(arguments[1]));
    if (when.equals("before")) {
      install(folder, arguments[3]);
    }
    host.initialize();
    if (when.equals("after")) {
      host.run(Files.readString(folder.resolve("first.py")), folder);
      install(folder, arguments[3]);
    }
    boolean again = false;
    for (String part : Files.readString(folder.resolve("code.py")).split("# ---\n", -1)) {
      if (again) {
        host.function("Py_FinalizeEx", FunctionDescriptor.of(JAVA_INT)).invoke();
        if (Boolean.getBoolean("told")) {
          Guard.installed().orElseThrow().libraryLoaded();
        }
        host.initialize();
      }
      again = true;
      host.run(part, folder);
    }
    var _ =
        (MemorySegment) host.function("PyEval_SaveThread", FunctionDescriptor.of(ADDRESS)).invoke();
    if (Guard.installed().isPresent()) {
      Guard guard = Guard.installed().get();
      note(folder, "selfTest=" + guard.selfTest());
      for (int i = 0; i < 3000 && !isTold(guard, folder); i++) {
        Thread.sleep(20);
      }
      Files.writeString(folder.resolve("summary.json"), guard.report().toJson());
    }
    note(folder, "end=reached");
    System.exit(0);
  }

  /** Listeners and the log are told later than the import is decided. */
  private static boolean isTold(Guard guard, Path folder) throws Exception {
    GuardReport report = guard.report();
    String printed = Files.readString(folder.resolve("output"));
    return HEARD.get() >= report.decisions() - unheard
        && !report.pythons().isEmpty()
        && printed.contains("guarding CPython")
        && report.pythons().stream()
            .flatMap(python -> python.warnings().stream())
            .allMatch(warning -> printed.contains(warning.text()));
  }

  private static void install(Path folder, String options) throws Exception {
    Guard guard = Guard.install(GuardPolicy.parse(options));
    unheard = guard.report().decisions();
    guard.addListener(
        decision -> {
          HEARD.incrementAndGet();
          note(folder, "heard=" + decision.module() + " " + decision.action());
          if (decision.module().equals("_bisect")) {
            throw new IllegalStateException("a listener that fails");
          }
        });
  }

  static synchronized void note(Path folder, String line) {
    try {
      Files.writeString(
          folder.resolve("notes"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static SymbolLookup open(String libpython) throws Throwable {
    SymbolLookup libc = Linker.nativeLinker().defaultLookup();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(
                      libc.findOrThrow("dlopen"), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT))
                  .invokeExact(arena.allocateFrom(libpython), GLOBALLY);
      if (handle.address() == 0) {
        throw new IllegalStateException("dlopen failed: " + libpython);
      }
    }
    return SymbolLookup.libraryLookup(libpython, Arena.global());
  }

  private java.lang.invoke.MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(python.findOrThrow(name), descriptor);
  }

  private void initialize() throws Throwable {
    function("Py_InitializeEx", FunctionDescriptor.ofVoid(JAVA_INT)).invoke(0);
  }

  private void run(String code, Path folder) throws Throwable {
    String prelude =
        """
        import sys
        def note(name, value):
            with open(FOLDER + "/notes", "a", encoding="utf-8") as notes:
                notes.write(name + "=" + str(value).replace("\\n", " ") + "\\n")
        def load(name, path):
            import importlib.util, importlib.machinery
            loader = importlib.machinery.ExtensionFileLoader(name, path)
            spec = importlib.util.spec_from_file_location(name, path, loader=loader)
            module = importlib.util.module_from_spec(spec)
            loader.exec_module(module)
            return module
        def attempt(name, work, *arguments):
            try:
                work(*arguments)
                note(name, "ok")
            except BaseException as e:
                note(name, type(e).__name__ + ": " + str(e))
        """;
    String first = "FOLDER = '" + folder + "'\n" + prelude;
    String quoted = "FOLDER_AND_PRELUDE = '''" + first.replace("\\", "\\\\") + "'''\n";
    for (String part : List.of(first + quoted, code)) {
      try (Arena arena = Arena.ofConfined()) {
        int result =
            (int)
                function(
                        "PyRun_SimpleStringFlags",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG))
                    .invoke(arena.allocateFrom(part), 0L);
        if (result != 0) {
          throw new IllegalStateException("this code failed: " + part);
        }
      }
    }
  }
}
