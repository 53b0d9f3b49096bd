package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.freethreaded.PyModuleDef;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The main class of the probes: one scenario with a real libpython, its results noted in a file.
 */
final class ProbeMain {

  private static final String EXCEPTIONS =
      """
      class Unprintable(Exception):
          def __str__(self):
              raise Unprintable()

      def unprintable():
          raise Unprintable()

      def chained():
          try:
              1 / 0
          except ZeroDivisionError as e:
              raise RuntimeError("two\\nlines \\u00e9") from e

      def absent():
          import a_module_that_is_not.there

      def leave():
          raise SystemExit(3)

      def names():
          raise ImportError("odd", name=7, path="/p\\udcff")
      """;

  private static final String RECURSION =
      """
      import json, sys
      results = []

      def tell(name, work):
          try:
              work()
          except RecursionError:
              results.append(name)

      def plain():
          plain()

      class Through:
          def __repr__(self):
              return repr(self)

      def nested():
          outer = []
          for _ in range(1000000):
              outer = [outer]
          json.dumps(outer, check_circular=False)

      tell("plain", plain)
      tell("c", lambda: repr(Through()))
      tell("nested", nested)
      sys.setrecursionlimit(20000)
      tell("deep", plain)

      class Audited:
          def __repr__(self):
              sys.audit("abiwarden.recursion")
              return repr(self)

      sys.setrecursionlimit(200000)
      tell("audited", lambda: repr(Audited()))
      import threading
      thread = threading.Thread(target=tell, args=("thread", lambda: repr(Audited())))
      if sys.version_info >= (3, 14):
          # Before, the limit counts calls, and this one is too high for a thread of that size.
          thread.start()
          thread.join()
      else:
          results.append("thread")
      """;

  private final Path notes;
  private final String[] arguments;

