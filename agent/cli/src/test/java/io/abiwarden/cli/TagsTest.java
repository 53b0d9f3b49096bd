package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The tags of each interpreter that was found, against what its own pip says. */
class TagsTest {

  private static final Pattern COMPATIBLE =
      Pattern.compile("Compatible tags: (\\d+)\\R((?:  \\S+\\R)+)");

  @Test
  void areThoseOfEachInterpretersOwnPip() throws Exception {
    Run run = Run.of("pythons", "--tags", "--format", "json");
    int compared = 0;
    for (JsonNode python : StrictSchema.check("pythons-1", run.out()).path("pythons")) {
      List<String> ours = python.path("tags").valueStream().map(JsonNode::asString).toList();
      assertThat(ours)
          .as(python.path("id").asString())
          .hasSizeGreaterThan(100)
          .doesNotHaveDuplicates();
      Optional<List<String>> pips =
          python.path("executable").isString()
              ? tagsOfPip(python.path("executable").asString())
              : Optional.empty();
      if (pips.isEmpty()) {
        continue;
      }
      boolean knowsAbi3t = pips.get().stream().anyMatch(tag -> tag.contains("-abi3t-"));
      // Older pips know no abi3t, and put linux_x86_64 last where 26.1 and newer put it first.
      Predicate<String> comparable =
          tag -> (knowsAbi3t || !tag.contains("-abi3t-")) && !tag.contains("-linux_");
      assertThat(ours.stream().filter(comparable))
          .as(python.path("id").asString())
          .containsExactlyElementsOf(pips.get().stream().filter(comparable).toList());
      assertThat(ours.stream().filter(tag -> tag.contains("-linux_") && !tag.contains("-abi3t-")))
          .containsExactlyElementsOf(
              pips.get().stream()
                  .filter(tag -> tag.contains("-linux_") && !tag.contains("-abi3t-"))
                  .toList());
      compared++;
    }
    Assumptions.assumeTrue(compared > 0, "needs an interpreter with pip");
  }

  @Test
  void peopleSeeThemForTheInterpretersTheyName() throws IOException {
    TestWheel.extension("_json");
    Run run = Run.of("pythons", "--tags", "--python", "embedded");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("3.14.3 takes wheels of ")
        .contains("\n  cp314-cp314-")
        .contains("\n  cp314-abi3-")
        .endsWith("  py30-none-any\n");
    Run plain = Run.of("pythons", "--python", "embedded");
    assertThat(plain.out()).contains("3.14.3").doesNotContain("takes wheels of", "cp314-");
  }

  /** What {@code pip debug --verbose} lists; empty if there is no pip, or none that can. */
  private static Optional<List<String>> tagsOfPip(String python) throws Exception {
    Process pip =
        new ProcessBuilder(python, "-m", "pip", "debug", "--verbose")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    pip.getOutputStream().close();
    String said = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(pip.waitFor(120, TimeUnit.SECONDS)).isTrue();
    Matcher matcher = COMPATIBLE.matcher(said);
    return matcher.find()
        ? Optional.of(matcher.group(2).lines().map(String::strip).toList())
        : Optional.empty();
  }
}
