package io.abiwarden.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.Expectation;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.FixtureVerdict;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.fixtures.InstalledPython;
import io.abiwarden.fixtures.InstalledPythons;
import io.abiwarden.fixtures.PythonKind;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fixture on every kind of interpreter that is here: the verdict is what the fixtures' own
 * table says, which their tests hold against plain Python processes.
 */
class FixtureVerdictsTest {

  /** Fewer pairs than that for one interpreter, and something that builds fixtures is missing. */
  private static final int STATIC_FLOOR = 300;

  /** For one from before free-threading, which only Rust and Cython fixtures are about. */
  private static final int STATIC_FLOOR_OF_OLD = 30;

  /** Version-specific builds with a GIL are few: most fixtures are in the Stable ABI there. */
  private static final int IMPORT_FLOOR = 5;

  private static final int IMPORT_FLOOR_OF_MANY = 60;

  /**
   * Where the Stable ABI's builds are run: the embedded interpreter's version, which is anywhere.
   */
  private static final PythonKind STABLE_ABI = PythonKind.V3_14;

  /** Hanging ones cost this much each; a worker's start on a busy machine must fit into it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Map<Fixture, Path> BUILT = new HashMap<>();

  @BeforeAll
  static void build() {
    for (Map.Entry<Fixture, BuildResult> entry :
        FixtureBuilder.onThisMachine().buildAll(Fixtures.all()).entrySet()) {
      if (entry.getValue() instanceof BuildResult.Built(Path file)) {
        BUILT.put(entry.getKey(), file);
      }
    }
    assumeTrue(!BUILT.isEmpty(), "no fixture could be built: a C compiler is missing");
    System.out.println("fixtures built: " + BUILT.size() + " of " + Fixtures.all().size());
  }

  @TestFactory
  Stream<DynamicTest> reading() {
    return perPython(
        python -> {
          List<Fixture> fixtures = about(python.kind());
          assertThat(fixtures)
              .hasSizeGreaterThan(isOld(python.kind()) ? STATIC_FLOOR_OF_OLD : STATIC_FLOOR);
          Map<Fixture, ExtensionResult> results = check(python, fixtures, Depth.STATIC);
          List<String> wrong = new ArrayList<>();
          int unknown = 0;
          for (Fixture fixture : fixtures) {
            FixtureVerdict said = verdict(results, fixture);
            unknown += said == FixtureVerdict.UNKNOWN ? 1 : 0;
            if (said != FixtureVerdict.UNKNOWN
                && !(right(fixture, python, said) && hasItsRule(fixture, python, results))) {
              wrong.add(line(fixture, python, results));
            }
          }
          assertThat(wrong).as("wrong static verdicts on " + python).isEmpty();
          assertThat(unknown)
              .as("fixtures left undecided on " + python)
              .isLessThan(fixtures.size() / 20);
        });
  }

  @TestFactory
  Stream<DynamicTest> importing() {
    return perPython(
        python -> {
          List<Fixture> fixtures =
              about(python.kind()).stream().filter(f -> runsOn(f, python.kind())).toList();
          boolean many = python.kind().freeThreaded() || python.kind() == STABLE_ABI;
          assertThat(fixtures).hasSizeGreaterThan(many ? IMPORT_FLOOR_OF_MANY : IMPORT_FLOOR);
          Map<Fixture, ExtensionResult> results = check(python, fixtures, Depth.IMPORT);
          List<String> wrong = new ArrayList<>();
          for (Fixture fixture : fixtures) {
            Expectation expected = fixture.expected(python.kind());
            ExtensionResult result = results.get(fixture);
            boolean right =
                result != null
                    && (result.decidedBy() == Depth.STATIC
                        ? right(fixture, python, verdict(results, fixture))
                        : expected.verdict() == verdict(results, fixture));
            if (!right) {
              wrong.add(line(fixture, python, results));
            }
          }
          assertThat(wrong).as("wrong verdicts of imports on " + python).isEmpty();
        });
  }

  /**
   * Where reading cannot know what an init does, it may say what the module would do to the GIL.
   */
  private static boolean right(Fixture fixture, InstalledPython python, FixtureVerdict said) {
    return fixture.rightStatically(python.kind(), said)
        || (said == FixtureVerdict.LOADS_GIL
            && python.kind().freeThreaded()
            && fixture.rightStatically(python.kind(), FixtureVerdict.LOADS));
  }

