package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.WheelName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One result of a SARIF file under construction: what one rule says of one file, on however many
 * interpreters. For one thread.
 */
final class SarifResult {

  /** So many different messages of one result are said in full. */
  private static final int SAID = 5;

  private static final int PYTHONS_SAID = 12;

  private final String artifact;
  private final Optional<Artifact.Kind> kind;
  private final String file;
  private final Reason first;
  private Level level;
  private final Map<String, Said> said = new LinkedHashMap<>();
  private final Map<String, String> verdicts = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  /** One message, and the interpreters on which it was said. */
  private record Said(String message, String help, Set<String> pythons) {}

  SarifResult(Suite suite, String file, Reason first) {
    this.artifact = suite.artifact();
    this.kind = suite.kind();
    this.file = file;
    this.first = first;
    this.level = first.level();
  }

  /** What makes reasons one result. */
  static List<Object> key(Row row, Reason reason) {
    return List.of(reason.rule(), row.file(), reason.accepted());
  }

  void add(Row row, Reason reason) {
    if (reason.level().compareTo(level) < 0) {
      level = reason.level();
    }
    said.computeIfAbsent(
            Template.of(row, reason.message()),
            _ -> new Said(reason.message(), reason.help(), new LinkedHashSet<>()))
        .pythons()
        .add(row.python());
    reason.acceptance().map(Words::known).ifPresent(known::add);
    if (!row.python().isEmpty()) {
      verdicts.put(row.python(), row.verdict().map(Verdict::word).orElse(""));
    }
  }

  /**
   * How much it weighs: what is accepted is no more than a note, since code scanning knows nothing
   * of suppressions and would stop a merge for it.
   */
  Level level() {
    return first.accepted() ? Level.NOTE : level;
  }

  Json.Fields fields(SarifRules rules) {
    Json.Fields properties = new Json.Fields().put("artifact", artifact).put("file", file);
    if (!verdicts.isEmpty()) {
      properties.put("pythons", verdicts);
    }
    if (first.accepted()) {
      properties.put("levelIfNotAccepted", level.word());
    }
    return new Json.Fields()
        .put("ruleId", first.rule())
        .put("ruleIndex", rules.index(first.rule()))
        .put("level", level().word())
        .put("message", Sarif.message(message()).map())
        .put("locations", List.of(location().map()))
        .put(
            "partialFingerprints",
            new Json.Fields().put("primaryLocationLineHash", fingerprint() + ":1").map())
        .put("suppressions", suppressions())
        .put("properties", properties.map());
  }

  private String message() {
    List<String> lines = new ArrayList<>();
    Set<String> helps = new LinkedHashSet<>();
    List<Said> all = List.copyOf(said.values());
    for (Said one : all.subList(0, Math.min(SAID, all.size()))) {
      lines.add(
          lines.isEmpty() || one.pythons().contains("")
              ? one.message()
              : "On "
                  + Words.list(List.copyOf(one.pythons()), PYTHONS_SAID)
                  + ": "
                  + one.message());
      if (!one.help().isEmpty()) {
        helps.add(one.help());
      }
    }
    if (all.size() > SAID) {
      lines.add("And " + Words.count(all.size() - SAID, "more message") + " of this rule.");
    }
    if (!verdicts.isEmpty()) {
      lines.add("Interpreters: " + Words.list(List.copyOf(verdicts.keySet()), PYTHONS_SAID) + ".");
    }
    helps.stream().limit(2).forEach(help -> lines.add("Help: " + help));
    return String.join("\n", lines);
  }

  /**
   * The artifact, and within it the file. Code scanning reads no logical locations, and wants a
   * region with lines and columns even of what has none: the first character stands for the whole.
   * A file of a folder has a path of its own. One in a wheel has none that another tool could open
   * (SARIF's nested artifacts are not read by code scanning either), so it is a logical location,
   * with the path that Java and others write for it: {@code x.whl!/demo/_x.so}.
   */
  private Json.Fields location() {
    boolean inFolder = kind.equals(Optional.of(Artifact.Kind.TREE)) && !file.isEmpty();
    String path = inFolder ? artifact + "/" + file : artifact;
    Json.Fields location =
        new Json.Fields()
            .put(
                "physicalLocation",
                new Json.Fields()
                    .put("artifactLocation", new Json.Fields().put("uri", FileUri.of(path)).map())
                    .put(
                        "region",
                        new Json.Fields()
                            .put("startLine", 1)
                            .put("startColumn", 1)
                            .put("endLine", 1)
                            .put("endColumn", 1)
                            .map())
                    .map());
    if (kind.equals(Optional.of(Artifact.Kind.WHEEL)) && !file.isEmpty()) {
      location.put(
          "logicalLocations",
          List.of(
              new Json.Fields()
                  .put("name", BaseName.of(file))
                  .put("fullyQualifiedName", artifact + "!/" + file)
                  .put("kind", "resource")
                  .map()));
    }
    return location;
  }

  /**
   * The same for the same finding of the next version's wheel, wherever it lies: of a wheel's name,
   * project and tags count. Without it, code scanning would take the first line of the file, which
   * all results of a wheel share and each build changes.
   */
  private String fingerprint() {
    String name = BaseName.of(artifact);
    String lasting =
        WheelName.parse(name).map(wheel -> wheel.distribution() + wheel.tags()).orElse(name);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(first.rule(), lasting, file, first.accepted() ? "accepted" : "")) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** An empty list says that it is not suppressed; none at all would say that nobody knows. */
  private List<Object> suppressions() {
    return first.accepted()
        ? List.of(
            new Json.Fields()
                .put("kind", "external")
                .put("status", "accepted")
                .put("justification", String.join("; ", known))
                .map())
        : List.of();
  }
}
