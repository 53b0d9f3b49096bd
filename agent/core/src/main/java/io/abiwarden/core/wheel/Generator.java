package io.abiwarden.core.wheel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code Generator} line of a WHEEL file: {@code setuptools (84.2.1)}, {@code flit 4.2.0},
 * {@code meson}.
 *
 * @param backend the build backend
 * @param name the tool's name; of a known backend, as its makers spell it
 * @param version its version, if it says so
 */
public record Generator(Backend backend, String name, Optional<String> version) {

  /** What nobody said. */
  public static final Generator UNKNOWN = new Generator(Backend.OTHER, "", Optional.empty());

  /** Longer ones are cut: a file may say anything. */
  private static final int LONGEST = 60;

  private static final Pattern FORM =
      Pattern.compile("(\\S+?)(?:\\s+\\(?v?(\\d[0-9A-Za-z.+-]*)\\)?)?(?:\\s.*)?");

  /** Reads a line's value. */
  public static Generator parse(String line) {
    String text = line.strip();
    text = text.substring(0, Math.min(text.length(), LONGEST));
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    Backend backend = Backend.named(matcher.group(1));
    Optional<String> version = Optional.ofNullable(matcher.group(2));
    if (matcher.group(1).equals("bdist_wheel")) {
      // The version is that of the package wheel, whose command it was then.
      return new Generator(backend, "setuptools, wheel", version);
    }
    return new Generator(
        backend, backend == Backend.OTHER ? matcher.group(1) : backend.shown(), version);
  }

  /** {@code maturin 1.15.0}. */
  public String shown() {
    return version.map(number -> name + " " + number).orElse(name);
  }
}
