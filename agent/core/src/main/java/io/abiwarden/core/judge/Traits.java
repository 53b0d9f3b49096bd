package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;

/**
 * What an extension says of itself to an interpreter, whether or not that is as it should be.
 *
 * @param phase how its module is initialised
 * @param gil what it says of the GIL
 * @param interpreters what it says of subinterpreters; single-phase modules support none
 */
public record Traits(Phase phase, Gil gil, Interpreters interpreters) {

  /** Nothing is known. */
  public static final Traits UNKNOWN = new Traits(Phase.UNKNOWN, Gil.UNKNOWN, Interpreters.UNKNOWN);

  /** Those of the entry function that an interpreter would call. */
  public static Traits of(Subject subject, InterpreterFacts python) {
    return Judge.entry(subject, python).map(entry -> of(entry, python)).orElse(UNKNOWN);
  }

  private static Traits of(EntryEvidence entry, InterpreterFacts python) {
    if (entry.phase() == Phase.SINGLE) {
      Gil gil =
          switch (entry.gilCall()) {
            case NOT_USED -> Gil.NOT_USED;
            case NEVER -> Gil.ABSENT;
            case USED -> Gil.USED;
            case ODD -> python.version().atLeast(15) ? Gil.USED : Gil.NOT_USED;
            case UNKNOWN -> Gil.UNKNOWN;
          };
      return new Traits(entry.phase(), gil, Interpreters.NOT_SUPPORTED);
    }
    SlotFindings.Reading slots = SlotFindings.read(entry, python.version());
    return new Traits(entry.phase(), slots.gil(), slots.interpreters());
  }
}
