package io.abiwarden.core.fix;

/**
 * mypyc.
 *
 * <p>From mypy 1.15 to 2.4, {@code mypyc/codegen/emitmodule.py}: since 1.17 modules for
 * free-threaded Pythons use multi-phase init and say that they run without the GIL; for regular
 * ones they use single-phase init; subinterpreters are not supported; there is no Limited API.
 */
final class MypycRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() ->
          Advice.part("It takes mypy 1.17 or newer.");
      case Fix.BuildStable _, Fix.NameStable _, Fix.Raise _, Fix.Lower _ ->
          Advice.whole(
              "mypyc has no Limited API: build one wheel for each Python, tagged for it alone"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.BuildBoth _ ->
          Advice.whole(
              "mypyc has no Limited API: build a wheel for 3.15 and another for 3.15t"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Compile it with mypy 1.17 or newer and a free-threaded Python: mypyc says it there by"
                  + " itself.");
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "mypyc supports no subinterpreters: import it in the main interpreter alone.");
      case Fix.MultiPhase _ ->
          Advice.whole(
              "Nothing: mypyc uses single-phase init for regular Pythons, and the other for"
                  + " free-threaded ones since mypy 1.17.");
      case Fix.NewerGenerator _ -> Advice.whole("Compile it with a newer mypy.");
      default -> Advice.NONE;
    };
  }
}
