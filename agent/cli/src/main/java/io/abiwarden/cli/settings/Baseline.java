package io.abiwarden.cli.settings;

import io.abiwarden.core.wheel.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an earlier run found, so that a later one can tell what is new: a saved {@code --format
 * json} or {@code jsonl} of the same command. A finding is known if the earlier run had it of the
 * same wheel in whatever version, of the same file, on the same minor version of Python, and with
 * the same verdict.
 */
public final class Baseline {

  /** Nothing is known. */
  public static final Baseline NONE = new Baseline("", Set.of());

  private final String file;
  private final Set<List<String>> known;

  private Baseline(String file, Set<List<String>> known) {
    this.file = file;
    this.known = Set.copyOf(known);
  }

  /**
   * What a check found.
   *
   * @param origin who names the file, for messages: {@code --baseline}
   * @throws SettingsException if the file is not there, or is no check's
   */
  public static Baseline ofCheck(Path file, String origin) throws SettingsException {
    Reader reader = new Reader();
    read(file, origin, "check", reader::checked);
    return new Baseline(file.toString(), reader.known);
  }

  /**
   * What an audit found.
   *
   * @param origin who names the file, for messages: {@code --baseline}
   * @throws SettingsException if the file is not there, or is no audit's
   */
  public static Baseline ofAudit(Path file, String origin) throws SettingsException {
    Reader reader = new Reader();
    read(file, origin, "audit", reader::audited);
    return new Baseline(file.toString(), reader.known);
  }

  /** What is said of what it knows. */
  public String said() {
    return "known from " + file;
  }

  /** Whether there is none. */
  public boolean isNone() {
    return file.isEmpty();
  }

  /**
   * A place of which findings are said.
   *
   * @param artifact the artifact's name or path
   * @param python the interpreter's minor version, {@code 3.14t}, or with a platform {@code
   *     3.14t@win_amd64}; empty for what is about none
   * @param file the path in the artifact; empty for the artifact itself
   * @param verdict the word of the verdict there
   */
  public record Place(String artifact, String python, String file, String verdict) {
    List<String> key(String rule, String message) {
      return List.of(
          Fingerprint.artifact(artifact),
          python,
          Fingerprint.text(file, artifact),
          verdict,
          rule,
          Fingerprint.message(rule, message, artifact));
    }
  }

  /** Whether the earlier run had a finding. */
  public boolean knows(Place place, String rule, String message) {
    return known.contains(place.key(rule, message));
  }

  /** Whether the earlier run had a verdict of a place, whatever the reason. */
  public boolean knows(Place place) {
    return known.contains(place.key("", ""));
  }

  private interface Taker {
    void take(JsonNode document) throws SettingsException;
  }

  private static void read(Path file, String origin, String command, Taker taker)
      throws SettingsException {
    String shown = origin + " " + file;
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(shown + ": no such file; " + again(command, file));
    }
    String wanted = "abiwarden/" + command + "/1";
    boolean any = false;
    try (MappingIterator<JsonNode> documents =
        new JsonMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        String schema = document.path("schema").asString("");
        if (!schema.equals(wanted)) {
          throw new SettingsException(
              "%s: is %s, and what is wanted is %s: what abiwarden %s … --format json wrote"
                  .formatted(
                      shown, schema.isEmpty() ? "no run of abiwarden's" : schema, wanted, command));
        }
        any = true;
        taker.take(document);
      }
    } catch (JacksonIOException e) {
      throw new SettingsException(shown + ": cannot be read; is it yours to read?");
    } catch (JacksonException e) {
      throw new SettingsException(
          shown + ": is not JSON, or only a part of it; " + again(command, file));
    }
    if (!any) {
      throw new SettingsException(shown + ": is empty; " + again(command, file));
    }
  }

  private static String again(String command, Path file) {
    return "abiwarden %s … --format json --output %s makes one".formatted(command, file);
  }

  /** Takes what is in documents, which may be a whole run or a line of one. */
  private static final class Reader {

    private final Set<List<String>> known = new HashSet<>();

    void checked(JsonNode document) {
      Map<String, String> shortNames = new HashMap<>();
      for (JsonNode python : document.path("pythons").values()) {
        shortNames.put(text(python, "id"), shortName(python));
      }
      for (JsonNode artifact : artifacts(document)) {
        String name = text(artifact, "artifact");
        findings(new Place(name, "", "", ""), artifact);
        for (JsonNode result : artifact.path("results").values()) {
          String id = text(result, "python");
          String python = shortNames.getOrDefault(id, id);
          known.add(new Place(name, python, "", text(result, "verdict")).key("", ""));
          if (result.path("installable").isBoolean()
              && !result.path("installable").booleanValue()) {
            known.add(notInstallable(name, python).key("", ""));
          }
          for (JsonNode extension : result.path("extensions").values()) {
            Place place =
                new Place(name, python, text(extension, "file"), text(extension, "verdict"));
            known.add(place.key("", ""));
            findings(place, extension);
          }
        }
      }
    }

    void audited(JsonNode document) {
      for (JsonNode artifact : artifacts(document)) {
        String name = text(artifact, "artifact");
        known.add(new Place(name, "", "", text(artifact, "verdict")).key("", ""));
        for (JsonNode finding : artifact.path("findings").values()) {
          finding(new Place(name, "", text(finding, "file"), ""), finding);
        }
      }
      for (JsonNode grid : document.path("coverage").values()) {
        String project = text(grid, "project");
        for (JsonNode cell : grid.path("cells").values()) {
          // There is a reason in every hole, accepted or not, and nowhere else.
          if (cell.path("reason").isString()) {
            known.add(hole(project, text(cell, "python"), text(cell, "platform")).key("", ""));
          }
        }
      }
    }

    private void findings(Place place, JsonNode holder) {
      for (JsonNode finding : holder.path("findings").values()) {
        finding(place, finding);
      }
    }

    private void finding(Place place, JsonNode finding) {
      known.add(place.key(text(finding, "rule"), text(finding, "message")));
    }

    /** Those of a document, or the one that a line is. */
    private static Iterable<JsonNode> artifacts(JsonNode document) {
      return document.path("artifacts").isArray()
          ? document.path("artifacts").values()
          : List.of(document);
    }

    private static String shortName(JsonNode python) {
      String version = text(python, "version");
      int micro = version.lastIndexOf('.');
      String minor = micro > 0 ? version.substring(0, micro) : version;
      boolean freeThreaded = python.path("freeThreaded").asBoolean(false);
      return python(minor + (freeThreaded ? "t" : ""), text(python, "id"));
    }

    private static String text(JsonNode holder, String field) {
      @Nullable JsonNode node = holder.get(field);
      return Optional.ofNullable(node).map(value -> value.asString("")).orElse("");
    }
  }

  /**
   * That a release has no wheel for an interpreter.
   *
   * @param project the project, in any spelling
   * @param python the interpreter, {@code 3.14t}
   * @param platform the platform's name in the grid
   */
  public static Place hole(String project, String python, String platform) {
    return new Place(ProjectName.normalized(project), python, platform, "hole");
  }

  /**
   * An interpreter as places have it: its minor version, and the platform of one that is elsewhere.
   *
   * @param shortName {@code 3.14t}
   * @param id its id, {@code 3.14.7t} or {@code 3.14t@win_amd64}
   */
  public static String python(String shortName, String id) {
    int at = id.indexOf('@');
    return at < 0 ? shortName : shortName + id.substring(at);
  }

  /** That no installer would put an artifact on an interpreter. */
  public static Place notInstallable(String artifact, String python) {
    return new Place(artifact, python, "", "not-installable");
  }
}
