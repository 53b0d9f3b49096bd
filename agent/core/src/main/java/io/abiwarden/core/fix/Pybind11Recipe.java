package io.abiwarden.core.fix;

/**
 * pybind11.
 *
 * <p>From its headers, 2.9 to 3.1: {@code pybind11::mod_gil_not_used()} since 2.13, {@code
 * pybind11::multiple_interpreters} and multi-phase init since 3.0 ({@code detail/common.h}, {@code
 * pybind11.h}); {@code detail/internals.h}: {@code Py_LIMITED_API} is not supported; its CMake
 * files: {@code pybind11_add_module} links to {@code pybind11::module}.
 */
final class Pybind11Recipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    boolean three = made.binding().isAtLeast(3, 0);
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() && !three ->
          Advice.part("It takes pybind11 2.13 or newer.");
      case Fix.BuildStable _, Fix.NameStable _ ->
          Advice.whole(
              "pybind11 has no Limited API: build one wheel for each Python, tagged for it alone"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.Raise raise ->
          Advice.whole(
              "pybind11 has no Limited API: tag the wheel for the one Python that it was built for"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.Lower _ ->
          Advice.whole("pybind11 has no Limited API: tag the wheel for one Python.");
      case Fix.BuildBoth _ ->
          Advice.whole(
              "pybind11 has no Limited API: build a wheel for 3.15 and another for 3.15t"
                  + StableOption.without(made.backend())
                  + ".");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Write PYBIND11_MODULE(name, m, pybind11::mod_gil_not_used()), once it is thread-safe"
                  + (three ? "." : " (pybind11 2.13 or newer)."));
      case Fix.Subinterpreters _ ->
          Advice.whole(
              "Write PYBIND11_MODULE(name, m, pybind11::multiple_interpreters::shared_gil()) or"
                  + " ::per_interpreter_gil()"
                  + (three ? "." : ", with pybind11 3.0 or newer."));
      case Fix.MultiPhase _ ->
          Advice.whole("Take pybind11 3.0 or newer, which uses multi-phase init.");
      case Fix.NoLibpython _ ->
          Advice.part(
              "Make it with pybind11_add_module, or link to pybind11::module and not to"
                  + " pybind11::embed.");
      case Fix.SameName(String module) ->
          Advice.whole(
              "Write PYBIND11_MODULE("
                  + module
                  + ", m): its first argument is the name that the file must have.");
      case Fix.NewerGenerator _ -> Advice.whole("Compile it with a newer pybind11.");
      default -> Advice.NONE;
    };
  }
}
