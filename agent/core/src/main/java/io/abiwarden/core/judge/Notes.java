package io.abiwarden.core.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The findings of one judgement while it is being made, and what they do to the import. */
final class Notes {

  private final List<Finding> findings = new ArrayList<>();
  private final Set<Stop> stops = EnumSet.noneOf(Stop.class);

  void error(Rule rule, Stop stop, String message, String help) {
    findings.add(new Finding(rule, Level.ERROR, message, help));
    stops.add(stop);
  }

  void warning(Rule rule, String message, String help) {
    findings.add(new Finding(rule, Level.WARNING, message, help));
  }

  void note(Rule rule, String message, String help) {
    findings.add(new Finding(rule, Level.NOTE, message, help));
  }

  /** Leaves the verdict open; the reason is a note of a rule that would decide it. */
  void open(Rule rule, String message) {
    findings.add(new Finding(rule, Level.NOTE, message, ""));
    stops.add(Stop.OPEN);
  }

  boolean has(Stop stop) {
    return stops.contains(stop);
  }

  boolean mismatch() {
    return findings.stream().anyMatch(f -> f.level() == Level.ERROR && f.rule().isMismatch());
  }

  /** The findings, errors first, otherwise in the order in which an import would meet them. */
  List<Finding> findings() {
    return findings.stream().sorted(Comparator.comparing(Finding::level)).toList();
  }
}
