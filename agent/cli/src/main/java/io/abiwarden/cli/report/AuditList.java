package io.abiwarden.cli.report;

import io.abiwarden.cli.report.AuditReport.Audited;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each audited artifact: the verdict, its name, and where it would be installed. */
final class AuditList {

  /** With more artifacts than this, those that keep their promises are only counted. */
  private static final int MANY = 60;

  private static final int GAP = 2;
  private static final int SHORTEST_NAME = 24;

  /** Where there is less room for where it is installed, that is left out. */
  private static final int LEAST_INSTALLS = 14;

  private final View view;
  private final List<Line> lines = new ArrayList<>();

  /**
   * A line.
   *
   * @param elsewhere whether it is for no CPython, which is all there is to say of it
   */
  private record Line(String artifact, AuditVerdict verdict, boolean elsewhere, String installs) {
    boolean saysLittle() {
      return verdict == AuditVerdict.KEPT || elsewhere;
    }
  }

  AuditList(View view) {
    this.view = view;
  }

  void add(Audited audited) {
    lines.add(
        new Line(
            audited.shown(),
            audited.verdict(),
            isElsewhere(audited),
            String.join("; ", Installs.briefly(audited.artifact().installations()))));
  }

  private static boolean isElsewhere(Audited audited) {
    List<AuditFinding> findings = audited.artifact().findings();
    return audited.verdict() == AuditVerdict.UNKNOWN
        && !findings.isEmpty()
        && findings.stream().allMatch(found -> found.finding().rule() == Rule.AW114);
  }

  /**
   * Adds the lines.
   *
   * @param brief whether those that keep their promises are only counted, however few there are
   */
  void addTo(Page page, CauseNames names, boolean brief) {
    boolean all = view.details() || (!brief && lines.size() <= MANY);
    List<Line> shown = all ? lines : lines.stream().filter(line -> !line.saysLittle()).toList();
    int word =
        shown.stream().mapToInt(line -> verdict(line.verdict()).length()).max().orElse(0) + GAP;
    int name = shown.stream().mapToInt(line -> Columns.of(name(names, line))).max().orElse(0);
    int room = view.style().width() - word;
    int most = shown.stream().mapToInt(line -> Columns.of(line.installs())).max().orElse(0) + GAP;
    int nameWidth = Math.min(name, Math.max(SHORTEST_NAME, room - Math.min(most, room / 3)));
    int installs = room - nameWidth - GAP;
    for (Line line : shown) {
      String text =
          Columns.padded(Columns.shortened(name(names, line), nameWidth), nameWidth)
              + (installs < Math.min(LEAST_INSTALLS, most - GAP) || line.installs().isEmpty()
                  ? ""
                  : " ".repeat(GAP) + Columns.cut(line.installs(), installs));
      page.line(
          0,
          view.style().in(Words.colour(line.verdict()), verdict(line.verdict()))
              + " ".repeat(word - verdict(line.verdict()).length())
              + text.stripTrailing());
    }
    if (!all) {
      counted(page, word, AuditVerdict.KEPT, shown.isEmpty() ? "" : " others");
      counted(page, word, AuditVerdict.UNKNOWN, " for other Pythons than CPython (AW114)");
    }
  }

  /** Those of a verdict of which only the number is said. */
  private void counted(Page page, int word, AuditVerdict verdict, String what) {
    long count =
        lines.stream().filter(line -> line.saysLittle() && line.verdict() == verdict).count();
    if (count > 0) {
      page.line(
          0,
          view.style().in(Words.colour(verdict), verdict(verdict))
              + " ".repeat(Math.max(GAP, word - verdict(verdict).length()))
              + String.format(Locale.ROOT, "%d%s (-v lists them)", count, what));
    }
  }

  private static String name(CauseNames names, Line line) {
    return Style.plain(names.artifact(line.artifact()));
  }

  private String verdict(AuditVerdict verdict) {
    return (view.glyphs() ? Glyphs.of(verdict) + " " : "") + verdict.word();
  }
}
