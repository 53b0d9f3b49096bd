package io.abiwarden.core.fix;

/**
 * nanobind.
 *
 * <p>From its manual ({@code free_threaded.rst}: {@code FREE_THREADED} since 2.2, without effect on
 * regular Pythons) and {@code cmake/nanobind-config.cmake} of 3.1: {@code STABLE_ABI} from 3.12 on
 * where {@code Python::SABIModule} is there, left out on free-threaded Pythons; abi3t in split mode
 * alone ({@code BACKEND_MODULE}, whose package is nanobind-backend); {@code src/nb_internals.cpp}:
 * subinterpreters are not supported.
 */
final class NanobindRecipe implements Recipe {

  private static final int OLDEST = 12;

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() ->
          Advice.part(
              "nanobind 2.2 or newer builds for it, with FREE_THREADED in nanobind_add_module()"
                  + (build.leavesStable() ? "; STABLE_ABI may stay." : "."));
      case Fix.BuildStable(int minor) -> stable(minor);
      case Fix.NameStable(int minor) -> stable(minor);
      case Fix.Raise raise when raise.needed() < OLDEST ->
          Advice.whole(
              "nanobind's STABLE_ABI starts with 3.12: tag the wheel cp312-abi3, with requires-python ="
                  + " \">=3.12\".");
      case Fix.Lower lower when lower.promised() > OLDEST ->
          Advice.whole(
              "nanobind's STABLE_ABI is that of 3.12: tag the wheel cp312-abi3, or set requires-python ="
                  + " \">="
                  + Versions.dotted(lower.promised())
                  + "\" in pyproject.toml.");
      case Fix.Lower lower -> Advice.whole(FrontEndRecipe.requires(lower));
      case Fix.BuildBoth _ ->
          Advice.part(
              "nanobind 3.1 builds for abi3t in split mode alone: nanobind_add_module(NAME FREE_THREADED"
                  + " BACKEND_MODULE nanobind_backend ...), with nanobind-backend in [project]"
                  + " dependencies.");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Write nanobind_add_module(NAME FREE_THREADED ...) in CMakeLists.txt, once it is"
                  + " thread-safe (nanobind 2.2 or newer).");
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "nanobind supports no subinterpreters: import it in the main interpreter alone.");
      case Fix.MultiPhase _ -> Advice.whole("Take a newer nanobind: 3.1 uses multi-phase init.");
      case Fix.NoLibpython _ ->
          Advice.part("Make it with nanobind_add_module, which does not link to Python::Python.");
      case Fix.SameName(String module) ->
          Advice.whole(
              "Write NB_MODULE("
                  + module
                  + ", m): its first argument is the name that the file must have.");
      case Fix.NewerGenerator _ -> Advice.whole("Compile it with a newer nanobind.");
      default -> Advice.NONE;
    };
  }

  private static Advice stable(int minor) {
    String cmake =
        "In CMakeLists.txt, nanobind_add_module(NAME STABLE_ABI ...) with the component"
            + " Development.SABIModule of find_package(Python)";
    return minor < OLDEST
        ? Advice.whole(
            cmake + ", and a wheel tagged cp312-abi3: nanobind's STABLE_ABI starts with 3.12.")
        : Advice.part(cmake + ".");
  }
}
