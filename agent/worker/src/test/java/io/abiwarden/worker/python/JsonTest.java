package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void valuesAreFoundByTheirNames() {
    Json json =
        Json.parse(" {\"a\": {\"b\": [\"x\", \"\\u0041\\n\\\\\"]}, \"n\": -12, \"t\": true}\n")
            .orElseThrow();
    assertThat(json.at("a", "b").flatMap(Json::texts)).contains(List.of("x", "A\n\\"));
    assertThat(json.at("n").orElseThrow().integer()).hasValue(-12);
    assertThat(json.at("t")).contains(Json.Word.TRUE);
    assertThat(json.at("a", "c")).isEmpty();
    assertThat(json.at("n", "b")).isEmpty();
    assertThat(json.at()).contains(json);
  }

  @Test
  void whatHasAnotherTypeSaysNothing() {
    Json json = Json.parse("{\"s\": \"51251184\", \"list\": [\"a\", 1], \"f\": 1.5}").orElseThrow();
    assertThat(json.at("s").orElseThrow().integer()).isEmpty();
    assertThat(json.at("f").orElseThrow().integer()).isEmpty();
    assertThat(json.at("list").flatMap(Json::texts)).isEmpty();
    assertThat(json.at("list").flatMap(Json::text)).isEmpty();
    assertThat(Json.parse("1" + "0".repeat(40)).orElseThrow().integer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1e5",
        "1.25E-3",
        "\"\"",
        "[]",
        "{}",
        "[1,2]",
        "[[]]",
        "null",
        " false ",
        "{\"\":{}}",
        "\"\\ud83d\\ude00\"",
        "\"\u00e4\""
      })
  void rightOnesAreRead(String text) {
    assertThat(Json.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "--1",
        "NaN",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u00g0\"",
        "\"\\u00\"",
        "\"\n\"",
        "\"\t\"",
        "[1,]",
        "[,]",
        "[1 2]",
        "[",
        "]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":1}",
        "1 1",
        "tru",
        "truE",
        "[1]]",
        "// a\n1",
        "\ufeff1",
        "\"\\",
        "{\"a\":1",
        "\"\\u٠٠٠٠\""
      })
  void wrongOnesAreNot(String text) {
    assertThat(Json.parse(text)).isEmpty();
  }

  @Test
  void depthAndLengthAreBounded() {
    assertThat(Json.parse("[".repeat(60) + "]".repeat(60))).isPresent();
    assertThat(Json.parse("[".repeat(100_000) + "]".repeat(100_000))).isEmpty();
    assertThat(Json.parse("9".repeat(1_000_000))).isPresent();
    assertThat(Json.parse("\"" + "\\\\".repeat(400_000) + "\"")).isPresent();
  }
}
