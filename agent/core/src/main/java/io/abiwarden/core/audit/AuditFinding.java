package io.abiwarden.core.audit;

import io.abiwarden.core.judge.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A finding of an audit, and where it was made.
 *
 * @param file the file's path in the artifact; empty for the artifact as a whole
 * @param finding what was found
 * @param names the symbols, libraries or interpreters that it is about, all of them and sorted; the
 *     message may name only the first
 */
public record AuditFinding(Optional<String> file, Finding finding, List<String> names) {

  /** Copies the list. */
  public AuditFinding {
    names = List.copyOf(names);
  }

  /** A finding of the artifact as a whole. */
  public static AuditFinding of(Finding finding) {
    return new AuditFinding(Optional.empty(), finding, List.of());
  }

  /** A finding of one file. */
  public static AuditFinding of(String file, Finding finding) {
    return new AuditFinding(Optional.of(file), finding, List.of());
  }
}
