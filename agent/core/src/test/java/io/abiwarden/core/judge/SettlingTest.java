package io.abiwarden.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.judge.Observation.Outcome;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.TestPythons;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was read, held against what happened; the words are those of {@code judge-table.txt}. */
class SettlingTest {

  private static final String GOOD = "multi gil-3.14 slots:2=0x10";
  private static final String GOOD_FT = "multi ft-3.14 slots:2=0x10,4=1";

  /** Something that happened, built up from nothing. */
  private record Seen(Observation observation) {

    static Seen of(Outcome outcome) {
      return with(outcome, "what happened", List.of());
    }

    static Seen exception(String... lines) {
      return with(Outcome.EXCEPTION, lines[0], List.of(lines));
    }

    private static Seen with(Outcome outcome, String detail, List<String> exception) {
      return new Seen(
          new Observation(
              Depth.IMPORT,
              outcome,
              detail,
              exception,
              Optional.empty(),
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Phase.UNKNOWN,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              5));
    }

    Seen frame(String frame) {
      return copy(Optional.of(frame), o().gilBefore(), o().gilAfter(), o().phase(), o().exported());
    }

    Seen gil(boolean before, boolean after) {
      return copy(
          o().frame(), Optional.of(before), Optional.of(after), o().phase(), o().exported());
    }

    Seen phase(Phase phase) {
      return copy(o().frame(), o().gilBefore(), o().gilAfter(), phase, o().exported());
    }

    Seen exported(SlotArray slots) {
      return copy(o().frame(), o().gilBefore(), o().gilAfter(), Phase.EXPORT, Optional.of(slots));
    }

    Seen definition(Phase phase, DefinitionLayout layout, HeaderKind header, Slot... slots) {
      RawDefinition definition =
          new RawDefinition(
              0x7f00_0000_1000L,
              layout,
              header,
              Optional.of("m"),
              0,
              Optional.of(new SlotArray(List.of(slots), true)));
      return new Seen(o().withDefinition(phase, Optional.of(definition)));
    }

    private Observation o() {
      return observation;
    }

    Seen missingPackage(String name) {
      return new Seen(
          new Observation(
              o().depth(),
              o().outcome(),
              o().detail(),
              o().exception(),
              Optional.of(name),
              true,
              o().frame(),
              o().gilBefore(),
              o().gilAfter(),
              o().loadedFrom(),
              o().phase(),
              o().definition(),
              o().exported(),
              o().standIns(),
              o().millis()));
    }

    private Seen copy(
        Optional<String> frame,
        Optional<Boolean> before,
        Optional<Boolean> after,
        Phase phase,
        Optional<SlotArray> exported) {
      return new Seen(
          new Observation(
              o().depth(),
              o().outcome(),
              o().detail(),
              o().exception(),
              o().missingPackage(),
              true,
              frame,
              before,
              after,
              o().loadedFrom(),
              phase,
              o().definition(),
              exported,
              o().standIns(),
              o().millis()));
    }
  }

  private static Judgement settle(String words, String python, Seen seen) {
    WrittenCase written = WrittenCase.of(words);
    Subject subject = written.subject();
    Linkage linkage = written.linkage();
    InterpreterFacts facts = TestPythons.of(python);
    Judgement read = Judge.judge(subject, facts, linkage);
    return Settling.settle(subject, facts, linkage, read, seen.observation());
  }

  private static String said(String words, String python, Seen seen) {
    Judgement judgement = settle(words, python, seen);
    return String.join(
            " ", judgement.verdict().word(), String.join(" ", WrittenCase.shown(judgement)))
        .strip();
  }

  private static Slot slot(int id, long value) {
    return new Slot(
        Slot.Form.LEGACY, id, 0, new Word.Value(value), Optional.empty(), Optional.empty());
  }

