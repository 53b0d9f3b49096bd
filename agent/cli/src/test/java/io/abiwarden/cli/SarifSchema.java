package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SARIF 2.1.0 as OASIS published it, and what GitHub's code scanning asks for besides: its limits,
 * and what it calls required.
 */
final class SarifSchema {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Schema SCHEMA = published();

  private SarifSchema() {}

  private static Schema published() {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("schema/sarif-schema-2.1.0.json")) {
      JsonNode schema = JSON.readTree(Objects.requireNonNull(in).readAllBytes());
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_7,
              builder ->
                  builder.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless a document is SARIF that code scanning takes; gives its one run. */
  static JsonNode check(String document) {
    assertThat(SCHEMA.validate(document, InputFormat.JSON)).isEmpty();
    return checkLimits(document);
  }

  /** The same without the standard's own schema, which takes its time with long documents. */
  static JsonNode checkLimits(String document) {
    JsonNode runs = JSON.readTree(document).path("runs");
    assertThat(runs.size()).isEqualTo(1);
    codeScanning(runs.path(0));
    return runs.path(0);
  }

  private static void codeScanning(JsonNode run) {
    JsonNode rules = run.path("tool").path("driver").path("rules");
    for (JsonNode rule : rules) {
      for (String text : new String[] {"shortDescription", "fullDescription"}) {
        assertThat(rule.path(text).path("text").asString()).isNotBlank().hasSizeLessThan(1025);
      }
      assertThat(rule.path("help").path("text").asString()).isNotBlank();
      assertThat(rule.path("properties").path("tags").size()).isBetween(1, 10);
    }
    assertThat(run.path("results").size()).isLessThanOrEqualTo(25_000);
    Set<String> alerts = new HashSet<>();
    for (JsonNode result : run.path("results")) {
      assertThat(rules.path(result.path("ruleIndex").asInt()).path("id").asString())
          .isEqualTo(result.path("ruleId").asString());
      assertThat(result.path("message").path("text").asString()).isNotBlank();
      assertThat(result.path("locations").size()).isEqualTo(1);
      JsonNode physical = result.path("locations").path(0).path("physicalLocation");
      String uri = physical.path("artifactLocation").path("uri").asString();
      assertThat(uri).matches("(file:///)?([A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+");
      for (String edge : new String[] {"startLine", "startColumn", "endLine", "endColumn"}) {
        assertThat(physical.path("region").path(edge).asInt()).isEqualTo(1);
      }
      String fingerprint =
          result.path("partialFingerprints").path("primaryLocationLineHash").asString();
      assertThat(fingerprint).matches("[0-9a-f]{16}:1");
      assertThat(alerts.add(result.path("ruleId").asString() + uri + fingerprint))
          .as("one alert for each result")
          .isTrue();
    }
  }
}
