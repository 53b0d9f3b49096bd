package io.abiwarden.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holes with their reasons, and wheels that do not keep their promise where they are picked. */
class GridTest {

  private static Offer wheel(String tags, Offer.Problem... problems) {
    return wheel(tags, Verdict.LOADS, problems);
  }

  private static Offer wheel(String tags, Verdict verdict, Offer.Problem... problems) {
    String file = "demo-1.0-" + tags + ".whl";
    return new Offer(
        "dist/" + file,
        file,
        WheelName.parse(file).orElseThrow(),
        Optional.empty(),
        false,
        true,
        PYTHONS.stream().map(python -> new Installation(python, List.of(), verdict)).toList(),
        List.of(problems));
  }

  private static final List<String> PYTHONS =
      List.of("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15", "3.13t", "3.14t", "3.15t");

  private static Offer requiring(Offer offer, String range) {
    return new Offer(
        offer.shown(),
        offer.fileName(),
        offer.name(),
        Optional.of(range),
        false,
        true,
        offer.installations(),
        offer.problems());
  }

  private static Offer.Problem error(Rule rule, String message, String... names) {
    return new Offer.Problem(
        new AuditFinding(
            Optional.empty(), new Finding(rule, Level.ERROR, message, "mend it"), List.of(names)),
        true,
        Optional.empty());
  }

  private static Grid grid(String expected, Offer... offers) throws MalformedExpectation {
    return Coverage.of(
            Expectation.parse(List.of(expected)),
            List.of(offers),
            (_, _) -> Optional.empty(),
            KnownHoles.NONE)
        .grids()
        .getFirst();
  }

