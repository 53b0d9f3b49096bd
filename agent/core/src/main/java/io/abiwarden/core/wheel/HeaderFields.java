package io.abiwarden.core.wheel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fields of WHEEL and METADATA files, which look like an e-mail's: {@code Key: value}, lines
 * that go on start with a blank, and the first line that is neither ends them, as it does for
 * Python's {@code email.parser}, which pip reads them with.
 */
final class HeaderFields {

  /** A field with its key as it was written. */
  private record Field(String key, String value) {}

  private final List<Field> fields;

  private HeaderFields(List<Field> fields) {
    this.fields = fields;
  }

  static HeaderFields parse(String text) {
    List<Field> fields = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      boolean goesOn = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (goesOn && !fields.isEmpty()) {
        Field last = fields.removeLast();
        fields.add(new Field(last.key(), last.value() + "\n" + line));
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
        break;
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new HeaderFields(fields);
  }

  /** The first value of a key, whatever its case, which is the one that installers take. */
  Optional<String> first(String key) {
    return all(key).stream().findFirst();
  }

  /** All values of a key. */
  List<String> all(String key) {
    return fields.stream()
        .filter(field -> field.key().equalsIgnoreCase(key))
        .map(Field::value)
        .toList();
  }

  /** Those of some keys that are there with different values. */
  List<String> contradictory(List<String> keys) {
    return keys.stream()
        .filter(key -> all(key).stream().distinct().count() > 1)
        .collect(Collectors.toList());
  }
}
