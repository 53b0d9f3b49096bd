package io.abiwarden.worker.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A value of a JSON text (RFC 8259). What a value does not have, or is not, is empty; so a text
 * that says a string where a number belongs says nothing.
 */
sealed interface Json {

  /** An object, whose fields keep their order. */
  record Fields(Map<String, Json> map) implements Json {}

  /** An array. */
  record Items(List<Json> list) implements Json {}

  /** A string, escapes resolved. */
  record Text(String string) implements Json {}

  /** A number, as it was written. */
  record Numeral(String digits) implements Json {}

  /** {@code true}, {@code false} or {@code null}. */
  enum Word implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /**
   * Reads a text that is one JSON value and nothing else.
   *
   * @return empty for anything that the RFC does not allow, for a name that an object has twice,
   *     and for values within values more than 64 deep
   */
  static Optional<Json> parse(String text) {
    return new JsonReader(text).whole();
  }

  /** The value of an object's field, and of that one's field, and so on. */
  default Optional<Json> at(String... names) {
    Optional<Json> value = Optional.of(this);
    for (String name : names) {
      value =
          value.flatMap(
              json ->
                  json instanceof Fields(Map<String, Json> map)
                      ? Optional.ofNullable(map.get(name))
                      : Optional.empty());
    }
    return value;
  }

  /** The string, if it is one. */
  default Optional<String> text() {
    return this instanceof Text(String string) ? Optional.of(string) : Optional.empty();
  }

  /** The number, if it is a whole one that fits. */
  default OptionalLong integer() {
    // Eighteen digits always fit.
    return this instanceof Numeral(String digits) && digits.matches("-?\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /** The strings of an array; empty if it is no array, or not of strings alone. */
  default Optional<List<String>> texts() {
    if (!(this instanceof Items(List<Json> list))) {
      return Optional.empty();
    }
    List<String> strings = list.stream().flatMap(item -> item.text().stream()).toList();
    return strings.size() == list.size() ? Optional.of(strings) : Optional.empty();
  }
}
