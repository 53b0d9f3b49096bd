package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.util.OptionalLong;

/**
 * What the native filter of a hook knows and counts: the {@code struct filter} of {@code
 * ffi/src/main/native/import_filter.c}. It stays until the process ends, as Python may call the
 * hook that long. May be used by any thread.
 */
final class FilterData {

  /** The event by which a hook is asked whether it hears. */
  static final String TEST_EVENT = "io.abiwarden.selftest";

  /** Raised by Python just before it drops its hooks (Python/sysmodule.c). */
  static final String END_EVENT = "cpython._PySys_ClearAuditHooks";

  private static final String NO_ROOM =
      "abiwarden: this thread's stack has no room left in which an extension could be judged before"
          + " it is opened";

  /** The words of the structure, in its order. */
  enum Word {
    JAVA,
    GET_PROCESS,
    PROCESS,
    MACHINES,
    IMPORT_EVENT,
    DLOPEN_EVENT,
    END_EVENT,
    TEST_EVENT,
    TUPLE_SIZE,
    TUPLE_ITEM,
    NONE,
    THIS_THREAD,
    THREAD_ATTRIBUTES,
    ATTRIBUTES_STACK,
    ATTRIBUTES_FREE,
    ROOM,
    NO_ROOM_ERROR,
    SET_ERROR,
    NO_ROOM_MESSAGE,
    HEARD,
    TESTS,
    UNJUDGED,
    ENDED
  }

  private final NativeWords<Word> words = new NativeWords<>(Arena.global(), Word.class);

  private FilterData() {}

  /**
   * The data of a new hook.
   *
   * @param java the address of its upcall
   */
  static FilterData of(LibPython library, long java, ImportHook.Options options) {
    Arena arena = Arena.global();
    FilterData hook = new FilterData();
    NativeWords<Word> data = hook.words;
    data.set(Word.JAVA, java);
    data.set(Word.GET_PROCESS, process("getpid"));
    data.set(Word.PROCESS, ProcessHandle.current().pid());
    data.set(Word.MACHINES, machines());
    data.set(Word.IMPORT_EVENT, arena.allocateFrom(AuditUpcall.IMPORT).address());
    data.set(Word.DLOPEN_EVENT, arena.allocateFrom(AuditUpcall.CTYPES_DLOPEN).address());
    data.set(Word.END_EVENT, arena.allocateFrom(END_EVENT).address());
    data.set(Word.TEST_EVENT, arena.allocateFrom(TEST_EVENT).address());
    FunctionTable functions = library.functions();
    data.set(Word.TUPLE_SIZE, functions.address(PythonFunction.TUPLE_SIZE.symbol()));
    data.set(Word.TUPLE_ITEM, functions.address(PythonFunction.TUPLE_GET_ITEM.symbol()));
    data.set(Word.NONE, functions.address("_Py_NoneStruct"));
    data.set(Word.THIS_THREAD, process("pthread_self"));
    data.set(Word.THREAD_ATTRIBUTES, process("pthread_getattr_np"));
    data.set(Word.ATTRIBUTES_STACK, process("pthread_attr_getstack"));
    data.set(Word.ATTRIBUTES_FREE, process("pthread_attr_destroy"));
    data.set(Word.ROOM, options.roomForJava() + largerZones());
    if (options.refuseWithoutRoom()) {
      data.set(Word.NO_ROOM_ERROR, functions.address("PyExc_RecursionError"));
    }
    data.set(Word.SET_ERROR, functions.address("PyErr_SetString"));
    data.set(Word.NO_ROOM_MESSAGE, arena.allocateFrom(NO_ROOM).address());
    return hook;
  }

  /** {@code JNI_GetCreatedJavaVMs} of this JVM, whose library may be visible to nobody else. */
  private static long machines() {
    String name = "JNI_GetCreatedJavaVMs";
    return ProcessMaps.files().stream()
        .filter(file -> file.path().endsWith("libjvm.so"))
        .flatMapToLong(file -> DynamicLoader.openLoaded(file.path().toString()).stream())
        .flatMap(library -> DynamicLoader.find(library, name).stream())
        .findFirst()
        .orElseGet(() -> process(name));
  }

  /** HotSpot's zones at a stack's end are whole pages: three, and some 80 KB. */
  private static long largerZones() {
    long page = (int) NativeCall.call(process("getpagesize"));
    return page <= 4096 ? 0 : 5 * page;
  }

  /** By dlsym: glibc before 2.34 has some of them where Java's own lookup does not search. */
  private static long process(String name) {
    OptionalLong address = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, name);
    return address.orElseThrow(
        () -> new UnsupportedOperationException("this C library does not export " + name));
  }

  long address() {
    return words.address();
  }

  long get(Word word) {
    return words.get(word);
  }

  /** Notes that Python has called, where it calls Java without the filter. */
  void heard() {
    if (words.get(Word.HEARD) == 0) {
      words.set(Word.HEARD, 1);
    }
  }

  /** Forgets that Python has called. */
  void silence() {
    words.set(Word.HEARD, 0);
  }

  /** Counts a self-test, likewise. */
  void tested() {
    words.increment(Word.TESTS);
  }

  /** Notes that the hook is dropped, likewise. */
  void ended() {
    words.set(Word.ENDED, 1);
  }
}
