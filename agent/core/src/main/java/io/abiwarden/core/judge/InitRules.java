package io.abiwarden.core.judge;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.python.InterpreterFacts;
import java.nio.charset.StandardCharsets;

/** What an extension's own init certainly does, as far as its code tells. */
final class InitRules {

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
    if (entry.phase() == Phase.SINGLE) {
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
          "Move to multi-phase init (PEP 489).");
    }
  }

  private static void fails(Rule rule, String message, Notes notes) {
    notes.error(rule, Stop.FAILS, message, "Correct the module's init.");
  }
}
