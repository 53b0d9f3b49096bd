package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines that begin an artifact's part of a report. */
final class Headings {

  private static final int HASH_SHOWN = 16;
  private static final int MOST_TAGS = 3;
  private static final Map<Artifact.Kind, String> KINDS =
      Map.of(
          Artifact.Kind.WHEEL, "wheel", Artifact.Kind.FILE, "file", Artifact.Kind.TREE, "folder");

  private Headings() {}

  static void artifact(Page page, String name, Artifact.Kind kind, String sha256, List<Tag> tags) {
    page.item(Colour.STRONG, Words.path(name), "");
    String hash =
        sha256.length() > HASH_SHOWN ? ", sha256 " + sha256.substring(0, HASH_SHOWN) + "…" : "";
    String promised = tags.isEmpty() ? "" : ", tags " + Words.list(compressed(tags), MOST_TAGS);
    page.paragraph(1, "", KINDS.get(kind) + promised + hash);
  }

  /** {@code cp36-abi3} once, with the platforms that it stands with. */
  static List<String> compressed(List<Tag> tags) {
    Map<String, List<String>> platforms = new LinkedHashMap<>();
    for (Tag tag : tags) {
      platforms
          .computeIfAbsent(tag.python() + "-" + tag.abi(), build -> new ArrayList<>())
          .add(tag.platform());
    }
    Map<String, List<String>> builds = new LinkedHashMap<>();
    platforms.forEach(
        (build, stands) ->
            builds
                .computeIfAbsent(String.join(" and ", stands), same -> new ArrayList<>())
                .add(build));
    return builds.entrySet().stream()
        .map(entry -> String.join(" and ", entry.getValue()) + " for " + entry.getKey())
        .toList();
  }
}
