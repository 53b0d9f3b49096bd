package io.abiwarden.core.judge;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.evidence.Phase;
import java.util.List;
import java.util.Optional;

/**
 * What happened to an extension in a worker.
 *
 * @param depth how far it was to go
 * @param outcome how it ended
 * @param detail the same in one line
 * @param exception the exception's type, its text and its causes' as {@code type: text}; empty
 *     without one
 * @param missingPackage the package, not one of the artifact's own, that an import inside it did
 *     not find
 * @param ownInit whether it ended in the module's own init, and not in a package around it
 * @param frame the native frame that crashed, if known
 * @param gilBefore whether the GIL was on before the module's own init
 * @param gilAfter whether it was on after
 * @param loadedFrom the file that the module came from
 * @param phase how the module was seen to initialise
 * @param definition the definition that was seen in live memory
 * @param exported the slots that its entry function returned
 * @param standIns what is noted of packages that a stand-in took the place of
 * @param millis how long it took
 */
public record Observation(
    Depth depth,
    Outcome outcome,
    String detail,
    List<String> exception,
    Optional<String> missingPackage,
    boolean ownInit,
    Optional<String> frame,
    Optional<Boolean> gilBefore,
    Optional<Boolean> gilAfter,
    Optional<String> loadedFrom,
    Phase phase,
    Optional<RawDefinition> definition,
    Optional<SlotArray> exported,
    List<String> standIns,
    long millis) {

  /** Copies the lists. */
  public Observation {
    exception = List.copyOf(exception);
    standIns = List.copyOf(standIns);
  }

  /** How it ended. */
  public enum Outcome {
    OK("ok"),
    EXCEPTION("exception"),
    SIGNAL("signal"),
    TIMEOUT("timeout"),
    EXIT("exit"),
    NOT_RUN("not-run");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word of the contract. */
    public String word() {
      return word;
    }
  }

  /** Nothing was run. */
  public static Observation notRun(Depth depth, String why) {
    return new Observation(
        depth,
        Outcome.NOT_RUN,
        why,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Phase.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0);
  }

  /** Whether the GIL was turned on by the module's own init. */
  public boolean turnedGilOn() {
    return gilBefore.isPresent() && gilAfter.isPresent() && !gilBefore.get() && gilAfter.get();
  }

  /** The same observation with a definition that was seen in another process. */
  public Observation withDefinition(Phase seenPhase, Optional<RawDefinition> seen) {
    return new Observation(
        depth,
        outcome,
        detail,
        exception,
        missingPackage,
        ownInit,
        frame,
        gilBefore,
        gilAfter,
        loadedFrom,
        phase == Phase.UNKNOWN ? seenPhase : phase,
        definition.or(() -> seen),
        exported,
        standIns,
        millis);
  }
}
