package io.abiwarden.examples.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/** As much of the C API of CPython 3.12 and newer as the example needs, on one thread. */
final class Python {

  private static final int RTLD_NOW = 2;

  /** Without it, extensions do not find Python's names: none of them links to libpython. */
  private static final int RTLD_GLOBAL = 0x100;

  private static final FunctionDescriptor OBJECT = FunctionDescriptor.of(ADDRESS);
  private static final FunctionDescriptor OBJECT_OF_OBJECT =
      FunctionDescriptor.of(ADDRESS, ADDRESS);
  private static final FunctionDescriptor DONE_WITH = FunctionDescriptor.ofVoid(ADDRESS);

  private final SymbolLookup library;
  private final Map<String, MethodHandle> functions = new HashMap<>();

  private Python(SymbolLookup library) {
    this.library = library;
  }

  /** Opens a libpython for the whole process; initialises nothing. */
  static Python open(String libpython) {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle dlopen =
          Linker.nativeLinker()
              .downcallHandle(
                  Linker.nativeLinker().defaultLookup().findOrThrow("dlopen"),
                  FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
      MemorySegment handle =
          (MemorySegment) dlopen.invokeExact(arena.allocateFrom(libpython), RTLD_NOW | RTLD_GLOBAL);
      if (handle.equals(MemorySegment.NULL)) {
        throw new IllegalArgumentException("cannot open " + libpython);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return new Python(SymbolLookup.libraryLookup(libpython, Arena.global()));
  }

  /** Starts Python; signals stay the JVM's. */
  void initialize() {
    try {
      function("Py_InitializeEx", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Imports a module; "imported", or the exception's type and text. */
  String tryToImport(String module) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment imported =
          (MemorySegment)
              function("PyImport_ImportModule", OBJECT_OF_OBJECT)
                  .invokeExact(arena.allocateFrom(module));
      if (!imported.equals(MemorySegment.NULL)) {
        release(imported);
        return "imported";
      }
      MemorySegment error =
          (MemorySegment) function("PyErr_GetRaisedException", OBJECT).invokeExact();
      MemorySegment type =
          (MemorySegment) function("PyObject_Type", OBJECT_OF_OBJECT).invokeExact(error);
      String text = text(type) + ": " + text(error);
      release(type);
      release(error);
      return text;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements; an exception of theirs is printed, and the answer is false. */
  boolean run(String code) {
    try (Arena arena = Arena.ofConfined()) {
      return (int)
              function("PyRun_SimpleString", FunctionDescriptor.of(JAVA_INT, ADDRESS))
                  .invokeExact(arena.allocateFrom(code))
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends Python, which writes what was printed. */
  void end() {
    try {
      int _ = (int) function("Py_FinalizeEx", FunctionDescriptor.of(JAVA_INT)).invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(MemorySegment object) throws Throwable {
    MemorySegment text =
        (MemorySegment) function("PyObject_Str", OBJECT_OF_OBJECT).invokeExact(object);
    MemorySegment characters =
        (MemorySegment) function("PyUnicode_AsUTF8", OBJECT_OF_OBJECT).invokeExact(text);
    String copy = characters.reinterpret(Long.MAX_VALUE).getString(0);
    release(text);
    return copy;
  }

  private void release(MemorySegment object) throws Throwable {
    function("Py_DecRef", DONE_WITH).invokeExact(object);
  }

  private MethodHandle function(String name, FunctionDescriptor descriptor) {
    return functions.computeIfAbsent(
        name, _ -> Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor));
  }
}
