package io.abiwarden.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.StableAbi;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is said of an interpreter from data alone is what is said of the same one when it is here:
 * for each that was found, its twin at a platform like this machine's.
 */
class ElsewhereTwinTest {

  private static final int FIXTURES_FLOOR = 300;
  private static final int STANDARD_LIBRARY_FLOOR = 20;

  /**
   * All that a machine knows better than data does: whether a library is there that neither the
   * artifact nor every system of its platform has, whether its C++ runtime is new enough, and by
   * its micro version whether a part of a standard library is that of this very release. From data
   * that is unknown, by the same rule.
   */
  private static final Set<Rule> OF_THE_MACHINE = Set.of(Rule.AW402, Rule.AW403, Rule.AW203);

  private static final Set<Verdict> DECIDED_BY_MACHINE =
      Set.of(Verdict.LOADS, Verdict.LOADS_GIL, Verdict.FAILS);

  /** A file that is passed over for its name has no findings that would say why. */
  private static final Optional<Verdict> UNKNOWN = Optional.of(Verdict.UNKNOWN);

  private static final Map<Interpreter, Interpreter> TWINS = new LinkedHashMap<>();

  @BeforeAll
  static void find() throws NoSuchInterpreterException {
    assumeTrue(
        Machine.host() instanceof Host.Linux linux && linux.glibcMinor().isPresent(),
        "needs a Linux with glibc");
    Host.Linux linux = (Host.Linux) Machine.host();
    String platform =
        "manylinux_2_%d_%s".formatted(linux.glibcMinor().orElseThrow(), linux.architecture());
    for (Interpreter python : Interpreters.discover().verified()) {
      InterpreterFacts facts = python.facts();
      boolean known =
          KnownInterpreters.exists(facts.version().minor(), facts.freeThreaded())
              && !facts.debug()
              && facts.version().preRelease().matches("|rc.*")
              && facts.exportedSymbols().isPresent();
      if (known) {
        TWINS.put(python, Interpreters.elsewhere(facts.shortName() + "@" + platform).orElseThrow());
      }
    }
    assumeTrue(!TWINS.isEmpty(), "no interpreter was found whose library can be read");
    System.out.println(
        "twins: " + TWINS.keySet().stream().map(Interpreter::id).collect(Collectors.joining(", ")));
  }

  @Test
  void hasTheSameFacts() {
    assertThat(TWINS)
        .allSatisfy(
            (python, twin) -> {
              assertThat(twin.facts().extensionSuffixes())
                  .isEqualTo(python.facts().extensionSuffixes());
              assertThat(twin.facts().soabi()).isEqualTo(python.facts().soabi());
              assertThat(twin.facts().platform()).isEqualTo(python.facts().platform());
              assertThat(changed(python))
                  .as("what its micro version changed")
                  .noneMatch(name -> StableAbi.symbol(name).isPresent());
            });
  }

  /**
   * Names that this micro version has and the one that the data was read off has not, or the
   * reverse: some private ones, which only the standard library's own extensions use.
   */
  private static Set<String> changed(Interpreter python) {
    Set<String> here =
        python.facts().exportedSymbols().orElseThrow().stream()
            .filter(name -> name.startsWith("Py") || name.startsWith("_Py"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = new TreeSet<>(KnownNames.of(python.facts().shortName()));
    Set<String> both = new TreeSet<>(known);
    both.retainAll(here);
    known.addAll(here);
    known.removeAll(both);
    return known;
  }

  @Test
  void saysTheSameOfFixtures() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<Fixture, BuildResult> entry :
        FixtureBuilder.onThisMachine().buildAll(Fixtures.all()).entrySet()) {
      if (entry.getValue() instanceof BuildResult.Built(Path file)) {
        files.add(file);
      }
    }
    assumeTrue(!files.isEmpty(), "no fixture could be built: a C compiler is missing");

    compare(files, true, FIXTURES_FLOOR);
  }

