package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.image.ImageFormat;
import java.util.List;

/**
 * meson-python and Meson's module {@code python}.
 *
 * <p>From meson-python 0.22.1 ({@code mesonpy/__init__.py}: {@code limited-api}, refused on
 * free-threaded Pythons before 3.15 unless {@code python.allow_limited_api} is false; {@code
 * abi3.abi3t} from 3.15t on, since 0.21), its guide to the Limited API (the tag is that of the
 * interpreter that builds), and Meson's manual for {@code extension_module}.
 */
final class MesonPythonRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build ->
          Advice.part(
              FrontEndRecipe.command(build)
                  + (build.leavesStable()
                      ? " -Csetup-args=-Dpython.allow_limited_api=false."
                      : "."));
      case Fix.BuildStable(int minor) ->
          Advice.part(stable(minor) + StableOption.onceCompiled(made) + " Or take both out.");
      case Fix.NameStable(int minor) -> Advice.part(stable(minor));
      case Fix.Raise raise ->
          Advice.part(
              "Build it with Python "
                  + Versions.dotted(raise.needed())
                  + ", whose tag meson-python takes, and set limited_api: '"
                  + Versions.dotted(raise.needed())
                  + "' in meson.build and requires-python = \">="
                  + Versions.dotted(raise.needed())
                  + "\" in pyproject.toml.");
      case Fix.Lower lower when lower.possible() ->
          Advice.part(
              "If limited_api in meson.build is lower, build it with Python "
                  + Versions.dotted(lower.lowest())
                  + ", whose tag meson-python takes; else requires-python = \">="
                  + Versions.dotted(lower.promised())
                  + "\" in pyproject.toml.");
      case Fix.BuildBoth _ ->
          Advice.part(
              "python3.15t -m build --wheel (meson-python 0.21 or newer), with limited-api = true"
                  + " under [tool.meson-python] in pyproject.toml and limited_api: '3.15' in"
                  + " meson.build.");
      case Fix.NameAbi _ ->
          Advice.part(
              "In meson.build, make it with extension_module() of"
                  + " import('python').find_installation(pure: false), which installs it to"
                  + " platlib.");
      case Fix.NoLibpython _ ->
          Advice.part(
              "In meson.build, use py.extension_module() without py.dependency(embed: true).");
      case Fix.FreeOfGil _ when made.by(Builder.CYTHON) ->
          Advice.part(
              "For all at once in meson.build: cython_args: ['-Xfreethreading_compatible=True'].");
      case Fix.ChangeInBuild _ ->
          Advice.part(
              "Change it before the wheel is packed: link_args: ['-Wl,-s'] of py.extension_module() in"
                  + " meson.build strips it.");
      case Fix.LinkTo _ ->
          Advice.part(
              "In meson.build, add the library to dependencies: or link_with: of"
                  + " py.extension_module().");
      case Fix.ForProcessors(List<String> processors, ImageFormat format)
          when format == ImageFormat.MACHO ->
          Advice.part(
              processors.size() > 1
                  ? "meson-python builds for one processor at a time: join two wheels with"
                      + " delocate-merge."
                  : "Build with ARCHFLAGS=\""
                      + Processors.flags(processors)
                      + "\" in the environment.");
      default -> new FrontEndRecipe().to(fix, made);
    };
  }

  private static String stable(int minor) {
    return "In meson.build, py.extension_module(..., limited_api: '"
        + Versions.dotted(minor)
        + "'); in pyproject.toml, [tool.meson-python] limited-api = true, built with Python "
        + Versions.dotted(minor)
        + ".";
  }
}
