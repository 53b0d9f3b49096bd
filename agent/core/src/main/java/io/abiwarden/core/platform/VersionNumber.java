package io.abiwarden.core.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version made of numbers: of a C library, a symbol version, an operating system. Compared number
 * by number; a missing number counts as 0, so that 11 and 11.0 are the same.
 *
 * @param numbers from the most significant on, none of them negative; trailing zeros beyond the
 *     second number are left out
 */
public record VersionNumber(List<Integer> numbers) implements Comparable<VersionNumber> {

  private static final Pattern FORM = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,7}");

  /** Copies the list and brings it into one form. */
  public VersionNumber {
    List<Integer> kept = new ArrayList<>(numbers);
    while (kept.size() < 2) {
      kept.add(0);
    }
    while (kept.size() > 2 && kept.getLast() == 0) {
      kept.removeLast();
    }
    numbers = List.copyOf(kept);
  }

  /** A version of two numbers. */
  public static VersionNumber of(int major, int minor) {
    return new VersionNumber(List.of(major, minor));
  }

  /** Reads {@code 3.4.29}; empty if it is anything else. */
  public static Optional<VersionNumber> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split("\\.", -1)) {
      numbers.add(Integer.parseInt(number));
    }
    return Optional.of(new VersionNumber(numbers));
  }

  /** The first number. */
  public int major() {
    return numbers.get(0);
  }

  /** The second number. */
  public int minor() {
    return numbers.get(1);
  }

  /** Whether it is newer than another one. */
  public boolean isAfter(VersionNumber other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(VersionNumber other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int order = Integer.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }

  /** {@code 3.4.29}. */
  @Override
  public String toString() {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
