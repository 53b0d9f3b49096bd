package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of one file on one interpreter; the unit that machine-readable reports count.
 *
 * @param file its path in the artifact; empty for the artifact itself
 * @param python the interpreter's id; empty where it is about none
 * @param display the interpreter as messages name it; empty where it is about none
 * @param status how it counts
 * @param said the outcome in one line
 * @param verdict the verdict on that interpreter
 * @param decidedBy what decided it
 * @param runBy what ran it; empty if it was only read
 * @param millis how long it ran
 * @param reasons why, and what else was found
 */
record Row(
    String file,
    String python,
    String display,
    Status status,
    String said,
    Optional<Verdict> verdict,
    Optional<Depth> decidedBy,
    String runBy,
    long millis,
    List<Reason> reasons) {

  Row {
    reasons = List.copyOf(reasons);
  }

  /** How a row counts. */
  enum Status {
    PASSED,
    /** It makes the exit code 1. */
    FAILED,
    /** It makes the exit code 2. */
    UNREADABLE,
    /** There was nothing to find out: this Python never looks at it, or nothing is in it. */
    NOT_APPLICABLE,
    /** It was promised, and the interpreter is not here. */
    NOT_CHECKED
  }

  /** A row about no interpreter. */
  static Row of(String file, Status status, String said, List<Reason> reasons) {
    return new Row(file, "", "", status, said, Optional.empty(), Optional.empty(), "", 0, reasons);
  }

  /** The same row, which never lacks a reason where it does not pass. */
  Row explained(Reason otherwise) {
    if (status != Status.FAILED || reasons.stream().anyMatch(Reason::failing)) {
      return this;
    }
    List<Reason> more = new ArrayList<>(reasons);
    more.addFirst(otherwise);
    return new Row(file, python, display, status, said, verdict, decidedBy, runBy, millis, more);
  }
}
