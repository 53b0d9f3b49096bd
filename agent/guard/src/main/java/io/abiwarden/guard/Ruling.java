package io.abiwarden.guard;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.ImportDecision.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy makes of a judgement: one pure function.
 *
 * @param against whether enforcing the policy stops the import
 * @param action what becomes of the import
 * @param reason one line that says why; empty where nothing is wrong
 */
record Ruling(boolean against, Action action, String reason) {

  private static final Ruling FINE = new Ruling(false, Action.ALLOWED, "");

  /**
   * Rules.
   *
   * @param policy the policy
   * @param judgement what was found
   * @param module the module's full name
   * @param file its path
   * @param subinterpreter whether a subinterpreter imports it
   */
  static Ruling of(
      GuardPolicy policy, Judgement judgement, String module, String file, boolean subinterpreter) {
    List<Finding> against = new ArrayList<>();
    for (Finding finding : judgement.findings()) {
      if (counts(policy, finding, module, subinterpreter)) {
        against.add(finding);
      }
    }
    boolean undecided = policy.denyUnknown() && judgement.verdict() == Verdict.UNKNOWN;
    if (against.isEmpty() && !undecided) {
      return FINE;
    }
    Action action =
        switch (policy.mode()) {
          case OBSERVE -> Action.ALLOWED;
          case WARN -> Action.WARNED;
          case ENFORCE -> Action.REFUSED;
        };
    return new Ruling(
        true, action, reason(against.isEmpty() ? judgement.findings() : against, file));
  }

  private static boolean counts(
      GuardPolicy policy, Finding finding, String module, boolean subinterpreter) {
    Rule rule = finding.rule();
    if (covers(policy.accepted(), rule, module)) {
      return false;
    }
    boolean mismatch = rule.isMismatch() && finding.level() == Level.ERROR;
    boolean denied = covers(policy.denied(), rule, module);
    return mismatch || (denied && (rule != Rule.AW302 || subinterpreter));
  }

  private static boolean covers(List<PolicyRule> rules, Rule rule, String module) {
    for (PolicyRule each : rules) {
      if (each.covers(rule, module)) {
        return true;
      }
    }
    return false;
  }

  private static String reason(List<Finding> findings, String file) {
    StringBuilder text = new StringBuilder();
    if (findings.isEmpty()) {
      text.append("What was read of it does not decide whether it loads. ");
    }
    findings.stream().map(Finding::message).distinct().forEach(m -> text.append(m).append(' '));
    findings.stream()
        .map(Finding::help)
        .filter(help -> !help.isEmpty())
        .distinct()
        .forEach(help -> text.append(help).append(' '));
    text.append('(');
    findings.stream()
        .map(f -> f.rule().id())
        .distinct()
        .forEach(id -> text.append(id).append(", "));
    return text.append(file).append(')').toString();
  }

  /** The action, where something can still be stopped; else what is left of it. */
  Action action(boolean stops) {
    return action == Action.REFUSED && !stops ? Action.WARNED : action;
  }
}
