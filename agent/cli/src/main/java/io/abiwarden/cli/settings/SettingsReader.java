package io.abiwarden.cli.settings;

import io.abiwarden.cli.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads settings from a table, strictly: what nobody knows is a mistake. */
final class SettingsReader {

  private static final List<String> TOP =
      List.of(
          "python",
          "expect",
          "depth",
          "timeout",
          "jobs",
          "site",
          "with-deps",
          "baseline",
          "accept",
          "check",
          "audit");
  private static final List<String> OF_COMMAND = List.of("fail-on");

  private final String file;
  private final Path folder;

  /**
   * Ready to read.
   *
   * @param file how messages call it
   * @param folder what paths in it are relative to
   */
  SettingsReader(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  Settings settings(JsonNode table) throws SettingsException {
    isTable(table, "its content", "expect = \"3.9-3.15t\"");
    if (table.path("tool").has("abiwarden")) {
      throw new SettingsException(
          "%s: its keys stand at the top: take %s out, which is for pyproject.toml"
              .formatted(file, SettingsFile.TABLE));
    }
    known(table, "", TOP);
    return new Settings(
        file,
        texts(table, "python", "python = [\"3.14\", \"3.14t\"]"),
        texts(table, "expect", "expect = \"3.9-3.15t\""),
        text(table, "depth", "depth = \"static\""),
        timeout(table),
        jobs(table),
        paths(table),
        flag(table, "with-deps"),
        failOn(table, "check", "fail-on = [\"unsafe\", \"fails\"]"),
        failOn(table, "audit", "fail-on = [\"broken\", \"warning\"]"),
        baseline(table),
        accepted(table.path("accept")));
  }

  private void known(JsonNode table, String prefix, List<String> keys) throws SettingsException {
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      if (!keys.contains(entry.getKey())) {
        throw new SettingsException(
            file
                + ": there is no "
                + prefix
                + entry.getKey()
                + Nearest.to(entry.getKey(), keys)
                    .map(near -> "; did you mean " + prefix + near + "?")
                    .orElse("; known are " + String.join(", ", keys)));
      }
    }
  }

  private void isTable(JsonNode node, String what, String example) throws SettingsException {
    if (!node.isObject()) {
      throw new SettingsException(file + ": " + what + " has to be a table, such as " + example);
    }
  }

  private SettingsException wrong(String key, String wanted, String example) {
    return new SettingsException(file + ", " + key + ": has to be " + wanted + ": " + example);
  }

  private Optional<String> text(JsonNode table, String key, String example)
      throws SettingsException {
    JsonNode node = table.path(key);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString() || node.stringValue().isBlank()) {
      throw wrong(key, "a text", example);
    }
    return Optional.of(node.stringValue());
  }

  /** One text, or several in an array. */
  private List<String> texts(JsonNode table, String key, String example) throws SettingsException {
    JsonNode node = table.path(key);
    if (node.isMissingNode()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode one : node.values()) {
        texts.add(one.isString() ? one.stringValue() : "");
      }
    } else {
      texts.add(node.isString() ? node.stringValue() : "");
    }
    if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
      // 3.10 without quotes is the number 3.1.
      throw wrong(key, "a text, or several in an array, each in quotes", example);
    }
    return texts;
  }

  private Optional<String> timeout(JsonNode table) throws SettingsException {
    JsonNode node = table.path("timeout");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isNumber()) {
      throw wrong("timeout", "a number of seconds", "timeout = 120");
    }
    return Optional.of(node.asString());
  }

  private Optional<Integer> jobs(JsonNode table) throws SettingsException {
    JsonNode node = table.path("jobs");
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      throw wrong("jobs", "a number, 1 or more", "jobs = 2");
    }
    return Optional.of(node.intValue());
  }

  private boolean flag(JsonNode table, String key) throws SettingsException {
    JsonNode node = table.path(key);
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw wrong(key, "true or false", key + " = true");
    }
    return node.asBoolean(false);
  }

  private List<Path> paths(JsonNode table) throws SettingsException {
    List<Path> paths = new ArrayList<>();
    for (String text : texts(table, "site", "site = [\"tests/packages\"]")) {
      paths.add(path("site", text));
    }
    return paths;
  }

  private Path path(String key, String text) throws SettingsException {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new SettingsException(
          file
              + ", "
              + key
              + ": is not a path ("
              + e.getReason()
              + "); it is relative to the file's folder");
    }
  }

  private Optional<Path> baseline(JsonNode table) throws SettingsException {
    Optional<String> text = text(table, "baseline", "baseline = \"known.json\"");
    return text.isEmpty() ? Optional.empty() : Optional.of(path("baseline", text.get()));
  }

  private List<String> failOn(JsonNode table, String command, String example)
      throws SettingsException {
    JsonNode node = table.path(command);
    if (node.isMissingNode()) {
      return List.of();
    }
    isTable(node, "[" + command + "]", "[" + command + "] and below it " + example);
    known(node, command + ".", OF_COMMAND);
    return texts(node, "fail-on", example);
  }

  private List<Settings.Known> accepted(JsonNode table) throws SettingsException {
    List<Settings.Known> accepted = new ArrayList<>();
    if (table.isMissingNode()) {
      return accepted;
    }
    String example = "\"AW301:_slow.so\" = \"it is single-threaded, issue 12\"";
    if (!table.isObject()) {
      throw wrong("accept", "a table of findings and why they are accepted", example);
    }
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      JsonNode why = entry.getValue();
      if (!why.isString() || why.stringValue().isBlank()) {
        throw wrong("accept." + entry.getKey(), "the reason, in quotes", example);
      }
      accepted.add(new Settings.Known(entry.getKey(), why.stringValue().strip()));
    }
    return accepted;
  }
}
