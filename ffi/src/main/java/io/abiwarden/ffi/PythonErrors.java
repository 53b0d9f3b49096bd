package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the exception that is set in this thread. Python code may run for it, an exception's {@code
 * __str__} for one, and fail in turn: then that detail is left out.
 */
final class PythonErrors {

  private static final int LONGEST_TEXT = 1 << 16;
  private static final int LONGEST_TRACEBACK = 1 << 18;
  private static final int MOST_TYPES = 64;

  private final PythonCalls calls;

  private PythonErrors(PythonCalls calls) {
    this.calls = calls;
  }

  /** A detail that Python code is asked for. */
  private interface Detail<T> {
    T get() throws PythonException;
  }

  /** Takes the exception out of the interpreter, where it is cleared. */
  static PythonException take(PythonCalls calls) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment three = arena.allocate(ValueLayout.JAVA_LONG, 3);
      long at = three.address();
      calls.call(PythonFunction.ERR_FETCH, at, at + 8, at + 16);
      if (three.getAtIndex(ValueLayout.JAVA_LONG, 0) == 0) {
        return unknown();
      }
      calls.call(PythonFunction.ERR_NORMALIZE, at, at + 8, at + 16);
      long type = three.getAtIndex(ValueLayout.JAVA_LONG, 0);
      long value = three.getAtIndex(ValueLayout.JAVA_LONG, 1);
      long trace = three.getAtIndex(ValueLayout.JAVA_LONG, 2);
      try {
        if (trace != 0 && value != 0) {
          calls.call(PythonFunction.EXCEPTION_SET_TRACEBACK, value, trace);
        }
        return new PythonException(new PythonErrors(calls.quiet()).describe(type, value, trace));
      } finally {
        for (long reference : new long[] {type, value, trace}) {
          if (reference != 0) {
            calls.decRef(reference);
          }
        }
      }
    }
  }

  /** A function that failed and said nothing. CPython's own word for it is a SystemError. */
  static PythonException unknown() {
    String text = "a function failed without setting an exception";
    return new PythonException(
        new PythonException.Details(
            List.of("SystemError", "Exception", "BaseException", "object"),
            text,
            "SystemError: " + text + "\n",
            Optional.empty(),
            Optional.empty()));
  }

  private PythonException.Details describe(long type, long value, long trace) {
    List<String> types = detail(() -> types(type)).filter(t -> !t.isEmpty()).orElse(List.of("?"));
    String text = value == 0 ? "" : detail(() -> str(value)).orElse("<exception str() failed>");
    String plain = types.getFirst() + ": " + text + "\n";
    String traceback =
        value == 0 ? plain : detail(() -> traceback(type, value, trace)).orElse(plain);
    boolean isImport = types.contains("ImportError") && value != 0;
    return new PythonException.Details(
        types,
        text,
        traceback,
        isImport ? textAttribute(value, "name") : Optional.empty(),
        isImport ? textAttribute(value, "path") : Optional.empty());
  }

  private <T> Optional<T> detail(Detail<T> detail) {
    try {
      return Optional.of(detail.get());
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  private List<String> types(long type) throws PythonException {
    long order = calls.attribute(type, "__mro__");
    try {
      List<String> names = new ArrayList<>();
      long count = Math.min(calls.number(PythonFunction.TUPLE_SIZE, order), MOST_TYPES);
      for (int i = 0; i < count; i++) {
        names.add(typeName(calls.reference(PythonFunction.TUPLE_GET_ITEM, order, i)));
      }
      return names;
    } finally {
      calls.decRef(order);
    }
  }

  private String typeName(long type) throws PythonException {
    String name = textAttribute(type, "__qualname__").orElse("?");
    return textAttribute(type, "__module__")
        .filter(module -> !module.equals("builtins"))
        .map(module -> module + "." + name)
        .orElse(name);
  }

  private String str(long object) throws PythonException {
    long text = calls.reference(PythonFunction.OBJECT_STR, object);
    try {
      return calls.text(text, LONGEST_TEXT);
    } finally {
      calls.decRef(text);
    }
  }

  private Optional<String> textAttribute(long object, String name) {
    return detail(
            () -> {
              long attribute = calls.attribute(object, name);
              try {
                return calls.isText(attribute)
                    ? Optional.of(calls.text(attribute, LONGEST_TEXT))
                    : Optional.<String>empty();
              } finally {
                calls.decRef(attribute);
              }
            })
        .flatMap(text -> text);
  }

  private String traceback(long type, long value, long trace) throws PythonException {
    List<Long> references = new ArrayList<>();
    try {
      long module = keep(references, calls.importModule("traceback"));
      long format = keep(references, calls.attribute(module, "format_exception"));
      long none = calls.globalObject("_Py_NoneStruct");
      long lines =
          keep(references, calls.callObject(format, type, value, trace == 0 ? none : trace));
      long empty = keep(references, calls.newText(""));
      long join = keep(references, calls.attribute(empty, "join"));
      return calls.text(keep(references, calls.callObject(join, lines)), LONGEST_TRACEBACK);
    } finally {
      references.forEach(calls::decRef);
    }
  }

  private static long keep(List<Long> references, long reference) {
    references.add(reference);
    return reference;
  }
}
