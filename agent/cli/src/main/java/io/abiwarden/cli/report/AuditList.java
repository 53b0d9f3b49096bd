package io.abiwarden.cli.report;

import io.abiwarden.cli.report.AuditReport.Audited;
import io.abiwarden.core.audit.AuditVerdict;
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

  private record Line(String artifact, AuditVerdict verdict, String installs) {}

  AuditList(View view) {
    this.view = view;
  }

  void add(Audited audited) {
    lines.add(
        new Line(
            audited.shown(),
            audited.verdict(),
            String.join("; ", Installs.briefly(audited.artifact().installations()))));
  }

  /**
   * Adds the lines.
   *
   * @param brief whether those that keep their promises are only counted, however few there are
   */
  void addTo(Page page, CauseNames names, boolean brief) {
    boolean all = view.details() || (!brief && lines.size() <= MANY);
    List<Line> shown =
        all ? lines : lines.stream().filter(line -> line.verdict() != AuditVerdict.KEPT).toList();
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
    int others = lines.size() - shown.size();
    if (others > 0) {
      page.line(
          0,
          view.style().in(Words.colour(AuditVerdict.KEPT), verdict(AuditVerdict.KEPT))
              + " ".repeat(Math.max(GAP, word - verdict(AuditVerdict.KEPT).length()))
              + String.format(
                  Locale.ROOT, "%d%s (-v lists them)", others, shown.isEmpty() ? "" : " others"));
    }
  }

  private static String name(CauseNames names, Line line) {
    return Style.plain(names.artifact(line.artifact()));
  }

  private String verdict(AuditVerdict verdict) {
    return (view.glyphs() ? Glyphs.of(verdict) + " " : "") + verdict.word();
  }
}
