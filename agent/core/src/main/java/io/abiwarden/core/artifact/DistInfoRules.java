package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.ProjectMetadata;
import io.abiwarden.core.wheel.RequiresPython;
import io.abiwarden.core.wheel.WheelMetadata;
import io.abiwarden.core.wheel.WheelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects what is wrong with a {@code .dist-info} folder. For one thread. */
final class DistInfoRules {

  private static final Pattern VERSION = Pattern.compile("1\\.(?<minor>[0-9]{1,9})");
  private static final String REBUILD = "Build the wheel again, or download it again.";

  private final String fileName;
  private final Optional<WheelName> name;
  private final List<Finding> findings = new ArrayList<>();

  DistInfoRules(String fileName, Optional<WheelName> name) {
    this.fileName = fileName;
    this.name = name;
    name.ifPresent(
        parsed ->
            parsed
                .objections(fileName)
                .forEach(
                    objection ->
                        error(
                            "pip and uv do not take this file name: " + objection,
                            "Name the wheel as its build tool did.")));
  }

  List<Finding> findings() {
    return findings;
  }

  private void error(String sentence, String help) {
    add(Rule.AW502, Level.ERROR, sentence, help);
  }

  private void warning(String sentence, String help) {
    add(Rule.AW502, Level.WARNING, sentence, help);
  }

  private void add(Rule rule, Level level, String sentence, String help) {
    findings.add(new Finding(rule, level, fileName + ": " + sentence + ".", help));
  }

  void noFolder() {
    error("it has no .dist-info folder at its top, so pip and uv refuse it", REBUILD);
  }

  void severalFolders(Collection<String> folders) {
    error(
        "it has "
            + folders.size()
            + " .dist-info folders, so pip and uv refuse it: "
            + Shown.list(folders),
        "Leave only the project's own in it.");
  }

  /** The one folder is not named after the wheel; pip and uv only ask how it begins. */
  void otherFolder(String folder) {
    if (name.isEmpty()) {
      return;
    }
    boolean refused = !name.get().begins(folder);
    String sentence =
        "its folder "
            + Shown.quote(folder)
            + " is not that of "
            + name.get().distribution()
            + " "
            + name.get().version();
    if (refused) {
      error(sentence + ", so pip and uv refuse it", "Do not rename wheels to other projects.");
    } else {
      warning(sentence, "Build it again instead of renaming it.");
    }
  }

  void missing(String path) {
    error("it has no " + Shown.quote(path) + ", so pip and uv refuse it", REBUILD);
  }

  void unreadable(String path, String why) {
    error(Shown.quote(path) + " cannot be read: " + why, REBUILD);
  }

  void judge(WheelMetadata wheel) {
    judgeVersion(wheel.wheelVersion());
    contradictory("WHEEL", wheel.contradictory());
    name.ifPresent(parsed -> TagRules.compare(fileName, parsed, wheel, findings));
  }

  private void judgeVersion(Optional<String> version) {
    if (version.isEmpty()) {
      error("its WHEEL file names no Wheel-Version, so pip and uv refuse it", REBUILD);
    } else if (!VERSION.matcher(version.get()).matches()) {
      error(
          "its Wheel-Version is "
              + Shown.quote(version.get())
              + "; installers know 1.0, and refuse others",
          REBUILD);
    } else if (!version.get().equals("1.0")) {
      warning(
          "its Wheel-Version is " + version.get() + ", newer than the 1.0 that installers know",
          "Expect them to warn.");
    }
  }

  private void contradictory(String file, List<String> keys) {
    if (!keys.isEmpty()) {
      warning(
          "its "
              + file
              + " file has several values of "
              + String.join(", ", keys)
              + "; the first counts",
          "Leave one of each.");
    }
  }

  void judge(ProjectMetadata project) {
    contradictory("METADATA", project.contradictory());
    required("Name", project.name());
    required("Version", project.version());
    name.ifPresent(
        parsed -> {
          project
              .name()
              .filter(said -> !parsed.sameProject(said))
              .ifPresent(said -> differs("Name", said, parsed.distribution(), "pip and uv refuse"));
          project
              .version()
              .filter(said -> !parsed.sameVersion(said))
              .ifPresent(said -> differs("Version", said, parsed.version(), "uv refuses"));
        });
    project
        .requiresPython()
        .filter(text -> RequiresPython.parse(text).isEmpty())
        .ifPresent(
            text ->
                warning(
                    "its Requires-Python "
                        + Shown.quote(text)
                        + " is none that PEP 440 knows; pip installs it on any Python, and uv may"
                        + " refuse it",
                    "Write it like >=3.10."));
  }

  private void required(String key, Optional<String> value) {
    if (value.isEmpty()) {
      error("its METADATA has no " + key + ", so pip and uv refuse it", REBUILD);
    }
  }

  private void differs(String key, String said, String named, String who) {
    error(
        "its file name says "
            + Shown.quote(named)
            + ", and its METADATA says "
            + key
            + " "
            + Shown.quote(said)
            + ", which "
            + who,
        "Build it again instead of renaming it.");
  }
}
