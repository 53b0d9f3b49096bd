package io.abiwarden.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.TestPythons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tags installers accept, against what PyPA's packaging said when it was asked. */
class CompatibleTagsTest {

  private static final int FLOOR = 3800;

  /** One answer of packaging's. */
  private record Answer(String python, Host host, String tag, boolean accepted) {}

  private static List<Answer> answers() throws IOException {
    List<Answer> answers = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            CompatibleTagsTest.class.getResourceAsStream("compatible-tags.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> add(line, answers));
    }
    return answers;
  }

  private static void add(String line, List<Answer> answers) {
    String[] sides = line.split(": ", 2);
    String[] head = sides[0].split(" ");
    Host host = new Host(head[1], minor(head[2]), minor(head[3]));
    boolean accepted = true;
    for (String word : sides[1].strip().split("\\s+")) {
      if (word.equals("/")) {
        accepted = false;
      } else {
        boolean builds = head[4].equals("builds");
        answers.add(
            new Answer(
                head[0], host, builds ? word + "-" + head[5] : head[5] + "-" + word, accepted));
      }
    }
  }

  private static Optional<Integer> minor(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(Integer.parseInt(text));
  }

  private static InterpreterFacts python(String name) {
    return TestPythons.of(name);
  }

  private static Tag tag(String text) {
    String[] parts = text.split("-", -1);
    return new Tag(parts[0], parts[1], parts[2]);
  }

  @Test
  void agreesWithPackaging() throws IOException {
    List<Answer> answers = answers();
    assertThat(answers).hasSizeGreaterThan(FLOOR);
    assertThat(answers.stream().filter(Answer::accepted)).hasSizeGreaterThan(500);
    List<Answer> wrong =
        answers.stream()
            .filter(
                answer ->
                    CompatibleTags.accepts(
                            List.of(tag(answer.tag())), python(answer.python()), answer.host())
                        != answer.accepted())
            .toList();
    assertThat(wrong).isEmpty();
  }

  @Test
  void oneAcceptedTagIsEnough() {
    Host host = new Host("x86_64", Optional.of(28), Optional.empty());
    List<Tag> tags =
        WheelName.expand("cp315-abi3.abi3t-manylinux_2_17_x86_64.manylinux2014_x86_64")
            .orElseThrow();
    assertThat(CompatibleTags.accepts(tags, python("3.15t"), host)).isTrue();
    assertThat(CompatibleTags.accepts(tags, python("3.15"), host)).isTrue();
    assertThat(CompatibleTags.accepts(tags, python("3.14t"), host)).isFalse();
    assertThat(CompatibleTags.accepts(List.of(), python("3.15"), host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "cp99999999999-none-any",
    "cp3١٤-none-any",
    "cp314-none-manylinux_2_99999999999_x86_64",
    "cp314-none-musllinux_1__x86_64",
    "cp314-none-manylinux_2_5_",
    "'cp314 -none-any'",
    "CP314-none-any"
  })
  void hostileTagsAreNotAccepted(String tag) {
    Host host = new Host("x86_64", Optional.of(28), Optional.empty());
    assertThat(CompatibleTags.accepts(List.of(tag(tag)), python("3.14"), host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "any, true",
    "linux_x86_64, true",
    "manylinux_2_99_x86_64, true",
    "musllinux_1_2_x86_64, true",
    "manylinux_2_28_aarch64, false",
    "win_amd64, false",
    "macosx_11_0_x86_64, false"
  })
  void tellsTheProcessorWhateverTheLibrary(String platform, boolean same) {
    Host host = new Host("x86_64", Optional.of(17), Optional.empty());
    assertThat(CompatibleTags.sameProcessor(platform, host)).isEqualTo(same);
  }
}
