package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.PairResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The matrix for people: marks in colour at a terminal, letters elsewhere. Names that are too long
 * lose their middle; where the columns still do not fit, there is more than one grid.
 */
final class Grid {

  private static final int GAP = 2;
  private static final int NARROW_GAP = 1;
  private static final int SHORTEST_NAME = 24;

  /** Stands after a verdict on an interpreter that no installer would put the wheel on. */
  private static final char NOT_INSTALLABLE = '*';

  private static final String READ = "loads, or should load where it was only read";

  /** Where the check was stopped before. */
  private static final String NOT_CHECKED = ".";

  private final Page page;
  private final CheckMatrix matrix;
  private final boolean glyphs;
  private final List<String> names;
  private final int nameWidth;
  private int gap = GAP;

  private Grid(Page page, CheckMatrix matrix, boolean glyphs) {
    this.page = page;
    this.matrix = matrix;
    // A mark that only its colour tells from another is no use without colours.
    this.glyphs = glyphs && page.style().coloured();
    List<String> shorter =
        CheckMatrix.withoutPlatforms(
            matrix.lines().stream().map(line -> Style.plain(line.name())).toList());
    int widest = matrix.columns().stream().mapToInt(this::width).max().orElse(0);
    int most = Math.min(longest(shorter), Math.max(GAP, page.style().width() - widest));
    int shortest = Math.min(SHORTEST_NAME, page.style().width() / 2);
    int wide = parts(Math.min(most, shortest)).size();
    gap = NARROW_GAP;
    gap = parts(Math.min(most, shortest)).size() < wide ? NARROW_GAP : GAP;
    int fewest = parts(Math.min(most, shortest)).size();
    while (most > shortest && parts(most).size() > fewest) {
      most--;
    }
    this.names = FittingNames.of(shorter, most);
    this.nameWidth = longest(names);
  }

  private static int longest(List<String> names) {
    return names.stream().mapToInt(Columns::of).max().orElse(0);
  }

  /** Adds the grid and what its marks mean; nothing where there is no interpreter. */
  static void addTo(Page page, CheckMatrix matrix, boolean glyphs) {
    if (!matrix.columns().isEmpty() && !matrix.lines().isEmpty()) {
      new Grid(page, matrix, glyphs).add();
    }
  }

  private void add() {
    for (List<CheckMatrix.Column> columns : parts(nameWidth)) {
      page.gap();
      part(columns);
    }
    legend();
  }

  /** The columns of each grid, if names take so much room. */
  private List<List<CheckMatrix.Column>> parts(int names) {
    List<List<CheckMatrix.Column>> parts = new ArrayList<>();
    int used = page.style().width();
    for (CheckMatrix.Column column : matrix.columns()) {
      if (parts.isEmpty() || used + width(column) > page.style().width()) {
        parts.add(new ArrayList<>());
        used = names;
      }
      parts.getLast().add(column);
      used += width(column);
    }
    return parts;
  }

  /** Says above the columns where those interpreters are that are not here. */
  private void platforms(List<CheckMatrix.Column> columns) {
    StringBuilder line = new StringBuilder(" ".repeat(nameWidth));
    for (int i = 0; i < columns.size(); ) {
      String platform = columns.get(i).platform();
      int room = 0;
      while (i < columns.size() && columns.get(i).platform().equals(platform)) {
        room += width(columns.get(i++));
      }
      String shown = Columns.shortened(platform, room - gap);
      line.append(" ".repeat(gap)).append(Columns.padded(shown, room - gap));
    }
    String platforms = line.toString().stripTrailing();
    if (!platforms.isEmpty()) {
      page.line(0, page.style().in(Colour.STRONG, platforms));
    }
  }

