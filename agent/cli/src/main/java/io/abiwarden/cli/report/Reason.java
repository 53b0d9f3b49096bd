package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import java.util.Optional;

/**
 * Something that is said of one place.
 *
 * @param rule the rule's id; where no rule says it, the word of the verdict, or {@link
 *     #NOT_INSTALLABLE}
 * @param level how much it weighs
 * @param message one line
 * @param help what to do about it; may be empty
 * @param acceptance why it breaks nothing, if the user knows and accepts it
 * @param failing whether it is why the place does not pass
 */
record Reason(
    String rule,
    Level level,
    String message,
    String help,
    Optional<Acceptance> acceptance,
    boolean failing) {

  /** In place of a rule's id, where a wheel was asked for on an interpreter that it is not for. */
  static final String NOT_INSTALLABLE = "not-installable";

  /**
   * In place of a rule's id, where something must load on an interpreter, and nothing is for it.
   */
  static final String UNCOVERED = "uncovered";

  /** In place of a rule's id, where a release is to cover what it has no wheel for. */
  static final String HOLE = "hole";

  /** In place of a rule's id, where the wheel that is picked is not what is wanted there. */
  static final String BROKEN_CELL = "broken-cell";

  static Reason of(Finding finding, Optional<Acceptance> acceptance, boolean failing) {
    return new Reason(
        finding.rule().id(),
        finding.level(),
        finding.message(),
        finding.help(),
        acceptance,
        failing);
  }

  /** Whether the user knows and accepts it. */
  boolean accepted() {
    return acceptance.isPresent();
  }

  /** What no finding says, and still keeps a place from passing. */
  static Reason failing(String rule, String message, String help) {
    return new Reason(rule, Level.ERROR, message, help, Optional.empty(), true);
  }
}
