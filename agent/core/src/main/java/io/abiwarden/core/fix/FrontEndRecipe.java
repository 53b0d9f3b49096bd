package io.abiwarden.core.fix;

/** What is the same for every backend of PEP 517: the command, and the deployment target. */
final class FrontEndRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build -> Advice.part(command(build) + ".");
      case Fix.NameFreeThreaded name ->
          Advice.part(
              "Build it from a clean folder with python"
                  + Versions.dotted(name.minor())
                  + " -m build --wheel, or tag it for what it is: wheel tags --abi-tag "
                  + Versions.tag(name.minor())
                  + "t.");
      case Fix.Raise raise -> Advice.part(requires(raise));
      case Fix.Lower lower -> Advice.part(requires(lower));
      default -> Advice.NONE;
    };
  }

  /** The command that builds a wheel for one interpreter. */
  static String command(Fix.BuildFor build) {
    return "python" + build.python() + " -m build --wheel";
  }

  /** The metadata's side of a claim that nothing else need keep. */
  static String requires(Fix.Lower lower) {
    return "Set requires-python = \">="
        + Versions.dotted(lower.promised())
        + "\" in pyproject.toml, unless older Pythons are to have it.";
  }

  /** The metadata's side of a claim. */
  static String requires(Fix.Raise raise) {
    return "Set requires-python = \">=" + Versions.dotted(raise.needed()) + "\" in pyproject.toml.";
  }
}
