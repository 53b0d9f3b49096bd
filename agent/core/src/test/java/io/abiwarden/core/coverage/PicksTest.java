package io.abiwarden.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The wheels that are picked, against those that pip itself took of the same releases. */
class PicksTest {

  private static final List<String> PYTHONS =
      List.of("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15", "3.13t", "3.14t", "3.15t");

  private static final int FEWEST_RELEASES = 12;
  private static final int FEWEST_PICKS = 800;

  /** What one machine gets: the file for each interpreter, in their order; or a hyphen. */
  private record Truth(String machine, List<String> files) {}

  private record Release(String name, List<Offer> offers, List<Truth> truths) {}

  private static List<Release> releases() throws IOException {
    List<Release> releases = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(PicksTest.class.getResourceAsStream("picks.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "release" ->
              releases.add(
                  new Release(words[1] + " " + words[2], new ArrayList<>(), new ArrayList<>()));
          case "wheel" -> releases.getLast().offers().add(offer(words));
          case "picks" -> {
            List<Offer> offers = releases.getLast().offers();
            releases
                .getLast()
                .truths()
                .add(
                    new Truth(
                        words[1],
                        Stream.of(words)
                            .skip(2)
                            .map(
                                place ->
                                    place.equals("-")
                                        ? "-"
                                        : offers.get(Integer.parseInt(place)).fileName())
                            .toList()));
          }
          default -> assertThat(line).startsWith("#");
        }
      }
    }
    return releases;
  }

  private static Offer offer(String... words) {
    return new Offer(
        words[1],
        words[1],
        WheelName.parse(words[1]).orElseThrow(),
        words[3].isEmpty() ? Optional.empty() : Optional.of(words[3]),
        words[2].equals("yanked"),
        true,
        List.of(),
        List.of());
  }

  private static Grid grid(Release release) throws MalformedExpectation {
    Coverage coverage =
        Coverage.of(
            Expectation.parse(List.of("3.9-3.15t")),
            release.offers(),
            (_, _) -> Optional.empty(),
            KnownHoles.NONE);
    assertThat(coverage.grids()).hasSize(1);
    return coverage.grids().getFirst();
  }

  private static String file(Cell cell) {
    return switch (cell) {
      case Cell.Picked picked -> picked.wheel().fileName();
      case Cell.Hole _ -> "-";
      case Cell.NotExpected _ -> "not expected";
    };
  }

  @TestFactory
  Stream<DynamicTest> areThoseThatPipTakes() throws IOException {
    return releases().stream()
        .map(
            release ->
                DynamicTest.dynamicTest(
                    release.name(),
                    () -> {
                      Grid grid = grid(release);
                      assertThat(grid.pythons().stream().map(PythonBuild::id))
                          .containsExactlyElementsOf(PYTHONS);
                      assertThat(grid.machines().stream().map(Machine::id))
                          .containsExactlyInAnyOrderElementsOf(
                              release.truths().stream().map(Truth::machine).toList());
                      for (Truth truth : release.truths()) {
                        Machine machine =
                            grid.machines().stream()
                                .filter(one -> one.id().equals(truth.machine()))
                                .findFirst()
                                .orElseThrow();
                        assertThat(
                                grid.pythons().stream()
                                    .map(python -> file(grid.cell(python, machine))))
                            .as("%s on %s", release.name(), truth.machine())
                            .containsExactlyElementsOf(truth.files());
                      }
                    }));
  }

  @Test
  void areManyEnough() throws IOException {
    List<Release> releases = releases();

    assertThat(releases).hasSizeGreaterThanOrEqualTo(FEWEST_RELEASES);
    assertThat(releases.stream().flatMap(one -> one.truths().stream()).count() * PYTHONS.size())
        .isGreaterThanOrEqualTo(FEWEST_PICKS);
  }

  @Test
  void sayWhyOddlyTaggedWheelsAreNotTaken() throws Exception {
    Release made =
        releases().stream().filter(one -> one.name().equals("syn 1.0")).findFirst().orElseThrow();

    assertThat(grid(made).unpicked())
        .extracting(one -> one.wheel().fileName() + " " + one.why().word())
        .contains(
            "syn-1.0-cp314t-cp314t-win_amd64.whl never",
            "syn-1.0-cp314-cp314-win_amd64.whl shadowed",
            "syn-1.0-2-cp314-cp314-win_amd64.whl shadowed",
            "syn-1.0-cp312-cp312-manylinux2014_x86_64.whl older-systems",
            "syn-1.0-cp313-cp313-manylinux_2_99_x86_64.whl newer-systems");
  }
}
