package io.abiwarden.core.judge;

import java.util.List;

/**
 * What the judge says of one extension on one interpreter.
 *
 * @param verdict the verdict
 * @param findings why, the weightiest first
 */
public record Judgement(Verdict verdict, List<Finding> findings) {

  /** Copies the list. */
  public Judgement {
    findings = List.copyOf(findings);
  }

  /** Whether a rule was broken at error level. */
  public boolean broke(Rule rule) {
    return findings.stream().anyMatch(f -> f.rule() == rule && f.level() == Level.ERROR);
  }

  /** Whether it found a mismatch: an error of AW201 to AW209. */
  public boolean mismatch() {
    return findings.stream().anyMatch(f -> f.level() == Level.ERROR && f.rule().isMismatch());
  }
}