  /**
   * What was built for this very kind; the Stable ABI's on one with a GIL, and those of other
   * builders that are right on all.
   */
  private static boolean runsOn(Fixture fixture, PythonKind kind) {
    String build = fixture.name().substring(fixture.name().indexOf('@') + 1);
    return build.equals(kind.id())
        || build.startsWith(kind.id() + " ")
        || (build.startsWith("abi3")
            && (kind == STABLE_ABI || fixture.name().matches("(pyo3.*|cython)/right@.*")));
  }

  private static boolean isOld(PythonKind kind) {
    return kind.minor() < 13;
  }

  /** The fixtures that were built, and that say what is true on a kind. */
  private static List<Fixture> about(PythonKind kind) {
    List<Fixture> fixtures = BUILT.keySet().stream().filter(f -> f.knows(kind)).toList();
    assumeTrue(
        !fixtures.isEmpty(),
        "no Rust or Cython fixture could be built, and no other is about " + kind.id());
    return fixtures;
  }

  /** Whether the mismatch that the table names is among the findings, where it was seen. */
  private static boolean hasItsRule(
      Fixture fixture, InstalledPython python, Map<Fixture, ExtensionResult> results) {
    Expectation expected = fixture.expected(python.kind());
    ExtensionResult result = results.get(fixture);
    boolean mismatch =
        expected.verdict() == FixtureVerdict.REFUSED || expected.verdict() == FixtureVerdict.UNSAFE;
    return !mismatch
        || expected.verdict() != verdict(results, fixture)
        || result == null
        || expected.rule().isEmpty()
        || result.findings().stream()
            .anyMatch(finding -> finding.rule().name().equals(expected.rule().get()));
  }

  private static Map<Fixture, ExtensionResult> check(
      InstalledPython python, List<Fixture> fixtures, Depth depth)
      throws NoSuchInterpreterException, InterruptedException {
    Map<String, Fixture> byPath = new HashMap<>();
    List<Path> files = new ArrayList<>();
    for (Fixture fixture : fixtures) {
      Path file = BUILT.get(fixture);
      if (file != null) {
        byPath.put(file.toString(), fixture);
        files.add(file);
      }
    }
    Map<Fixture, ExtensionResult> results = new HashMap<>();
    try (Checker checker = new Checker(Interpreters.discover(), CheckListener.NONE)) {
      CheckReport report =
          checker.check(
              new CheckRequest(
                  files,
                  List.of(python.executable().toString()),
                  depth,
                  true,
                  TIMEOUT,
                  List.of(),
                  Runtime.getRuntime().availableProcessors(),
                  CheckRequest.Extras.NONE));
      assertThat(report.unreadable()).isEmpty();
      for (CheckedArtifact artifact : report.artifacts()) {
        Fixture fixture = byPath.get(artifact.artifact());
        if (fixture != null) {
          results.put(fixture, artifact.results().getFirst().extensions().getFirst());
        }
      }
    }
    return results;
  }

  private static FixtureVerdict verdict(Map<Fixture, ExtensionResult> results, Fixture fixture) {
    ExtensionResult result = results.get(fixture);
    return result == null ? FixtureVerdict.UNKNOWN : FixtureVerdict.of(result.verdict().word());
  }

  private static String line(
      Fixture fixture, InstalledPython python, Map<Fixture, ExtensionResult> results) {
    ExtensionResult result = results.get(fixture);
    return fixture.name()
        + ": expected "
        + fixture.expected(python.kind())
        + ", said "
        + (result == null
            ? "nothing"
            : result.verdict().word()
                + " by "
                + result.decidedBy().word()
                + " "
                + result.findings().stream().map(f -> f.rule() + ": " + f.message()).toList()
                + " "
                + result.observed().detail());
  }

  private interface Body {
    void run(InstalledPython python) throws Exception;
  }

  /** One test for each kind; of several interpreters of a kind the newest. */
  private static Stream<DynamicTest> perPython(Body body) {
    Map<PythonKind, InstalledPython> found = new EnumMap<>(PythonKind.class);
    for (InstalledPython python : InstalledPythons.find()) {
      found.putIfAbsent(python.kind(), python);
    }
    return Stream.of(PythonKind.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.id(),
                    () -> {
                      InstalledPython python = found.get(kind);
                      assumeTrue(python != null, "no " + kind.id() + " on this machine");
                      if (python != null) {
                        body.run(python);
                      }
                    }));
  }
}
