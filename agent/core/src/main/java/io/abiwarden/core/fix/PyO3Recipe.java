package io.abiwarden.core.fix;

import io.abiwarden.core.wheel.Backend;

/**
 * PyO3.
 *
 * <p>From its CHANGELOG and guide (0.29.3 and 0.30.1: {@code building-and-distribution.md}, {@code
 * free-threading.md}, {@code features.md}): new Pythons by version; free-threaded ones since 0.23,
 * 3.13t no longer since 0.29; {@code gil_used = false} since 0.23, and the default since 0.28;
 * abi3t since 0.29; the feature abi3 gives a version-specific build on free-threaded Pythons, and
 * {@code abi3-py38} is there up to 0.29. Subinterpreters are refused by its modules, with a link to
 * issue 576.
 */
final class PyO3Recipe implements Recipe {

  private static final int FREE_THREADED = 23;
  private static final int NO_3_13T = 29;
  private static final int NOT_USED_BY_DEFAULT = 28;
  private static final int ABI3T = 29;

  /** The first without {@code abi3-py38}. */
  private static final int NO_3_8 = 30;

  /**
   * The oldest Pythons that a feature {@code abi3-py3X} is there for, up to 0.29 and from then on.
   */
  private static final int OLDEST_BEFORE = 8;

  private static final int OLDEST = 9;

  @Override
  public Advice to(Fix fix, Made made) {
    boolean setuptools = made.by(Backend.SETUPTOOLS);
    return switch (fix) {
      case Fix.BuildFor build -> buildFor(build, made);
      case Fix.BuildStable(int minor) when setuptools -> Advice.NONE;
      case Fix.BuildStable(int minor) ->
          Advice.part(
              dependency(minor, made)
                  + (made.by(Backend.MATURIN) || made.by(Backend.OTHER)
                      ? " Or take the abi3 feature out."
                      : ""));
      case Fix.NameStable(int minor) ->
          setuptools ? Advice.NONE : Advice.part(dependency(minor, made));
      case Fix.Raise raise when setuptools -> Advice.NONE;
      case Fix.Raise raise ->
          Advice.part(
              "In Cargo.toml, give pyo3 the feature "
                  + feature(raise.needed(), made)
                  + (raise.promised() < raise.needed()
                      ? " in the place of " + feature(raise.promised(), made)
                      : "")
                  + " (the lowest that is set counts).");
      case Fix.Lower lower ->
          setuptools
              ? Advice.NONE
              : !lower.possible()
                  ? Advice.whole(FrontEndRecipe.requires(lower))
                  : Advice.whole(
                      "In Cargo.toml, give pyo3 the feature "
                          + feature(lower.lowest(), made)
                          + " if that still compiles; else set requires-python = \">="
                          + Versions.dotted(lower.promised())
                          + "\" in pyproject.toml.");
      case Fix.BuildBoth _ ->
          Advice.part(
              "In Cargo.toml, pyo3 = { version = \""
                  + (made.binding().isAtLeast(0, ABI3T) ? version(made) : "0." + ABI3T)
                  + "\", features = [\"abi3t-py315\"] }.");
      case Fix.FreeOfGil _ -> gil(made);
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "PyO3 supports no subinterpreters yet (its issue 576): import it in the main interpreter"
                  + " alone.");
      case Fix.MultiPhase _ ->
          Advice.whole("Take PyO3 0.28 or newer, whose modules use multi-phase init.");
      case Fix.NoLibpython _ ->
          Advice.part(
              "Build the crate with PYO3_BUILD_EXTENSION_MODULE set (before PyO3 0.26, with the"
                  + " feature extension-module).");
      case Fix.SameName(String module) ->
          Advice.part("Name the function under #[pymodule] " + module + ", or the file after it.");
      case Fix.OncePerProcess _ ->
          Advice.whole(
              "PyO3 initialises a module once in a process: import it in one interpreter alone, and do"
                  + " not load it again.");
      case Fix.NewerGenerator _ ->
          Advice.whole("Build it with a newer PyO3 (cargo update -p pyo3).");
      case Fix.LinkTo _ when !made.by(Backend.MATURIN) ->
          Advice.whole("Have build.rs print cargo:rustc-link-lib=NAME for the library.");
      default -> Advice.NONE;
    };
  }

  private static Advice buildFor(Fix.BuildFor build, Made made) {
    if (build.freeThreaded() && build.minor() == 13) {
      return Advice.part(
          made.binding().isBefore(0, FREE_THREADED) || made.binding().isAtLeast(0, NO_3_13T)
              ? "PyO3 knows 3.13t from 0.23 to 0.28 only, and this is " + version(made) + "."
              : made.binding().version().isPresent() ? "" : "PyO3 knows 3.13t from 0.23 to 0.28.");
    }
    int needed = needed(build.minor());
    if (made.binding().isBefore(0, needed)) {
      return Advice.part(
          "PyO3 "
              + version(made)
              + " does not know "
              + build.python()
              + ": set pyo3 = \"0."
              + needed
              + "\" or newer in Cargo.toml first.");
    }
    return Advice.part(
        build.leavesStable() ? "PyO3's abi3 feature may stay: it has no effect there." : "");
  }

  /** The minor version of PyO3 that first supports one of Python's. */
  private static int needed(int minor) {
    return switch (minor) {
      case 12 -> 20;
      case 13 -> 22;
      case 14 -> 25;
      default -> minor >= Versions.ABI3T ? 29 : 0;
    };
  }

  private static Advice gil(Made made) {
    if (made.binding().isAtLeast(0, NOT_USED_BY_DEFAULT)) {
      return Advice.whole(
          "Take gil_used = true out of its #[pymodule], once it is thread-safe: PyO3 "
              + version(made)
              + " says by default that it runs without the GIL.");
    }
    if (made.binding().isBefore(0, FREE_THREADED)) {
      return Advice.whole(
          "Write #[pymodule(gil_used = false)], once it is thread-safe; PyO3 0.23 or newer is needed,"
              + " and this is "
              + version(made)
              + ".");
    }
    return Advice.whole(
        "Write #[pymodule(gil_used = false)], once it is thread-safe, or take PyO3 0.28 or newer,"
            + " where it is the default.");
  }

  private static String dependency(int minor, Made made) {
    return "In Cargo.toml, pyo3 = { version = \""
        + version(made)
        + "\", features = [\""
        + feature(minor, made)
        + "\"] }.";
  }

  private static String feature(int minor, Made made) {
    return "abi3-py3"
        + Math.max(minor, made.binding().isBefore(0, NO_3_8) ? OLDEST_BEFORE : OLDEST);
  }

  /** {@code 0.29}; where none shows, that of today. */
  private static String version(Made made) {
    return made.binding()
        .version()
        .map(number -> number.substring(0, number.indexOf('.', number.indexOf('.') + 1)))
        .orElse("0." + NO_3_8);
  }
}
