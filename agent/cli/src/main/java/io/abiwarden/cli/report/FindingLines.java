package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings for people: each distinct one once, and those of one rule that many files share. */
final class FindingLines {

  /** Up to so many findings of one rule are said in full. */
  private static final int IN_FULL = 3;

  private static final int NAMED = 6;

  private final Page page;
  private final String prefix;
  private final Map<Kind, Map<String, Finding>> kinds = new LinkedHashMap<>();
  private final Map<Kind, List<String>> files = new LinkedHashMap<>();

  private record Kind(Rule rule, Level level) {}

  FindingLines(Page page) {
    this(page, "");
  }

  /** With something that is said of all of them: {@code "accepted "}. */
  FindingLines(Page page, String prefix) {
    this.page = page;
    this.prefix = prefix;
  }

  /** Takes the findings of a file. */
  void collect(String file, List<Finding> findings) {
    for (Finding finding : findings) {
      Kind kind = new Kind(finding.rule(), finding.level());
      if (kinds
              .computeIfAbsent(kind, k -> new LinkedHashMap<>())
              .putIfAbsent(finding.message(), finding)
          == null) {
        files.computeIfAbsent(kind, k -> new ArrayList<>()).add(file);
      }
    }
  }

  /** Writes what was taken. */
  void flush(int level) {
    kinds.forEach(
        (kind, findings) -> {
          List<Finding> all = List.copyOf(findings.values());
          int shown = all.size() <= IN_FULL ? all.size() : 1;
          Map<String, Boolean> helped = new LinkedHashMap<>();
          for (Finding finding : all.subList(0, shown)) {
            one(level, finding, helped.putIfAbsent(finding.help(), true) == null);
          }
          if (shown < all.size()) {
            List<String> others = files.getOrDefault(kind, List.of());
            page.paragraph(
                level + 1,
                "",
                "and the same of "
                    + Words.count(all.size() - shown, "other")
                    + ": "
                    + Words.list(others.subList(shown, others.size()), NAMED));
          }
        });
    kinds.clear();
    files.clear();
  }

  /** Writes findings that belong to no file. */
  void add(int level, List<Finding> findings) {
    collect("", findings);
    flush(level);
  }

  private void one(int level, Finding finding, boolean withHelp) {
    String label = prefix + finding.rule().id() + " " + finding.level().word() + ": ";
    page.paragraph(level, label, finding.message());
    if (withHelp && !finding.help().isEmpty()) {
      page.paragraph(level, " ".repeat(label.length()) + "help: ", finding.help());
    }
  }
}
