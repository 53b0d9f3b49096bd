package io.abiwarden.cli;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.coverage.Expectation;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import java.util.Optional;

/**
 * Interpreters for which a release has no wheel, on purpose.
 *
 * @param text as it was written
 * @param where which ones, in the language of {@code --expect}; all of them if there is none
 * @param acceptance who says so, and why
 */
record AcceptedHole(String text, Optional<Expectation> where, Acceptance acceptance)
    implements Accepted {

  @Override
  public boolean covers(PythonBuild python, Machine machine) {
    return where.map(these -> these.names(python, machine)).orElse(true);
  }

  @Override
  public boolean covers(String file, Finding finding) {
    return false;
  }

  @Override
  public boolean covers(AuditFinding finding) {
    return false;
  }

  @Override
  public boolean isAbout(Rule rule, String name) {
    return false;
  }
}
