package io.abiwarden.worker.python;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user may give as {@code --python}. */
sealed interface PythonSpec {

  Pattern VERSION =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3})(?:(a|b|rc)(\\d{1,2}))?)?(t?)");

  /**
   * A version: {@code 3.14}, {@code 3.14t}, {@code 3.14.7t}, {@code 3.15.0rc1}.
   *
   * @param minor {@code 3.14}
   * @param micro if it is given
   * @param level the pre-release, in the form of the hex version's last byte, if it is given
   * @param freeThreaded whether there is a {@code t}; without one, free-threaded never matches
   */
  record Version(
      String minor, Optional<Integer> micro, Optional<Integer> level, boolean freeThreaded)
      implements PythonSpec {

    boolean matches(InterpreterFacts facts) {
      PythonVersion version = facts.version();
      return facts.freeThreaded() == freeThreaded
          && version.minorText().equals(minor)
          && micro.map(wanted -> wanted == version.micro()).orElse(true)
          && level.map(wanted -> wanted == (version.hex() & 0xff)).orElse(true);
    }
  }

  /** An id of a report: {@code 3.14.7t#2}. */
  record Id(String id) implements PythonSpec {}

  /** A path to an executable, a virtual environment, a libpython or a prefix; or a command. */
  record Location(String path) implements PythonSpec {}

  /** The interpreter that comes with abiwarden. */
  record Embedded() implements PythonSpec {}

  /** Every one that was found, the embedded one among them. */
  record All() implements PythonSpec {}

  /**
   * An interpreter that is not on this machine: {@code 3.14t@win_amd64}.
   *
   * @param version what stands before the {@code @}
   * @param platform what stands behind it
   */
  record Elsewhere(String version, String platform) implements PythonSpec {}

  /** What a text means. Every text means something; whether it exists is another question. */
  static PythonSpec parse(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "embedded" -> {
        return new Embedded();
      }
      case "all" -> {
        return new All();
      }
      default -> {}
    }
    int at = text.indexOf('@');
    // A path may have one as well: Homebrew's do.
    if (at >= 0 && text.indexOf('/') < 0 && text.indexOf('\\') < 0) {
      return new Elsewhere(text.substring(0, at), text.substring(at + 1));
    }
    int hash = text.indexOf('#');
    if (hash > 0 && VERSION.matcher(text.substring(0, hash)).matches()) {
      return new Id(text);
    }
    Matcher version = VERSION.matcher(text);
    if (!version.matches()) {
      return new Location(text);
    }
    return new Version(
        Integer.parseInt(version.group(1)) + "." + Integer.parseInt(version.group(2)),
        Optional.ofNullable(version.group(3)).map(Integer::valueOf),
        Optional.ofNullable(version.group(4))
            .map(level -> level(level) << 4 | Integer.parseInt(version.group(5))),
        !version.group(6).isEmpty());
  }

  private static int level(String name) {
    return switch (name) {
      case "a" -> 0xa;
      case "b" -> 0xb;
      default -> 0xc;
    };
  }
}
