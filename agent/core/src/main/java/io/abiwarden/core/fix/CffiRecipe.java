package io.abiwarden.core.fix;

/**
 * cffi's generated modules.
 *
 * <p>From cffi 2.1.1: {@code setuptools_ext.py} and {@code recompiler.py} define {@code
 * Py_LIMITED_API} by themselves (unless {@code set_source()} says {@code py_limited_api=False}),
 * leave it out on free-threaded Pythons before 3.15, and build for abi3t from then on; its {@code
 * _cffi_backend}, which makes the module, calls {@code PyUnstable_Module_SetGIL} in free-threaded
 * builds, which cffi has since 2.0.
 */
final class CffiRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildFor build when build.freeThreaded() ->
          Advice.part(
              build.minor() < Versions.ABI3T
                  ? "It takes cffi 2.0 or newer, which leaves the Limited API out by itself."
                  : "It takes cffi 2.1 or newer.");
      case Fix.BuildBoth _ -> Advice.part("It takes cffi 2.1 or newer.");
      case Fix.FreeOfGil _ ->
          Advice.whole(
              "Build it and run it with cffi 2.0 or newer, whose _cffi_backend says so for the module.");
      case Fix.NewerGenerator _ -> Advice.whole("Generate it with a newer cffi.");
      default -> Advice.NONE;
    };
  }
}
