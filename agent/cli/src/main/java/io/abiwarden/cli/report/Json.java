package io.abiwarden.cli.report;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON from maps, collections, texts, numbers, booleans and {@link Optional}s, which are null where
 * empty. A tree of these is smaller than a mapper to start and to read.
 */
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** An object under construction, whose fields keep their order. */
  public static final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Adds a field. An empty {@link Optional} is null. */
    public Fields put(String name, Object value) {
      fields.put(name, value instanceof Optional<?> maybe ? maybe.orElse(null) : value);
      return this;
    }

    /** The object. */
    public Map<String, @Nullable Object> map() {
      return fields;
    }
  }

  /** The beginning that every report shares. */
  static Fields document(String schema) {
    return new Fields()
        .put("schema", "abiwarden/" + schema)
        .put("tool", new Fields().put("name", "abiwarden").put("version", Tool.version()).map());
  }

  /** The document as text, with line breaks and one at its end. */
  static String text(Fields document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(new Pretty(), text)) {
      value(generator, document.map());
    }
    return text.append('\n').toString();
  }

  /** The beginning of a line that stands for itself. */
  static Fields lineOf(String schema) {
    return new Fields().put("schema", "abiwarden/" + schema);
  }

  /** An object as one line, with a line break at its end. */
  static String line(Fields object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      value(generator, object.map());
    }
    return text.append('\n').toString();
  }

  /** A document with an array that is too long to be kept. */
  static final class Stream {
    private final JsonGenerator generator;
    private final Writer out;

    /** Writes to a writer, which stays open. */
    Stream(Writer out) {
      this.out = out;
      this.generator = FACTORY.createGenerator(new Pretty(), new Unclosed(out));
    }

    /** Writes the fields before the array, and its beginning. */
    void begin(Fields before, String array) {
      generator.writeStartObject();
      fields(before);
      generator.writeName(array);
      generator.writeStartArray();
    }

    /** Writes one element. */
    void element(Fields element) {
      value(generator, element.map());
      generator.flush();
    }

    /** Ends the array, and writes the fields after it. */
    void end(Fields after) throws IOException {
      generator.writeEndArray();
      fields(after);
      generator.writeEndObject();
      generator.close();
      out.write("\n");
    }

    private void fields(Fields fields) {
      fields
          .map()
          .forEach(
              (name, field) -> {
                generator.writeName(name);
                value(generator, field);
              });
    }
  }

  /** A generator closes what it writes to. */
  private static final class Unclosed extends FilterWriter {
    Unclosed(Writer out) {
      super(out);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static void value(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Boolean truth -> generator.writeBoolean(truth);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Map<?, ?> object -> {
        generator.writeStartObject();
        object.forEach(
            (name, field) -> {
              generator.writeName(String.valueOf(name));
              value(generator, field);
            });
        generator.writeEndObject();
      }
      case Collection<?> array -> {
        generator.writeStartArray();
        array.forEach(element -> value(generator, element));
        generator.writeEndArray();
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }

  /** Objects of a list. */
  static <T> List<Map<String, @Nullable Object>> objects(
      Collection<T> all, Function<T, Fields> fields) {
    return all.stream().map(one -> fields.apply(one).map()).toList();
  }

  private static final class Pretty extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
