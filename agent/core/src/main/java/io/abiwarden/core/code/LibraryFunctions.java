package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What functions of the C and C++ libraries do that fill memory or hand out addresses. */
final class LibraryFunctions {

  private static final long MOST_BYTES = 1 << 18;
  private static final int LONGEST_STRING = 1 << 15;
  private static final int CHUNK = 64;

  /** What stands for the handle of a library; it is never NULL. */
  private static final String SYSTEM_LIBRARY = "(library of the system)";

  /** The size of the smallest PyTypeObject, that of 3.9. */
  private static final long TYPE_SIZE = 408;

  private final Tracer tracer;

  LibraryFunctions(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Does what a function does; empty if it is not one of those known here. */
  Optional<Value> apply(State state, String name, List<Value> a) {
    return switch (name) {
      case "memset", "__memset_chk" -> {
        fill(state, a.get(0), a.get(1), a.get(2));
        yield Optional.of(a.get(0));
      }
      case "bzero", "__bzero", "explicit_bzero" -> {
        fill(state, a.get(0), Arithmetic.ZERO, a.get(1));
        yield Optional.of(Arithmetic.UNKNOWN);
      }
      case "memcpy", "memmove", "__memcpy_chk", "__memmove_chk" -> {
        copy(state, a.get(0), a.get(1), a.get(2));
        yield Optional.of(a.get(0));
      }
      case "strcpy", "__strcpy_chk" -> {
        copy(state, a.get(0), a.get(1), Arithmetic.add(length(state, a.get(1)), new Known(1), 8));
        yield Optional.of(a.get(0));
      }
      case "strdup", "_strdup" -> {
        Value size = Arithmetic.add(length(state, a.get(0)), new Known(1), 8);
        Value block = allocate(state, size, false);
        copy(state, block, a.get(0), size);
        yield Optional.of(block);
      }
      case "strlen" -> Optional.of(length(state, a.get(0)));
      case "strchr" -> find(state, a.get(0), character(a.get(1)), false);
      case "strrchr" -> find(state, a.get(0), character(a.get(1)), true);
      case "strstr" -> find(state, a.get(0), string(state, a.get(1)), false);
      case "strcmp" -> compare(state, a.get(0), a.get(1), LONGEST_STRING, true);
      case "strncmp" -> compare(state, a.get(0), a.get(1), bound(a.get(2)), true);
      case "memcmp", "bcmp" -> compare(state, a.get(0), a.get(1), bound(a.get(2)), false);
      case "malloc",
          "_malloc_base",
          "_Znwm",
          "_Znam",
          "PyMem_Malloc",
          "PyMem_RawMalloc",
          "PyObject_Malloc" ->
          Optional.of(allocate(state, a.get(0), false));
      case "_ZnwmRKSt9nothrow_t", "_ZnamRKSt9nothrow_t", "_ZnwmSt11align_val_t" ->
          Optional.of(allocate(state, a.get(0), false));
      case "aligned_alloc" -> Optional.of(allocate(state, a.get(1), false));
      case "calloc", "PyMem_Calloc", "PyMem_RawCalloc", "PyObject_Calloc" ->
          Optional.of(allocate(state, Arithmetic.multiply(a.get(0), a.get(1), 8), true));
      case "__cxa_guard_acquire" -> Optional.of(acquire(state, a.get(0)));
      case "__cxa_guard_release" -> {
        tracer.accesses.store(state, a.get(0), 1, new Known(1));
        yield Optional.of(Arithmetic.UNKNOWN);
      }
      case "__cxa_atexit", "atexit", "_crt_atexit", "_register_onexit_function" ->
          Optional.of(Arithmetic.ZERO);
      case "__errno_location", "__error", "_errno" -> Optional.of(new Known(Regions.TLS_LOW));
      case "__tls_get_addr" -> Optional.of(threadLocal(a.get(0)));
      case "PyType_Ready" -> ready(state, a.get(0));
      case "Py_GetVersion" -> version(state);
      case "Py_TYPE" ->
          a.get(0) instanceof Symbol s && s.addend() == 0 && Value.Header.isType(s)
              ? Optional.of(Value.Header.TYPE)
              : Optional.empty();
      case "dlsym", "dlvsym", "GetProcAddress" -> Optional.of(lookUp(state, a.get(1)));
      case "HeapAlloc" -> Optional.of(allocate(state, a.get(2), !Arithmetic.isZero(a.get(1), 4)));
      // Whether a fast way to fail exists: PF_FASTFAIL_AVAILABLE.
      case "IsProcessorFeaturePresent" ->
          a.get(0).equals(new Known(23)) ? Optional.of(new Known(1)) : Optional.empty();
      case "InitOnceBeginInitialize" -> {
        tracer.accesses.store(state, a.get(2), 4, new Known(1));
        yield Optional.of(new Known(1));
      }
      default ->
          WindowsFunctions.findsLibrary(name)
              ? Optional.of(new Symbol(SYSTEM_LIBRARY, 0))
              : Optional.empty();
    };
  }

  private Value acquire(State state, Value guard) {
    Value done = tracer.accesses.load(state, guard, 1);
    return done instanceof Known(long bits) && bits != 0 ? Arithmetic.ZERO : new Known(1);
  }

  /** A made-up address for the thread-local variable that a descriptor stands for. */
  static Value threadLocal(Value index) {
    return index instanceof Known(long address)
        ? new Known(Regions.TLS_LOW + 0x1000 + (address & 0xff_ffff) * 64)
        : Arithmetic.UNKNOWN;
  }

  /** The text starts with the three numbers that {@code Py_Version} holds. */
  private Optional<Value> version(State state) {
    if (!(tracer.accesses.load(state, new Symbol("Py_Version", 0), 4) instanceof Known(long hex))) {
      return Optional.empty();
    }
    String text = (hex >>> 24 & 0xff) + "." + (hex >>> 16 & 0xff) + "." + (hex >>> 8 & 0xff);
    Value block = allocate(state, new Known(64), false);
    if (block instanceof Known(long start)) {
      for (int i = 0; i < text.length(); i++) {
        tracer.accesses.store(state, new Known(start + i), 1, new Known(text.charAt(i)));
      }
    }
    return Optional.of(block);
  }

  private Value lookUp(State state, Value name) {
    Optional<String> text = string(state, name);
    if (text.isEmpty()) {
      return Arithmetic.UNKNOWN;
    }
    if (KnownFunctions.isPythons(text.get())) {
      // Whether the system has what is looked for in it is not for a module to decide on.
      state.lookedUp.add(text.get());
    }
    return new Symbol(text.get(), 0);
  }

  private Value allocate(State state, Value size, boolean zeroed) {
    if (!(size instanceof Known(long bytes))) {
      return Arithmetic.UNKNOWN;
    }
    long block = state.heapNext;
    long room = Math.clamp(bytes, 16, 1 << 24);
    if (block + room + 64 >= Regions.HEAP_END) {
      return Arithmetic.UNKNOWN;
    }
    state.heapNext = (block + room + 63) & -32L;
    if (zeroed) {
      fill(state, new Known(block), Arithmetic.ZERO, size);
    }
    return new Known(block);
  }

  /** PyType_Ready fills in what a static type leaves empty, its dictionary for one. */
  private Optional<Value> ready(State state, Value type) {
    if (type instanceof Known(long start)) {
      for (long at = start; at < start + TYPE_SIZE; at += 8) {
        if (Arithmetic.isZero(tracer.accesses.load(state, new Known(at), 8), 8)) {
          tracer.accesses.forget(state, new Known(at), 8);
        }
      }
    }
    return Optional.empty();
  }

  /** Fills memory with a byte. */
  void fill(State state, Value address, Value content, Value count) {
    if (!(address instanceof Known(long start))) {
      return;
    }
    if (!(count instanceof Known(long size)) || size < 0 || size > MOST_BYTES) {
      tracer.accesses.forget(state, address, 256);
      state.complete = false;
      return;
    }
    tracer.spend(size / 8);
    Value one = Arithmetic.truncate(content, 1);
    for (long i = 0; i < size; i++) {
      tracer.accesses.store(state, new Known(start + i), 1, one);
    }
  }

  /** Copies memory, words that are not numbers included. */
  void copy(State state, Value to, Value from, Value count) {
    if (!(to instanceof Known(long target))) {
      return;
    }
    if (!(count instanceof Known(long size)) || size < 0 || size > MOST_BYTES) {
      tracer.accesses.forget(state, to, 256);
      state.complete = false;
      return;
    }
    tracer.spend(size / 4);
    if (!(from instanceof Known(long source))) {
      tracer.accesses.forget(state, to, size);
      return;
    }
    List<Value> words = new ArrayList<>();
    for (long i = 0; i + 8 <= size; i += 8) {
      words.add(tracer.accesses.load(state, new Known(source + i), 8));
    }
    // Where a word is not known as a whole, its bytes may be.
    List<List<Value>> bytes = new ArrayList<>();
    for (int w = 0; w < words.size(); w++) {
      bytes.add(
          words.get(w) instanceof Value.Unknown
              ? bytes(state, source + 8L * w, 8)
              : List.<Value>of());
    }
    List<Value> rest = bytes(state, source + (size & -8L), (int) (size & 7));
    for (int w = 0; w < words.size(); w++) {
      if (bytes.get(w).isEmpty()) {
        tracer.accesses.store(state, new Known(target + 8L * w), 8, words.get(w));
      } else {
        storeBytes(state, target + 8L * w, bytes.get(w));
      }
    }
    storeBytes(state, target + (size & -8L), rest);
  }

  private List<Value> bytes(State state, long address, int count) {
    List<Value> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(tracer.accesses.load(state, new Known(address + i), 1));
    }
    return result;
  }

