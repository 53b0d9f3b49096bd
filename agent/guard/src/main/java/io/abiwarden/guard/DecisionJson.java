package io.abiwarden.guard;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decisions as JSON: the lines of the report, and the entries of the summary. */
final class DecisionJson {

  private DecisionJson() {}

  /** A line of the report. */
  static String line(ImportDecision decision) {
    return Json.text(of(decision));
  }

  private static Map<String, Object> of(ImportDecision decision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", decision.time().toString());
    json.put("file", decision.file());
    json.put("module", decision.module());
    json.put("interpreter", decision.interpreter());
    json.put("verdict", decision.verdict().word());
    json.put("rules", decision.rules());
    json.put("action", decision.action().word());
    json.put("refusedIfEnforced", decision.refusedIfEnforced());
    json.put("reason", decision.reason());
    json.put("occasion", decision.occasion().word());
    json.put("subinterpreter", decision.subinterpreter());
    traits(decision.traits(), json);
    json.put("target", target(decision.target()));
    json.put("seenBefore", decision.seenBefore());
    json.put("millis", decision.cost().toNanos() / 1e6);
    json.put("thread", decision.thread());
    return json;
  }

  static void traits(Traits traits, Map<String, Object> json) {
    json.put("phase", traits.phase().word());
    json.put("gil", traits.gil().word());
    json.put("multipleInterpreters", traits.interpreters().word());
  }

  static Optional<Map<String, Object>> target(Optional<TargetVerdict> target) {
    return target.map(
        planned -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("interpreter", planned.interpreter());
          json.put("verdict", planned.verdict().word());
          json.put("rules", planned.rules());
          return json;
        });
  }

  static List<Map<String, Object>> findings(List<Finding> findings) {
    return findings.stream()
        .map(
            finding -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("rule", finding.rule().id());
              json.put("level", finding.level().word());
              json.put("message", finding.message());
              json.put("help", finding.help());
              return json;
            })
        .toList();
  }
}
