package io.abiwarden.ffi;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions and data of one opened libpython, by name; a function is looked up when it is first
 * called, and missing ones are allowed until then.
 *
 * <p>Bound by hand, as jextract's functions look names up in a class loader, which does not see
 * what {@code dlopen} opened. May be used by any thread, as far as the functions may.
 */
final class FunctionTable {

  private final long library;
  private final Map<PythonFunction, Long> addresses = new ConcurrentHashMap<>();

  /**
   * The table of a library.
   *
   * @param library the handle that {@code dlopen} returned
   */
  FunctionTable(long library) {
    this.library = library;
  }

  /** The address of a name. */
  OptionalLong find(String symbol) {
    return DynamicLoader.find(library, symbol);
  }

  /** Whether the library has a function. */
  boolean has(PythonFunction function) {
    return addresses.containsKey(function) || find(function.symbol()).isPresent();
  }

  /**
   * Calls a function.
   *
   * @param arguments as many as it has: pointers as addresses, narrower integers widened
   * @return its result, an {@code int} sign-extended; 0 if it has none
   * @throws UnsupportedOperationException if this libpython has no such function
   */
  long call(PythonFunction function, long... arguments) {
    if (arguments.length != function.arguments()) {
      throw new IllegalArgumentException(function + " takes " + function.arguments());
    }
    long result =
        NativeCall.call(
            addresses.computeIfAbsent(function, missing -> address(missing.symbol())), arguments);
    return switch (function.result()) {
      case WORD -> result;
      case INT -> (int) result;
      case NOTHING -> 0;
    };
  }

  /** Looks functions up before they are called, where a call must not wait for the loader. */
  void resolve(PythonFunction... functions) {
    for (PythonFunction function : functions) {
      addresses.computeIfAbsent(function, missing -> address(missing.symbol()));
    }
  }

  /**
   * The address of a name that the library must have.
   *
   * @throws UnsupportedOperationException if this libpython has no such name
   */
  long address(String symbol) {
    return find(symbol)
        .orElseThrow(
            () -> new UnsupportedOperationException("this libpython does not export " + symbol));
  }
}
