package io.abiwarden.ffi;

/**
 * Work that is done in Python's own thread.
 *
 * @param <T> what it gives
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface PythonWork<T, E extends Exception> {

  /**
   * Does it.
   *
   * @param python the interpreter, for the length of this call; so are the objects that come from
   *     it
   */
  T with(Python python) throws E;
}
