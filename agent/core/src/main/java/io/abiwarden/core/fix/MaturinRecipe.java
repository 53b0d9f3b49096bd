package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.image.ImageFormat;
import java.util.List;

/**
 * maturin.
 *
 * <p>From its guide ({@code bindings.md}, {@code config.md}, {@code distribution.md}), the options
 * of maturin 1.16, and PyO3's guide: maturin takes the wheel's tags from the features of the crate
 * pyo3, knows abi3t since 1.14, and keeps libpython out since 1.9.4.
 */
final class MaturinRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build ->
          Advice.part("maturin build --release -i python" + build.python() + ".");
      case Fix.NameFreeThreaded name ->
          Advice.part(
              "Build it with maturin build --release -i python"
                  + Versions.dotted(name.minor())
                  + ", or tag it for what it is: wheel tags --abi-tag "
                  + Versions.tag(name.minor())
                  + "t.");
      case Fix.BuildStable _, Fix.NameStable _ when !made.by(Builder.PYO3) ->
          Advice.part(
              "maturin tags a wheel abi3 where the crate pyo3 or pyo3-ffi has an abi3 feature in"
                  + " Cargo.toml.");
      case Fix.Raise raise -> Advice.part(FrontEndRecipe.requires(raise));
      case Fix.BuildBoth _ when made.by(Builder.PYO3) ->
          Advice.part("Build with maturin 1.14 or newer, maturin build --release -i python3.15.");
      case Fix.NameAbi _ ->
          Advice.part(
              "Set bindings = \"pyo3\" under [tool.maturin] in pyproject.toml: its bindings cffi and"
                  + " bin make wheels tagged py3-none.");
      case Fix.NameAccepted _ ->
          Advice.part(
              "Do not rename the wheel: maturin build -i python3.14t tags it cp314-cp314t.");
      case Fix.NoLibpython _ -> Advice.part("maturin 1.9.4 or newer sees to it.");
      case Fix.Bundle _ ->
          Advice.part(
              "Set auditwheel = \"repair\" under [tool.maturin] in pyproject.toml (maturin's default),"
                  + " or install the package that has it.");
      case Fix.OlderSystem(String image) ->
          Advice.part(
              "maturin build --release --compatibility "
                  + image
                  + " --zig, or build in the "
                  + image
                  + " image.");
      case Fix.OlderMacOs(String version) ->
          Advice.part(
              "Set macos-deployment-target = \""
                  + version
                  + "\" under [tool.maturin.target.TRIPLE] in pyproject.toml, or"
                  + " MACOSX_DEPLOYMENT_TARGET="
                  + version
                  + " in the environment.");
      case Fix.ForProcessors(List<String> processors, ImageFormat format) ->
          Advice.part(
              "maturin build --release --target " + Processors.triple(processors, format) + ".");
      case Fix.NamePlatform(String platform) when platform.contains("linux") ->
          Advice.part(
              "maturin build --release --compatibility "
                  + platform.replaceFirst("^((?:many|musl)linux_\\d+_\\d+|manylinux\\d+)_.*$", "$1")
                  + ".");
      case Fix.ChangeInBuild _ ->
          Advice.part(
              "Change it before the wheel is packed: strip = true under [tool.maturin] in"
                  + " pyproject.toml.");
      case Fix.SameName(String module) ->
          Advice.part(
              "In Cargo.toml, [lib] name = \""
                  + module
                  + "\"; for a module in a package, module-name under [tool.maturin] in"
                  + " pyproject.toml.");
      case Fix.LinkTo _ ->
          Advice.part("Have build.rs print cargo:rustc-link-lib=NAME for the library.");
      default -> Advice.NONE;
    };
  }
}
