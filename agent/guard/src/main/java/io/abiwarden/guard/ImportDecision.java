package io.abiwarden.guard;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was decided of one extension that was about to be opened.
 *
 * @param time when
 * @param occasion how the guard came to it
 * @param file the extension's path, as Python has it
 * @param module the module's full name; of a file that {@code ctypes} opens, the one it is named
 *     for
 * @param interpreter the running Python: {@code 3.14.7t}
 * @param subinterpreter whether it is not the main interpreter that imports
 * @param verdict the verdict for the running Python, from what was read
 * @param findings why
 * @param action what became of it
 * @param refusedIfEnforced whether it is, or under {@code enforce} would be, an {@code ImportError}
 * @param reason one line that says why, as the {@code ImportError} does; empty where nothing is
 *     wrong
 * @param traits what the module says of the GIL and of subinterpreters
 * @param target what it would be on the Python that one plans to move to
 * @param seenBefore whether the verdict was known from before
 * @param cost how long the import waited for this decision
 * @param thread the name of the Java thread
 */
public record ImportDecision(
    Instant time,
    Occasion occasion,
    String file,
    String module,
    String interpreter,
    boolean subinterpreter,
    Verdict verdict,
    List<Finding> findings,
    Action action,
    boolean refusedIfEnforced,
    String reason,
    Traits traits,
    Optional<TargetVerdict> target,
    boolean seenBefore,
    Duration cost,
    String thread) {

  /** Copies the list. */
  public ImportDecision {
    findings = List.copyOf(findings);
  }

  /** How the guard came to an extension. */
  public enum Occasion {
    /** It is about to be imported. */
    IMPORT,
    /** {@code ctypes} is about to open it. */
    CTYPES,
    /** It was in the process before the guard was. */
    PRESENT;

    /** The word in reports: {@code import}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of an import. */
  public enum Action {
    /** It went on. */
    ALLOWED,
    /** It went on, and a warning was logged. */
    WARNED,
    /** It was an {@code ImportError}. */
    REFUSED;

    /** The word in reports: {@code refused}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The verdict for the Python that one plans to move to.
   *
   * @param interpreter that Python: {@code 3.14t}
   * @param verdict the verdict
   * @param findings why
   */
  public record TargetVerdict(String interpreter, Verdict verdict, List<Finding> findings) {

    /** Copies the list. */
    public TargetVerdict {
      findings = List.copyOf(findings);
    }

    /** The ids of the rules, without notes. */
    public List<String> rules() {
      return ids(findings);
    }
  }

  /** The ids of the rules that were found to be broken, without notes: {@code AW201}. */
  public List<String> rules() {
    return ids(findings);
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.level() != Level.NOTE)
        .map(finding -> finding.rule().id())
        .distinct()
        .toList();
  }
}
