package io.abiwarden.ffi;

import io.abiwarden.ffi.ImportAttempt.Event;
import io.abiwarden.ffi.generated.common.Py_AuditHookFunction;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host's Python calls, through the native filter or without it. */
final class ImportUpcall extends AuditUpcall {

  private final ImportListener listener;

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

  void countIn(FilterData data) {
    unfiltered = data;
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
      case IMPORT ->
          arguments
              .file(1)
              .map(file -> attempt(Event.IMPORT, arguments.text(0), file))
              .orElse(Decision.ALLOW);
      case CTYPES_DLOPEN ->
          arguments
              .file(0)
              .map(file -> attempt(Event.CTYPES_DLOPEN, Optional.empty(), file))
              .orElse(Decision.ALLOW);
      case FilterData.END_EVENT -> {
        FilterData data = unfiltered;
        if (data != null) {
          data.ended();
        }
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

  private Decision attempt(Event event, Optional<String> module, String file) {
    long interpreter = calls().call(PythonFunction.INTERPRETER_GET);
    return listener.onImport(
        new ImportAttempt(
            event,
            module.orElse(""),
            file,
            calls().call(PythonFunction.INTERPRETER_GET_ID, interpreter)));
  }

  @Override
  void onFailure(Throwable failure) {
    listener.onFailure(failure);
  }
}
