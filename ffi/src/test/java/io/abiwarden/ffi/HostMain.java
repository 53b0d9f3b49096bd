package io.abiwarden.ffi;

import io.abiwarden.ffi.ImportHook.Options;
import io.abiwarden.ffi.ImportHook.SelfTest;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The main class of hosts: it brings Python into its process as a program without abiwarden would,
 * and a hook is put in beside it. Its arguments: a file for notes, the scenario, a libpython.
 */
final class HostMain {

  /** What each scenario's Python code may use. */
  private static final String PRELUDE =
      """
      import sys
      def note(name, value):
          with open(NOTES, "a", encoding="utf-8") as notes:
              notes.write(name + "=" + str(value).replace("\\\\", "\\\\\\\\").replace("\\n", "\\\\n") + "\\n")
      def attempt(name, work):
          try:
              work()
              note(name, "ok")
          except BaseException as e:
              note(name, type(e).__name__ + ": " + str(e))
              note(name + ".name", getattr(e, "name", None))
              note(name + ".path", getattr(e, "path", None))
      """;

  private static final String IMPORTS =
      """
      import _json, ctypes
      note("json", "_json" in sys.modules)
      sys.modules.pop("_bisect", None)
      def vetoed():
          import _bisect
      attempt("vetoed", vetoed)
      def again():
          import _heapq
      attempt("good", again)
      attempt("dlopen", lambda: ctypes.CDLL("libm.so.6"))
      import _ctypes
      attempt("dlopenBytes", lambda: _ctypes.dlopen(b"libm.so.6", 2))
      attempt("dlopenVetoed", lambda: ctypes.CDLL("/nowhere/libveto.so"))
      attempt("odd", lambda: [sys.audit(*event) for event in (
          ("import",), ("import", "x"), ("import", "x", 7), ("import", 7, "/odd/name.so"), ("import", "x", b"/y.so"),
          ("ctypes.dlopen",), ("ctypes.dlopen", None), ("ctypes.dlopen", 7), ("imports", "x", "/z.so"), ("impor", "x", "/z.so"),
          ("import", "veto", "/\\udcff/_bisect.so")[:2])])
      attempt("surrogates", lambda: sys.audit("import", "s", "/\\udcff/s.so", None, None, None))
      """;

  private static final String SUBINTERPRETER =
      """
      def within():
          try:
              import _interpreters as interpreters
          except ImportError:
              import _xxsubinterpreters as interpreters
          identity = interpreters.create()
          interpreters.run_string(identity, "import sys, _queue; sys.audit('import', 'within', '/within.so', None, None, None)")
      attempt("within", within)
      """;

  private static final String DEEP =
      """
      class Deep:
          def __repr__(self):
              try:
                  return repr(self)
              except RecursionError:
                  try:
                      sys.audit("import", "deep", "/deep.so", None, None, None)
                  except RecursionError as e:
                      global refusals
                      refusals += "no room left" in str(e)
                  raise
      refusals = 0
      if sys.version_info >= (3, 14):
          # Before, the limit counts calls, whatever they take of a stack.
          sys.setrecursionlimit(1000000)
      import threading
      def deep():
          try:
              repr(Deep())
          except RecursionError:
              pass
      deep()
      thread = threading.Thread(target=deep)
      thread.start()
      thread.join()
      note("refusals", refusals)
      attempt("shallow", lambda: sys.audit("import", "shallow", "/shallow.so", None, None, None))
      """;

  private static final String THREADS =
      """
      import threading, concurrent.futures
      def work(i):
          sys.audit("import", "thread", "/thread.so", None, None, None)
      def many(count):
          for _ in range(count // 64):
              together = [threading.Thread(target=work, args=(i,)) for i in range(64)]
              for thread in together: thread.start()
              for thread in together: thread.join()
      """;

  private static final String FORK =
      """
      import os, warnings
      warnings.simplefilter("ignore")
      child = os.fork()
      if child == 0:
          try:
              sys.audit("import", "child", "/child.so", None, None, None)
              import _heapq
              os._exit(7)
          finally:
              os._exit(8)
      note("child", os.waitpid(child, 0)[1] >> 8)
      """;

  private final Path notes;
  private final Path libpython;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong ends = new AtomicLong();
  private FunctionTable functions = new FunctionTable(0);

  private HostMain(Path notes, Path libpython) {
    this.notes = notes;
    this.libpython = libpython;
  }

