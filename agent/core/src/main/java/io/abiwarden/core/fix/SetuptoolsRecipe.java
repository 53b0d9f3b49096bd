package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.image.ImageFormat;
import java.util.List;

/**
 * setuptools, and setuptools-rust for PyO3.
 *
 * <p>From setuptools 84.2.1: {@code command/bdist_wheel.py} ({@code py_limited_api}, which it
 * refuses on free-threaded Pythons before 3.15, and tags {@code abi3.abi3t} from then on; 84.0
 * refuses it there too), {@code command/build_ext.py} (the suffix of {@code
 * Extension(py_limited_api=True)}), {@code extension.py}, {@code dist.py} ({@code
 * has_ext_modules}); setuptools-rust 1.13, {@code build.py}: {@code py_limited_api} of {@code
 * [bdist_wheel]} becomes PyO3's feature {@code abi3-py3X}.
 */
final class SetuptoolsRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    boolean rust = made.by(Builder.PYO3);
    return switch (fix) {
      case Fix.BuildFor build ->
          Advice.part(
              FrontEndRecipe.command(build)
                  + (build.leavesStable()
                      ? ", with "
                          + (own(made) ? "Py_LIMITED_API and " : "")
                          + "py_limited_api set only if not"
                          + " sysconfig.get_config_var(\"Py_GIL_DISABLED\"): in setup.py,"
                          + " setup(options={\"bdist_wheel\": {\"py_limited_api\": \"cp39\"}}) in the"
                          + " place of setup.cfg."
                      : "."));
      case Fix.BuildStable stable ->
          Advice.part(
              stable(stable.minor(), made)
                  + StableOption.onceCompiled(made)
                  + " Or take py_limited_api out.");
      case Fix.NameStable stable -> Advice.part(stable(stable.minor(), made));
      case Fix.Raise raise ->
          Advice.part(
              "In setup.cfg, [bdist_wheel] py_limited_api = "
                  + Versions.tag(raise.needed())
                  + "; in pyproject.toml, requires-python = \">="
                  + Versions.dotted(raise.needed())
                  + "\"."
                  + (own(made) && raise.promised() < raise.needed()
                      ? " Or set Py_LIMITED_API to "
                          + Versions.hex(raise.promised())
                          + " in define_macros, and mend what no longer compiles."
                      : ""));
      case Fix.Lower lower when lower.possible() ->
          Advice.part(
              "If Py_LIMITED_API is lower, set py_limited_api = "
                  + Versions.tag(lower.lowest())
                  + " under [bdist_wheel] in setup.cfg; else requires-python = \">="
                  + Versions.dotted(lower.promised())
                  + "\" in pyproject.toml.");
      case Fix.BuildBoth _ ->
          Advice.part(
              "python3.15t -m build --wheel (setuptools 84.2 or newer), with py_limited_api = cp315"
                  + " under [bdist_wheel] in setup.cfg"
                  + (rust || made.by(Builder.CFFI)
                      ? "."
                      : " and Extension(..., py_limited_api=True, define_macros=[(\"Py_TARGET_ABI3T\","
                          + " \"0x030f0000\")])."));
      case Fix.NameAbi name ->
          Advice.part(
              "List the extension in ext_modules, or have has_ext_modules() of the Distribution in"
                  + " setup.py return True"
                  + (name.abi().isEmpty()
                      ? "."
                      : "; wheel tags --abi-tag " + name.abi() + " mends a built wheel."));
      case Fix.NameAccepted _ ->
          Advice.part(
              "Leave python_tag and plat_name of [bdist_wheel] to setuptools: the t belongs to the"
                  + " ABI tag alone (cp314-cp314t, cp315-abi3.abi3t).");
      case Fix.NoLibpython _ ->
          rust
              ? Advice.part("setuptools-rust 1.12 or newer sees to it.")
              : Advice.part(
                  "Take libpython out of libraries and extra_link_args of the Extension in setup.py"
                      + " (python3-config --embed adds it).");
      case Fix.FreeOfGil _ when made.by(Builder.CYTHON) ->
          Advice.part(
              "For all at once in setup.py: cythonize(...,"
                  + " compiler_directives={\"freethreading_compatible\": True}).");
      case Fix.LinkTo _ when !rust ->
          Advice.part("Name the library in libraries=[...] of the Extension in setup.py.");
      case Fix.ForProcessors(List<String> processors, ImageFormat format)
          when format == ImageFormat.MACHO ->
          Advice.part(
              "Build with ARCHFLAGS=\""
                  + Processors.flags(processors)
                  + "\" in the environment, or with one wheel for each processor.");
      case Fix.NamePlatform(String platform) when !platform.contains("linux") ->
          Advice.part("In setup.cfg, [bdist_wheel] plat_name = " + platform + ".");
      case Fix.ChangeInBuild _ when !rust ->
          Advice.part(
              "Change it before the wheel is packed: extra_link_args=[\"-s\"] of the Extension strips it,"
                  + " and a build_ext of one's own (cmdclass in setup.py) can do more.");
      case Fix.ChangeInBuild _ ->
          Advice.part("Change it before the wheel is packed: RustExtension(..., strip=Strip.All).");
      case Fix.OtherNumpy _ ->
          Advice.part("Put numpy>=2 into [build-system] requires of pyproject.toml.");
      default -> new FrontEndRecipe().to(fix, made);
    };
  }

  /** Whether the macro is the project's own to define. */
  private static boolean own(Made made) {
    return !made.by(Builder.PYO3) && !made.by(Builder.CFFI);
  }

  private static String stable(int minor, Made made) {
    String tag = "py_limited_api = " + Versions.tag(minor) + " under [bdist_wheel] in setup.cfg";
    return switch (made.builder()) {
      case PYO3 ->
          "Write " + tag + ": setuptools-rust names file and wheel, and sets PyO3's abi3 feature.";
      case CFFI ->
          "Write "
              + tag
              + ", and no py_limited_api into ffibuilder.set_source(): cffi_modules sees to the rest.";
      default ->
          "Write "
              + tag
              + ", and in setup.py Extension(..., py_limited_api=True,"
              + " define_macros=[(\"Py_LIMITED_API\", \""
              + Versions.hex(minor)
              + "\")]).";
    };
  }
}
