package io.abiwarden.cli.index;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A configuration file as Python's {@code configparser.RawConfigParser} reads it, which pip uses.
 */
final class IniFile {

  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  /** Reads a file's text; lines that are no part of the form are passed over. */
  static IniFile parse(String text) {
    IniFile file = new IniFile();
    Map<String, String> section = new LinkedHashMap<>();
    String key = "";
    for (String line : text.split("\\R", -1)) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
        section.merge(key, stripped, (before, more) -> before + "\n" + more);
      } else if (stripped.startsWith("[") && stripped.contains("]")) {
        String name = stripped.substring(1, stripped.indexOf(']'));
        section = file.sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
        key = "";
      } else {
        int end = separator(stripped);
        key = end < 0 ? "" : optionName(stripped.substring(0, end));
        if (!key.isEmpty()) {
          section.put(key, stripped.substring(end + 1).strip());
        }
      }
    }
    return file;
  }

  /** The options of a section, by name with hyphens; none if it is not there. */
  Map<String, String> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  /** pip lets {@code index_url}, {@code --index-url} and {@code index-url} be the same. */
  static String optionName(String key) {
    String name = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return name.startsWith("--") ? name.substring(2) : name;
  }

  private static int separator(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    if (equals < 0 || colon < 0) {
      return Math.max(equals, colon);
    }
    return Math.min(equals, colon);
  }
}
