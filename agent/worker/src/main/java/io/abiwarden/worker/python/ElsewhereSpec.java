package io.abiwarden.worker.python;

import io.abiwarden.core.platform.Target;
import io.abiwarden.core.platform.UnknownTargetException;
import io.abiwarden.core.python.KnownInterpreters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the interpreter of another platform that a user names, and says what is wrong with it. */
final class ElsewhereSpec {

  /** {@code 3.14t}, with what some write before it, and more than its minor version. */
  private static final Pattern VERSION =
      Pattern.compile("(c?python|cp|py)?[-_]?3[._]?(\\d{1,3})(t?)(\\..*?|(?:a|b|rc)\\d.*?)?(t?)");

  private static final String KNOWN =
      "CPython 3.%d to 3.%d are known from data, and free-threaded 3.%dt to 3.%dt"
          .formatted(
              KnownInterpreters.OLDEST,
              KnownInterpreters.NEWEST,
              KnownInterpreters.FIRST_FREE_THREADED,
              KnownInterpreters.NEWEST);

  private final String text;
  private final PythonSpec.Elsewhere spec;

  private ElsewhereSpec(PythonSpec.Elsewhere spec) {
    this.text = spec.version() + "@" + spec.platform();
    this.spec = spec;
  }

  static Interpreter interpreter(PythonSpec.Elsewhere spec) throws NoSuchInterpreterException {
    return new ElsewhereSpec(spec).interpreter();
  }

  private Interpreter interpreter() throws NoSuchInterpreterException {
    Matcher version = VERSION.matcher(spec.version().toLowerCase(Locale.ROOT));
    if (!version.matches()) {
      throw no(unknownVersion());
    }
    int minor = Integer.parseInt(version.group(2));
    boolean freeThreaded = !version.group(3).isEmpty() || !version.group(5).isEmpty();
    String plain = "3." + minor + (freeThreaded ? "t" : "");
    if (!KnownInterpreters.exists(minor, freeThreaded)) {
      throw no(notKnown(minor, freeThreaded));
    }
    if (version.group(4) != null) {
      throw no(
          "an interpreter that is not here is known by its minor version: use "
              + plain
              + "@"
              + place());
    }
    if (!spec.version().equals(plain)) {
      throw no("use " + plain + "@" + place());
    }
    try {
      Target target = Target.parse(spec.platform());
      return Interpreter.elsewhere(target.interpreter(minor, freeThreaded), target);
    } catch (UnknownTargetException e) {
      throw no(String.valueOf(e.getMessage()).strip());
    }
  }

  private NoSuchInterpreterException no(String why) {
    return new NoSuchInterpreterException(text + ": " + why);
  }

  private String notKnown(int minor, boolean freeThreaded) {
    String place = place();
    if (freeThreaded && KnownInterpreters.exists(minor, false)) {
      return "free-threaded builds begin with 3.%dt: use 3.%dt@%s or 3.%d@%s"
          .formatted(
              KnownInterpreters.FIRST_FREE_THREADED,
              KnownInterpreters.FIRST_FREE_THREADED,
              place,
              minor,
              place);
    }
    int nearest =
        minor < KnownInterpreters.OLDEST ? KnownInterpreters.OLDEST : KnownInterpreters.NEWEST;
    boolean kind = freeThreaded && KnownInterpreters.exists(nearest, true);
    return KNOWN + ": the nearest is 3." + nearest + (kind ? "t" : "") + "@" + place;
  }

  private String unknownVersion() {
    String version = spec.version().toLowerCase(Locale.ROOT);
    String example = "3." + KnownInterpreters.NEWEST + "@" + place();
    if (version.isEmpty()) {
      return "names no version: use such as " + example;
    }
    if (version.contains("pypy") || version.contains("graal")) {
      return "of other Pythons than CPython nothing is known: use such as " + example;
    }
    if (version.equals("all") || version.contains("-") || version.contains(",")) {
      return "name each version by itself, such as " + example;
    }
    if (PythonSpec.VERSION.matcher(spec.platform()).matches()) {
      return "use "
          + spec.platform()
          + " for one that is here, or such as 3."
          + KnownInterpreters.NEWEST
          + "@win_amd64 for one that is not";
    }
    return spec.version() + " is no version of CPython: " + KNOWN;
  }

  /** The platform as it should be written, for a proposal. */
  private String place() {
    try {
      return Target.parse(spec.platform()).text();
    } catch (UnknownTargetException e) {
      return Optional.of(spec.platform()).filter(word -> !word.isEmpty()).orElse("win_amd64");
    }
  }
}
