package io.abiwarden.guard;

import io.abiwarden.fixtures.InstalledPython;
import io.abiwarden.fixtures.InstalledPythons;
import io.abiwarden.fixtures.PythonKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python of this machine with a libpython.
 *
 * @param kind its minor version and build
 * @param prefix its folder
 */
record TestPython(PythonKind kind, Path prefix) {

  private static final List<InstalledPython> INSTALLED = InstalledPythons.find();

  /** The newest of a kind; skips the test visibly where there is none. */
  static TestPython of(PythonKind kind) {
    Optional<TestPython> found = find(kind);
    Assumptions.assumeTrue(found.isPresent(), "no CPython " + kind.id() + " with a libpython here");
    return found.orElseThrow();
  }

  /** A free-threaded one; 3.13t is on every machine with a whole test run. */
  static TestPython freeThreaded() {
    return find(PythonKind.V3_14T).orElseGet(() -> of(PythonKind.V3_13T));
  }

  /** One with a GIL. */
  static TestPython gil() {
    return find(PythonKind.V3_14).orElseGet(() -> of(PythonKind.V3_13));
  }

  private static Optional<TestPython> find(PythonKind kind) {
    return INSTALLED.stream()
        .filter(python -> python.kind() == kind)
        .map(python -> new TestPython(kind, python.executable().resolve("../..").normalize()))
        .filter(python -> Files.isRegularFile(python.libpython()))
        .findFirst();
  }

  Path libpython() {
    return prefix.resolve("lib/libpython" + kind.id() + ".so.1.0");
  }
}
