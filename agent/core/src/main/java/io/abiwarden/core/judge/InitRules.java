package io.abiwarden.core.judge;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.InterpreterFacts;
import java.nio.charset.StandardCharsets;

/** What an extension's own init certainly does, as far as its code tells. */
final class InitRules {

  /** {@code Py_mod_exec} up to 3.14. */
  private static final int EXEC = 2;

  /** {@code Py_mod_state_size}. */
  private static final int STATE_SIZE = 102;

  private InitRules() {}

  static void apply(Subject subject, InterpreterFacts python, EntryEvidence entry, Notes notes) {
    String symbol = entry.entry().symbol();
    switch (entry.ending()) {
      case RETURNS_NULL ->
          fails(
              Rule.AW407,
              symbol + " of " + subject.fileName() + " returns NULL whatever happens.",
              notes);
      case NEVER_RETURNS ->
          fails(Rule.AW407, symbol + " of " + subject.fileName() + " never comes back.", notes);
      case EXECUTES_FOR_EVER ->
          fails(
              Rule.AW407,
              "The Py_mod_exec function of " + subject.fileName() + " never comes back.",
              notes);
      case RETURNS_UNINITIALIZED ->
          fails(
              Rule.AW404,
              symbol
                  + " of "
                  + subject.fileName()
                  + " returns a definition that was not given to PyModuleDef_Init; "
                  + python.display()
                  + " raises SystemError.",
              notes);
      case RETURNS, UNKNOWN -> {
        // Nothing is certain.
      }
    }
    if (entry.phase() == Phase.MULTI
        && !entry.definitions().isEmpty()
        && entry.definitions().stream().map(RawDefinition::size).allMatch(size -> size < 0)) {
      fails(
          Rule.AW404,
          "The definition in "
              + subject.fileName()
              + " has a negative m_size, which multi-phase init does not allow.",
          notes);
    }
    if (executesNull(python, entry)) {
      fails(
          Rule.AW405,
          subject.fileName()
              + " has a Py_mod_exec slot of NULL, which "
              + python.display()
              + " calls.",
          notes);
    }
    if (entry.exported().stream().anyMatch(InitRules::negativeState)) {
      fails(
          Rule.AW404,
          "The slots of "
              + subject.fileName()
              + " have a negative Py_mod_state_size, which no Python allows.",
          notes);
    }
    if (entry.phase() == Phase.SINGLE) {
      if (entry.exact()
          && !entry.definitions().isEmpty()
          && entry.definitions().stream().allMatch(definition -> definition.slots().isPresent())) {
        fails(
            Rule.AW404,
            "The definition in "
                + subject.fileName()
                + " has slots, which PyModule_Create does not allow.",
            notes);
      }
      if (!StandardCharsets.US_ASCII.newEncoder().canEncode(subject.module())) {
        fails(
            Rule.AW404,
            subject.fileName() + " has a non-ASCII name, which single-phase init does not allow.",
            notes);
      }
      notes.note(
          Rule.AW409,
          subject.fileName()
              + " uses single-phase init: it cannot be read before it runs, nor reloaded or"
              + " isolated.",
          subject.help(new Fix.MultiPhase(), "Move to multi-phase init (PEP 489)."));
    }
  }

  /** From 3.15 on, such a slot is refused (CPython's {@code Objects/moduleobject.c}). */
  private static boolean executesNull(InterpreterFacts python, EntryEvidence entry) {
    return !python.version().atLeast(15)
        && entry.phase() == Phase.MULTI
        && !entry.definitions().isEmpty()
        && entry.definitions().stream()
            .allMatch(
                definition ->
                    definition.slots().stream()
                        .flatMap(array -> array.slots().stream())
                        .anyMatch(slot -> slot.id() == EXEC && isNull(slot)));
  }

  private static boolean isNull(Slot slot) {
    return slot.value() instanceof Word.Value(long value) && value == 0;
  }

  private static boolean negativeState(SlotArray array) {
    return array.slots().stream()
        .anyMatch(
            slot ->
                slot.id() == STATE_SIZE
                    && slot.value() instanceof Word.Value(long size)
                    && size < 0);
  }

  private static void fails(Rule rule, String message, Notes notes) {
    notes.error(rule, Stop.FAILS, message, "Correct the module's init.");
  }
}
