package io.abiwarden.core.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the judge needs to know of an interpreter.
 *
 * @param id how reports name it: {@code 3.14.7t}, or {@code 3.14.7t#2} when two share it
 * @param version its version
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 * @param debug whether it was built with {@code Py_DEBUG}
 * @param platform the platform as sysconfig spells it, with underscores: {@code linux_x86_64}
 * @param soabi {@code cpython-314t-x86_64-linux-gnu}, where known
 * @param extensionSuffixes the file name endings it looks for, in its order
 * @param exportedSymbols the names its libpython exports; empty if its libpython could not be read
 */
public record InterpreterFacts(
    String id,
    PythonVersion version,
    boolean freeThreaded,
    boolean debug,
    String platform,
    Optional<String> soabi,
    List<String> extensionSuffixes,
    Optional<Set<String>> exportedSymbols) {

  /** What stands between version and platform in the id of one that is known from data alone. */
  static final String AT = "@";

  /** Copies the list and the set. */
  public InterpreterFacts {
    extensionSuffixes = List.copyOf(extensionSuffixes);
    if (exportedSymbols.isPresent()) {
      exportedSymbols = Optional.of(Set.copyOf(exportedSymbols.get()));
    }
  }

  /** {@code 3.14t}: the minor version and the kind of build. */
  public String shortName() {
    return version.minorText() + (freeThreaded ? "t" : "");
  }

  /**
   * The platform in the id of one that is on no machine and known from data alone, {@code
   * win_amd64} in {@code 3.14t@win_amd64}; empty for all others.
   */
  public Optional<String> place() {
    int at = id.indexOf(AT);
    return at < 0 ? Optional.empty() : Optional.of(id.substring(at + AT.length()));
  }

  /** Whether it is known from data alone, and stands for every release of its minor version. */
  public boolean isOfAnyMicro() {
    return id.equals(shortName()) || place().isPresent();
  }

  /**
   * {@code CPython 3.14.7t (free-threaded)}, for messages; {@code CPython 3.14t (free-threaded)} or
   * {@code CPython 3.14t (free-threaded) on win_amd64} of one that is known from data alone.
   */
  public String display() {
    return "CPython "
        + (isOfAnyMicro() ? version.minorText() : version.text())
        + (freeThreaded ? "t (free-threaded)" : "")
        + (debug ? " (debug)" : "")
        + place().map(place -> " on " + place).orElse("");
  }

  /** The same facts under another name. */
  public InterpreterFacts withId(String newId) {
    return new InterpreterFacts(
        newId, version, freeThreaded, debug, platform, soabi, extensionSuffixes, exportedSymbols);
  }

  /** The same facts with the names that its libpython exports. */
  public InterpreterFacts withExportedSymbols(Set<String> names) {
    return new InterpreterFacts(
        id, version, freeThreaded, debug, platform, soabi, extensionSuffixes, Optional.of(names));
  }
}
