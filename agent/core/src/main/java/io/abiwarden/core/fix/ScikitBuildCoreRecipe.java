package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.image.ImageFormat;
import java.util.List;

/**
 * scikit-build-core, with CMake's FindPython.
 *
 * <p>From scikit-build-core 1.1.2: {@code settings/skbuild_model.py} ({@code wheel.py-api}, and
 * {@code cp315.cp315t} since 1.0), {@code builder/wheel_tag.py} (which leaves abi3 out on
 * free-threaded Pythons), {@code builder/builder.py} ({@code SKBUILD_SABI_COMPONENT}); CMake's
 * manual for {@code Python_add_library} ({@code USE_SABI}) and {@code Python::Module}.
 */
final class ScikitBuildCoreRecipe implements Recipe {

  /** What builds with every Python, free-threaded ones as well, where the two are not set. */
  private static final String CMAKE =
      "find_package(Python COMPONENTS Interpreter Development.Module ${SKBUILD_SABI_COMPONENT}),"
          + " set(sabi USE_SABI ${SKBUILD_SABI_VERSION}) under if(SKBUILD_SABI_VERSION), and"
          + " Python_add_library(NAME MODULE WITH_SOABI ${sabi} ...)";

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build ->
          Advice.part(
              FrontEndRecipe.command(build)
                  + (!build.leavesStable()
                      ? "."
                      : "; wheel.py-api is left out there by itself"
                          + (ownCMake(made)
                              ? "."
                              : ", and USE_SABI by if(SKBUILD_SABI_VERSION).")));
      case Fix.BuildStable(int minor) ->
          Advice.part(
              stable(minor, made) + StableOption.onceCompiled(made) + " Or take wheel.py-api out.");
      case Fix.NameStable(int minor) -> Advice.part(stable(minor, made));
      case Fix.Raise raise ->
          Advice.part(
              "In pyproject.toml, [tool.scikit-build] wheel.py-api = \""
                  + Versions.tag(raise.needed())
                  + "\" and [project] requires-python = \">="
                  + Versions.dotted(raise.needed())
                  + "\".");
      case Fix.Lower lower when lower.possible() ->
          Advice.part(
              "If USE_SABI in CMakeLists.txt is lower, set wheel.py-api = \""
                  + Versions.tag(lower.lowest())
                  + "\"; else requires-python = \">="
                  + Versions.dotted(lower.promised())
                  + "\" in pyproject.toml.");
      case Fix.BuildBoth _ ->
          Advice.part(
              "In pyproject.toml, [tool.scikit-build] wheel.py-api = \"cp315.cp315t\""
                  + (ownCMake(made)
                      ? ""
                      : "; in CMakeLists.txt, find_package(Python COMPONENTS Interpreter"
                          + " ${SKBUILD_SABI_COMPONENT}) and Python_add_library(NAME MODULE WITH_SOABI"
                          + " USE_SABI 3.15 ...)")
                  + "; python3.15t -m build --wheel (scikit-build-core 1.0 or newer).");
      case Fix.NameAbi _ ->
          Advice.part(
              "Take wheel.py-api = \"py3\" (and wheel.platlib = false) out of [tool.scikit-build] in"
                  + " pyproject.toml: scikit-build-core tags the wheel then for what builds it.");
      case Fix.NameAccepted _ ->
          Advice.part(
              "In pyproject.toml, wheel.py-api of [tool.scikit-build] is cp39 for abi3 and"
                  + " cp315.cp315t for abi3.abi3t; take wheel.tags out, if it is set.");
      case Fix.NoLibpython _ when !ownCMake(made) ->
          Advice.part(
              "In CMakeLists.txt, use Python_add_library(NAME MODULE ...) or link to Python::Module,"
                  + " not to Python::Python.");
      case Fix.ChangeInBuild _ ->
          Advice.part(
              "Change it before the wheel is packed: install.strip = true under [tool.scikit-build] in"
                  + " pyproject.toml, or install(CODE ...) in CMakeLists.txt.");
      case Fix.LinkTo _ ->
          Advice.part("In CMakeLists.txt, target_link_libraries(NAME PRIVATE ...).");
      case Fix.OlderMacOs(String version) ->
          Advice.part(
              "Build with MACOSX_DEPLOYMENT_TARGET="
                  + version
                  + " in the environment (scikit-build-core takes wheel tag and CMake's target from"
                  + " it), libraries it brings included.");
      case Fix.ForProcessors(List<String> processors, ImageFormat format)
          when format == ImageFormat.MACHO ->
          Advice.part(
              "Build with ARCHFLAGS=\""
                  + Processors.flags(processors)
                  + "\" in the environment, or with one wheel for each processor.");
      default -> new FrontEndRecipe().to(fix, made);
    };
  }

  /** Whether the generator brings CMake functions of its own. */
  private static boolean ownCMake(Made made) {
    return made.by(Builder.PYBIND11) || made.by(Builder.NANOBIND);
  }

  private static String stable(int minor, Made made) {
    String api =
        "In pyproject.toml, [tool.scikit-build] wheel.py-api = \"" + Versions.tag(minor) + "\"";
    return ownCMake(made) ? api + "." : api + "; in CMakeLists.txt, " + CMAKE + ".";
  }
}
