package io.abiwarden.cli.report;

import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.python.Interpreter;
import java.util.List;

/**
 * A check that is over, with what its options make of it.
 *
 * @param report what was found
 * @param notRead the inputs that never got as far as being checked
 * @param decisions what passes
 * @param uncovered interpreters on which something has to load, and nothing is for them
 */
public record CheckRun(
    CheckReport report,
    List<NotRead> notRead,
    CheckDecisions decisions,
    List<Interpreter> uncovered) {

  /** Copies the lists. */
  public CheckRun {
    notRead = List.copyOf(notRead);
    uncovered = List.copyOf(uncovered);
  }

  /** Where nothing has to be for every interpreter. */
  public CheckRun(CheckReport report, List<NotRead> notRead, CheckDecisions decisions) {
    this(report, notRead, decisions, List.of());
  }
}
