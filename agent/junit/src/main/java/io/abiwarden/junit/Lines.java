package io.abiwarden.junit;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines of a message. Nobody knows how wide the place is where it is read, so none is broken.
 */
final class Lines {

  /** More findings than this are a number. */
  private static final int MOST = 12;

  private final StringBuilder text = new StringBuilder();
  private final Set<Finding> said = new HashSet<>();

  void add(int level, String line) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    // What an exception's text has of line ends must not look like lines of ours.
    text.append("  ".repeat(level)).append(line.strip().replaceAll("\\R\\s*", " "));
  }

  void gap() {
    text.append('\n');
  }

  /** Findings with what to do about them, each once. */
  void findings(int level, List<Finding> findings) {
    List<Finding> fresh = findings.stream().filter(said::add).toList();
    for (Finding finding : fresh.subList(0, Math.min(MOST, fresh.size()))) {
      add(level, finding.rule().id() + " " + finding.level().word() + ": " + message(finding));
      String help = help(finding);
      if (!help.isEmpty()) {
        add(level + 1, "help: " + help);
      }
    }
    if (fresh.size() > MOST) {
      add(level, "and " + (fresh.size() - MOST) + " more");
    }
  }

  private static String message(Finding finding) {
    return finding.rule() == Rule.AW411
        ? finding.message().replace("the statement of --run failed", "the statement failed")
        : finding.message();
  }

  /** In the words of this library where those of a finding are the command's. */
  private static String help(Finding finding) {
    if (finding.rule() == Rule.AW410 && finding.help().contains("--site")) {
      return "Bring it with withDependencies(), or name its folder with site(path); with"
          + " depth(Depth.PROBE) or depth(Depth.STATIC) it is not needed.";
    }
    return finding.help().replace("--timeout gives", "timeout(...) gives");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
