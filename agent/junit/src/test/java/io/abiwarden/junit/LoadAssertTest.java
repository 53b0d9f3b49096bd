package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;
import static io.abiwarden.junit.AbiwardenAssertions.assertThatExceptionOfType;
import static io.abiwarden.junit.AbiwardenAssertions.assertThatThrownBy;
import static io.abiwarden.junit.TestFiles.fixture;
import static io.abiwarden.junit.TestFiles.need;
import static io.abiwarden.junit.TestFiles.platform;
import static io.abiwarden.junit.TestFiles.wheel;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes, on real interpreters. What fails, and how, is in {@link MessagesTest}. */
class LoadAssertTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void rightOnesLoad() {
    need("3.13", "3.13t");
    assertThat(fixture("multi_phase@abi3-3.13")).exists().on("3.13").loads().keepsItsPromises();
    assertThat(fixture("multi_phase@3.13t")).on("3.13t").loads().keepsGilDisabled();
    assertThat(fixture("m_slots_null@3.13t"))
        .on("3.13t")
        .turnsTheGilOn()
        .hasVerdict(Verdict.LOADS_GIL)
        .hasFinding("AW301");
  }

  @Test
  void wrongOnesAreStopped() {
    need("3.13", "3.13t");
    assertThat(fixture("multi_phase@abi3-3.13"))
        .on("3.13t")
        .isStoppedBy("AW201")
        .hasVerdict(Verdict.UNSAFE)
        .on("3.13")
        .loads();
    assertThat(fixture("multi_phase_refcounts@3.13t"))
        .byPath()
        .on("3.13")
        .isStoppedBy("AW207")
        .hasVerdict(Verdict.REFUSED);
    assertThat(fixture("exec_raises@abi3-3.13")).on("3.13").isStoppedBy("AW404");
    assertThat(fixture("init_segfaults@abi3-3.13")).on("3.13").isStoppedBy("AW405");
    assertThat(fixture("init_needs_an_absent_package@abi3-3.13"))
        .on("3.13")
        .isStoppedBy("AW410")
        .hasVerdict(Verdict.UNKNOWN);
    assertThat(fixture("init_hangs@abi3-3.13"))
        .timeout(Duration.ofSeconds(1))
        .on("3.13")
        .isStoppedBy("AW406");
  }

  @Test
  void subinterpreters() {
    need("3.13");
    assertThat(fixture("multiple_interpreters_2@abi3-3.13"))
        .on("3.13")
        .loads()
        .supportsSubinterpreters();
  }

  @Test
  void olderPythonsHaveOneKindOfSubinterpreters() {
    need("3.9");
    assertThat(fixture("multi_phase@abi3-3.9")).on("3.9").loads().supportsSubinterpreters();
  }

  @Test
  void whatIsPromisedHasToBeHere() throws Exception {
    need("3.13");
    Path wheel =
        wheel(
            folder,
            "spam-1.0-cp313-cp313-" + platform() + ".whl",
            "multi_phase.so",
            fixture("multi_phase@3.13"));
    assertThat(wheel).onPromised().loads();
    Path nowhere =
        wheel(
            folder,
            "spam-1.0-cp399-cp399-" + platform() + ".whl",
            "multi_phase.so",
            fixture("multi_phase@3.13"));
    assertThatThrownBy(() -> assertThat(nowhere).onPromised().loads())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("nothing was checked: no interpreter is promised by the names of");
  }

  @Test
  void packagesOfASite() throws Exception {
    need("3.13");
    Path file = fixture("init_needs_an_absent_package@abi3-3.13");
    Path site = Files.createDirectories(folder.resolve("site"));
    Files.writeString(site.resolve("a_package_that_is_not_installed.py"), "");
    assertThat(file).site(site).on("3.13").loads();
  }

  @Test
  void statementsRunAfterTheImport() {
    need("3.13");
    assertThat(fixture("multi_phase@abi3-3.13"))
        .on("3.13")
        .runs("import multi_phase; assert multi_phase.__name__ == 'multi_phase'");
  }

  @Test
  void noStatementIsASlip() {
    assertThatThrownBy(() -> assertThat(Path.of("x.whl")).on("3.13").runs(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to run");
  }

  @Test
  void promisesOfAFolderAreThoseOfItsWheels() throws Exception {
    Path dist = Files.createDirectories(folder.resolve("dist"));
    assertThatThrownBy(() -> assertThat(dist).keepsItsPromises())
        .isInstanceOf(AssertionError.class)
        .hasMessage(dist + ": there is no wheel and no extension module in it.");
    wheel(dist, "pure-1.0-py3-none-any.whl", Map.of());
    assertThat(dist).keepsItsPromises();
    Files.writeString(dist.resolve("spam-1.0-py3-none-any.whl"), "no zip");
    assertThatThrownBy(() -> assertThat(dist).keepsItsPromises())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("spam-1.0-py3-none-any.whl does not keep its promises");
  }

  @Test
  void aFindingOfOneArtifactIsNotThatOfAnother() throws Exception {
    need("3.13");
    Path wheel = Files.writeString(folder.resolve("spam-1.0-py3-none-any.whl"), "no zip");
    Path file = fixture("multi_phase@abi3-3.13");
    assertThatThrownBy(
            () -> assertThat(Abiwarden.check(wheel, file).on("3.13")).hasFinding("AW502"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("multi_phase.abi3.so has no finding of AW502 on CPython 3.13");
    Path gone = folder.resolve("gone.whl");
    assertThatThrownBy(
            () -> assertThat(Abiwarden.check(wheel, gone).on("3.13")).hasFinding("AW502"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(gone + " cannot be checked");
  }

  @Test
  void whatIsKnownIsNotFoundOutAgain() throws Exception {
    need("3.13");
    Path told = folder.resolve("told");
    Path file = fixture("multi_phase@abi3-3.13");
    LoadAssert load =
        assertThat(
            Abiwarden.check(file)
                .on("3.13")
                .running("open('%s', 'a').write('once ')".formatted(told)));
    load.loads().hasVerdict(Verdict.LOADS).loads();
    assertThat(told).hasContent("once ");
    load.on("3.13").loads();
    assertThat(told).hasContent("once ");
  }

  @Test
  void allAreThoseThatCanBeUsed() {
    need("embedded");
    Path file = fixture("multi_phase@abi3-3.9");
    assertThat(PythonNames.usable(List.of("all", "3.99")))
        .hasSizeGreaterThan(1)
        .endsWith("3.99")
        .contains("embedded");
    // Nobody can use 3.8 and older; free-threaded ones would refuse it, and be named.
    assertThatThrownBy(() -> assertThat(file).on("all").hasVerdict(Verdict.NOT_APPLICABLE))
        .isInstanceOf(AssertionError.class)
        .hasMessageNotContaining("not run: it is older");
  }

  @Test
  void readingIsEnoughWhereItIsAskedFor() {
    need("3.13");
    Path file = fixture("exec_raises@abi3-3.13");
    assertThat(file).depth(Depth.STATIC).on("3.13").loads();
    assertThatThrownBy(
            () -> assertThat(file).depth(Depth.STATIC).on("3.13").supportsSubinterpreters())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rulesThatStopNothingAreSlips() {
    Path file = Path.of("x.whl");
    for (String rule : List.of("AW999", "aw201", "", "AW20")) {
      assertThatThrownBy(() -> assertThat(file).on("3.13").isStoppedBy(rule))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no rule \"" + rule + "\"; rules are named AW101 to AW602");
    }
    for (String rule : List.of("AW101", "AW301", "AW302", "AW409", "AW411", "AW502")) {
      assertThatThrownBy(() -> assertThat(file).on("3.13").isStoppedBy(rule))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stops no import");
    }
  }

  @Test
  void nullIsNoArtifact() {
    assertThatThrownBy(() -> assertThat(nothing()).on("3.13"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expecting actual not to be null");
  }

  // What callers do who have no null checker.
  @SuppressWarnings("NullAway")
  private static Path nothing() {
    return null;
  }

  @Test
  void wrongOptionsAreFoundWhereTheyAreWritten() {
    assertThatThrownBy(() -> assertThat(Path.of("x.whl")).timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void softAssertionsGatherFailures() {
    need("3.13");
    Path file = fixture("exec_raises@abi3-3.13");
    SoftAssertions softly = new SoftAssertions();
    softly.check(() -> assertThat(file).on("3.13").loads());
    softly.check(() -> assertThat(file).on("3.13").isStoppedBy("AW404"));
    softly.check(() -> assertThat(file).on("3.13").hasVerdict(Verdict.UNSAFE));
    assertThat(softly.assertionErrorsCollected())
        .hasSize(2)
        .allMatch(error -> String.valueOf(error.getMessage()).startsWith("exec_raises.abi3.so"));
  }

  @Test
  void ownWordsTakeThePlaceOfOurs() {
    need("3.13");
    Path file = fixture("exec_raises@abi3-3.13");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(file).as("ours").on("3.13").as("and this").loads())
        .withMessageStartingWith("[and this] exec_raises");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(file).on("3.13").withFailMessage("so sad").loads())
        .withMessage("so sad");
  }

  @Test
  void anInterruptedThreadStaysOne() {
    need("3.13");
    Path file = fixture("multi_phase@abi3-3.13");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> assertThat(file).on("3.13").loads())
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("was interrupted");
    // Which clears it, so that the next test is not harmed.
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).on("3.13").loads();
  }

  @Test
  void aPipeKeepsNobodyWaiting() throws Exception {
    need("3.13");
    Path pipe = folder.resolve("pipe-1.0-py3-none-any.whl");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(mkfifo.waitFor() == 0, "pipes can be made here");
    assertThatThrownBy(() -> assertThat(pipe).on("3.13").loads())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not a file that can be read");
  }

  @Test
  void whatCannotBeReadHasItsFindings() throws Exception {
    need("3.13");
    Path wheel = Files.writeString(folder.resolve("spam-1.0-py3-none-any.whl"), "no zip");
    assertThat(wheel).on("3.13").hasFinding("AW502");
  }
}