  private ProbeMain(Path notes, String[] arguments) {
    this.notes = notes;
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws Exception {
    var probe =
        new ProbeMain(Path.of(arguments[0]), Arrays.copyOfRange(arguments, 2, arguments.length));
    switch (arguments[1]) {
      case "open" -> probe.open();
      case "home" -> probe.start(InterpreterConfig.DEFAULT.withHome(Path.of(arguments[3]))).close();
      case "environment" -> probe.environment();
      case "everything" -> probe.everything();
      case "abandon" -> probe.abandon();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
    probe.note("done", "yes");
  }

  private void note(String name, Object value) throws Exception {
    String text = value.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    Files.writeString(notes, name + "=" + text + "\n", StandardOpenOption.APPEND);
  }

  private Interpreter start(InterpreterConfig config) throws Exception {
    try {
      return Interpreter.start(LibPython.open(Path.of(arguments[0])), config);
    } catch (InterpreterStartException e) {
      note("start", e.getMessage());
      Runtime.getRuntime().halt(0);
      throw e;
    }
  }

  /** Only opening: wrong files, the right one, and a second one. */
  private void open() throws Exception {
    for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
      try {
        LibPython.open(Path.of(file));
        note(file, "opened");
      } catch (LibraryLoadException | NativeAccessException e) {
        note(file, String.valueOf(e.getMessage()));
      }
    }
    LibPython library = LibPython.open(Path.of(arguments[0]));
    note("again", LibPython.open(Path.of(arguments[0])) == library);
    note("missing", library.find("Py_NoSuchFunction").isEmpty());
    try {
      LibPython.open(Path.of(arguments[1]));
    } catch (IllegalStateException e) {
      note("second", String.valueOf(e.getMessage()));
    }
  }

  /** A virtual environment and folders with odd names. */
  private void environment() throws Exception {
    InterpreterConfig config =
        InterpreterConfig.DEFAULT
            .withHome(Path.of(arguments[1]))
            .withExecutable(Path.of(arguments[2]))
            .withSearchPaths(List.of(Path.of(arguments[3])));
    try (Interpreter interpreter = start(config)) {
      interpreter.call(
          python -> {
            PythonObject sys = python.importModule("sys");
            for (String name : List.of("prefix", "base_prefix", "executable")) {
              noteQuietly(name, sys.attribute(name).asText());
            }
            noteQuietly("path", sys.attribute("path").items().getFirst().asText());
            noteQuietly("module", python.importModule("found_by_path").attribute("value").asText());
            noteQuietly("site", sys.attribute("flags").attribute("no_site").asLong());
            return true;
          });
    }
  }

  private void noteQuietly(String name, Object value) {
    try {
      note(name, value);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void abandon() throws Exception {
    InterpreterConfig config = InterpreterConfig.DEFAULT.withHome(Path.of(arguments[1]));
    Interpreter interpreter = start(config.withSite(false));
    interpreter.call(
        python -> {
          PythonObject space = python.newNamespace("probe");
          python.exec("import atexit; atexit.register(print, 'never', flush=True)", "p.py", space);
          noteQuietly(
              "noSite",
              python.importModule("sys").attribute("flags").attribute("no_site").asLong());
          return true;
        });
    interpreter.abandon();
    try {
      interpreter.call(python -> true);
    } catch (IllegalStateException e) {
      note("after", String.valueOf(e.getMessage()));
    }
    note("done", "yes");
    Runtime.getRuntime().halt(0);
  }

  private void everything() throws Exception {
    List<String> events = new CopyOnWriteArrayList<>();
    long signals = caughtSignals();
    LibPython library = LibPython.open(Path.of(arguments[0]));
    note("kind", library.kind());
    note("display", library.kind().display());
    Interpreter interpreter =
        Interpreter.start(
            library,
            InterpreterConfig.DEFAULT.withHome(Path.of(arguments[1])),
            Set.of("import", "abiwarden.test"),
            (event, values) -> {
              if (event.equals("abiwarden.test")) {
                throw new IllegalStateException("a listener that fails");
              }
              events.add(values.text(0).orElse("?") + " " + values.text(1).orElse(""));
              return values
                  .text(1)
                  .filter(file -> file.contains("/_bisect."))
                  .<Decision>map(file -> new Decision.Veto("wrong build: é"))
                  .orElse(Decision.ALLOW);
            });
    note("signals", caughtSignals() == signals);
    interpreter.call(this::inPython);
    note("firstEvent", events.getFirst());
    note(
        "vetoEvent",
        String.join("|", events.stream().filter(e -> e.contains("/_bisect.")).toList()));
    threads(interpreter);
    note(
        "nested",
        interpreter.<String, PythonException>call(
            outer -> interpreter.<String, PythonException>call(inner -> inner.text("x").asText())));
    note("interrupt", interrupted(interpreter));
    interpreter.close();
  }

  private boolean interrupted(Interpreter interpreter) throws PythonException {
    Thread.currentThread().interrupt();
    long value = interpreter.<Long, PythonException>call(python -> python.integer(7).asLong());
    return Thread.interrupted() && value == 7;
  }

  private boolean inPython(Python python) throws PythonException {
    PythonObject sys = python.importModule("sys");
    noteQuietly("hexversion", sys.attribute("hexversion").asLong());
    noteQuietly("debug", sys.findAttribute("gettotalrefcount").isPresent());
    PythonObject space = python.newNamespace("probe");
    python.exec(
        """
        import sys, sysconfig, atexit, _json, math, ssl
        free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
        atexit.register(print, "atexit ran", flush=True)
        encoding = sys.getfilesystemencoding() + " " + sys.stdout.encoding
        flags = (sys.flags.isolated, sys.flags.utf8_mode, sys.dont_write_bytecode)
        """,
        "probe.py",
        space);
    noteQuietly("freeThreaded", space.item("free").isTrue());
    noteQuietly("encoding", space.item("encoding").asText());
    noteQuietly("flags", space.item("flags").repr());
    texts(python);
    exceptions(python, space);
    veto(python);
    definition(python);
    python.exec(RECURSION, "recursion.py", space);
    noteQuietly("recursion", space.item("results").repr());
    try {
      python.exec("sys.audit('abiwarden.test'); heard = True", "probe.py", space);
      noteQuietly("failingListener", space.item("heard").isTrue());
    } catch (PythonException e) {
      noteQuietly("failingListener", e.getMessage());
    }
    return true;
  }

  private void texts(Python python) throws PythonException {
    List<String> texts =
        List.of("", "é", "😀 \ud800 \udcff", "\ufeffbom", "nul\0nul", "x".repeat(100_000));
    int same = 0;
    for (String text : texts) {
      try (PythonObject object = python.text(text);
          PythonObject length = object.attribute("__len__").call()) {
        boolean whole = length.asLong() == text.codePointCount(0, text.length());
        same += whole && object.asText().equals(text) ? 1 : 0;
      }
    }
    noteQuietly("texts", same + "/" + texts.size());
    byte[] bytes = {0, 1, -1, 127};
    noteQuietly("bytes", Arrays.equals(python.bytes(bytes).asBytes(), bytes));
    PythonObject list =
        python.list(List.of(python.integer(Long.MIN_VALUE), python.bool(true), python.none()));
    noteQuietly("list", list.repr() + list.items().get(0).asLong() + list.items().get(2).isNone());
    try {
      python.integer(1).asText();
    } catch (PythonException e) {
      noteQuietly("notText", e.type());
    }
  }

  private void exceptions(Python python, PythonObject space) throws PythonException {
    python.exec(EXCEPTIONS, "exceptions.py", space);
    for (String name : List.of("unprintable", "chained", "absent", "leave", "names")) {
      try {
        space.item(name).call().close();
      } catch (PythonException e) {
        noteQuietly(name + ".message", e.getMessage());
        noteQuietly(name + ".traceback", e.traceback());
        noteQuietly(name + ".isImportError", e.isA("ImportError"));
        noteQuietly(name + ".name", e.name().orElse(""));
        noteQuietly(name + ".path", e.path().orElse("").replace("\udcff", "<dcff>"));
      }
    }
    try {
      python.exec("def f(:\n", "syntax.py", space);
    } catch (PythonException e) {
      noteQuietly("syntax", e.type());
    }
    noteQuietly("cleared", python.eval("1 + 1", space).asLong());
  }

  private void veto(Python python) throws PythonException {
    try {
      python.importModule("_bisect");
    } catch (PythonException e) {
      noteQuietly("veto.message", e.getMessage());
      noteQuietly("veto.name", e.name().orElse(""));
      noteQuietly("veto.path", e.path().orElse(""));
    }
    try {
      noteQuietly(
          "veto.mapped", Files.readString(Path.of("/proc/self/maps")).contains("/_bisect."));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An entry function called by hand, and its definition read through the generated structs. */
  private void definition(Python python) throws PythonException {
    PythonObject space = python.newNamespace("probe");
    python.exec(
        "import importlib.util; file = importlib.util.find_spec('_json').origin",
        "probe.py",
        space);
    SharedLibrary library;
    try {
      library = SharedLibrary.open(Path.of(space.item("file").asText()));
      SharedLibrary.open(Path.of("/nonexistent/x.so"));
      return;
    } catch (LibraryLoadException e) {
      noteQuietly("absentLibrary", e.getMessage());
      library = openAgain(space.item("file").asText());
    }
    EntryResult result = python.callEntry(library.find("PyInit__json").orElseThrow());
    noteQuietly("entryError", result.error().isPresent());
    noteQuietly("isDefinition", python.isModuleDefinition(result.value()));
    noteQuietly(
        "others",
        python.isModuleDefinition(0)
            || python.isModuleDefinition(-8)
            || python.isModuleDefinition(python.importModule("sys").address()));
    boolean freeThreaded = python.calls().library().kind().freeThreaded();
    MemorySegment definition =
        MemorySegment.ofAddress(result.value())
            .reinterpret(
                freeThreaded
                    ? PyModuleDef.sizeof()
                    : io.abiwarden.ffi.generated.gil.PyModuleDef.sizeof());
    MemorySegment name =
        freeThreaded
            ? PyModuleDef.m_name(definition)
            : io.abiwarden.ffi.generated.gil.PyModuleDef.m_name(definition);
    noteQuietly("m_name", CString.at(name.address()));
    MemorySegment slots =
        freeThreaded
            ? PyModuleDef.m_slots(definition)
            : io.abiwarden.ffi.generated.gil.PyModuleDef.m_slots(definition);
    noteQuietly("firstSlot", python.memory().readLong(slots.address()).orElseThrow() & 0xffffffffL);
    OptionalLong known = python.moduleDefinition(python.importModule("_json"));
    noteQuietly("sameDefinition", known.equals(OptionalLong.of(result.value())));
    noteQuietly("noModule", python.moduleDefinition(python.none()).isEmpty());
  }

  private static SharedLibrary openAgain(String file) {
    try {
      return SharedLibrary.open(Path.of(file));
    } catch (LibraryLoadException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Python's other threads run while Java does not use the interpreter. */
  private void threads(Interpreter interpreter) throws Exception {
    PythonObject space =
        interpreter.<PythonObject, PythonException>call(
            python -> {
              PythonObject names = python.newNamespace("probe");
              python.exec(
                  """
                  import threading
                  done = threading.Event()
                  def work():
                      import time
                      time.sleep(0.01)
                      done.set()
                  threading.Thread(target=work, daemon=True).start()
                  """,
                  "threads.py",
                  names);
              return names;
            });
    note("objectOutside", outside(space));
    boolean done = false;
    for (int i = 0; i < 1000 && !done; i++) {
      Thread.sleep(10);
      done =
          interpreter.<Boolean, PythonException>call(
              python -> {
                try (PythonObject event = space.item("done")) {
                  return event.attribute("is_set").call().isTrue();
                }
              });
    }
    note("threads", done);
  }

  private static String outside(PythonObject object) {
    try {
      return object.str();
    } catch (IllegalStateException | PythonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The masks of the signals that are caught and ignored. */
  private static long caughtSignals() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigCgt") || line.startsWith("SigIgn"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(8).strip(), 16))
        .reduce(0, (a, b) -> a * 31 + b);
  }
}
