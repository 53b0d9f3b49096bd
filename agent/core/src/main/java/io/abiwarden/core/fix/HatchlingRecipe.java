package io.abiwarden.core.fix;

/**
 * hatchling, whose extensions a build hook makes.
 *
 * <p>From hatchling 1.33, {@code builders/wheel.py}: {@code build_data["tag"]}, {@code infer_tag}
 * (false by default) and {@code pure_python} (true by default).
 */
final class HatchlingRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildStable(int minor) -> Advice.part(stable(minor));
      case Fix.NameStable(int minor) -> Advice.part(stable(minor));
      case Fix.Raise raise ->
          Advice.part(
              "In the build hook (hatch_build.py), build_data[\"tag\"] = \""
                  + Versions.tag(raise.needed())
                  + "-abi3-PLATFORM\"; in pyproject.toml, requires-python = \">="
                  + Versions.dotted(raise.needed())
                  + "\".");
      case Fix.BuildBoth _ ->
          Advice.part(
              "In the build hook (hatch_build.py), build_data[\"tag\"] ="
                  + " \"cp315-abi3.abi3t-PLATFORM\".");
      case Fix.NameAbi _ ->
          Advice.part(
              "In the build hook (hatch_build.py), build_data[\"infer_tag\"] = True and"
                  + " build_data[\"pure_python\"] = False; pyproject.toml turns the hook on by"
                  + " [tool.hatch.build.hooks.custom].");
      case Fix.NamePlatform(String platform) ->
          Advice.part(
              "In the build hook (hatch_build.py), build_data[\"tag\"] = \"PYTHON-ABI-"
                  + platform
                  + "\".");
      case Fix.ChangeInBuild _ ->
          Advice.part(
              "Change it before the wheel is packed: in initialize() of the build hook"
                  + " (hatch_build.py).");
      case Fix.NameAccepted _ ->
          Advice.part(
              "In the build hook (hatch_build.py), set build_data[\"infer_tag\"] = True instead of a"
                  + " tag of its own.");
      default -> new FrontEndRecipe().to(fix, made);
    };
  }

  private static String stable(int minor) {
    return "In the build hook (hatch_build.py), build_data[\"tag\"] = \""
        + Versions.tag(minor)
        + "-abi3-PLATFORM\" for what is compiled for the Stable ABI, and build_data[\"infer_tag\"] ="
        + " True for what is not.";
  }
}
