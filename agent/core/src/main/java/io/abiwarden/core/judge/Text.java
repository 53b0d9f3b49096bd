package io.abiwarden.core.judge;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.python.InterpreterFacts;
import java.util.List;

/** Turns of phrase that messages share. */
public final class Text {

  private static final int SHOWN = 3;

  private Text() {}

  /** {@code a, b, c and 12 more}. */
  public static String names(List<String> names) {
    if (names.size() <= SHOWN + 1) {
      return names.size() == 1
          ? names.getFirst()
          : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
    return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }

  /** {@code cp314t}: the tag of wheels built for exactly this interpreter. */
  static String tag(InterpreterFacts python) {
    return "cp3" + python.version().minor() + (python.freeThreaded() ? "t" : "");
  }

  /** What to install or build instead of an extension that does not fit an interpreter. */
  static String getOne(Subject subject, InterpreterFacts python) {
    return subject.help(
        new Fix.BuildFor(
            python.version().minor(),
            python.freeThreaded(),
            Claim.of(subject).kind() == Claim.Kind.STABLE),
        getOne(python));
  }

  private static String getOne(InterpreterFacts python) {
    boolean abi3t = python.freeThreaded() && python.version().atLeast(15);
    return "Install a "
        + tag(python)
        + (abi3t ? " or abi3t" : python.freeThreaded() ? "" : " or abi3")
        + " wheel, or build one with "
        + python.shortName()
        + ".";
  }
}
