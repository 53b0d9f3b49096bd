package io.abiwarden.guard;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.util.stream.Collectors;

/** What is said of the Python that one plans to move to. */
final class TargetText {

  private TargetText() {}

  /** Whether the file would not do there. A file of another name is replaced anyway. */
  static boolean wrong(TargetVerdict target) {
    return switch (target.verdict()) {
      case UNSAFE, REFUSED, FAILS, LOADS_GIL -> true;
      case LOADS, NOT_APPLICABLE, UNKNOWN -> false;
    };
  }

  static String of(ImportDecision decision) {
    TargetVerdict target = decision.target().orElseThrow();
    return decision.module()
        + " on the target "
        + target.interpreter()
        + ": "
        + (target.verdict() == Verdict.LOADS_GIL ? "" : "not with this file. ")
        + target.findings().stream()
            .filter(finding -> finding.level() != Level.NOTE)
            .map(TargetText::text)
            .distinct()
            .collect(Collectors.joining(" "));
  }

  private static String text(Finding finding) {
    return finding.message() + (finding.help().isEmpty() ? "" : " " + finding.help());
  }
}
