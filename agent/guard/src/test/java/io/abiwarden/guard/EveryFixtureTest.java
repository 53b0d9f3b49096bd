package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.FixtureVerdict;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.fixtures.PythonKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All fixtures, imported one after the other by one process under a guard that enforces: what the
 * fixtures' table calls a mismatch is an ImportError of the guard's, what it calls right is
 * imported, and the process comes to its end.
 */
class EveryFixtureTest {

  /** Fewer than that of either, and something that builds fixtures is missing. */
  private static final int FLOOR = 20;

  private static final Set<FixtureVerdict> WRONG =
      Set.of(FixtureVerdict.UNSAFE, FixtureVerdict.REFUSED);

  private static final Set<FixtureVerdict> RIGHT =
      Set.of(FixtureVerdict.LOADS, FixtureVerdict.LOADS_GIL);

  /** Those do something to their process beside being imported. */
  private static final List<String> BUSY =
      List.of("init_", "exec_", "create_", "constructor_", "collection_", "library_", "raw:");

  private static final Map<Fixture, Path> BUILT = new HashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void build() {
    for (Map.Entry<Fixture, BuildResult> entry :
        FixtureBuilder.onThisMachine().buildAll(Fixtures.all()).entrySet()) {
      if (entry.getValue() instanceof BuildResult.Built(Path file)) {
        BUILT.put(entry.getKey(), file);
      }
    }
    assumeTrue(!BUILT.isEmpty(), "no fixture could be built: a C compiler is missing");
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_13", "V3_13T", "V3_14", "V3_14T", "V3_15", "V3_15T"})
  void isRefusedOrImported(PythonKind kind) throws Exception {
    TestPython python = TestPython.of(kind);
    List<Fixture> wrong = about(kind).filter(fixture -> isWrong(fixture, kind)).toList();
    List<Fixture> right = about(kind).filter(fixture -> isRight(fixture, kind)).toList();
    assertThat(wrong).hasSizeGreaterThan(FLOOR);
    assertThat(right).hasSizeGreaterThan(FLOOR);
    StringBuilder code = new StringBuilder();
    for (Fixture fixture : Stream.concat(wrong.stream(), right.stream()).toList()) {
      code.append("attempt('")
          .append(fixture.name())
          .append("', load, '")
          .append(fixture.module())
          .append("', '")
          .append(BUILT.get(fixture))
          .append("')\n");
    }

    HostRun run = HostRun.of(python, folder, "before", "policy=enforce", code.toString()).alive();

    List<String> odd = new ArrayList<>();
    for (Fixture fixture : wrong) {
      if (!run.note(fixture.name()).startsWith("ImportError: abiwarden: ")) {
        odd.add(fixture.name() + " is no ImportError of the guard: " + run.note(fixture.name()));
      }
    }
    for (Fixture fixture : right) {
      if (!run.note(fixture.name()).equals("ok")) {
        odd.add(fixture.name() + " is not imported: " + run.note(fixture.name()));
      }
    }
    assertThat(odd).isEmpty();
  }

  private static Stream<Fixture> about(PythonKind kind) {
    return BUILT.keySet().stream()
        .filter(fixture -> fixture.knows(kind))
        .filter(fixture -> BUSY.stream().noneMatch(fixture.name()::startsWith))
        .sorted((a, b) -> a.name().compareTo(b.name()));
  }

  /** A mismatch that reading tells. */
  private static boolean isWrong(Fixture fixture, PythonKind kind) {
    return WRONG.contains(fixture.expected(kind).verdict())
        && WRONG.containsAll(fixture.alsoStatically());
  }

  private static boolean isRight(Fixture fixture, PythonKind kind) {
    return RIGHT.contains(fixture.expected(kind).verdict());
  }
}
