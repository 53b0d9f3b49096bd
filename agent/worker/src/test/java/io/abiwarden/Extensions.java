package io.abiwarden;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.nio.file.Path;
import java.util.List;

/** Extension files, and interpreters to check them on. */
final class Extensions {

  private Extensions() {}

  /** A fixture's file; skips the test visibly where it cannot be built. */
  static Path fixture(String name) {
    return switch (FixtureBuilder.onThisMachine().build(Fixtures.named(name))) {
      case BuildResult.Built(Path file) -> file;
      case BuildResult.Missing(String reason) -> {
        assumeTrue(false, reason);
        throw new IllegalStateException(reason);
      }
    };
  }

  /** Skips the test visibly where none of the interpreters found is of that kind. */
  static Interpreter installed(Interpreters found, String shortName) {
    List<Interpreter> those =
        found.all().stream()
            .filter(python -> python.facts().shortName().equals(shortName) && python.usable())
            .toList();
    assumeTrue(!those.isEmpty(), "no CPython " + shortName + " here");
    return those.getFirst();
  }
}
