package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonDll;
import io.abiwarden.core.python.PythonVersion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minor version of Python 3 and its kind of build, as file names tell it: {@code python3.14t},
 * {@code libpython3.13td.so.1.0}.
 *
 * @param minor 14 for Python 3.14
 * @param freeThreaded whether there is a {@code t}
 * @param debug whether there is a {@code d}
 */
record Flavour(int minor, boolean freeThreaded, boolean debug) {

  private static final String VERSION = "3\\.(\\d{1,3})([a-z]{0,3})";
  private static final Pattern EXECUTABLE = Pattern.compile("python" + VERSION);
  private static final Pattern LIBRARY =
      Pattern.compile("libpython" + VERSION + "\\.(?:so(?:\\.1\\.0)?|dylib)");
  private static final Pattern FOLDER = Pattern.compile("python3\\.(\\d{1,3})(t?)");

  /** What an executable's name tells: nothing for {@code python3}. */
  static Optional<Flavour> ofExecutable(String name) {
    return parse(EXECUTABLE, name);
  }

  /**
   * What a shared libpython's name tells: nothing for the stub {@code libpython3.so}; of Windows,
   * {@code python314t.dll}.
   */
  static Optional<Flavour> ofLibrary(String name) {
    if (!name.startsWith("python")) {
      return parse(LIBRARY, name);
    }
    return PythonDll.of(name)
        .filter(dll -> dll.kind() == PythonDll.Kind.VERSION && name.endsWith(".dll"))
        .map(dll -> new Flavour(dll.minor().orElseThrow(), dll.freeThreaded(), dll.debug()));
  }

  /** What the name of a standard library's folder tells: {@code python3.14t}. */
  static Optional<Flavour> ofFolder(String name) {
    Matcher matcher = FOLDER.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new Flavour(Integer.parseInt(matcher.group(1)), !matcher.group(2).isEmpty(), false))
        : Optional.empty();
  }

  /** What the real facts are, where they are known. */
  static Flavour of(PythonVersion version, boolean freeThreaded, boolean debug) {
    return new Flavour(version.minor(), freeThreaded, debug);
  }

  /** The name of the standard library's and the headers' folder: {@code python3.14t}. */
  String folder() {
    return "python3." + minor + (freeThreaded ? "t" : "");
  }

  /** For people: {@code 3.14t}, {@code 3.14 (debug)}. */
  String text() {
    return "3." + minor + (freeThreaded ? "t" : "") + (debug ? " (debug)" : "");
  }

  /** {@code python3.14td}. */
  String executable() {
    return folder() + (debug ? "d" : "");
  }

  private static Optional<Flavour> parse(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    // "m" (pymalloc) was a flag until 3.7 and says nothing that matters here.
    String flags = matcher.group(2).replace("m", "");
    if (!flags.matches("t?d?")) {
      return Optional.empty();
    }
    return Optional.of(
        new Flavour(Integer.parseInt(matcher.group(1)), flags.contains("t"), flags.contains("d")));
  }
}
