package io.abiwarden.core.fix;

/**
 * f2py, which is NumPy's.
 *
 * <p>From NumPy 2.5, {@code f2py/f2py2e.py}: {@code --freethreading-compatible} (since 2.1). What
 * it generates uses NumPy's C API, which the Limited API has no part of it for, and single-phase
 * init ({@code f2py/rules.py}).
 */
final class F2pyRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() ->
          Advice.part("It takes the f2py of NumPy 2.1 or newer.");
      case Fix.BuildStable _, Fix.NameStable _, Fix.Raise _, Fix.Lower _, Fix.BuildBoth _ ->
          Advice.whole(
              "f2py does not generate for the Limited API: build one wheel for each Python, tagged for"
                  + " it alone"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Run f2py --freethreading-compatible (NumPy 2.1 or newer), once the Fortran code is"
                  + " thread-safe.");
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "f2py's modules support no subinterpreters: import it in the main interpreter alone.");
      case Fix.MultiPhase _ -> Advice.whole("Nothing: f2py uses single-phase init.");
      case Fix.NewerGenerator _ -> Advice.whole("Generate it with the f2py of a newer NumPy.");
      default -> Advice.NONE;
    };
  }
}
