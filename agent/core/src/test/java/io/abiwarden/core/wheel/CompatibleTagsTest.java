package io.abiwarden.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.TestPythons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tags installers accept, against what PyPA's packaging said when it was asked. */
class CompatibleTagsTest {

  private static final Host.Linux DEBIAN =
      new Host.Linux("x86_64", Optional.of(28), Optional.empty());

  /** A row of the table: what it is about, and what packaging said. */
  private record Row(List<String> head, List<String> words) {}

  /** One answer of packaging's. */
  private record Answer(String python, Host host, String tag, boolean accepted) {}

  private static List<Row> rows(String kind) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            CompatibleTagsTest.class.getResourceAsStream("compatible-tags.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(kind + " "))
          .map(
              line -> {
                int end = (line + " ").indexOf(": ");
                return new Row(
                    List.of(line.substring(0, end).split(" ", -1)),
                    Arrays.stream(line.substring(end + 1).split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
              })
          .toList();
    }
  }

  private static Host host(String text) {
    String[] parts = text.split(":", -1);
    String[] numbers = parts[1].split("\\.", -1);
    return switch (parts[0]) {
      case "linux" -> new Host.Linux(parts[1], minor(parts[2]), minor(parts[3]));
      case "macos" ->
          new Host.MacOs(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), parts[2]);
      case "ios" ->
          new Host.Ios(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), parts[2]);
      case "android" -> new Host.Android(Integer.parseInt(parts[1]), parts[2]);
      case "windows" -> new Host.Windows(parts[1]);
      default -> new Host.Other(List.of(parts[1]));
    };
  }

  private static Optional<Integer> minor(String text) {
    return text.equals("-") ? Optional.empty() : Optional.of(Integer.parseInt(text));
  }

  private static List<Tag> of(String python, Host host) {
    InterpreterFacts facts = TestPythons.of(python);
    return CompatibleTags.of(facts.version(), facts.freeThreaded(), facts.debug(), host);
  }

  private static Tag tag(String text) {
    String[] parts = text.split("-", -1);
    return new Tag(parts[0], parts[1], parts[2]);
  }

  @Test
  void platformsAreInPackagingsOrder() throws IOException {
    List<Row> rows = rows("platforms");
    assertThat(rows).hasSizeGreaterThan(40);
    for (Row row : rows) {
      assertThat(host(row.head().get(1)).platforms()).as(row.head().get(1)).isEqualTo(row.words());
    }
  }

  @Test
  void tagsAreInPackagingsOrder() throws IOException {
    List<Row> rows = rows("order");
    assertThat(rows).hasSizeGreaterThan(20);
    for (Row row : rows) {
      List<String> tags =
          of(row.head().get(1), new Host.Other(List.of("p"))).stream()
              .map(tag -> tag.toString().replaceFirst("-p$", ""))
              .toList();
      assertThat(tags).as(row.head().get(1)).isEqualTo(row.words());
    }
  }

  @Test
  void allTagsOfEveryInterpreterOnEveryMachineAreTheSame() throws Exception {
    List<Row> rows = rows("all");
    assertThat(rows).hasSizeGreaterThan(900);
    for (Row row : rows) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Tag> tags = of(row.head().get(1), host(row.head().get(2)));
      tags.forEach(tag -> digest.update((tag + "\n").getBytes(StandardCharsets.UTF_8)));
      assertThat(List.of(tags.size() + "", HexFormat.of().formatHex(digest.digest())))
          .as(row.head().toString())
          .isEqualTo(row.words());
    }
  }

  @Test
  void acceptsWhatPackagingAccepts() throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (Row row : rows("builds")) {
      answers(row, "%s-" + row.head().get(3), answers);
    }
    for (Row row : rows("tags")) {
      answers(row, row.head().get(3) + "-%s", answers);
    }
    assertThat(answers).hasSizeGreaterThan(9000);
    assertThat(answers.stream().filter(Answer::accepted)).hasSizeGreaterThan(1000);
    List<Answer> wrong =
        answers.stream()
            .filter(
                answer ->
                    CompatibleTags.accepts(
                            List.of(tag(answer.tag())),
                            TestPythons.of(answer.python()),
                            answer.host())
                        != answer.accepted())
            .toList();
    assertThat(wrong).isEmpty();
  }

  private static void answers(Row row, String form, List<Answer> answers) {
    Host host = host(row.head().get(2));
    int end = row.words().indexOf("/");
    for (int i = 0; i < row.words().size(); i++) {
      if (i != end) {
        String tag = form.formatted(row.words().get(i));
        answers.add(new Answer(row.head().get(1), host, tag, i < end));
      }
    }
  }

  @Test
  void oneAcceptedTagIsEnough() {
    List<Tag> tags =
        WheelName.expand("cp315-abi3.abi3t-manylinux_2_17_x86_64.manylinux2014_x86_64")
            .orElseThrow();
    assertThat(CompatibleTags.accepts(tags, TestPythons.of("3.15t"), DEBIAN)).isTrue();
    assertThat(CompatibleTags.accepts(tags, TestPythons.of("3.15"), DEBIAN)).isTrue();
    assertThat(CompatibleTags.accepts(tags, TestPythons.of("3.14t"), DEBIAN)).isFalse();
    assertThat(CompatibleTags.accepts(List.of(), TestPythons.of("3.15"), DEBIAN)).isFalse();
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
    assertThat(CompatibleTags.accepts(List.of(tag(tag)), TestPythons.of("3.14"), DEBIAN)).isFalse();
  }

  @Test
  void absurdMachinesHaveBoundedLists() {
    Optional<Integer> absurd = Optional.of(Integer.MAX_VALUE);
    assertThat(new Host.Linux("x86_64", absurd, absurd).platforms()).hasSizeLessThan(10_000);
    assertThat(new Host.MacOs(Integer.MAX_VALUE, 0, "arm64").platforms()).hasSizeLessThan(10_000);
    assertThat(new Host.MacOs(10, Integer.MAX_VALUE, "x86_64").platforms()).hasSizeLessThan(10_000);
    assertThat(new Host.Ios(Integer.MAX_VALUE, Integer.MAX_VALUE, "arm64_iphoneos").platforms())
        .hasSizeLessThan(20_000);
    assertThat(new Host.Android(Integer.MAX_VALUE, "x86").platforms()).hasSizeLessThan(20_000);
  }
}