  private void storeBytes(State state, long address, List<Value> bytes) {
    for (int i = 0; i < bytes.size(); i++) {
      tracer.accesses.store(state, new Known(address + i), 1, bytes.get(i));
    }
  }

  private static Optional<String> character(Value value) {
    return value instanceof Known(long bits) && (bits & 0xff) != 0
        ? Optional.of(String.valueOf((char) (bits & 0xff)))
        : Optional.empty();
  }

  private Optional<Value> find(State state, Value in, Optional<String> what, boolean last) {
    Optional<String> text = string(state, in);
    if (text.isEmpty() || what.isEmpty() || !(in instanceof Known(long start))) {
      return Optional.empty();
    }
    int at = last ? text.get().lastIndexOf(what.get()) : text.get().indexOf(what.get());
    return Optional.of(at < 0 ? Arithmetic.ZERO : new Known(start + at));
  }

  private Value length(State state, Value address) {
    return string(state, address)
        .<Value>map(s -> Arithmetic.known(s.length()))
        .orElse(Arithmetic.UNKNOWN);
  }

  private Optional<String> string(State state, Value address) {
    if (!(address instanceof Known(long start))) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < LONGEST_STRING) {
      long at = start + text.length();
      Optional<byte[]> chunk = state.memory.read(at, CHUNK);
      int room = chunk.isPresent() ? CHUNK : 1;
      for (int i = 0; i < room; i++) {
        int next = chunk.isPresent() ? chunk.get()[i] & 0xff : state.memory.loadByte(at);
        if (next <= 0) {
          tracer.spend(text.length() / 16);
          return next == 0 ? Optional.of(text.toString()) : Optional.empty();
        }
        text.append((char) next);
      }
    }
    return Optional.empty();
  }

  private static int bound(Value count) {
    return count instanceof Known(long n) && n >= 0 && n <= LONGEST_STRING ? (int) n : -1;
  }

  private Optional<Value> compare(State state, Value a, Value b, int most, boolean text) {
    if (!(a instanceof Known(long left)) || !(b instanceof Known(long right)) || most < 0) {
      return Optional.of(Arithmetic.UNKNOWN);
    }
    for (int i = 0; i < most; i++) {
      int x = state.memory.loadByte(left + i);
      int y = state.memory.loadByte(right + i);
      if (x < 0 || y < 0) {
        return Optional.of(Arithmetic.UNKNOWN);
      }
      if (x != y) {
        return Optional.of(new Known((x - y) & 0xffff_ffffL));
      }
      if (text && x == 0) {
        break;
      }
    }
    return Optional.of(Arithmetic.ZERO);
  }
}