  /** {@code linux 3.14t: hole not-published}. */
  private static List<String> cells(Grid grid) {
    return grid.machines().stream()
        .flatMap(
            machine ->
                grid.pythons().stream()
                    .map(
                        python ->
                            machine.id() + " " + python + ": " + text(grid.cell(python, machine))))
        .toList();
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> "not expected";
      case Cell.Hole hole -> "hole " + hole.reason().word();
      case Cell.Picked picked -> picked.state().word() + " " + picked.tag();
    };
  }

  @Test
  void saysThatAFreeThreadedWheelWasNeverPublished() throws MalformedExpectation {
    Grid grid = grid("3.14-3.14t", wheel("cp39-abi3-win_amd64"));

    assertThat(cells(grid))
        .containsExactly(
            "win_amd64 3.14: kept cp39-abi3-win_amd64", "win_amd64 3.14t: hole not-published");
    assertThat(grid.passes()).isFalse();
    assertThat(grid.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.message())
                  .isEqualTo(
                      "3.14t gets no wheel on win_amd64: none was published; abi3 wheels are for"
                          + " regular builds alone.");
              assertThat(gap.help()).contains("cp314t").contains("cibuildwheel 4");
            });
  }

  @Test
  void saysThatAFreeThreadedBuildCameOutAsARegularOne() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.14-3.14t",
            wheel(
                "cp314-cp314-manylinux_2_28_x86_64",
                Verdict.REFUSED,
                error(Rule.AW108, "it is a free-threaded build.", "3.14")));

    assertThat(cells(grid))
        .containsExactly(
            "manylinux_x86_64 3.14: broken cp314-cp314-manylinux_2_28_x86_64",
            "manylinux_x86_64 3.14t: hole came-out-otherwise");
    assertThat(grid.gaps().getFirst().message()).contains("free-threaded by content");
    assertThat(grid.gaps().getFirst().help()).contains("wheel tags --abi-tag cp314t");
  }

  @Test
  void saysThatATagIsOneThatNobodyAccepts() throws MalformedExpectation {
    Grid grid = grid("3.14t", wheel("cp314t-cp314t-macosx_11_0_arm64"));

    assertThat(cells(grid)).containsExactly("macosx_arm64 3.14t: hole tag");
    assertThat(grid.gaps().getFirst().help())
        .contains("wheel tags --python-tag cp314 --abi-tag cp314t demo-1.0");
    assertThat(grid.unpicked())
        .singleElement()
        .extracting(Unpicked::why)
        .isEqualTo(Unpicked.Why.NEVER);
  }

  @Test
  void saysThatRequiresPythonLeavesOneOut() throws MalformedExpectation {
    Grid grid = grid("3.9-3.10", requiring(wheel("cp39-abi3-win32"), ">=3.10"));

    assertThat(cells(grid))
        .containsExactly("win32 3.9: hole requires-python", "win32 3.10: kept cp39-abi3-win32");
    assertThat(grid.gaps().getFirst().message()).contains("Requires-Python >=3.10 leaves it out");
  }

  @Test
  void knowsThatAnUpperBoundWithoutAStarLeavesOutAllButTheFirstRelease()
      throws MalformedExpectation {
    Grid grid = grid("3.14", requiring(wheel("cp39-abi3-win32"), "<=3.14"));

    assertThat(cells(grid)).containsExactly("win32 3.14: hole requires-python");
    assertThat(grid.gaps().getFirst().message()).contains("lets 3.14.0 have it and no later 3.14");
  }

  @Test
  void saysThatAMachineIsTooOld() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.14@manylinux_2_17_x86_64,3.14@macosx_11_0_arm64",
            wheel("cp314-cp314-manylinux_2_27_x86_64.manylinux_2_28_x86_64"),
            wheel("cp314-cp314-macosx_14_0_arm64"));

    assertThat(cells(grid))
        .containsExactly(
            "manylinux_2_17_x86_64 3.14: hole newer-system",
            "macosx_11_0_arm64 3.14: hole newer-system");
    assertThat(grid.gaps().getFirst().message())
        .contains("asks for glibc 2.27 or newer; that machine has glibc 2.17");
  }

  @Test
  void saysThatAPlatformHasNoWheelAtAll() throws MalformedExpectation {
    Grid grid = grid("3.14,3.14@win_arm64", wheel("cp314-cp314-win_amd64"));

    assertThat(cells(grid))
        .containsExactly(
            "win_amd64 3.14: kept cp314-cp314-win_amd64", "win_arm64 3.14: hole no-platform");
  }

  @Test
  void fallsBackToWheelsForEveryPlatform() throws MalformedExpectation {
    Grid grid = grid("3.13-3.14t", wheel("cp313-cp313-win_amd64"), wheel("py3-none-any"));

    assertThat(cells(grid))
        .containsExactly(
            "win_amd64 3.13: kept cp313-cp313-win_amd64",
            "win_amd64 3.14: kept py3-none-any",
            "win_amd64 3.13t: kept py3-none-any",
            "win_amd64 3.14t: kept py3-none-any");
    assertThat(cells(grid("3.14", wheel("py3-none-any"))))
        .containsExactly("any 3.14: kept py3-none-any");
  }

  @Test
  void knowsThatAWheelWithoutAbiIsTakenByFreeThreadedPythonsAsWell() throws MalformedExpectation {
    Offer offer =
        new Offer(
            "demo-1.0-cp314-none-win_amd64.whl",
            "demo-1.0-cp314-none-win_amd64.whl",
            WheelName.parse("demo-1.0-cp314-none-win_amd64.whl").orElseThrow(),
            Optional.empty(),
            false,
            true,
            List.of(
                new Installation("3.14", List.of(), Verdict.LOADS),
                new Installation("3.14t", List.of(), Verdict.UNSAFE)),
            List.of(error(Rule.AW105, "names no ABI.", "3.14t")));

    Grid grid = grid("3.14-3.14t", offer);

    assertThat(cells(grid))
        .containsExactly(
            "win_amd64 3.14: kept cp314-none-win_amd64",
            "win_amd64 3.14t: broken cp314-none-win_amd64");
    assertThat(grid.groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.message()).contains("memory corruption").contains("AW105");
              assertThat(group.help()).isEqualTo("mend it");
            });
  }

  @Test
  void callsNothingBrokenThatInstallsAndLoads() throws MalformedExpectation {
    Offer.Problem untidy = error(Rule.AW106, "the file WHEEL has other tags.");

    assertThat(cells(grid("3.14", wheel("cp314-cp314-win_amd64", untidy))))
        .containsExactly("win_amd64 3.14: kept cp314-cp314-win_amd64");
    assertThat(cells(grid("3.14", wheel("cp314-cp314-win_amd64", Verdict.FAILS, untidy))))
        .containsExactly("win_amd64 3.14: broken cp314-cp314-win_amd64");
  }

  @Test
  void leavesOpenWhichLibraryAPlainLinuxTagIsFor() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.14@manylinux_2_28_x86_64,3.14@musllinux_1_2_x86_64",
            wheel("cp314-cp314-linux_x86_64"));

    assertThat(cells(grid))
        .containsExactly(
            "manylinux_2_28_x86_64 3.14: kept cp314-cp314-linux_x86_64",
            "musllinux_1_2_x86_64 3.14: unknown cp314-cp314-linux_x86_64");
    assertThat(grid.groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.isOpenByTag()).isTrue();
              assertThat(group.message()).contains("does not tell musl from glibc");
            });
  }

  @Test
  void tellsTheGravestReason() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.14",
            wheel(
                "cp314-cp314-win_amd64",
                error(Rule.AW101, "uses names of its own."),
                error(Rule.AW503, "is a zip bomb.")));

    assertThat(grid.groups().getFirst().message()).contains("AW503: is a zip bomb.");
  }

  @Test
  void saysThatRequiresPythonKeepsAWheelFromEverybody() throws MalformedExpectation {
    Offer offer = wheel("cp39-cp39-win_amd64");
    Offer left =
        new Offer(
            offer.shown(),
            offer.fileName(),
            offer.name(),
            Optional.of(">=3.11"),
            false,
            true,
            offer.installations(),
            List.of());

    assertThat(grid("3.9-3.12", left, wheel("cp312-cp312-win_amd64")).unpicked())
        .singleElement()
        .satisfies(
            unpicked -> {
              assertThat(unpicked.wheel()).isEqualTo(left);
              assertThat(unpicked.message())
                  .isEqualTo(
                      "Requires-Python >=3.11 leaves out every version that cp39-cp39 is for, so"
                          + " that nothing ever installs it");
            });
  }

  @Test
  void letsAcceptedFindingsBreakNoCell() throws MalformedExpectation {
    Offer.Problem known =
        new Offer.Problem(
            error(Rule.AW109, "does not fit.", "3.14t").finding(),
            false,
            Optional.of(new Acceptance(Acceptance.Source.SETTINGS, "one user")));

    Grid grid = grid("3.14t", wheel("cp314-none-win_amd64", Verdict.UNSAFE, known));

    assertThat(cells(grid)).containsExactly("win_amd64 3.14t: accepted cp314-none-win_amd64");
    assertThat(grid.passes()).isTrue();
    assertThat(grid.groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.accepted().orElseThrow().why()).isEqualTo("one user");
              assertThat(group.message()).contains("memory corruption (AW109).");
              assertThat(group.help()).isEmpty();
            });
  }

  @Test
  void showsAnAcceptedErrorWhereTheWheelLoadsAllTheSame() throws MalformedExpectation {
    Offer.Problem known =
        new Offer.Problem(
            error(Rule.AW112, "links to libpython.").finding(),
            false,
            Optional.of(Acceptance.BY_OPTION));

    Grid grid = grid("3.14", wheel("cp314-cp314-win_amd64", known));

    assertThat(cells(grid)).containsExactly("win_amd64 3.14: accepted cp314-cp314-win_amd64");
    assertThat(grid.passes()).isTrue();
  }

  @Test
  void letsAcceptedHolesBreakNothing() throws MalformedExpectation {
    Expectation known = Expectation.parse(List.of("3.14t@win_amd64,3.13@manylinux_x86_64"));
    Acceptance acceptance = new Acceptance(Acceptance.Source.SETTINGS, "nobody asked");
    Grid grid =
        Coverage.of(
                Expectation.parse(List.of("3.13-3.14t")),
                List.of(
                    wheel("cp314-cp314-win_amd64"),
                    wheel("cp314-cp314-manylinux_2_28_x86_64"),
                    wheel("cp314-cp314t-manylinux_2_28_x86_64")),
                (_, _) -> Optional.empty(),
                (project, python, machine) -> {
                  assertThat(project).isEqualTo("demo");
                  return known.names(python, machine) ? Optional.of(acceptance) : Optional.empty();
                })
            .grids()
            .getFirst();

    assertThat(grid.holes()).isEqualTo(3);
    assertThat(grid.acceptedHoles()).isEqualTo(2);
    assertThat(grid.passes()).isFalse();
    assertThat(grid.gaps())
        .filteredOn(gap -> gap.accepted().isPresent())
        .flatExtracting(Gap::pythons)
        .extracting(PythonBuild::id)
        .containsExactlyInAnyOrder("3.14t", "3.13");
    // What is accepted is never in one gap with what is not.
    assertThat(grid.gaps())
        .filteredOn(gap -> gap.accepted().isEmpty())
        .allSatisfy(
            gap ->
                gap.machines()
                    .forEach(
                        machine ->
                            gap.pythons()
                                .forEach(
                                    python -> assertThat(known.names(python, machine)).isFalse())));
  }

  @Test
  void marksWhatTurnsTheGilOnAndLetsItPass() throws MalformedExpectation {
    Grid grid = grid("3.14t", wheel("cp314-cp314t-win_amd64", Verdict.LOADS_GIL));

    assertThat(cells(grid)).containsExactly("win_amd64 3.14t: loads-gil cp314-cp314t-win_amd64");
    assertThat(grid.passes()).isTrue();
  }

  @Test
  void breaksAllCellsOfAWheelWithAnErrorOfItsOwn() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.13-3.14",
            wheel("cp313-abi3-win_amd64", error(Rule.AW101, "outside.", "_PyLong_New")));

    assertThat(grid.broken()).isEqualTo(2);
  }

  @Test
  void tellsTheHalvesOfAUniversalWheelApart() throws MalformedExpectation {
    String file = "demo-1.0-cp314-cp314-macosx_11_0_universal2.whl";
    Offer offer =
        new Offer(
            file,
            file,
            WheelName.parse(file).orElseThrow(),
            Optional.empty(),
            false,
            true,
            List.of(
                new Installation(
                    "3.14",
                    List.of(),
                    Verdict.REFUSED,
                    Map.of("x86_64", Verdict.LOADS, "aarch64", Verdict.REFUSED))),
            List.of());

    assertThat(cells(grid("3.14", offer)))
        .containsExactly(
            "macosx_x86_64 3.14: kept cp314-cp314-macosx_11_0_universal2",
            "macosx_arm64 3.14: broken cp314-cp314-macosx_11_0_universal2");
  }

  @Test
  void saysOfAMistakeAboutOnePlatformTagThatItIsOfThatPlatform() throws MalformedExpectation {
    Grid grid =
        grid(
            "3.14",
            wheel(
                "py3-none-manylinux_2_17_x86_64.musllinux_1_2_x86_64",
                error(
                    Rule.AW601,
                    "x.so is linked against glibc, but the wheel is tagged musllinux_1_2_x86_64,"
                        + " whose systems have musl.")));

    assertThat(cells(grid))
        .containsExactly(
            "manylinux_x86_64 3.14: kept py3-none-manylinux_2_17_x86_64",
            "musllinux_x86_64 3.14: broken py3-none-musllinux_1_2_x86_64");
  }

  @Test
  void drawsAGridForEachVersion() throws MalformedExpectation {
    Coverage coverage =
        Coverage.of(
            Expectation.parse(List.of("3.14")),
            List.of(
                wheel("py3-none-any"),
                Offer.unread(
                    "x",
                    "demo-2.0-py3-none-any.whl",
                    WheelName.parse("demo-2.0-py3-none-any.whl").orElseThrow())),
            (_, version) -> Optional.of(version.equals("1.0")),
            KnownHoles.NONE);

    assertThat(coverage.grids())
        .extracting(grid -> grid.version() + " " + grid.sdist().orElseThrow())
        .containsExactly("1.0 true", "2.0 false");
    assertThat(coverage.grids().get(1).in(Cell.State.UNKNOWN)).isEqualTo(1);
  }
}
