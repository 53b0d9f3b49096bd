package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas, read strictly: a field that they do not name is an error here. */
final class Schemas {

  private static final JsonMapper JSON = new JsonMapper();

  private Schemas() {}

  /** Fails unless a document is exactly what the schema of that name describes. */
  static JsonNode check(String name, String document) throws IOException {
    JsonNode schema;
    try (InputStream in = Guard.class.getResourceAsStream("schema/" + name + ".json")) {
      schema = JSON.readTree(Objects.requireNonNull(in, name).readAllBytes());
    }
    close(schema);
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(registry.getSchema(schema).validate(document, InputFormat.JSON)).isEmpty();
    return JSON.readTree(document);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(Schemas::close);
  }
}
