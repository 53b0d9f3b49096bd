package io.abiwarden.guard;

import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON (RFC 8259) on one line: maps, collections, optionals, texts, numbers and booleans.
 * The guard shares its process with a host, so it brings no library for that.
 */
final class Json {

  private Json() {}

  /**
   * The text of a value.
   *
   * @param value a map with text keys, a collection, an optional (an empty one is {@code null}), a
   *     text, a number or a boolean
   */
  static String text(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** A map of names and values, in this order. */
  static Map<String, Object> object(String one, Object first, String other, Object second) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(one, first);
    object.put(other, second);
    return object;
  }

  private static void write(Object value, StringBuilder out) {
    switch (value) {
      case Optional<?> optional ->
          optional.ifPresentOrElse(present -> write(present, out), () -> out.append("null"));
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator);
          quote(entry.getKey().toString(), out);
          out.append(':');
          write(entry.getValue(), out);
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case Collection<?> items -> {
        String separator = "[";
        for (Object item : items) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Double number -> out.append(Math.round(number * 1000) / 1000.0);
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth.booleanValue());
      default -> quote(value.toString(), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          // Control characters, and the halves of file names that are no UTF-8 (PEP 383).
          if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
