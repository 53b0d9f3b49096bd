package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.GilCall;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;

/** What a module does to the GIL, and whether it can live in subinterpreters. */
final class GilRules {

  private GilRules() {}

  /** Adds the findings; true if a free-threaded interpreter would turn its GIL on. */
  static boolean apply(
      Subject subject,
      InterpreterFacts python,
      EntryEvidence entry,
      SlotFindings.Reading slots,
      Notes notes) {
    subinterpreters(subject, entry, slots.interpreters(), notes);
    if (!python.freeThreaded() || notes.mismatch()) {
      return false;
    }
    boolean single = entry.phase() == Phase.SINGLE;
    if (entry.phase() == Phase.UNKNOWN && isMadeByCffi(subject, python)) {
      return false;
    }
    boolean open =
        entry.phase() == Phase.UNKNOWN
            || (single ? entry.gilCall() == GilCall.UNKNOWN : slots.gil() == Gil.UNKNOWN);
    if (open) {
      notes.open(
          Rule.AW301,
          "What " + subject.fileName() + " says of the GIL is only decided when its code runs.");
      return false;
    }
    boolean quiet =
        single
            ? entry.gilCall() == GilCall.NOT_USED
                || (entry.gilCall() == GilCall.ODD && !python.version().atLeast(15))
            : slots.gil() == Gil.NOT_USED;
    if (!quiet) {
      notes.warning(Rule.AW301, gilMessage(subject, python), gilHelp(subject, single));
    }
    return !quiet;
  }

  /**
   * A module of cffi's API mode is made by {@code _cffi_backend}, whatever cffi is installed. The
   * first that there is for free-threaded builds (2.0, from 3.14t on) says of every module that it
   * makes that it runs without the GIL ({@code _my_Py_InitModule} in cffi's {@code
   * cffi1_module.c}).
   */
  private static boolean isMadeByCffi(Subject subject, InterpreterFacts python) {
    return subject.evidence().builder() == Builder.CFFI && python.version().atLeast(14);
  }

  static String gilMessage(Subject subject, InterpreterFacts python) {
    return subject.fileName()
        + " does not say that it runs without the GIL; "
        + python.display()
        + " turns its GIL on for the whole process when it is imported.";
  }

  static String gilHelp(Subject subject, boolean single) {
    return subject.help(
        new Fix.FreeOfGil(),
        single
            ? "Call PyUnstable_Module_SetGIL(module, Py_MOD_GIL_NOT_USED) in its init, once it is"
                + " thread-safe."
            : "Add {Py_mod_gil, Py_MOD_GIL_NOT_USED} to its slots, once it is thread-safe.");
  }

  private static void subinterpreters(
      Subject subject, EntryEvidence entry, Interpreters interpreters, Notes notes) {
    if (entry.phase() == Phase.SINGLE || interpreters == Interpreters.NOT_SUPPORTED) {
      notes.note(
          Rule.AW302,
          subject.fileName() + " cannot be imported in subinterpreters.",
          subject.help(
              new Fix.Subinterpreters(),
              "Use multi-phase init and say so with Py_mod_multiple_interpreters."));
    }
  }
}
