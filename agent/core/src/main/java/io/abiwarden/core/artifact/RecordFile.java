package io.abiwarden.core.artifact;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a RECORD file: comma-separated, with quotes where a path has commas, quotes or line
 * breaks in it, as Python's {@code csv} module writes and reads them.
 *
 * @param rows its rows of three fields
 * @param broken the numbers of the rows that have not three fields, from 1
 */
record RecordFile(List<RecordRow> rows, List<Integer> broken) {

  /** Reads the file in one pass. */
  static RecordFile parse(String text) {
    List<RecordRow> rows = new ArrayList<>();
    List<Integer> broken = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    int at = 0;
    int row = 1;
    while (at < text.length()) {
      fields.clear();
      at = row(text, at, fields);
      if (fields.size() == 3) {
        rows.add(new RecordRow(fields.get(0), fields.get(1).strip(), fields.get(2).strip()));
      } else {
        broken.add(row);
      }
      row++;
    }
    return new RecordFile(rows, broken);
  }

  /** Reads one row, and returns where the next one starts. */
  private static int row(String text, int from, List<String> fields) {
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == '"';
      if (quoted && c == '"' && doubled) {
        field.append('"');
        at++;
      } else if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
      } else if (quoted) {
        field.append(c);
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\r' || c == '\n') {
        at += c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n' ? 1 : 0;
        break;
      } else {
        field.append(c);
      }
      at++;
    }
    fields.add(field.toString());
    return at + 1;
  }
}
