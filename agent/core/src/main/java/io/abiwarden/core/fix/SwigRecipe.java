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
              "No release of SWIG builds for abi3t: tag this one abi3 alone, and build another with"
                  + " python3.15t.");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Run swig -python -nogil (SWIG 4.4 or newer), once what it wraps is thread-safe.");
      case Fix.MultiPhase _ -> Advice.whole("Take SWIG 4.4 or newer, which uses multi-phase init.");
      case Fix.SameName(String module) ->
          Advice.whole(
              "The file is named after %module with an underscore before it: "
                  + module
                  + " takes %module "
                  + (module.startsWith("_") ? module.substring(1) : module)
                  + ".");
      case Fix.NewerGenerator _ -> Advice.whole("Generate it with a newer SWIG.");
      default -> Advice.NONE;
    };
  }
}