  /** Every outcome on every kind of reading. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multi gil-3.14                      | 3.14  | OK        | loads
          multi gil-3.14                      | 3.14  | SIGNAL    | fails AW405
          multi gil-3.14                      | 3.14  | TIMEOUT   | fails AW406
          multi gil-3.14                      | 3.14  | EXIT      | fails AW407
          multi gil-3.14                      | 3.14  | EXCEPTION | fails AW404
          multi gil-3.14                      | 3.14  | NOT_RUN   | loads
          multi gil-3.14                      | 3.14t | OK        | unsafe AW201
          multi gil-3.14                      | 3.14t | SIGNAL    | unsafe AW201
          multi gil-3.14                      | 3.14t | TIMEOUT   | unsafe AW201
          multi gil-3.14                      | 3.14t | EXIT      | unsafe AW201
          multi gil-3.14                      | 3.14t | EXCEPTION | unsafe AW201
          multi gil-3.14                      | 3.14t | NOT_RUN   | unsafe AW201
          multi gil-3.14                      | 3.15t | OK        | unsafe AW201
          multi gil-3.14                      | 3.15t | SIGNAL    | unsafe AW201
          multi gil-3.14                      | 3.15t | TIMEOUT   | unsafe AW201
          multi gil-3.14                      | 3.15t | EXIT      | unsafe AW201
          multi gil-3.14                      | 3.15t | EXCEPTION | refused AW201
          multi gil-3.14                      | 3.15t | NOT_RUN   | refused AW201
          multi gil-3.14 slots:86=2           | 3.14  | OK        | unsafe AW204
          multi gil-3.14 slots:86=2           | 3.14  | EXCEPTION | refused AW204
          multi gil-3.14 slots:86=2           | 3.14  | SIGNAL    | unsafe AW204
          multi run-time                      | 3.14  | OK        | loads
          multi run-time                      | 3.14  | SIGNAL    | fails .AW202 AW405
          multi run-time                      | 3.14  | NOT_RUN   | unknown .AW202
          multi gil-3.14 ends:RETURNS_NULL    | 3.14  | OK        | loads
          multi gil-3.14 ends:RETURNS_NULL    | 3.14  | SIGNAL    | fails AW405
          multi gil-3.14 missing:foo_bar      | 3.14  | OK        | loads
          multi gil-3.14 missing:PyLong_AsInt32 | 3.12 | OK       | loads
          multi gil-3.14 missing:PyLong_AsInt32 | 3.12 | EXCEPTION | refused AW209
          multi gil-3.14 no-library:libfoo.so | 3.14  | OK        | loads
          multi gil-3.14 entry:none           | 3.14  | EXCEPTION | refused AW205
          single gil-3.14                     | 3.14  | OK        | loads .AW302 .AW409
          single gil-3.14                     | 3.14  | SIGNAL    | fails .AW302 .AW409 AW405
          multi ft-3.14                       | 3.14t | OK        | loads-gil ~AW301
          multi ft-3.14                       | 3.14t | EXCEPTION | fails AW404
          multi ft-3.14 slots:4=1             | 3.14t | OK        | loads
          multi gil-3.12 needs:_PyLong_New file:m.abi3.so | 3.12 | OK | loads ~AW206
          """)
  void outcomesSettleReadings(String words, String python, Outcome outcome, String expected) {
    Seen seen = outcome == Outcome.EXCEPTION ? Seen.exception("ValueError: no") : Seen.of(outcome);
    assertThat(said(words, python, seen)).isEqualTo(expected);
  }

  /** What was read is never better off for a run, whatever happened in it. */
  @ParameterizedTest
  @EnumSource(Outcome.class)
  void unsafeStaysUnsafe(Outcome outcome) {
    for (String words : List.of(GOOD, "single gil-3.14", "unknown gil-3.14", GOOD + " indirect")) {
      assertThat(settle(words, "3.14t", Seen.of(outcome).gil(false, false)).verdict())
          .isEqualTo(Verdict.UNSAFE);
    }
    assertThat(settle(GOOD_FT, "3.14", Seen.of(outcome)).verdict()).isEqualTo(Verdict.UNSAFE);
  }

  @Test
  void theGilIsWhatWasObserved() {
    assertThat(said(GOOD_FT, "3.14t", Seen.of(Outcome.OK).gil(false, true)))
        .isEqualTo("loads-gil ~AW301");
    assertThat(said("multi ft-3.14", "3.14t", Seen.of(Outcome.OK).gil(false, false)))
        .isEqualTo("loads");
    assertThat(said("multi ft-3.14", "3.14t", Seen.of(Outcome.OK).gil(true, true)))
        .as("somebody else turned it on")
        .isEqualTo("loads");
    assertThat(said("multi ft-3.14 slots:4=?", "3.14t", Seen.of(Outcome.OK).gil(false, true)))
        .isEqualTo("loads-gil ~AW301");
    assertThat(said(GOOD, "3.14", Seen.of(Outcome.OK).gil(true, true))).isEqualTo("loads");
  }

