/**
 * Python extensions for tests: right ones, and deliberately wrong ones, each with what is true of
 * it on every kind of interpreter. Compiles them with the machine's C compiler; needs no native
 * access.
 */
module io.abiwarden.fixtures {
  requires static org.jspecify;

  exports io.abiwarden.fixtures;
}
