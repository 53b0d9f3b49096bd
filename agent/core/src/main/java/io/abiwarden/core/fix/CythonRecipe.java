package io.abiwarden.core.fix;

import io.abiwarden.core.wheel.Backend;

/**
 * Cython.
 *
 * <p>From its user guide ({@code freethreading.rst}, {@code limited_api.rst}) and the source of
 * 3.3.1 ({@code Compiler/Options.py}: {@code freethreading_compatible}, {@code
 * subinterpreters_compatible}; {@code Compiler/ModuleNode.py}: the slot for subinterpreters is
 * there only with {@code CYTHON_USE_MODULE_STATE}; {@code Utility/ModuleSetupCode.c}: multi-phase
 * init is the default, and 3.9 the oldest Limited API): free-threaded builds and the Limited API
 * since 3.1. Its C code does not compile for abi3t.
 */
final class CythonRecipe implements Recipe {

  private static final int OLDEST = 9;

  @Override
  public Advice to(Fix fix, Made made) {
    boolean old = made.binding().isBefore(3, 1);
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() && old ->
          Advice.part(
              "Cython "
                  + made.binding().version().orElse("")
                  + " knows no free-threaded Python: take 3.1 or newer.");
      case Fix.BuildStable _, Fix.NameStable _ when old ->
          Advice.whole(
              "Take Cython 3.1 or newer for the Limited API (this is "
                  + made.binding().version().orElse("")
                  + "), or tag the wheel for the one version that it was built for.");
      case Fix.BuildStable(int minor) when named(made) -> Advice.NONE;
      case Fix.BuildStable(int minor) ->
          Advice.part(
              "Compile Cython's C code with Py_LIMITED_API="
                  + Versions.hex(Math.max(minor, OLDEST))
                  + " (Cython 3.1 or newer), or tag the wheel for the one version that it was built"
                  + " for.");
      case Fix.Raise raise when !named(made) && raise.promised() < raise.needed() ->
          Advice.part(
              "Compile Cython's C code with Py_LIMITED_API="
                  + Versions.hex(Math.max(raise.promised(), OLDEST))
                  + ", or tag the wheel "
                  + Versions.tag(raise.needed())
                  + "-abi3.");
      case Fix.BuildBoth _ ->
          Advice.whole(
              "Cython has no build for abi3t: build the abi3 wheel with a regular Python, and one for"
                  + " python3.15t"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.FreeOfGil _ ->
          Advice.part(
              "Write # cython: freethreading_compatible = True at the top of each .pyx, once it is"
                  + " thread-safe"
                  + (old ? " (Cython 3.1 or newer)." : "."));
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "Write # cython: subinterpreters_compatible = shared_gil (or own_gil) at the top of each"
                  + " .pyx, and compile with CYTHON_USE_MODULE_STATE=1 (Cython 3.1 or newer).");
      case Fix.MultiPhase _ ->
          Advice.whole(
              "Leave CYTHON_PEP489_MULTI_PHASE_INIT undefined: Cython uses multi-phase init then.");
      case Fix.SameName(String module) ->
          Advice.whole(
              "The name of the Extension or target, of the .pyx file and of the file that is built must"
                  + " all end with "
                  + module
                  + ".");
      case Fix.NewerGenerator _ -> Advice.whole("Translate it with a newer Cython.");
      default -> Advice.NONE;
    };
  }

  /** Whether the backend defines the macro by an option of its own. */
  private static boolean named(Made made) {
    return made.by(Backend.SETUPTOOLS)
        || made.by(Backend.MESON_PYTHON)
        || made.by(Backend.SCIKIT_BUILD_CORE);
  }
}
