package io.abiwarden.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a project has set. Options of a command line stand before it, except that what both accept
 * is accepted.
 *
 * @param file how messages call the file; empty if there is none
 * @param pythons interpreters on which something of what is checked must load
 * @param expect what an audit is to find covered, as {@code --expect} takes it
 * @param depth how deep a check goes
 * @param timeout seconds for one extension in a worker
 * @param jobs how many workers run at once
 * @param site folders of packages to import from
 * @param withDeps whether pip brings what a wheel requires
 * @param checkFailOn what does not pass a check
 * @param auditFailOn what does not pass an audit
 * @param baseline a saved run, what is in which is known
 * @param accepted findings that are known
 */
public record Settings(
    String file,
    List<String> pythons,
    List<String> expect,
    Optional<String> depth,
    Optional<String> timeout,
    Optional<Integer> jobs,
    List<Path> site,
    boolean withDeps,
    List<String> checkFailOn,
    List<String> auditFailOn,
    Optional<Path> baseline,
    List<Known> accepted) {

  /** Nothing is set. */
  public static final Settings NONE =
      new Settings(
          "",
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          List.of(),
          List.of(),
          Optional.empty(),
          List.of());

  /** Copies the lists. */
  public Settings {
    pythons = List.copyOf(pythons);
    expect = List.copyOf(expect);
    site = List.copyOf(site);
    checkFailOn = List.copyOf(checkFailOn);
    auditFailOn = List.copyOf(auditFailOn);
    accepted = List.copyOf(accepted);
  }

  /**
   * A finding that is known.
   *
   * @param finding as {@code --accept} takes it: {@code AW101:PyFrame_GetBack}
   * @param why the reason
   */
  public record Known(String finding, String why) {}

  /** How a message calls one of the settings: {@code abiwarden.toml, timeout}. */
  public String at(String key) {
    return file + ", " + key;
  }
}
