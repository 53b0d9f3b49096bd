package io.abiwarden.ffi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an interpreter is to start. All that is not said here is CPython's isolated configuration
 * (PEP 587): no environment variables, no user site, no signal handlers; and UTF-8 mode, and no
 * bytecode files.
 *
 * @param home the prefix under which the standard library lies; without it, the one that was
 *     compiled in, which is wrong for a tree that was moved
 * @param executable what {@code sys.executable} becomes; with the one of a virtual environment,
 *     that environment's packages are there
 * @param searchPaths folders to put in front of {@code sys.path}
 * @param site whether {@code site} is imported, and with it site-packages
 */
public record InterpreterConfig(
    Optional<Path> home, Optional<Path> executable, List<Path> searchPaths, boolean site) {

  /** Nothing set, {@code site} imported. */
  public static final InterpreterConfig DEFAULT =
      new InterpreterConfig(Optional.empty(), Optional.empty(), List.of(), true);

  /** Copies the list. */
  public InterpreterConfig {
    searchPaths = List.copyOf(searchPaths);
  }

  /** The same with a prefix. */
  public InterpreterConfig withHome(Path prefix) {
    return new InterpreterConfig(Optional.of(prefix), executable, searchPaths, site);
  }

  /** The same with an executable. */
  public InterpreterConfig withExecutable(Path file) {
    return new InterpreterConfig(home, Optional.of(file), searchPaths, site);
  }

  /** The same with other folders in front of {@code sys.path}. */
  public InterpreterConfig withSearchPaths(List<Path> folders) {
    return new InterpreterConfig(home, executable, folders, site);
  }

  /** The same with or without {@code site}. */
  public InterpreterConfig withSite(boolean imported) {
    return new InterpreterConfig(home, executable, searchPaths, imported);
  }
}
