package io.abiwarden.guard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Python a host has really got, once it runs.
 *
 * @param libpython the library, or the program with the interpreter in it
 * @param interpreter its version and kind: {@code 3.14.7t}
 * @param freeThreaded whether it was built without a GIL
 * @param global whether its names are visible to all libraries
 * @param prefix {@code sys.prefix}
 * @param home what it was told to be its home
 * @param beforeStart whether the guard was there before it started
 * @param warnings what is known to go wrong
 */
public record HostReport(
    Path libpython,
    String interpreter,
    boolean freeThreaded,
    boolean global,
    Optional<Path> prefix,
    Optional<Path> home,
    boolean beforeStart,
    List<Warning> warnings) {

  /** Copies the list. */
  public HostReport {
    warnings = List.copyOf(warnings);
  }

  /**
   * Something that is known to go wrong.
   *
   * @param message what
   * @param fix what to do about it
   */
  public record Warning(String message, String fix) {

    String text() {
      return message + ": " + fix;
    }
  }

  /** All of it in one line. */
  public String line() {
    return "guarding CPython "
        + interpreter
        + (freeThreaded ? " (free-threaded)" : "")
        + ", "
        + libpython
        + (global ? "" : ", whose names are NOT visible to extensions")
        + prefix.map(folder -> ", prefix " + folder).orElse("")
        + (beforeStart ? ", since before it started" : ", since it was running already");
  }
}
