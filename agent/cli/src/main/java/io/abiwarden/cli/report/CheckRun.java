package io.abiwarden.cli.report;

import io.abiwarden.worker.check.CheckReport;
import java.util.List;

/**
 * A check that is over, with what its options make of it.
 *
 * @param report what was found
 * @param notRead the inputs that never got as far as being checked
 * @param decisions what passes
 */
public record CheckRun(CheckReport report, List<NotRead> notRead, CheckDecisions decisions) {

  /** Copies the list. */
  public CheckRun {
    notRead = List.copyOf(notRead);
  }
}