  @Test
  void saysTheSameOfStandardLibraries() throws Exception {
    List<Path> folders =
        TWINS.keySet().stream()
            .map(
                python ->
                    python
                        .prefix()
                        .resolve("lib/python" + python.facts().shortName() + "/lib-dynload"))
            .filter(Files::isDirectory)
            .distinct()
            .toList();
    assumeTrue(!folders.isEmpty(), "no interpreter here has extensions of its own in a folder");

    compare(folders, false, STANDARD_LIBRARY_FLOOR);
    compare(folders, true, STANDARD_LIBRARY_FLOOR);
  }

  private static void compare(List<Path> artifacts, boolean byPath, int floor)
      throws NoSuchInterpreterException, InterruptedException {
    List<String> names = new ArrayList<>();
    TWINS.forEach(
        (python, twin) -> {
          names.add(python.spec());
          names.add(twin.spec());
        });
    CheckRequest request =
        CheckRequest.of(artifacts)
            .withPythons(names)
            .withDepth(Depth.STATIC)
            .withByPath(byPath)
            .withJobs(1);
    CheckReport report;
    try (Checker checker = new Checker(Interpreters.discover(), CheckListener.NONE)) {
      report = checker.check(request);
    }
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.failed()).isEmpty();
    int compared = 0;
    Set<String> different = new TreeSet<>();
    for (CheckedArtifact artifact : report.artifacts()) {
      Map<String, PairResult> results =
          artifact.results().stream()
              .collect(Collectors.toMap(pair -> pair.python().spec(), pair -> pair));
      for (Map.Entry<Interpreter, Interpreter> pair : TWINS.entrySet()) {
        Set<String> changed = changed(pair.getKey());
        List<ExtensionResult> here = extensions(results, pair.getKey());
        List<ExtensionResult> twins = extensions(results, pair.getValue());
        assertThat(here).hasSameSizeAs(twins);
        for (int i = 0; i < here.size(); i++) {
          compared++;
          if (mentions(here.get(i), changed) || mentions(twins.get(i), changed)) {
            continue;
          }
          difference(here.get(i), twins.get(i))
              .ifPresent(
                  what ->
                      different.add(
                          artifact.artifact() + " on " + pair.getKey().id() + ": " + what));
        }
      }
    }
    System.out.println("compared " + compared + " pairs of verdicts");
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(floor * TWINS.size());
  }

  private static List<ExtensionResult> extensions(
      Map<String, PairResult> results, Interpreter python) {
    PairResult result = results.get(python.spec());
    assertThat(result).as(python.spec()).isNotNull();
    return result == null ? List.of() : result.extensions();
  }

  private static Optional<String> difference(ExtensionResult here, ExtensionResult twin) {
    boolean open = twin.verdict() == Verdict.UNKNOWN && leftToTheMachine(twin);
    boolean same =
        (here.verdict() == twin.verdict() || (open && DECIDED_BY_MACHINE.contains(here.verdict())))
            && (here.ifLoaded().equals(twin.ifLoaded()) || twin.ifLoaded().equals(UNKNOWN))
            && rules(here, twin).equals(rules(twin, twin));
    return same ? Optional.empty() : Optional.of(shown(here) + " but its twin " + shown(twin));
  }

  private static boolean mentions(ExtensionResult result, Set<String> names) {
    return result.findings().stream()
        .flatMap(finding -> Stream.of(finding.message().split("[^\\w]+")))
        .anyMatch(names::contains);
  }

  private static boolean leftToTheMachine(ExtensionResult twin) {
    return twin.findings().stream()
        .anyMatch(
            finding -> OF_THE_MACHINE.contains(finding.rule()) && finding.level() == Level.NOTE);
  }

  /** What is found, without what only the machine tells: also the names of a missing library. */
  private static Set<String> rules(ExtensionResult result, ExtensionResult twin) {
    return result.findings().stream()
        .filter(
            finding ->
                !OF_THE_MACHINE.contains(finding.rule())
                    || (finding.rule() == Rule.AW203 && finding.level() != Level.NOTE))
        .filter(finding -> finding.rule() != Rule.AW401 || !leftToTheMachine(twin))
        .map(finding -> finding.rule() + " " + finding.level())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String shown(ExtensionResult result) {
    return result.verdict()
        + " "
        + result.ifLoaded().map(Verdict::word).orElse("")
        + " "
        + result.findings().stream()
            .map(finding -> finding.rule() + " " + finding.level() + " " + finding.message())
            .toList();
  }
}
