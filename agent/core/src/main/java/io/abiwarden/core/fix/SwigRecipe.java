package io.abiwarden.core.fix;

/**
 * SWIG.
 *
 * <p>From its release notes and pull requests: the Limited API since 4.2 (2727, by defining {@code
 * Py_LIMITED_API}, not with {@code -builtin}), free-threaded builds, {@code -nogil} and multi-phase
 * init since 4.4 (3121, 3184, 3215); abi3t is not yet in a release (3551).
 */
final class SwigRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() ->
          Advice.part("It takes SWIG 4.4 or newer.");
      case Fix.BuildStable _, Fix.NameStable _ ->
          Advice.part("SWIG 4.2 or newer can, without -builtin.");
      case Fix.BuildBoth _ ->
          Advice.whole(
              "No release of SWIG builds for abi3t: build the abi3 wheel with a regular Python, and one"
                  + " for python3.15t"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Run swig -python -nogil (SWIG 4.4 or newer), once what it wraps is thread-safe.");
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "Take SWIG 4.4 or newer, whose modules use multi-phase init and can be imported where"
                  + " interpreters share a GIL.");
      case Fix.MultiPhase _ -> Advice.whole("Take SWIG 4.4 or newer, which uses multi-phase init.");
      case Fix.SameName(String module) ->
          Advice.whole(
              module.startsWith("_")
                  ? "SWIG puts an underscore before the name of %module: the file of "
                      + module
                      + " takes %module "
                      + module.substring(1)
                      + "."
                  : "Name it _"
                      + module
                      + target(made)
                      + ": SWIG puts an underscore before the name of %module.");
      case Fix.NewerGenerator _ -> Advice.whole("Generate it with a newer SWIG.");
      default -> Advice.NONE;
    };
  }

  /** Where the file gets its name. */
  private static String target(Made made) {
    return switch (made.backend()) {
      case SETUPTOOLS -> " in the Extension of setup.py";
      case SCIKIT_BUILD_CORE -> " in CMakeLists.txt (swig_add_library does)";
      case MESON_PYTHON -> " in py.extension_module() of meson.build";
      default -> "";
    };
  }
}
