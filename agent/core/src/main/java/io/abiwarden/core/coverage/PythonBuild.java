package io.abiwarden.core.coverage;

import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.RequiresPython;
import java.util.Comparator;

/**
 * A column of a grid: CPython by its minor version and the kind of build.
 *
 * @param minor the second number of its version
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 */
public record PythonBuild(int minor, boolean freeThreaded) implements Comparable<PythonBuild> {

  /** Regular builds before all free-threaded ones, older ones first. */
  private static final Comparator<PythonBuild> ORDER =
      Comparator.comparing(PythonBuild::freeThreaded).thenComparingInt(PythonBuild::minor);

  /** Later than any micro version that there was: that of a current interpreter is not known. */
  private static final int CURRENT_MICRO = 99;

  /** {@code 3.14t}. */
  public String id() {
    return "3." + minor + (freeThreaded ? "t" : "");
  }

  /** The tag of wheels for exactly this one: {@code cp314t}. */
  public String abi() {
    return "cp3" + minor + (freeThreaded ? "t" : "");
  }

  /** The first release of this version. */
  PythonVersion version() {
    return PythonVersion.of(3, minor, 0);
  }

  /** The same version built the other way. */
  PythonBuild sibling() {
    return new PythonBuild(minor, !freeThreaded);
  }

  /** Whether there is such a CPython among those whose facts are known. */
  boolean isKnown() {
    return KnownInterpreters.all("").stream().anyMatch(python -> python.id().equals(id()));
  }

  /** Whether Requires-Python lets a current release of this version have a wheel. */
  boolean allowedBy(RequiresPython requires) {
    return requires.accepts(PythonVersion.of(3, minor, CURRENT_MICRO));
  }

  /** Whether Requires-Python lets the version's first release have it and no current one. */
  boolean onlyFirstAllowedBy(RequiresPython requires) {
    return !allowedBy(requires) && requires.accepts(version());
  }

  @Override
  public int compareTo(PythonBuild other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return id();
  }
}
