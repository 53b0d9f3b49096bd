package io.abiwarden.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the guard does about what it finds.
 *
 * @param mode what becomes of an import of the wrong build
 * @param report where each decision is written, as a line of JSON, before the file is opened
 * @param target the Python that one plans to move to: {@code 3.14t}. Each extension is judged for
 *     it as well, which never stops an import
 * @param accepted errors that stop nothing
 * @param denied rules that stop an import besides the errors of AW201 to AW209: {@code AW301} of
 *     modules that turn the GIL on, {@code AW302} of those that cannot live in subinterpreters
 *     (where they are imported in one)
 * @param denyUnknown whether an extension that reading does not decide is stopped, too
 */
public record GuardPolicy(
    Mode mode,
    Optional<Path> report,
    Optional<String> target,
    List<PolicyRule> accepted,
    List<PolicyRule> denied,
    boolean denyUnknown) {

  /** What becomes of an import of the wrong build. */
  public enum Mode {
    /** It goes on; decisions are recorded. */
    OBSERVE,
    /** It goes on, and a warning is logged. */
    WARN,
    /** It is an {@code ImportError}. */
    ENFORCE;

    /** The word of the contract: {@code enforce}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public GuardPolicy {
    accepted = List.copyOf(accepted);
    denied = List.copyOf(denied);
  }

  /** A policy without exceptions: unknown is allowed, no report, no target. */
  public static GuardPolicy of(Mode mode) {
    return new GuardPolicy(mode, Optional.empty(), Optional.empty(), List.of(), List.of(), false);
  }

  /**
   * Reads the options of the agent: {@code
   * policy=enforce,report=FILE,target=3.14t,accept=AW206,AW209:pkg.mod,deny=AW301,unknown=deny}.
   *
   * <p>What stands between two commas without a {@code =} belongs to the list before it.
   *
   * @param options as given after the agent's {@code =}; empty for the default policy, which is
   *     {@code warn}
   * @throws IllegalArgumentException with one line that says what is wrong and what is possible
   */
  public static GuardPolicy parse(String options) {
    return PolicyOptions.parse(options);
  }

  /**
   * The mode that options name, whatever else is wrong with them.
   *
   * @param options as for {@link #parse}
   * @return {@link Mode#WARN} if they name none
   */
  public static Mode modeIn(String options) {
    return PolicyOptions.modeIn(options);
  }

  /** The same policy with another mode. */
  public GuardPolicy with(Mode other) {
    return new GuardPolicy(other, report, target, accepted, denied, denyUnknown);
  }

  /** The same policy with a report. */
  public GuardPolicy withReport(Path file) {
    return new GuardPolicy(mode, Optional.of(file), target, accepted, denied, denyUnknown);
  }

  /** The same policy without a report. */
  public GuardPolicy withoutReport() {
    return new GuardPolicy(mode, Optional.empty(), target, accepted, denied, denyUnknown);
  }

  /**
   * The same policy with a target.
   *
   * @param python its minor version and kind of build: {@code 3.14t}
   */
  public GuardPolicy withTarget(String python) {
    return new GuardPolicy(mode, report, Optional.of(python), accepted, denied, denyUnknown);
  }

  /** The same policy, with one more rule accepted: {@code AW206}, or {@code AW206:pkg}. */
  public GuardPolicy accepting(String rule) {
    return new GuardPolicy(mode, report, target, plus(accepted, rule), denied, denyUnknown);
  }

  /** The same policy, with one more rule denied: {@code AW301}, or {@code AW301:pkg}. */
  public GuardPolicy denying(String rule) {
    return new GuardPolicy(mode, report, target, accepted, plus(denied, rule), denyUnknown);
  }

  /** The same policy, in which what is not decided is stopped. */
  public GuardPolicy denyingUnknown() {
    return new GuardPolicy(mode, report, target, accepted, denied, true);
  }

  private static List<PolicyRule> plus(List<PolicyRule> rules, String rule) {
    List<PolicyRule> more = new ArrayList<>(rules);
    more.add(PolicyRule.parse(rule));
    return more;
  }
}