  public static void main(String[] arguments) throws Exception {
    HostMain host = new HostMain(Path.of(arguments[0]), Path.of(arguments[2]));
    host.note("permission", NativePermission.obtain());
    switch (arguments[1]) {
      case "permission" -> host.permission();
      case "before" -> host.everything(true);
      case "after" -> host.everything(false);
      case "refused" -> host.refused();
      case "busy" -> host.busy();
      case "subinterpreter" -> host.insideSubinterpreter();
      case "deep" -> host.deep();
      case "threads" -> host.threads(Integer.parseInt(arguments[3]));
      case "fork" -> host.fork();
      case "leave" -> host.leave();
      case "local" -> host.local();
      case "guest" -> host.guest();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
    host.note("done", "yes");
  }

  private synchronized void note(String name, Object value) {
    try {
      String text =
          value.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
      Files.writeString(notes, name + "=" + text + "\n", StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private final ImportListener listener =
      new ImportListener() {
        @Override
        public Decision onImport(ImportAttempt attempt) {
          count.incrementAndGet();
          if (attempt.module().equals("noted")) {
            note("noted", attempt.file());
          }
          if (attempt.module().equals("thread")) {
            return Decision.ALLOW;
          }
          heard.add(
              attempt.event()
                  + " "
                  + attempt.module()
                  + " "
                  + attempt.file().replace("\udcff", "<dcff>")
                  + (attempt.mainInterpreter() ? "" : " in a subinterpreter"));
          if (attempt.module().equals("fails")) {
            throw new IllegalStateException("a listener that fails");
          }
          return attempt.file().contains("_bisect.") || attempt.file().contains("libveto")
              ? new Decision.Veto("wrong build: é")
              : Decision.ALLOW;
        }

        @Override
        public void onEnd() {
          ends.incrementAndGet();
        }

        @Override
        public void onFailure(Throwable failure) {
          note("failure", failure);
        }
      };

  private void permission() {
    try {
      note("pythons", HostPython.find());
    } catch (NativeAccessException e) {
      note("pythons", String.valueOf(e.getMessage()));
    }
  }

  // What a host does.

  private HostPython load() throws LibraryLoadException {
    note("earlier", HostPython.find().size());
    functions = new FunctionTable(DynamicLoader.openGlobal(libpython));
    List<HostPython> found = HostPython.find();
    note("found", found.size());
    note(
        "same",
        HostPython.find().equals(found)
            && HostPython.at(libpython).stream().allMatch(found::contains));
    return found.getFirst();
  }

  private void initialize() {
    NativeCall.call(functions.address("Py_InitializeEx"), 0);
    run("NOTES = " + "'" + notes + "'\n" + PRELUDE);
  }

  private void run(String code) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          NativeCall.call(
              functions.address("PyRun_SimpleStringFlags"), arena.allocateFrom(code).address(), 0);
      if ((int) result != 0) {
        throw new IllegalStateException("this code failed: " + code);
      }
    }
  }

  private static <T> T elsewhere(java.util.concurrent.Callable<T> work) throws Exception {
    AtomicReference<Object> result = new AtomicReference<>("");
    Thread thread =
        new Thread(
            () -> {
              try {
                result.set(work.call());
              } catch (Exception e) {
                result.set(e);
              }
            });
    thread.start();
    thread.join();
    if (result.get() instanceof Exception e) {
      throw e;
    }
    @SuppressWarnings("unchecked") // What the work gave.
    T value = (T) result.get();
    return value;
  }

  // The scenarios.

  private void everything(boolean before) throws Exception {
    HostPython python = load();
    note("kind", python.kind().display());
    note("file", python.file());
    note("initialized", python.initialized() + " " + python.finalizing());
    note("prefixBefore", python.prefix().isPresent());
    note("mapped", HostPython.mappedFiles().contains(python.file()));
    if (before) {
      ImportHook.prepare();
    } else {
      initialize();
    }
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    if (before) {
      note("aliveBefore", hook.alive());
      note("selfTestBefore", hook.selfTest());
      initialize();
    }
    note("delayed", hook.delayed().orElse("no"));
    note("filter", hook.withoutFilter().orElse("yes"));
    note("global", python.global());
    note("prefix", python.prefix().orElseThrow());
    note("execPrefix", python.execPrefix().orElseThrow());
    note("home", python.home().orElseThrow());
    note("program", python.programFullPath().isPresent());
    note("selfTest", hook.selfTest());
    note("installed", hook.installed());
    run(IMPORTS);
    run("sys.audit('import', 'fails', '/fails.so', None, None, None)");
    run(SUBINTERPRETER);
    long state = functions.call(PythonFunction.SAVE_THREAD);
    note("selfTestDetached", hook.selfTest());
    note("selfTestElsewhere", elsewhere(hook::selfTest));
    functions.call(PythonFunction.RESTORE_THREAD, state);
    note("state", hook.alive() + " " + hook.ended() + " " + hook.unjudged());
    note("heard", String.join("|", heard));
    heard.clear();
    functions.call(PythonFunction.FINALIZE);
    note("ended", hook.ended() + " " + ends.get() + " " + python.initialized());
    note("selfTestAfter", hook.selfTest());
    initialize();
    note("again", hook.selfTest() + " " + hook.ended());
    run("sys.audit('import', 'second', '/second.so', None, None, None)");
    run("sys.audit('cpython._PySys_ClearAuditHooks')");
    note("announced", hook.ended());
    run("sys.audit('import', 'third', '/third.so', None, None, None)");
    note("secondHeard", heard);
    functions.call(PythonFunction.FINALIZE);
    note("secondEnded", hook.ended() + " " + ends.get());
  }

  private void refused() throws Exception {
    HostPython python = load();
    initialize();
    run(
        """
        errors = [RuntimeError]
        def hook(event, arguments):
            if event == "sys.addaudithook":
                raise errors[0]("not here")
        sys.addaudithook(hook)
        """);
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    note("selfTest", hook.selfTest() + " " + hook.alive());
    run("errors[0] = KeyboardInterrupt");
    try {
      ImportHook.install(python, listener, Options.DEFAULT);
      note("thrown", "nothing");
    } catch (HookException e) {
      note("thrown", e.getMessage());
    }
    run("note('goesOn', 'yes')");
  }

  private void busy() throws Exception {
    HostPython python = load();
    initialize();
    // This thread keeps the GIL.
    ImportHook hook = elsewhere(() -> ImportHook.install(python, listener, Options.DEFAULT));
    note("installed", hook.installed());
    note("selfTestBusy", elsewhere(hook::selfTest));
    run("import time; time.sleep(0.3)");
    for (int i = 0; i < 600 && !hook.installed(); i++) {
      run("time.sleep(0.1)");
    }
    note("installedLater", hook.installed());
    note("selfTest", hook.selfTest());
    run("sys.audit('import', 'once', '/once.so', None, None, None)");
    note("heard", heard);
  }

  private void insideSubinterpreter() throws Exception {
    HostPython python = load();
    initialize();
    long main = functions.call(PythonFunction.THREAD_STATE_GET);
    long other = NativeCall.call(functions.address("Py_NewInterpreter"));
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    note("selfTest", hook.selfTest());
    run("import sys; sys.audit('import', 'm', '/m.so', None, None, None)");
    NativeCall.call(functions.address("Py_EndInterpreter"), other);
    NativeCall.call(functions.address("PyThreadState_Swap"), main);
    run("sys.audit('import', 'm', '/m.so', None, None, None)");
    note("heard", heard);
    functions.call(PythonFunction.SAVE_THREAD);
    note("selfTestDetached", hook.selfTest());
  }

  private void deep() throws Exception {
    HostPython python = load();
    for (boolean refuse : new boolean[] {false, true}) {
      ImportHook hook =
          ImportHook.install(python, listener, Options.DEFAULT.withRefuseWithoutRoom(refuse));
      elsewhere(
          () -> {
            initialize();
            run(DEEP);
            functions.call(PythonFunction.FINALIZE);
            return "";
          });
      note("unjudged." + refuse, hook.unjudged());
    }
    note("shallowHeard", heard.contains("IMPORT shallow /shallow.so"));
  }

  private void threads(int many) throws Exception {
    HostPython python = load();
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    initialize();
    run(THREADS + "many(512)");
    long memory = resident();
    int threads = Thread.getAllStackTraces().size();
    run("many(" + many + ")");
    note("count", count.get());
    note("grown", resident() - memory);
    note("threads", Thread.getAllStackTraces().size() - threads);
    note("unjudged", hook.unjudged());
  }

  private void fork() throws Exception {
    HostPython python = load();
    ImportHook.install(python, listener, Options.DEFAULT);
    initialize();
    run(FORK);
    run("sys.audit('import', 'parent', '/parent.so', None, None, None)");
    note(
        "parent",
        heard.contains("IMPORT parent /parent.so") && !heard.toString().contains("child"));
  }

  /** A JVM that a Python has brought along. */
  private void guest() throws Exception {
    List<HostPython> found = HostPython.find();
    note("found", found.size());
    note("initialized", found.getFirst().initialized());
    ImportHook hook = ImportHook.install(found.getFirst(), listener, Options.DEFAULT);
    note("selfTest", hook.selfTest());
  }

  /** A host that opens libpython for itself alone. */
  private void local() throws Exception {
    functions = new FunctionTable(DynamicLoader.openLocal(libpython));
    HostPython python = HostPython.find().getFirst();
    note("global", python.global());
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    note("globalAfter", python.global());
    initialize();
    note("selfTest", hook.selfTest());
  }

  /** The JVM ends while threads of Python's go on importing. */
  private void leave() throws Exception {
    HostPython python = load();
    ImportHook hook = ImportHook.install(python, listener, Options.DEFAULT);
    initialize();
    run(
        THREADS
            + """
            def forever():
                while True:
                    work(0)
            for _ in range(8):
                threading.Thread(target=forever, daemon=True).start()
            """);
    long _ = functions.call(PythonFunction.SAVE_THREAD);
    for (int i = 0; i < 600 && count.get() <= 8; i++) {
      Thread.sleep(100);
    }
    note("heardSome", count.get() > 8 && hook.selfTest() == SelfTest.HEARD);
  }

  private static long resident() throws Exception {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .sum();
  }
}
