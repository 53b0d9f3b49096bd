package io.abiwarden.cli;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import java.util.Optional;

/**
 * Findings that are known.
 *
 * @param text as it was written
 * @param rule the rule that is accepted
 * @param subject the symbol or file it is accepted for; for all of them if there is none
 * @param acceptance who says so, and why
 */
record AcceptedFinding(String text, Rule rule, Optional<String> subject, Acceptance acceptance)
    implements Accepted {

  @Override
  public boolean covers(String file, Finding finding) {
    return finding.rule() == rule
        && subject.map(s -> isOf(file, s) || mentions(finding.message(), s)).orElse(true);
  }

  @Override
  public boolean covers(AuditFinding finding) {
    String file = finding.file().orElse("");
    return finding.names().isEmpty()
        ? covers(file, finding.finding())
        : finding.finding().rule() == rule && subject.map(s -> isOf(file, s)).orElse(true);
  }

  @Override
  public boolean isAbout(Rule found, String name) {
    return found == rule && subject.equals(Optional.of(name));
  }

  @Override
  public boolean covers(PythonBuild python, Machine machine) {
    return false;
  }

  private static boolean isOf(String file, String subject) {
    return file.equals(subject) || file.endsWith("/" + subject);
  }

  private static boolean mentions(String message, String symbol) {
    for (String word : message.split("[^\\p{Alnum}_.@/-]+")) {
      if (word.equals(symbol)) {
        return true;
      }
    }
    return false;
  }
}
