package io.abiwarden.ffi;

import io.abiwarden.ffi.ImportAttempt.Event;
import io.abiwarden.ffi.generated.common.Py_AuditHookFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host's Python calls, through the native filter or without it. */
final class ImportUpcall extends AuditUpcall {

  private static final int REHEARSALS = 20;

  private final ImportListener listener;

  private volatile Runnable atEnd = () -> {};

  /** Set where Python calls without the filter, which otherwise sees to this. */
  private volatile @Nullable FilterData unfiltered;

  ImportUpcall(LibPython library, ImportListener listener) {
    super(
        new PythonCalls(library),
        List.of(IMPORT, CTYPES_DLOPEN, FilterData.END_EVENT, FilterData.TEST_EVENT));
    this.listener = listener;
  }

  /** Links an upcall that nobody calls. */
  static void link() {
    try (Arena arena = Arena.ofConfined()) {
      Py_AuditHookFunction.allocate((_, _, _) -> 0, arena);
    }
  }

  /**
   * Goes the way of a call from outside, for an event that nobody wants: what is loaded and linked
   * on that way the first time is not loaded while an import waits.
   *
   * @param function this upcall's address
   */
  static void rehearse(long function, PythonCalls calls) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocateFrom("io.abiwarden.rehearsal");
      MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_INT, 'a', 'b');
      for (int i = 0; i < REHEARSALS; i++) {
        NativeCall.call(function, event.address(), 0, 0);
        int[] points = text.toArray(ValueLayout.JAVA_INT);
        var _ = new ImportAttempt(Event.IMPORT, new String(points, 0, points.length), "", 0);
        new AuditArguments(calls, 0).end();
      }
      var _ = new Decision.Veto("");
    }
  }

  void countIn(FilterData data) {
    unfiltered = data;
  }

  /** Does something when Python announces that it drops its hooks. */
  void atEnd(Runnable work) {
    atEnd = work;
  }

  @Override
  void onCall() {
    FilterData data = unfiltered;
    if (data != null) {
      data.heard();
    }
  }

  @Override
  Decision decide(String event, AuditArguments arguments) {
    return switch (event) {
      case IMPORT -> {
        Optional<String> file = arguments.file(1);
        yield file.isPresent()
            ? attempt(Event.IMPORT, arguments.text(0).orElse(""), file.get())
            : Decision.ALLOW;
      }
      case CTYPES_DLOPEN -> {
        Optional<String> file = arguments.file(0);
        yield file.isPresent() ? attempt(Event.CTYPES_DLOPEN, "", file.get()) : Decision.ALLOW;
      }
      case FilterData.END_EVENT -> {
        FilterData data = unfiltered;
        if (data != null) {
          data.ended();
        }
        atEnd.run();
        listener.onEnd();
        yield Decision.ALLOW;
      }
      default -> {
        FilterData data = unfiltered;
        if (data != null) {
          data.tested();
        }
        yield Decision.ALLOW;
      }
    };
  }

  private Decision attempt(Event event, String module, String file) {
    long interpreter = calls().call(PythonFunction.INTERPRETER_GET);
    return listener.onImport(
        new ImportAttempt(
            event, module, file, calls().call(PythonFunction.INTERPRETER_GET_ID, interpreter)));
  }

  @Override
  void onFailure(Throwable failure) {
    listener.onFailure(failure);
  }
}
