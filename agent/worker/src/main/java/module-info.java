/**
 * Checking Python extension modules from Java: {@link io.abiwarden.Abiwarden} is where to begin.
 * And the process that loads foreign code: its main class, its protocol, its client.
 */
module io.abiwarden.worker {
  requires static org.jspecify;
  requires transitive io.abiwarden.core;
  requires transitive io.abiwarden.ffi;

  exports io.abiwarden;
  exports io.abiwarden.worker;
  exports io.abiwarden.worker.check;
  exports io.abiwarden.worker.inspect;
  exports io.abiwarden.worker.protocol;
  exports io.abiwarden.worker.python;
}
