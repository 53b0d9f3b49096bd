package io.abiwarden.cli.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Where a project's settings are, and what is in them. */
public final class SettingsFile {

  /** A file of its own; its keys stand at the top. */
  public static final String OWN = "abiwarden.toml";

  /** The project's file, in which they have a table. */
  public static final String PROJECT = "pyproject.toml";

  /** The table there. */
  public static final String TABLE = "[tool.abiwarden]";

  /** No settings are longer than this. */
  private static final long MOST_BYTES = 1 << 20;

  private SettingsFile() {}

  /**
   * The settings that count in a folder: of the folder itself, else of the nearest one above, as
   * far as the repository goes. In one folder, a file of its own stands before {@code
   * pyproject.toml}.
   *
   * @throws SettingsException if the file is there and cannot be used
   */
  public static Settings nearest(Path folder) throws SettingsException {
    Path start = folder.toAbsolutePath().normalize();
    for (@Nullable Path here = start; here != null; here = here.getParent()) {
      for (String name : new String[] {OWN, PROJECT}) {
        Path file = here.resolve(name);
        if (Files.isRegularFile(file)) {
          Optional<Settings> settings = read(file, start);
          if (settings.isPresent()) {
            return settings.get();
          }
        }
      }
      if (Files.exists(here.resolve(".git"))) {
        break;
      }
    }
    return Settings.NONE;
  }

  /**
   * The settings of a file that the user named.
   *
   * @param file a TOML file; in one called {@code pyproject.toml} only the table counts
   * @throws SettingsException if it is not there, or cannot be used
   */
  public static Settings of(Path file) throws SettingsException {
    if (!Files.isRegularFile(file)) {
      throw new SettingsException("--settings " + file + ": " + missing(file));
    }
    return read(file, Path.of("").toAbsolutePath())
        .orElseThrow(
            () ->
                new SettingsException(
                    "--settings %s: has no table %s; write one, or name the file that has the settings"
                        .formatted(file, TABLE)));
  }

  /** Why there is no such file, and what may have been meant. */
  private static String missing(Path file) {
    if (Files.isDirectory(file)) {
      return "is a folder; name the file in it: " + file.resolve(OWN);
    }
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    for (String name : new String[] {OWN, PROJECT}) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return "no such file; did you mean " + folder.resolve(name) + "?";
      }
    }
    return "no such file; without --settings, %s or %s of %s is read, here or above"
        .formatted(OWN, TABLE, PROJECT);
  }

  /** Empty if it is a project's file that says nothing of abiwarden. */
  private static Optional<Settings> read(Path file, Path start) throws SettingsException {
    String shown = shown(file, start);
    boolean own = !file.endsWith(PROJECT);
    String text = text(file, shown);
    if (!own && !text.contains("abiwarden")) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = new TomlMapper().readTree(text);
    } catch (JacksonException e) {
      throw new SettingsException(shown + place(e) + ": " + firstLine(e.getOriginalMessage()));
    }
    JsonNode table = own ? root : root.path("tool").path("abiwarden");
    if (table.isMissingNode()) {
      return Optional.empty();
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(start);
    return Optional.of(
        new SettingsReader(own ? shown : shown + " " + TABLE, folder).settings(table));
  }

  /** As seen from where the user is, where that is not too far off. */
  private static String shown(Path file, Path start) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.getRoot() != null && absolute.getRoot().equals(start.getRoot())
        ? start.relativize(absolute).toString()
        : file.toString();
  }

  private static String text(Path file, String shown) throws SettingsException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SettingsException(
            shown + ": is longer than 1 MiB, as no settings are; name another file");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new SettingsException(shown + ": is not UTF-8, as TOML has to be; save it as that");
    } catch (IOException e) {
      throw new SettingsException(
          "%s: cannot be read (%s); see whether you may, or use --no-settings"
              .formatted(shown, e.getClass().getSimpleName()));
    }
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1 ? "" : ", line " + location.getLineNr();
  }

  private static String firstLine(@Nullable String message) {
    if (message == null) {
      return "is not TOML: mend it, or use --no-settings";
    }
    String said = message.lines().findFirst().orElse("").strip();
    return "is not TOML: "
        + said
        + (said.startsWith("Duplicate")
            ? " (leave one of them out)"
            : " (texts stand in quotes: expect = \"3.9-3.15t\")");
  }
}