  @Test
  void aMissingPackageLeavesItOpen() {
    Seen seen = Seen.exception("ModuleNotFoundError: No module named 'numpy'");
    Judgement judgement = settle(GOOD, "3.14", seen.missingPackage("numpy"));
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.AW410);
              assertThat(finding.message()).contains("numpy").contains("CPython 3.14.7");
              assertThat(finding.help()).contains("--site");
            });
    assertThat(said(GOOD, "3.14t", seen.missingPackage("numpy"))).isEqualTo("unsafe AW201");
  }

  @Test
  void aCrashNamesItsFrame() {
    Judgement judgement = settle(GOOD, "3.14", Seen.of(Outcome.SIGNAL).frame("libfoo.so+0x12"));
    assertThat(judgement.findings().getFirst().message())
        .contains("m.so")
        .contains("CPython 3.14.7")
        .contains("libfoo.so+0x12");
  }

  /** Definitions that only exist in a live process are judged like those that were read. */
  @Test
  void liveDefinitionsDecide() {
    Seen gil =
        Seen.of(Outcome.OK)
            .definition(Phase.MULTI, DefinitionLayout.GIL, HeaderKind.GIL_FROM_3_14, slot(2, 1));
    assertThat(said("multi run-time", "3.14", gil)).isEqualTo("loads");
    assertThat(said("multi run-time", "3.14t", gil)).isEqualTo("unsafe AW201");
    assertThat(said("unknown", "3.14t", gil)).isEqualTo("unsafe AW201");

    Seen freeThreaded =
        Seen.of(Outcome.OK)
            .definition(
                Phase.MULTI,
                DefinitionLayout.FREE_THREADED,
                HeaderKind.FREE_THREADED_FROM_3_14,
                slot(4, 1));
    assertThat(said("multi run-time", "3.14", freeThreaded)).isEqualTo("unsafe AW202");
    assertThat(said("multi run-time", "3.14t", freeThreaded)).isEqualTo("loads");
    assertThat(said("multi run-time", "3.14t", freeThreaded.gil(false, true)))
        .isEqualTo("loads-gil ~AW301");
    assertThat(said(GOOD, "3.14t", freeThreaded))
        .as("what the file's code certainly hands over is not replaced")
        .isEqualTo("unsafe AW201");
  }

  @Test
  void liveSlotsDecide() {
    AbiInfo info = new AbiInfo(1, 0, AbiInfo.GIL, 0, 0x030f00f0);
    Slot abi =
        new Slot(Slot.Form.PYSLOT, 109, 0, new Word.Value(1), Optional.of(info), Optional.empty());
    SlotArray slots = new SlotArray(List.of(abi), true);
    assertThat(said("export", "3.15", Seen.of(Outcome.OK).exported(slots))).isEqualTo("loads");
    assertThat(
            said("export", "3.15t", Seen.exception("ImportError: m: incompatible").exported(slots)))
        .isEqualTo("refused AW203");
  }

  /** On free-threaded builds this text tells a definition whose type lies elsewhere. */
  @Test
  void returnedUninitializedIsAnotherLayout() {
    Seen seen = Seen.exception("SystemError: init function of m returned uninitialized object");
    assertThat(said("multi run-time", "3.14t", seen)).startsWith("unsafe").contains(" AW201");
    assertThat(said(GOOD_FT, "3.14t", seen)).isEqualTo("fails AW404");
    assertThat(said("multi gil-3.14", "3.14", seen)).isEqualTo("fails AW404");
  }

  @Test
  void whatWasOpenedWasLinked() {
    String words = GOOD + " missing:foo_bar";
    assertThat(said(words, "3.14", Seen.exception("ValueError: no").phase(Phase.MULTI)))
        .isEqualTo("fails AW404");
    assertThat(said(words, "3.14", Seen.exception("ImportError: m.so: undefined symbol: foo_bar")))
        .isEqualTo("fails AW401");
  }

  @Test
  void knownExceptionsComeWithHelp() {
    assertThat(
            settle(GOOD, "3.14", Seen.exception("ValueError: numpy.dtype size changed, may …"))
                .findings()
                .getFirst()
                .help())
        .contains("NumPy");
    assertThat(
            settle(
                    GOOD,
                    "3.14",
                    Seen.exception("ImportError: PyO3 modules compiled for CPython 3.8 or older"))
                .findings()
                .getFirst()
                .help())
        .contains("once per process");
    assertThat(
            settle(
                    GOOD,
                    "3.14",
                    Seen.exception(
                        "AttributeError: partially initialized module 'p.a' has no attribute 'B'"
                            + " (most likely due to a circular import)"))
                .findings()
                .getFirst()
                .help())
        .contains("--accept AW404:m.so");
  }
}
