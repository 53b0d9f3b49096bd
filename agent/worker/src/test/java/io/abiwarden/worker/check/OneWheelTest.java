package io.abiwarden.worker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.StableAbi;
import io.abiwarden.fixtures.AuditCase;
import io.abiwarden.fixtures.AuditCases;
import io.abiwarden.fixtures.AuditPacker;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import io.abiwarden.fixtures.InstalledPythons;
import io.abiwarden.worker.python.Interpreters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One wheel for 3.14, 3.14t, 3.15 and 3.15t: the matrix that proves that it loads everywhere its
 * tag says, and nowhere else.
 */
class OneWheelTest {

  private static final String WHEEL = "one_file-1.0-cp314-abi3.abi3t-";
  private static final Set<String> PROMISED = Set.of("3.14", "3.14t", "3.15", "3.15t");
  private static final int NEWEST_OF_ITS_NAMES = 14;
  private static final int NAMES_OF_315 = 40;

  @TempDir private Path folder = Path.of("");

  /**
   * Reading tells as much as importing; for interpreters that are not here, AuditTableTest does.
   */
  @ParameterizedTest
  @EnumSource(
      value = Depth.class,
      names = {"STATIC", "IMPORT"})
  void loadsWhereItsTagSaysAndIsRefusedElsewhere(Depth depth) throws Exception {
    Map<String, Path> pythons = InstalledPythons.ofEveryKind();
    Set<String> absent = new TreeSet<>(PROMISED);
    absent.removeAll(pythons.keySet());
    System.out.println(WHEEL + ": on " + pythons.keySet() + "; NOT COVERED here: " + absent);
    Path wheel = wheel();
    List<String> specs = new ArrayList<>(List.of("embedded"));
    pythons.values().forEach(python -> specs.add(python.toString()));

    List<PairResult> results = check(wheel, specs, depth);

    assertThat(results).hasSize(specs.size());
    Map<String, List<String>> wrong = new TreeMap<>();
    for (PairResult pair : results) {
      boolean promised = PROMISED.contains(pair.python().facts().shortName());
      ExtensionResult extension = pair.extensions().getFirst();
      boolean right =
          promised
              ? pair.verdict() == Verdict.LOADS && extension.decidedBy() == depth
              : pair.verdict() == Verdict.REFUSED
                  && extension.findings().stream().anyMatch(f -> f.rule() == Rule.AW209);
      // A free-threaded interpreter keeps its GIL off: a verdict of its own otherwise.
      boolean installable = pair.installable().orElse(false) == promised;
      if (!right || !installable) {
        wrong.put(pair.python().facts().id(), List.of(pair.verdict().word(), extension.toString()));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(results).anyMatch(pair -> pair.verdict() == Verdict.LOADS);
  }

  /** What each kind of interpreter is handed, followed on paper to the last slot. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readingFollowsTheDefinitionOfEachKind(boolean freeThreaded) throws Exception {
    BuildResult built = FixtureBuilder.onThisMachine().build(Fixtures.named("on_314@abi3t-3.15"));
    assumeTrue(built instanceof BuildResult.Built, built.toString());
    if (built instanceof BuildResult.Built(Path file)) {
      EntryEvidence entry =
          EvidenceReader.read(ImageReader.read(file), ByteBuffer.wrap(Files.readAllBytes(file)))
              .entry("PyInit_on_314", _ -> true, freeThreaded)
              .orElseThrow();
      assertThat(entry.exact()).isTrue();
      RawDefinition definition = entry.definitions().getFirst();
      assertThat(entry.definitions()).hasSize(1);
      assertThat(definition.layout())
          .isEqualTo(freeThreaded ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL);
      assertThat(definition.header())
          .isEqualTo(freeThreaded ? HeaderKind.FREE_THREADED_FROM_3_14 : HeaderKind.GIL_FROM_3_14);
      assertThat(definition.name()).contains("on_314");
      assertThat(definition.size()).isEqualTo(16);
      assertThat(definition.slots().orElseThrow().slots())
          .extracting(Slot::id)
          .containsExactly(2, 3, 4);
    }
  }

  /** Or 3.14 would not open it. */
  @Test
  void everyNameItNeedsIsInTheStableAbiOf314() throws Exception {
    for (String name : List.of("on_314", "on_314_subslots", "on_314_two_modules", "on_314_odd")) {
      Fixture fixture = Fixtures.named(name + "@abi3t-3.15");
      BuildResult built = FixtureBuilder.onThisMachine().build(fixture);
      assumeTrue(built instanceof BuildResult.Built, built.toString());
      if (built instanceof BuildResult.Built(Path file)) {
        Image image = ImageReader.read(file);
        Set<String> names =
            image.needs().stream()
                .map(NeededSymbol::name)
                .filter(KnownNames::looksLikePythons)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).contains("PyModuleDef_Init", "Py_TYPE");
        assertThat(names)
            .as(name)
            .allMatch(
                need ->
                    StableAbi.symbol(need)
                        .filter(symbol -> symbol.added() <= NEWEST_OF_ITS_NAMES)
                        .isPresent());
        assertThat(StableAbi.minimum(names)).isEqualTo(NEWEST_OF_ITS_NAMES);
      }
    }
  }

  /**
   * The header lists what 3.15 added; if the list were short, a module would compile that does not
   * load.
   */
  @Test
  void theHeaderForbidsEveryNameOf315() throws IOException {
    Set<String> added =
        StableAbi.symbols().entrySet().stream()
            .filter(entry -> entry.getValue().added() > NEWEST_OF_ITS_NAMES)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(added).hasSizeGreaterThan(NAMES_OF_315);
    Set<String> forbidden = new TreeSet<>(Set.of("Py_IS_TYPE"));
    Matcher lines = Pattern.compile("(?m)^#pragma GCC poison (.*)$").matcher(header());
    while (lines.find()) {
      forbidden.addAll(List.of(lines.group(1).split(" ", -1)));
    }
    assertThat(forbidden).containsAll(added);
    assertThat(forbidden)
        .allMatch(
            name ->
                StableAbi.symbol(name)
                    .map(symbol -> symbol.added() > NEWEST_OF_ITS_NAMES)
                    .orElse(true));
  }

  private Path wheel() {
    AuditCase one =
        AuditCases.all().stream()
            .filter(artifact -> artifact.name().startsWith(WHEEL))
            .findFirst()
            .orElseThrow();
    return switch (new AuditPacker(FixtureBuilder.onThisMachine()).pack(one, folder)) {
      case BuildResult.Built(Path file) -> file;
      case BuildResult.Missing(String reason) -> {
        assumeTrue(false, reason);
        yield folder;
      }
    };
  }

  private static List<PairResult> check(Path wheel, List<String> pythons, Depth depth)
      throws Exception {
    try (Checker checker = new Checker(Interpreters.discover(), CheckListener.NONE)) {
      CheckReport report =
          checker.check(
              new CheckRequest(
                  List.of(wheel),
                  pythons,
                  depth,
                  false,
                  Duration.ofSeconds(60),
                  List.of(),
                  2,
                  CheckRequest.Extras.NONE));
      assertThat(report.unreadable()).isEmpty();
      return report.artifacts().getFirst().results();
    }
  }

  private static String header() throws IOException {
    try (InputStream stream = Fixtures.class.getResourceAsStream("c/abi3t_on_314.h")) {
      if (stream == null) {
        throw new IOException("the fixtures have no header");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
