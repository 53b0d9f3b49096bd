package io.abiwarden.worker.telling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One thing that {@code bootstrap.py} tells: a word that says what, and texts. It comes from a
 * process in which foreign code runs, so that there may be fewer texts than there should be, and
 * none of them need make sense.
 *
 * @param texts the word first
 */
public record Telling(List<String> texts) {

  /** Copies the list. */
  public Telling {
    texts = List.copyOf(texts);
  }

  /** What is told: {@code created}. */
  public String what() {
    return text(0);
  }

  /** How many texts there are, the word among them. */
  int size() {
    return texts.size();
  }

  /** A text; empty if there is none. */
  public String text(int index) {
    return index < texts.size() ? texts.get(index) : "";
  }

  /** A text that may be left out or be empty. */
  Optional<String> optional(int index) {
    String text = text(index);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  boolean flag(int index) {
    return text(index).equals("1");
  }

  /** A number of up to nine digits. */
  public OptionalInt number(int index) {
    String text = text(index);
    return text.matches("-?[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** An address as decimal digits. */
  OptionalLong address(int index) {
    String text = text(index);
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
