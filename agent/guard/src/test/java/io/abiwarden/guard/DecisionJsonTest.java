package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.ImportDecision.Action;
import io.abiwarden.guard.ImportDecision.Occasion;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DecisionJsonTest {

  private static ImportDecision decision(String file) {
    List<Finding> findings =
        List.of(
            new Finding(Rule.AW201, Level.ERROR, "wrong", "mend"),
            new Finding(Rule.AW302, Level.NOTE, "by the way", ""));
    return new ImportDecision(
        Instant.parse("2026-11-01T10:00:00Z"),
        Occasion.IMPORT,
        file,
        "pkg.spam",
        "3.14.7t",
        true,
        Verdict.UNSAFE,
        findings,
        Action.REFUSED,
        true,
        "because \"so\"",
        Traits.UNKNOWN,
        Optional.of(new TargetVerdict("3.15t", Verdict.LOADS, List.of())),
        false,
        Duration.ofNanos(1_234_567),
        "main");
  }

  @Test
  void aLineIsWhatItsSchemaSays() throws IOException {
    JsonNode line = Schemas.check("guard-decision-1", DecisionJson.line(decision("/a/spam.so")));

    assertThat(line.get("rules").toString()).isEqualTo("[\"AW201\"]");
    assertThat(line.get("millis").asDouble()).isEqualTo(1.235);
    assertThat(line.get("target").get("verdict").asString()).isEqualTo("loads");
    assertThat(line.get("time").asString()).isEqualTo("2026-11-01T10:00:00Z");
  }

  /** Bytes that are no UTF-8 come as lone surrogates; a name may have a line end. */
  @Test
  void anyFileNameIsOneLine() throws IOException {
    for (String name :
        List.of("/\udcff.so", "/a\nb.so", "/\u0000\u001b[31m\"\\", "/\ud83d\ude00")) {
      String line = DecisionJson.line(decision(name));

      assertThat(line).doesNotContain("\n").matches("\\p{ASCII}*");
      assertThat(Schemas.check("guard-decision-1", line).get("file").asString()).isEqualTo(name);
    }
  }
}
