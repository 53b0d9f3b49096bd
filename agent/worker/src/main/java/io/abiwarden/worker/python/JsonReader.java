package io.abiwarden.worker.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one JSON text, strictly. */
final class JsonReader {

  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?+(?:[eE][+-]?+\\d++)?+");

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  /** The value, if the text is one and ends with it. */
  Optional<Json> whole() {
    try {
      Json value = value(DEEPEST);
      space();
      return at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (NotJsonException e) {
      return Optional.empty();
    }
  }

  private Json value(int depth) throws NotJsonException {
    space();
    if (depth == 0) {
      throw new NotJsonException();
    }
    return switch (peek()) {
      case '{' -> object(depth - 1);
      case '[' -> array(depth - 1);
      case '"' -> new Json.Text(string());
      case 't' -> word("true", Json.Word.TRUE);
      case 'f' -> word("false", Json.Word.FALSE);
      case 'n' -> word("null", Json.Word.NULL);
      default -> number();
    };
  }

  private Json object(int depth) throws NotJsonException {
    Map<String, Json> fields = new LinkedHashMap<>();
    at++;
    if (!closes('}')) {
      do {
        space();
        String name = string();
        space();
        take(':');
        if (fields.put(name, value(depth)) != null) {
          throw new NotJsonException();
        }
      } while (another('}'));
    }
    return new Json.Fields(Collections.unmodifiableMap(fields));
  }

  private Json array(int depth) throws NotJsonException {
    List<Json> items = new ArrayList<>();
    at++;
    if (!closes(']')) {
      do {
        items.add(value(depth));
      } while (another(']'));
    }
    return new Json.Items(Collections.unmodifiableList(items));
  }

  private boolean closes(char end) throws NotJsonException {
    space();
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private boolean another(char end) throws NotJsonException {
    if (closes(end)) {
      return false;
    }
    take(',');
    return true;
  }

  private String string() throws NotJsonException {
    take('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw new NotJsonException();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() throws NotJsonException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw new NotJsonException();
    };
  }

  private char unit() throws NotJsonException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      // Character.digit also knows the digits of other scripts.
      if (digit < 0 || peek() > 'f') {
        throw new NotJsonException();
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private Json word(String word, Json value) throws NotJsonException {
    if (!text.startsWith(word, at)) {
      throw new NotJsonException();
    }
    at += word.length();
    return value;
  }

  private Json number() throws NotJsonException {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new NotJsonException();
    }
    at = number.end();
    return new Json.Numeral(number.group());
  }

  private void space() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws NotJsonException {
    if (at >= text.length()) {
      throw new NotJsonException();
    }
    return text.charAt(at);
  }

  private void take(char expected) throws NotJsonException {
    if (peek() != expected) {
      throw new NotJsonException();
    }
    at++;
  }

  /** The text is no JSON; where it breaks is nobody's concern here. */
  private static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1;

    NotJsonException() {
      super("", null, false, false);
    }
  }
}
