package io.abiwarden.cli.report;

import io.abiwarden.worker.python.MissingPython;
import io.abiwarden.worker.python.MissingPython.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How to get the interpreters that are not here, in few lines: those together that go together. */
final class MissingLines {

  private MissingLines() {}

  static String of(List<MissingPython> missing, Style style) {
    Map<List<String>, List<MissingPython>> groups = new LinkedHashMap<>();
    for (MissingPython one : missing) {
      groups
          .computeIfAbsent(
              one.ways().stream().map(Way::command).toList(), commands -> new ArrayList<>())
          .add(one);
    }
    Page page = new Page(style);
    groups.values().forEach(group -> page.paragraph(0, "not here: ", line(group)));
    return page.toString();
  }

  private static String line(List<MissingPython> group) {
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < group.getFirst().ways().size(); i++) {
      Way first = group.getFirst().ways().get(i);
      StringBuilder command = new StringBuilder(first.text());
      for (MissingPython other : group.subList(1, group.size())) {
        if (first.several()) {
          command.append(' ').append(other.ways().get(i).argument());
        }
      }
      boolean more = group.size() > 1 && !first.several();
      commands.add(command.append(more ? " (one for each)" : "").toString());
    }
    return String.join(", ", group.stream().map(MissingPython::name).toList())
        + ": "
        + String.join(", or ", commands);
  }
}