  private void part(List<CheckMatrix.Column> columns) {
    platforms(columns);
    StringBuilder head = new StringBuilder(" ".repeat(nameWidth));
    for (CheckMatrix.Column column : columns) {
      String label = Columns.padded(column.label(), width(column) - gap);
      head.append(" ".repeat(gap)).append(label);
    }
    String labels = head.toString().stripTrailing();
    page.line(0, page.style().in(Colour.STRONG, labels));
    for (int i = 0; i < names.size(); i++) {
      StringBuilder line = new StringBuilder(names.get(i));
      int pending = nameWidth - Columns.of(names.get(i));
      for (CheckMatrix.Column column : columns) {
        Optional<PairResult> pair = matrix.lines().get(i).on(column);
        String cell = pair.map(this::cell).orElse(isMissed(i, column) ? NOT_CHECKED : "");
        pending += gap;
        if (!cell.isEmpty()) {
          line.append(" ".repeat(pending));
          line.append(page.style().in(colour(pair), cell));
          pending = 0;
        }
        pending += width(column) - gap - cell.length();
      }
      page.line(0, line.toString());
    }
  }

  private boolean isMissed(int line, CheckMatrix.Column column) {
    return matrix.isMissed(matrix.lines().get(line), column);
  }

  private static Colour colour(Optional<PairResult> pair) {
    return pair.map(one -> Words.colour(one.verdict())).orElse(Colour.FAINT);
  }

  private String cell(PairResult pair) {
    return mark(pair.verdict()) + (isMarked(pair) ? String.valueOf(NOT_INSTALLABLE) : "");
  }

  private String mark(Verdict verdict) {
    return String.valueOf(glyphs ? Glyphs.of(verdict) : Glyphs.letter(verdict));
  }

  /** That it is not installed there is no news of what that Python never looks at. */
  private static boolean isMarked(PairResult pair) {
    return pair.verdict() != Verdict.NOT_APPLICABLE
        && pair.installable().equals(Optional.of(false));
  }

  /** Whether some that load were run, and others not. */
  private static boolean isPartlyRead(List<PairResult> pairs) {
    return pairs.stream()
            .filter(pair -> pair.verdict() == Verdict.LOADS)
            .map(
                pair -> pair.extensions().stream().allMatch(one -> one.decidedBy() == Depth.STATIC))
            .distinct()
            .count()
        > 1;
  }

  private boolean isOnlyMissed(CheckMatrix.Line line, CheckMatrix.Column column) {
    return matrix.isMissed(line, column) && line.on(column).isEmpty();
  }

  /** What occurs, and nothing else. */
  private void legend() {
    List<PairResult> pairs =
        matrix.lines().stream().flatMap(line -> line.artifact().results().stream()).toList();
    Map<String, String> entries = new LinkedHashMap<>();
    for (Verdict verdict : Summary.ORDER) {
      if (pairs.stream().anyMatch(pair -> pair.verdict() == verdict)) {
        String word = verdict == Verdict.LOADS && isPartlyRead(pairs) ? READ : verdict.word();
        entries.put(mark(verdict), verdict == Verdict.LOADS ? word : word + ": " + verdict.shown());
      }
    }
    if (pairs.stream().anyMatch(Grid::isMarked)) {
      entries.put(String.valueOf(NOT_INSTALLABLE), "no installer would put it there");
    }
    long missed =
        matrix.lines().stream()
            .flatMap(line -> matrix.columns().stream().filter(c -> isOnlyMissed(line, c)))
            .count();
    if (missed > 0) {
      entries.put(NOT_CHECKED, "not checked");
    }
    if (pairs.size() + missed < (long) matrix.lines().size() * matrix.columns().size()) {
      entries.put("blank", "not promised for it");
    }
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String text = entry.getKey() + " " + entry.getValue();
      if (!line.isEmpty() && line.length() + 3 + text.length() > page.style().width()) {
        page.line(0, page.style().in(Colour.FAINT, line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : "   ").append(text);
    }
    page.line(0, page.style().in(Colour.FAINT, line.toString()));
  }

  /** The columns of a platform have room for its name above them. */
  private int width(CheckMatrix.Column column) {
    int same =
        (int)
            matrix.columns().stream()
                .filter(one -> one.platform().equals(column.platform()))
                .count();
    int share = Math.ceilDiv(column.platform().length() - gap * (same - 1), same);
    return gap + Math.max(column.label().length(), share);
  }
}
