package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Depth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be checked, and how.
 *
 * @param artifacts wheels, extension files, folders of wheels, installed trees
 * @param pythons the interpreters as users name them; empty for those that the names promise
 * @param depth how far to go
 * @param byPath whether to ignore file names: what happens when each file is loaded by its path
 * @param timeout for one extension in a worker
 * @param site folders of packages to import from, after the artifact's own
 * @param jobs how many workers run at once, 1 or more
 * @param extras what else to do with an import
 * @param pairs which of the named interpreters a wheel is checked on
 */
public record CheckRequest(
    List<Path> artifacts,
    List<String> pythons,
    Depth depth,
    boolean byPath,
    Duration timeout,
    List<Path> site,
    int jobs,
    Extras extras,
    Pairs pairs) {

  /** The time that one extension gets where nothing else is said. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * What else to do with an import.
   *
   * @param statement Python code to run after it, in the same process; empty for none
   * @param subinterpreters whether to import in subinterpreters, too
   * @param dependencies whether pip is to bring what a wheel requires
   */
  public record Extras(String statement, boolean subinterpreters, boolean dependencies) {

    /** Nothing. */
    public static final Extras NONE = new Extras("", false, false);
  }

  /** Which of the interpreters that a user names a wheel is checked on. */
  public enum Pairs {
    /** All of them. */
    EVERY,
    /** Those on which an installer would put it; another wheel may be for the others. */
    INSTALLABLE
  }

  /** Every artifact on every interpreter that is named. */
  public CheckRequest(
      List<Path> artifacts,
      List<String> pythons,
      Depth depth,
      boolean byPath,
      Duration timeout,
      List<Path> site,
      int jobs,
      Extras extras) {
    this(artifacts, pythons, depth, byPath, timeout, site, jobs, extras, Pairs.EVERY);
  }

  /** Copies the lists. */
  public CheckRequest {
    artifacts = List.copyOf(artifacts);
    pythons = List.copyOf(pythons);
    site = List.copyOf(site);
  }

  /** An import of each artifact on the interpreters that its names promise. */
  public static CheckRequest of(List<Path> artifacts) {
    return new CheckRequest(
        artifacts,
        List.of(),
        Depth.IMPORT,
        false,
        DEFAULT_TIMEOUT,
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        Extras.NONE);
  }

  /** The same on other interpreters. */
  public CheckRequest withPythons(List<String> other) {
    return new CheckRequest(artifacts, other, depth, byPath, timeout, site, jobs, extras, pairs);
  }

  /** The same to another depth. */
  public CheckRequest withDepth(Depth other) {
    return new CheckRequest(artifacts, pythons, other, byPath, timeout, site, jobs, extras, pairs);
  }

  /** The same with file names ignored, or not. */
  public CheckRequest withByPath(boolean other) {
    return new CheckRequest(artifacts, pythons, depth, other, timeout, site, jobs, extras, pairs);
  }

  /** The same with another time for each extension. */
  public CheckRequest withTimeout(Duration other) {
    return new CheckRequest(artifacts, pythons, depth, byPath, other, site, jobs, extras, pairs);
  }

  /** The same with other folders of packages. */
  public CheckRequest withSite(List<Path> other) {
    return new CheckRequest(artifacts, pythons, depth, byPath, timeout, other, jobs, extras, pairs);
  }

  /** The same with another number of workers. */
  public CheckRequest withJobs(int other) {
    return new CheckRequest(artifacts, pythons, depth, byPath, timeout, site, other, extras, pairs);
  }

  /** The same with other extras. */
  public CheckRequest withExtras(Extras other) {
    return new CheckRequest(artifacts, pythons, depth, byPath, timeout, site, jobs, other, pairs);
  }

  /** The same on other pairs. */
  public CheckRequest withPairs(Pairs other) {
    return new CheckRequest(artifacts, pythons, depth, byPath, timeout, site, jobs, extras, other);
  }
}
