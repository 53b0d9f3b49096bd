/** Python extension modules in JUnit tests. */
module io.abiwarden.junit {
  requires static org.jspecify;
  requires transitive io.abiwarden.worker;
  requires transitive org.assertj.core;
  // The assertions alone serve in tests of any kind.
  requires static transitive org.junit.jupiter.api;

  exports io.abiwarden.junit;
}
